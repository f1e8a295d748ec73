/* Legend: what the shapes and lines mean, how many there are, and a switch for each. */
(function (vm) {
  "use strict";

  const el = vm.element;
  /* Of page.css: its width, and its distance from the left. */
  const LEGEND_WIDTH = 228;

  /** How many nodes and edges there are of each kind: {nodes: by kind, edges: by edge kind}. */
  vm.countKinds = function (graph) {
    const nodes = new Uint32Array(graph.kinds.length), edges = new Uint32Array(graph.edgeKinds.length);
    for (const kind of graph.kind) nodes[kind]++;
    for (const kind of graph.edgeKind) edges[kind]++;
    return { nodes, edges };
  };

  class Legend {
    constructor(host, app) {
      Object.assign(this, { host, app });
      this.open = innerWidth > 1100 && innerHeight > 740;
    }

    /** How much of the map's left side it takes. */
    width() {
      return this.open && innerWidth > 1100 ? LEGEND_WIDTH : 0;
    }

    /** Draw anew: counts, names and states. */
    draw() {
      const { app, host } = this;
      const { graph, words } = app;
      const held = host.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      const counts = vm.countKinds(graph);
      host.setAttribute("aria-label", words("legend"));
      vm.clear(host).append(
        el("button", { type: "button", class: "legend-title", "aria-expanded": String(this.open), "data-key": "fold",
          onclick: () => {
            this.open = !this.open;
            this.draw();
            app.layout();
            app.atlas.redrawInk();
          } }, words("legend"), vm.icon(this.open ? "M5 8l5 5l5-5" : "M5 12l5-5l5 5")));
      if (this.open) {
        host.append(...[this._kinds(counts.nodes), this._edges(counts.edges), this._marks(), this._more()].filter(Boolean));
      }
      if (held) {
        const again = host.querySelector(`[data-key="${CSS.escape(held)}"]`);
        if (again) again.focus();
      }
    }

    _kinds(counts) {
      const { app } = this;
      const { graph } = app;
      return el("ul", {}, graph.kinds.map((name, at) => counts[at] ? el("li", {},
        this._switch(app.filter.hiddenKinds, [name], vm.kindMark(app.looks, name), app.words("kinds." + name), counts[at])) : null));
    }

    /* Edge kinds of the same look share a row. */
    _edges(counts) {
      const { app } = this;
      const rows = new Map();
      app.graph.edgeKinds.forEach((kind, at) => {
        if (!counts[at]) return;
        const group = vm.groupOf(kind);
        if (!rows.has(group)) rows.set(group, { kinds: [], count: 0 });
        rows.get(group).kinds.push(kind);
        rows.get(group).count += counts[at];
      });
      if (!rows.size) return null;
      return el("ul", { class: "legend-edges" }, [...rows].map(([group, row]) => el("li", {},
        this._switch(app.filter.hiddenEdges, row.kinds.map((kind) => kind.id),
          vm.edgeMark(app.looks, row.kinds[0]), app.words("group." + group), row.count))));
    }

    /* What the strokes through a node mean. */
    _marks() {
      const { app } = this;
      const { graph } = app;
      const rows = [["rejected", vm.REJECTED, "M-5 5L5 -5"], ["excluded", vm.EXCLUDED, "M-5 5L5 -5M-5 -5L5 5"]]
        .map(([name, flag, path]) => [name, path, graph.flags.reduce((sum, flags) => sum + (flags & flag ? 1 : 0), 0)])
        .filter((row) => row[2] > 0);
      if (!rows.length) return null;
      return el("ul", { class: "legend-edges" }, rows.map(([name, path, count]) => el("li", { class: "legend-mark" },
        vm.svg("svg", { class: "mark", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, vm.svg("path", { d: path, fill: "none",
          stroke: app.looks.group("attacks").color, "stroke-width": 1.8 })),
        el("span", { class: "switch-name", text: app.words("mark." + name) }), el("span", { class: "count", text: app.number(count) }))));
    }

    _switch(hidden, names, mark, label, count) {
      const on = names.some((name) => !hidden.has(name));
      return el("button", { type: "button", class: "switch", role: "switch", "aria-checked": String(on),
        "data-key": names.join(),
        onclick: () => {
          for (const name of names) {
            if (on) hidden.add(name);
            else hidden.delete(name);
          }
          this.app.filterChanged();
        } }, mark, el("span", { class: "switch-name", text: label }),
      el("span", { class: "count", text: this.app.number(count) }));
    }

    _more() {
      const { app } = this;
      return el("p", { class: "legend-more" },
        el("button", { type: "button", class: "text-button", "data-key": "filters", text: app.words("filters"),
          onclick: () => app.drawer.toggle() }),
        app.filter.active() ? el("button", { type: "button", class: "text-button", "data-key": "reset",
          text: app.words("resetFilters"), onclick: () => app.resetFilters() }) : null);
    }
  }

  vm.Legend = Legend;
})(window.vaultmapParts = window.vaultmapParts || {});
