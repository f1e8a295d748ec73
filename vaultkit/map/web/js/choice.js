/* Choice: which node the reader looks at, its neighbourhood, and a way to another node. */
(function (vm) {
  "use strict";

  Object.assign(vm.App.prototype, {
    /* What is to stay bright: the neighbourhood of the choice, the stops of a way. */
    _focus() {
      if (this.marks && this.marks.steps.length) {
        return new Set(this.marks.steps.flatMap((step) => [step.from, step.to]));
      }
      if (this.depth === 0 || this.selected < 0) return null;
      return new Set(vm.neighbourhood(this.graph, this.selected, this.depth, (edge) => this._walks(edge)).keys());
    },

    /* Whether a walk may use an edge: its kind is shown, and so are the kinds of its ends. */
    _walks(edge) {
      const { graph, filter } = this;
      return !filter.hiddenEdges.has(graph.edgeKinds[graph.edgeKind[edge]].id) &&
        !filter.hiddenKinds.has(graph.kindName(graph.source[edge])) &&
        !filter.hiddenKinds.has(graph.kindName(graph.target[edge]));
    },

    /* What gets a label first: the choice and its neighbours, or the stops of a way. */
    _mention() {
      const near = [];
      if (this.marks.steps.length) {
        for (const step of this.marks.steps) near.push(step.from, step.to);
      } else if (this.selected >= 0) {
        this.graph.around(this.selected, (edge, other) => {
          if (near.length < 400 && this.scene.levels[other] !== vm.HIDDEN) near.push(other);
        });
      }
      this.marks.selected = this.selected;
      this.marks.near = [...new Set(near)].filter((i) => i !== this.selected);
      this.marks.on = new Set([...this.marks.near, this.selected].filter((i) => i >= 0));
      const quiet = this.selected >= 0 || this.marks.steps.length > 0;
      vm.byId("vm-stage").classList.toggle("quiet-picture", quiet);
      document.body.classList.toggle("has-reading", this.selected >= 0);
      this.atlas.redrawInk();
    },

    /** Choose a node (-1: none). how: {fly, line, silent: no new step in history, view}. */
    select(i, how = {}) {
      const changed = i !== this.selected;
      this.selected = i;
      if (i < 0) this.depth = 0;
      if (changed && this.marks.steps.length && !this._onWay(i)) this.marks.steps = [];
      this.reading.findingWay = false;
      if (how.line) this.reading.tab = "text";
      if (i >= 0 && this.view !== "map" && how.view !== null) this._showView("map");
      this.reading.show(i, how.line);
      this.layout();
      if (this.depth || this.marks.steps.length || this.focused) this._refilter();
      else this._mention();
      this.focused = this.depth > 0 || this.marks.steps.length > 0;
      if (i >= 0 && how.fly) this._flyTo(i);
      else if (i >= 0) this._reveal(i);
      if (i >= 0) this.say(this.words("selected", this.graph.name(i), this.words("kind." + this.graph.kindName(i)), this.words("links", this.graph.degree(i))));
      else if (changed) this.say(this.words("cleared"));
      if (changed && !how.silent) this._record(true);
    },

    _onWay(i) {
      return this.marks.steps.some((step) => step.from === i || step.to === i);
    },

    _flyTo(i) {
      const { atlas, scene, graph } = this;
      const near = graph.isPart(i) ? 30 / scene.partSpacing : 44 / scene.spacing;
      const k = atlas.camera.limit(Math.max(atlas.camera.k, near));
      atlas.flyTo(atlas.camera.placeAt(graph.x[i], graph.y[i], k));
    },

    /* Move the map just enough that a node is not under a panel. */
    _reveal(i) {
      const { camera } = this.atlas;
      const x = camera.toX(this.graph.x[i]), y = camera.toY(this.graph.y[i]);
      const { left, right, top, bottom } = camera.inset;
      if (x > left + 30 && x < camera.width - right - 30 && y > top + 30 && y < camera.height - bottom - 30) return;
      this.atlas.flyTo(camera.placeAt(this.graph.x[i], this.graph.y[i]));
    },

    setDepth(depth) {
      this.depth = depth;
      this.focused = depth > 0;
      this._refilter();
      if (depth > 0 && this.selected >= 0) {
        const bounds = this._boundsOf([...this._focus()]);
        this.atlas.flyTo(this.atlas.camera.placeFor(bounds, 70 / this.scene.spacing));
      }
      if (this.selected >= 0) this.reading.show(this.selected);
      this.say(this.words("depth", depth));
      this._record(true);
    },

    _boundsOf(nodes) {
      const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
      for (const i of nodes) {
        bounds.left = Math.min(bounds.left, this.graph.x[i]);
        bounds.right = Math.max(bounds.right, this.graph.x[i]);
        bounds.top = Math.min(bounds.top, this.graph.y[i]);
        bounds.bottom = Math.max(bounds.bottom, this.graph.y[i]);
      }
      const spare = this.scene.spacing * 0.7;
      return { left: bounds.left - spare, top: bounds.top - spare, right: bounds.right + spare, bottom: bounds.bottom + spare };
    },

    /** Whether ways go along the arrows only. A way that is shown is looked for anew; it stays where
        there is none along the arrows. */
    setDirected(directed) {
      const { steps } = this.marks;
      this.directed = directed;
      if (!steps.length) return;
      const from = steps[0].from, to = steps[steps.length - 1].to;
      if (directed && !this._wayBetween(from, to)) {
        this.directed = false;
        this.reading.show(this.selected);
        this.notice(this.words("noWayAlong", this.graph.name(from), this.graph.name(to)));
      } else this.setWay(from, to);
    },

    _wayBetween(from, to) {
      return vm.shortestPath(this.graph, from, to, (edge) => this._walks(edge), this.directed);
    },

    /** Show a shortest way between two nodes; -1, -1 takes it away. */
    setWay(from, to, how = {}) {
      const { graph } = this;
      const steps = from >= 0 && to >= 0 ? this._wayBetween(from, to) : [];
      this.marks.steps = steps || [];
      this.depth = 0;
      this.focused = this.marks.steps.length > 0;
      this._refilter();
      if (this.selected >= 0) this.reading.show(this.selected);
      if (!steps) this.notice(this.words(this.directed ? "noWayAlong" : "noWay", graph.name(from), graph.name(to)));
      else if (steps.length) {
        this.say(this.words("wayLength", steps.length));
        if (!how.silent) this.atlas.flyTo(this.atlas.camera.placeFor(this._boundsOf([...this._focus()]), 70 / this.scene.spacing));
      }
      if (!how.silent) this._record(true);
    },
  });
})(window.vaultmapParts = window.vaultmapParts || {});
