/* List view: the same nodes as lines of text, for screen readers and for those who like lists. */
(function (vm) {
  "use strict";

  const PAGE = 100;
  const el = vm.element;

  class ListView {
    constructor(host, app) {
      Object.assign(this, { host, app });
      this.pages = new Map();
    }

    /** Draw the shown nodes by region; called when it becomes visible and when filters change. */
    draw() {
      const { app, host } = this;
      const { words, scene } = app;
      const groups = this._groups();
      const total = [...groups.values()].reduce((sum, list) => sum + list.length, 0);
      host.setAttribute("aria-label", words("view.list"));
      vm.clear(host).append(el("div", { class: "column" },
        el("h2", { text: words("view.list") }),
        el("p", { class: "soft", text: words("listIntro", total, scene.graph.size) }),
        [...groups].map(([region, list]) => this._group(region, list))));
    }

    /* Shown nodes that are no parts, by outermost region, most important first. */
    _groups() {
      const { graph, order, levels } = this.app.scene;
      const groups = new Map();
      const outer = (at) => {
        while (at >= 0 && graph.regions[at] && graph.regions[at].parent >= 0) at = graph.regions[at].parent;
        return at;
      };
      for (const i of order) {
        if (levels[i] !== vm.SHOWN) continue;
        if (graph.parent[i] >= 0 && levels[graph.parent[i]] === vm.SHOWN) continue;
        const region = outer(graph.region[i]);
        if (!groups.has(region)) groups.set(region, []);
        groups.get(region).push(i);
      }
      return new Map([...groups].sort((a, b) => b[1].length - a[1].length));
    }

    _group(region, list) {
      const { graph, words } = this.app;
      const name = region >= 0 && graph.regions[region] ? graph.regions[region].name : words("noRegion");
      const shown = this.pages.get(region) || PAGE;
      const items = el("ul", { class: "rows" }, list.slice(0, shown).map((i) => this._row(i)));
      const section = el("details", { class: "list-group", open: this.app.scene.graph.size < 400 || this.pages.has(region) },
        el("summary", {}, el("h3", { dir: "auto", text: name }), el("span", { class: "count", text: this.app.number(list.length) })),
        items);
      if (list.length > shown) {
        section.append(el("button", { type: "button", class: "action", text: words("showMore", list.length - shown),
          onclick: () => {
            this.pages.set(region, shown + 5 * PAGE);
            this.draw();
          } }));
      }
      return section;
    }

    _row(i) {
      const { app } = this;
      const { graph, words } = app;
      return el("li", {}, el("button", { type: "button", class: "node-button", onclick: () => app.select(i, { fly: true, view: null }) },
        vm.kindMark(app.looks, graph.kindName(i)),
        el("span", { class: "sr", text: words("kind." + graph.kindName(i)) + ": " }),
        el("span", { class: "row-name", dir: "auto", text: vm.shorten(graph.name(i), 200) }),
        el("span", { class: "count", text: words("links", graph.degree(i)) })));
    }
  }

  vm.ListView = ListView;
})(window.vaultmapParts = window.vaultmapParts || {});
