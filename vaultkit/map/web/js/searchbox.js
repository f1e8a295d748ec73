/* Search box: a combobox (ARIA 1.2) with suggestions as one types. */
(function (vm) {
  "use strict";

  const MOST = 9;
  let serial = 0;

  class SearchBox {
    /** Into `host`; choose(node) is called for what the reader picks. */
    constructor(host, app, labelKey, choose) {
      Object.assign(this, { app, labelKey, choose });
      this.id = `vm-found-${++serial}`;
      this.at = -1;
      this.found = [];
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
      const { found, total } = this.app.search.find(this.input.value, MOST);
      this.found = found;
      this.at = found.length ? 0 : -1;
      vm.clear(this.list);
      found.forEach((i, at) => this.list.append(this._option(i, at)));
      if (this.input.value.trim() && total > found.length) {
        this.list.append(vm.element("li", { class: "found-more", role: "presentation",
          text: this.app.words("moreFound", total - found.length) }));
      }
      if (this.input.value.trim() && !total) {
        this.list.append(vm.element("li", { class: "found-more", role: "presentation",
          text: this.app.words("nothingFound") }));
      }
      this._open(this.list.childElementCount > 0);
      this._mark();
      if (this.input.value.trim()) this.app.say(this.app.words("foundCount", total));
    }

    _option(i, at) {
      const { graph, looks } = this.app;
      const path = graph.path(i);
      const holder = graph.isPart(i) ? graph.name(graph.parent[i]) : path ? path.replace(/[^/]*$/, "") : "";
      return vm.element("li", { class: "found-item", role: "option", id: `${this.id}-${at}`,
        onpointerdown: (event) => {
          event.preventDefault();
          this._take(i);
        } },
      vm.kindMark(looks, graph.kindName(i)),
      vm.element("span", { class: "found-name", dir: "auto", text: vm.shorten(graph.name(i), 90) }),
      vm.element("span", { class: "found-place", dir: "auto", text: vm.shorten(holder, 40) }));
    }

    _open(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
    }

    _mark() {
      this.list.querySelectorAll("[role=option]").forEach((option, at) =>
        option.setAttribute("aria-selected", String(at === this.at)));
      if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
      else this.input.removeAttribute("aria-activedescendant");
    }

    _key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && this.found.length) {
        this.at = (this.at + step + this.found.length) % this.found.length;
        this._mark();
      } else if (event.key === "Enter" && this.at >= 0) this._take(this.found[this.at]);
      else if (event.key === "Escape" && !this.list.hidden) this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    _take(i) {
      this.close();
      this.input.blur();
      this.choose(i);
    }

    close() {
      this._open(false);
      this.at = -1;
      this._mark();
    }

    /** Type for the reader: what `vaultmap.search` does. */
    type(text) {
      this.input.focus();
      this.input.value = text;
      this._typed();
      return this.found;
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
