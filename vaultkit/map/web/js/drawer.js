/* Drawer: all filters in one place: tags, folders, functions of citation, time, orphans. */
(function (vm) {
  "use strict";

  const el = vm.element;
  const MOST = 60;

  /** How many notes carry each tag and lie in each folder (with the folders above it). */
  vm.countFilters = function (graph) {
    const tags = new Map(), folders = new Map();
    for (let i = 0; i < graph.size; i++) {
      if (graph.parent[i] >= 0) continue;
      for (const tag of graph.tagsOf[i]) tags.set(graph.tags[tag], (tags.get(graph.tags[tag]) || 0) + 1);
      let folder = graph.folder[i] >= 0 ? graph.folders[graph.folder[i]] : "";
      while (folder) {
        folders.set(folder, (folders.get(folder) || 0) + 1);
        folder = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "";
      }
    }
    const sorted = (counts) => [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return { tags: sorted(tags), folders: sorted(folders) };
  };

  class Drawer {
    constructor(host, app) {
      Object.assign(this, { host, app });
      this.needle = { tags: "", folders: "" };
      host.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          this.toggle(false);
        }
      });
    }

    get open() {
      return !this.host.hidden;
    }

    toggle(open = this.host.hidden) {
      this.host.hidden = !open;
      if (open) {
        this.counts = vm.countFilters(this.app.graph);
        this.draw();
        this.host.querySelector("button").focus();
      } else {
        const opener = document.querySelector("[data-opens=drawer]");
        if (opener) opener.focus();
      }
      this.app.layout();
    }

    /** New counts after the graph changed. */
    recount() {
      if (!this.open) return;
      this.counts = vm.countFilters(this.app.graph);
      this.draw();
    }

    draw() {
      if (!this.open) return;
      const { app, host } = this;
      const { words, graph } = app;
      const held = host.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      const scroll = host.scrollTop;
      host.setAttribute("aria-label", words("filters"));
      vm.clear(host).append(
        el("header", { class: "drawer-head" }, el("h2", { text: words("filters") }),
          el("button", { type: "button", class: "quiet close", "data-key": "close", "aria-label": words("close"),
            onclick: () => this.toggle(false) }, vm.icon("M5 5l10 10M15 5l-10 10"))),
        this._check("orphans", words("showOrphans"), app.filter.orphans, (on) => { app.filter.orphans = on; }),
        this._functions(),
        this._names("folders", words("folders"), (name) => name),
        this._names("tags", words("tags"), (name) => app.tagName(name)),
        graph.notices.length ? el("section", {}, el("h3", { text: words("notices") }),
          el("ul", { class: "notices" }, graph.notices.map((text) => el("li", { dir: "auto", text })))) : "",
        app.filter.active() ? el("button", { type: "button", class: "action", "data-key": "reset",
          text: words("resetFilters"), onclick: () => app.resetFilters() }) : "");
      host.scrollTop = scroll;
      if (held) {
        const again = host.querySelector(`[data-key="${CSS.escape(held)}"]`);
        if (again) again.focus({ preventScroll: true });
      }
    }

    _check(key, label, on, change) {
      return el("label", { class: "check" },
        el("input", { type: "checkbox", checked: on, "data-key": key, onchange: (event) => {
          change(event.target.checked);
          this.app.filterChanged();
        } }), el("span", { dir: "auto", text: label }));
    }

    /* Each kind of edge by itself, citations by their function. */
    _functions() {
      const { app } = this;
      const { graph, words, filter } = app;
      const counts = vm.countKinds(graph).edges;
      const rows = graph.edgeKinds.map((kind, at) => [kind, counts[at]]).filter((row) => row[1])
        .sort((a, b) => b[1] - a[1]);
      if (!rows.length) return "";
      return el("section", {}, el("h3", { text: words("linkKinds") }), el("ul", {}, rows.map(([kind, count]) =>
        el("li", {}, el("label", { class: "check" },
          el("input", { type: "checkbox", checked: !filter.hiddenEdges.has(kind.id), "data-key": "edge:" + kind.id,
            onchange: () => app.toggleFilter("hiddenEdges", kind.id) }),
          vm.edgeMark(app.looks, kind), el("span", { text: app.edgeName(kind.id) }),
          el("span", { class: "count", text: app.number(count) }))))));
    }

    _names(field, title, shown) {
      const { app } = this;
      const all = this.counts[field];
      if (!all.length) return "";
      const needle = vm.fold(this.needle[field]);
      const chosen = app.filter[field];
      const rows = all.filter(([name]) => chosen.has(name) || !needle || vm.fold(shown(name)).includes(needle));
      const list = el("ul", {}, rows.slice(0, MOST).map(([name, count]) => el("li", {},
        el("label", { class: "check" },
          el("input", { type: "checkbox", checked: chosen.has(name), "data-key": field + ":" + name,
            onchange: () => app.toggleFilter(field, name) }),
          el("span", { class: "check-name", dir: "auto", text: vm.shorten(shown(name), 60) }),
          el("span", { class: "count", text: app.number(count) })))));
      return el("section", {}, el("h3", { text: title }),
        all.length > 12 ? el("input", { type: "search", class: "narrow", "data-key": "narrow:" + field,
          value: this.needle[field], "aria-label": app.words("narrow", title), placeholder: app.words("narrow", title),
          oninput: (event) => {
            this.needle[field] = event.target.value;
            this.draw();
          } }) : null,
        list, rows.length > MOST ? el("p", { class: "soft", text: app.words("moreFound", rows.length - MOST) }) : null);
    }
  }

  vm.Drawer = Drawer;
})(window.vaultmapParts = window.vaultmapParts || {});
