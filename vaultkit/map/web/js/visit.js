/* Visit: the state of the page as its address, and steps back and forward. */
(function (vm) {
  "use strict";

  Object.assign(vm.App.prototype, {
    _moved() {
      this.preview.show(-1);
      clearTimeout(this.recordTimer);
      this.recordTimer = setTimeout(() => this._record(false), 400);
    },

    /* The state as address: a new step in history for a new choice, the same step for a move. */
    _record(step) {
      if (this.restoring || !this.atlas.shown) return;
      const { camera } = this.atlas;
      const [mx, my] = camera.middle();
      const steps = this.marks.steps;
      const address = "#" + vm.writeAddress({
        view: this.view, depth: this.depth, filter: this.filter,
        node: this.selected >= 0 ? this.graph.ids[this.selected] : null,
        directed: this.directed,
        way: steps.length ? this.graph.ids[steps[steps.length - 1].to] : null,
        camera: [camera.worldX(mx), camera.worldY(my), camera.zoom()],
      });
      if (address === location.hash) return;
      try {
        if (step) history.pushState(null, "", address);
        else history.replaceState(null, "", address);
      } catch {
        // Some browsers limit how often the address of a file may change; the next step brings it.
      }
    },

    _restore(state, first) {
      this.restoring = true;
      this.filter = state.filter;
      const i = state.node ? this.graph.indexOf(state.node) : -1;
      this._showView(state.view);
      this.depth = i >= 0 ? state.depth : 0;
      this.focused = !first;
      this.marks.steps = [];
      this.directed = state.directed;
      this.select(i, { silent: true, view: null });
      if (i >= 0 && state.way) this.setWay(i, this.graph.indexOf(state.way), { silent: true });
      if (!first) this.filterChanged({ silent: true });
      const { camera } = this.atlas;
      if (state.camera) {
        const [x, y, zoom] = state.camera;
        const place = camera.placeAt(x, y, camera.limit(zoom * camera.fitScale()));
        this.atlas.stopFlight();
        if (first) camera.set(place);
        else this.atlas.flyTo(place);
        this.atlas.moved();
      } else if (i >= 0) this._flyTo(i);
      this.restoring = false;
    },
  });
})(window.vaultmapParts = window.vaultmapParts || {});
