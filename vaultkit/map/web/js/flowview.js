/* Flow view: protocols and numbered parts as lanes, each box in its order, with what leads to what. */
(function (vm) {
  "use strict";

  const el = vm.element;

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
        flow.lanes.map((lane, at) => this._lane(lane, at))));
    }

    _lane(lane, at) {
      const { words } = this.app;
      const { flow } = this.app.graph;
      const boxes = flow.boxes.map((box, index) => ({ ...box, index })).filter((box) => box.lane === at)
        .sort((a, b) => a.column - b.column || a.index - b.index);
      const rejected = lane.status === "rejected";
      return el("section", { class: "lane" + (rejected ? " rejected" : "") },
        el("header", {}, el("h3", { dir: "auto", text: lane.title }),
          lane.group ? el("span", { class: "soft", dir: "auto", text: lane.group }) : null,
          el("span", { class: "flag " + (lane.status || ""), text: words(lane.kind === "parts" ? "laneParts" : "status." + (lane.status || "described")) })),
        el("ol", { class: "lane-boxes", tabindex: "0", "aria-label": lane.title }, boxes.map((box) => this._box(box))));
    }

    _box(box) {
      const { app } = this;
      const { flow } = app.graph;
      const i = app.graph.indexOf(box.node || "");
      const asks = flow.arrows.filter((arrow) => arrow[1] === box.index && arrow[2] === "requires").length;
      const leads = flow.arrows.filter((arrow) => arrow[0] === box.index && arrow[2] === "points_to");
      return el("li", { class: "box box-" + box.kind + (box.status === "rejected" ? " rejected" : "") },
        el("button", { type: "button", disabled: i < 0, onclick: () => app.select(i, { fly: true, view: null }) },
          el("span", { class: "box-kind", text: app.words("box." + box.kind) + (box.actor ? " · " + box.actor : "") }),
          el("span", { class: "box-title", dir: "auto", text: vm.shorten(box.title || "", 220) }),
          asks ? el("span", { class: "box-note", text: app.words("requires", asks) }) : null,
          leads.map((arrow) => flow.boxes[arrow[1]]).filter(Boolean).map((target) =>
            el("span", { class: "box-note", dir: "auto", text: "→ " + vm.shorten(target.title || "", 60) }))));
    }
  }

  vm.FlowView = FlowView;
})(window.vaultmapParts = window.vaultmapParts || {});
