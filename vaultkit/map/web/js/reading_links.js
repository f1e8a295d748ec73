/* Reading panel, what leads elsewhere: citations in both directions with their claims, links by kind, and
   the way to another node. */
(function (vm) {
  "use strict";

  const MOST_LINKS = 120;
  const el = vm.element;

  Object.assign(vm.ReadingPanel.prototype, {
    _wayFinder(i) {
      const { app } = this;
      if (!this.findingWay) {
        return el("button", { type: "button", class: "action", "data-key": "way", text: app.words("findWay"),
          onclick: () => {
            this.findingWay = true;
            this.wayParts = null;
            this.show(i);
            this.wayBox.input.focus();
          } });
      }
      // What was typed stays while the panel is drawn anew, as when its text arrives.
      if (this.wayParts && this.wayParts.node === i) return this.wayParts.nodes;
      const host = el("div", { class: "find find-way" });
      this.wayBox = new vm.SearchBox(host, app, "wayTarget", (target) => {
        this.findingWay = false;
        app.setWay(i, target);
      }, { names: true });
      this.wayBox.input.dataset.key = "waytarget";
      this.wayParts = { node: i, nodes: [host, this._alongArrows()] };
      return this.wayParts.nodes;
    },

    _alongArrows() {
      const { app } = this;
      return el("label", { class: "way-along" },
        el("input", { type: "checkbox", checked: app.directed, "data-key": "along",
          onchange: (event) => app.setDirected(event.target.checked) }),
        el("span", { text: app.words("alongArrows") }));
    },

    /* The way that was found: its stops, each with the kind of link that leads on. */
    _way() {
      const { app } = this;
      const { graph, words } = app;
      const { steps } = app.marks;
      return el("section", { class: "way", "aria-label": words("way") },
        el("h3", {}, words("wayLength", steps.length),
          el("button", { type: "button", class: "text-button", "data-key": "endway", text: words("endWay"),
            onclick: () => app.setWay(-1, -1) })),
        this._alongArrows(),
        el("ol", {}, el("li", {}, this._nodeButton(steps[0].from)),
          steps.map((step) => el("li", {},
            el("span", { class: "way-kind", text: (step.forward ? "↓ " : "↑ ") +
              app.edgeName(graph.edgeKinds[graph.edgeKind[step.edge]].id) }),
            this._nodeButton(step.to)))));
    },

    /* Citations with their claims from the panel, or from the graph where there is no panel. */
    _citations(i, panel) {
      const { graph } = this.app;
      const isCitation = (kind) => kind.startsWith("cites");
      if (panel && (panel.out || panel.in)) {
        const out = (panel.out || []).filter((each) => isCitation(each.kind));
        const into = (panel.in || []).filter((each) => isCitation(each.kind));
        return { out, in: into, more: panel.more ? Math.max(0, this._citing(i) - out.length - into.length) : 0 };
      }
      const found = { out: [], in: [], more: 0 };
      graph.around(i, (edge, other, leaves) => {
        const kind = graph.edgeKinds[graph.edgeKind[edge]].id;
        if (isCitation(kind)) found[leaves ? "out" : "in"].push({ id: graph.ids[other], label: graph.name(other), kind });
      });
      return found;
    },

    /* How many edges of a node are citations: a panel may carry fewer. */
    _citing(i) {
      const { graph } = this.app;
      let count = 0;
      graph.around(i, (edge) => { if (graph.edgeKinds[graph.edgeKind[edge]].group === "cites") count++; });
      return count;
    },

    _citationLists(cites) {
      const { words } = this.app;
      const parts = [];
      for (const [side, title] of [["out", "citesOut"], ["in", "citesIn"]]) {
        if (!cites[side].length) continue;
        parts.push(el("h3", {}, words(title), el("span", { class: "count", text: String(cites[side].length) })),
          el("ul", { class: "citations" }, cites[side].slice(0, MOST_LINKS).map((each) => this._citation(each, side))));
      }
      if (cites.more) parts.push(el("p", { class: "soft", text: words("moreFound", cites.more) }));
      return parts.length ? parts : el("p", { class: "soft", text: words("noCitations") });
    },

    _citation(each, side) {
      const { app } = this;
      const { graph, looks, words } = app;
      const i = graph.indexOf(each.id);
      const look = looks.group(vm.groupOf({ id: each.kind, group: "cites" }));
      const act = el("span", { class: "act", text: app.edgeName(each.kind) });
      act.style.setProperty("--act", look.color);
      const line = each.line > 0 ? el("button", { type: "button", class: "text-button line",
        text: words("line", each.line), onclick: () => this._jump(side === "out" ? this.node : i, each.line) }) : null;
      return el("li", {}, el("div", { class: "citation-head" }, act,
        i >= 0 ? this._nodeButton(i) : el("span", { class: "node-button", dir: "auto", text: each.label || each.id })),
      each.claim ? el("blockquote", { dir: "auto" }, each.claim) : null, line);
    },

    /* All links of a node by kind and direction. */
    _linkLists(i) {
      const { app } = this;
      const { graph, words } = app;
      const groups = new Map();
      graph.around(i, (edge, other, leaves) => {
        const kind = graph.edgeKinds[graph.edgeKind[edge]];
        const key = `${graph.edgeKind[edge]}${leaves ? ">" : "<"}`;
        if (!groups.has(key)) groups.set(key, { kind, leaves, nodes: new Map() });
        const { nodes } = groups.get(key);
        nodes.set(other, (nodes.get(other) || 0) + 1);
      });
      if (!groups.size) return el("p", { class: "soft", text: words("noLinks") });
      return [...groups.values()].sort((a, b) => b.nodes.size - a.nodes.size).map((group) => this._linkList(group));
    },

    _linkList({ kind, leaves, nodes }) {
      const { app } = this;
      const { graph, words } = app;
      const sorted = [...nodes].sort((a, b) => graph.weight[b[0]] - graph.weight[a[0]]);
      return el("section", { class: "link-group" },
        el("h3", {}, vm.edgeMark(app.looks, kind),
          `${app.edgeName(kind.id)} ${kind.directed ? (leaves ? "→" : "←") : ""}`,
          el("span", { class: "count", text: String(nodes.size) })),
        el("ul", { class: "links" }, sorted.slice(0, MOST_LINKS).map(([other, times]) => el("li", {},
          this._nodeButton(other, times > 1 ? el("span", { class: "count", text: "×" + times }) : null)))),
        nodes.size > MOST_LINKS ? el("p", { class: "soft", text: words("moreFound", nodes.size - MOST_LINKS) }) : null);
    },
  });
})(window.vaultmapParts = window.vaultmapParts || {});
