/* Search box: a combobox (ARIA 1.2) with suggestions as one types. */
(function (vm) {
  "use strict";

  const MOST_TEXTS = 6;
  const WAIT = 180;
  const LENGTH = 120;
  let serial = 0;

  class SearchBox {
    /** Into `host`; choose(node, line) is called for what the reader picks. how: {names: true} where
        only nodes can be chosen, not places in their texts. */
    constructor(host, app, labelKey, choose, how = {}) {
      Object.assign(this, { app, labelKey, choose, how });
      this.id = `vm-found-${++serial}`;
      this.at = -1;
      this.rows = [];
      this.input = vm.element("input", {
        class: "find-input", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
        "aria-expanded": "false", "aria-controls": this.id, "aria-autocomplete": "list",
        oninput: () => this._typed(), onkeydown: (event) => this._key(event),
        onfocus: () => this.input.value && this._typed(),
        onblur: () => setTimeout(() => this.close(), 120),
      });
      this.list = vm.element("ul", { class: "found", id: this.id, role: "listbox", hidden: true });
      host.append(vm.icon("M9 3.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M13 13l4 4"), this.input, this.list);
      this.relabel();
    }

    relabel() {
      this.input.placeholder = this.app.words(this.labelKey);
      this.input.setAttribute("aria-label", this.app.words(this.labelKey));
      this.list.setAttribute("aria-label", this.app.words("suggestions"));
    }

    _typed() {
      const text = this.input.value;
      this.words = vm.searchWords(text);
      this.groups = this.app.search.groups(text);
      if (this.how.names) this.groups = this.groups.filter((group) => group.name !== "headings");
      this.rows = [];
      vm.clear(this.list);
      for (const group of this.groups) this._group(group);
      this.at = this.rows.length ? 0 : -1;
      const total = this.groups.reduce((sum, group) => sum + group.total, 0);
      const asks = !this.how.names && this.words.length > 0;
      if (this.words.length && !total && !asks) this._remark(this.app.words("nothingFound"));
      this._open(this.list.childElementCount > 0);
      this._mark();
      if (this.words.length) this.app.say(this.app.words("foundCount", total));
      clearTimeout(this.waiting);
      if (asks) this.waiting = setTimeout(() => this._texts(text, total), total ? WAIT : 0);
    }

    /* What the texts say follows what is called so. */
    async _texts(text, named) {
      const { app } = this;
      const found = await app.texts.find(text, MOST_TEXTS);
      if (this.input.value !== text || document.activeElement !== this.input) return;
      const rows = (found ? found.rows : []).map((row) => ({ ...row, i: app.graph.indexOf(row.id) })).filter((row) => row.i >= 0);
      if (rows.length) this._group({ name: "texts", rows, total: found.total });
      else if (!named) this._remark(app.words("nothingFound"));
      const all = app.graph.kind.reduce((sum, kind) => sum + (app.graph.kinds[kind] === "note" ? 1 : 0), 0);
      if (found && found.looked !== null && found.looked < all) this._remark(app.words("textsPartly", found.looked, all));
      if (this.at < 0 && this.rows.length) this.at = 0;
      this._open(this.list.childElementCount > 0);
      this._mark();
      if (rows.length) app.say(app.words("foundCount", named + found.total));
    }

    _group({ name, rows, total }) {
      this._remark(this.app.words("found." + name), "found-group");
      for (const row of rows) {
        this.list.append(this._option(row, this.rows.length));
        this.rows.push(row);
      }
      if (total > rows.length) this._remark(this.app.words("moreFound", total - rows.length));
    }

    _remark(text, kind = "found-more") {
      this.list.append(vm.element("li", { class: kind, role: "presentation", text }));
    }

    _option(row, at) {
      const { graph, looks } = this.app;
      const { i, line, text, alias } = row;
      const path = graph.path(i);
      const name = graph.name(i);
      const holder = text || alias ? name : graph.isPart(i) ? graph.name(graph.parent[i]) : path ? path.replace(/[^/]*$/, "") : "";
      const shown = text ? vm.excerpt(text, this.words, LENGTH) : vm.excerpt(alias || name, this.words, LENGTH);
      return vm.element("li", { class: text ? "found-item in-text" : "found-item", role: "option", id: `${this.id}-${at}`,
        onpointerdown: (event) => {
          event.preventDefault();
          this._take(row);
        } },
      vm.kindMark(looks, graph.kindName(i)),
      vm.element("span", { class: "found-name", dir: "auto" }, vm.marked(shown, this.words)),
      vm.element("span", { class: "found-place", dir: "auto", text: vm.shorten(holder, 40) +
        (line ? ` · ${this.app.words("line", line)}` : "") }));
    }

    _open(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
    }

    _mark() {
      this.list.querySelectorAll("[role=option]").forEach((option, at) => {
        option.setAttribute("aria-selected", String(at === this.at));
        if (at === this.at) option.scrollIntoView({ block: "nearest" });
      });
      if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
      else this.input.removeAttribute("aria-activedescendant");
    }

    _key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && this.rows.length) {
        this.at = (this.at + step + this.rows.length) % this.rows.length;
        this._mark();
      } else if (event.key === "Enter" && this.at >= 0) this._take(this.rows[this.at]);
      else if (event.key === "Escape" && !this.list.hidden) this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    _take(row) {
      this.close();
      this.input.blur();
      this.choose(row.i, row.line);
    }

    close() {
      clearTimeout(this.waiting);
      this._open(false);
      this.at = -1;
      this._mark();
    }

    /** Type for the reader: what `vaultmap.search` does. */
    type(text) {
      this.input.focus();
      this.input.value = text;
      this._typed();
      return this.rows.map((row) => row.i);
    }
  }

  /** A small drawing of a kind's shape, as the map and the legend show it. */
  vm.kindMark = function (looks, kind) {
    const look = looks.kind(kind);
    const hollow = vm.isHollow(look.shape);
    return vm.svg("svg", { class: "mark", viewBox: "-8 -8 16 16", "aria-hidden": "true" },
      vm.svg("path", { d: vm.outlinePath(look.shape, 5), fill: hollow ? "none" : look.color,
        stroke: look.color, "stroke-width": hollow ? 1.8 : 0 }));
  };

  vm.SearchBox = SearchBox;
})(window.vaultmapParts = window.vaultmapParts || {});
