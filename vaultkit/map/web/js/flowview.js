/* Flow view: protocols and numbered parts as lanes, each box in its order, with what leads to what. */
(function (vm) {
  "use strict";

  const el = vm.element;
  const MOST_ACTS = 6;

  /* Boxes in columns: steps one after the other, conditions together, checks together. */
  function stacked(boxes) {
    const columns = [];
    for (const box of boxes) {
      const last = columns.length ? columns[columns.length - 1] : null;
      if (last && last[0].kind === box.kind && (box.kind === "condition" || box.kind === "check")) last.push(box);
      else columns.push([box]);
    }
    return columns;
  }

  class FlowView {
    constructor(host, app) {
      Object.assign(this, { host, app });
    }

    /** Whether there is anything to show. */
    filled() {
      return this.app.graph.flow.lanes.length > 0;
    }

    draw() {
      const { app, host } = this;
      const { words, graph } = app;
      const { flow } = graph;
      host.setAttribute("aria-label", words("view.flow"));
      vm.clear(host).append(el("div", { class: "column wide" },
        el("h2", { text: words("view.flow") }),
        el("p", { class: "soft", text: words(this.filled() ? "flowIntro" : "flowEmpty") }),
        this._lanes()));
    }

    /* Lanes with an order first; what is only named stands together at the end. */
    _lanes() {
      const { flow } = this.app.graph;
      const lanes = flow.lanes.map((lane, at) => ({ ...lane,
        title: lane.kind === "acts" ? this.app.words("laneActsTitle") : lane.title, boxes: this._boxesOf(lane, at) }));
      const named = lanes.filter((lane) => lane.boxes.length < 2);
      return [...lanes.filter((lane) => lane.boxes.length > 1).map((lane) => this._lane(lane)),
        named.length ? el("section", { class: "lane" },
          el("header", {}, el("h3", { text: this.app.words("onlyNamed") })),
          el("ul", { class: "named" }, named.map((lane) => this._named(lane)))) : null];
    }

    _boxesOf(lane, at) {
      return this.app.graph.flow.boxes.map((box, index) => ({ ...box, index })).filter((box) => box.lane === at)
        .sort((a, b) => a.column - b.column || a.index - b.index);
    }

    _status(lane) {
      const word = lane.kind === "parts" ? "laneParts" : lane.kind === "acts" ? "laneActs" : "status." + (lane.status || "described");
      return el("span", { class: "flag " + (lane.status || ""), text: this.app.words(word) });
    }

    _open(i) {
      return () => this.app.select(i, { fly: true, view: null });
    }

    _named(lane) {
      const i = lane.boxes.length ? this.app.graph.indexOf(lane.boxes[0].node || "") : -1;
      return el("li", { class: "box" + (lane.status === "rejected" ? " rejected" : "") },
        el("button", { type: "button", disabled: i < 0, onclick: this._open(i) },
          el("span", { class: "box-title", dir: "auto", text: vm.shorten(lane.title, 160) }), this._status(lane)),
        this._speakers(i));
    }

    _lane(lane) {
      const first = lane.boxes[0];
      const i = this.app.graph.indexOf(first.node || "");
      // The lane's title names the protocol already.
      const boxes = lane.boxes.filter((box) => box.kind !== "protocol" || box.title !== lane.title);
      const columns = stacked(boxes);
      return el("section", { class: "lane" + (lane.status === "rejected" ? " rejected" : "") },
        el("header", {},
          el("h3", {}, i < 0 || lane.kind !== "protocol" ? el("span", { dir: "auto", text: lane.title })
            : el("button", { type: "button", class: "text-button title", dir: "auto", text: lane.title, onclick: this._open(i) })),
          this._status(lane), lane.kind === "protocol" ? this._speakers(i) : null),
        el("ol", { class: "lane-columns", tabindex: "0", "aria-label": lane.title },
          columns.map((column) => el("li", { class: "lane-column" }, column.map((box) => this._box(box))))));
    }

    /* Acts: who cites the note that holds a protocol, and what the citation does. */
    _speakers(i) {
      const { graph, words, looks } = this.app;
      const holder = i >= 0 && graph.isPart(i) ? graph.parent[i] : i;
      if (holder < 0) return null;
      const acts = new Map();
      graph.around(holder, (edge, other, leaves) => {
        const kind = graph.edgeKinds[graph.edgeKind[edge]];
        if (leaves || kind.group !== "cites" || acts.size >= MOST_ACTS) return;
        acts.set(`${kind.id} ${other}`, [kind, other]);
      });
      if (!acts.size) return null;
      return el("p", { class: "speakers" }, el("span", { class: "soft", text: words("speakers") }),
        [...acts.values()].map(([kind, other]) => {
          const act = el("span", { class: "act", text: this.app.edgeName(kind.id) + " " });
          act.style.setProperty("--act", looks.group(vm.groupOf(kind)).color);
          return el("span", { class: "speaker" }, act,
            el("button", { type: "button", class: "text-button", dir: "auto", text: vm.shorten(graph.name(other), 40), onclick: this._open(other) }));
        }));
    }

    _box(box) {
      const { app } = this;
      const { flow } = app.graph;
      const i = app.graph.indexOf(box.node || "");
      const leads = flow.arrows.filter((arrow) => arrow[0] === box.index && arrow[2] === "points_to");
      return el("div", { class: "box box-" + box.kind + (box.status === "rejected" ? " rejected" : "") },
        el("button", { type: "button", disabled: i < 0, onclick: this._open(i) },
          el("span", { class: "box-kind", text: app.words("box." + box.kind) + (box.actor ? " · " + (box.kind === "act" ? app.words("mode." + box.actor) : box.actor) : "") }),
          el("span", { class: "box-title", dir: "auto", text: vm.shorten(box.title || "", 220) }),
          leads.map((arrow) => flow.boxes[arrow[1]]).filter(Boolean).map((target) =>
            el("span", { class: "box-note", dir: "auto", text: "→ " + vm.shorten(target.title || "", 60) }))));
    }
  }

  vm.FlowView = FlowView;
})(window.vaultmapParts = window.vaultmapParts || {});
