/* Keys: everything on the page without a mouse. */
(function (vm) {
  "use strict";

  Object.assign(vm.App.prototype, {
    /* Shift and an arrow: the nearest shown node in that direction. */
    _step(dx, dy) {
      const { camera } = this.atlas;
      const start = this.selected >= 0 ? this.selected : this._nearest();
      if (start < 0) return;
      const x = this.graph.x[start], y = this.graph.y[start];
      let best = -1, least = Infinity;
      for (const i of this._reachable()) {
        const ahead = (this.graph.x[i] - x) * dx + (this.graph.y[i] - y) * dy;
        const aside = Math.abs((this.graph.x[i] - x) * dy) + Math.abs((this.graph.y[i] - y) * dx);
        if (i === start || ahead <= 1e-6) continue;
        const far = ahead + 2 * aside;
        if (far < least) {
          least = far;
          best = i;
        }
      }
      if (best < 0) return;
      this.select(best, {});
      vm.byId("vm-stage").focus();
      if (camera.zoom() < 1) this.gestures.fit();
    },

    _reachable() {
      const found = [];
      const parts = vm.detail(this.scene, this.atlas.camera.k).parts > 0.3;
      for (let i = 0; i < this.graph.size; i++) {
        if (this.scene.levels[i] === vm.SHOWN && (parts || this.graph.parent[i] < 0)) found.push(i);
      }
      return found;
    },

    /* The node nearest to the middle of the view. */
    _nearest() {
      const [mx, my] = this.atlas.camera.middle();
      return this.atlas.pick(mx, my, Math.max(this.atlas.camera.width, this.atlas.camera.height));
    },

    _enter() {
      if (this.selected >= 0) {
        const title = vm.byId("vm-reading").querySelector("h2");
        if (title) title.focus();
        return;
      }
      const nearest = this._nearest();
      if (nearest >= 0) this.select(nearest, {});
    },

    _key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.closest && event.target.closest("input:not([type=checkbox]):not([type=range]), textarea");
      if (event.key === "Escape") this._escape(typing);
      else if (typing || vm.byId("vm-help").open) return;
      else if (event.key === "/") {
        this.searchBox.input.focus();
        this.searchBox.input.select();
      } else if (event.key === "?") vm.byId("vm-help").showModal();
      else if (/^[0-3]$/.test(event.key) && this.selected >= 0 && event.key !== "0") this.setDepth(this.depth === Number(event.key) ? 0 : Number(event.key));
      else if (/^[mflьдаЬДА]$/i.test(event.key)) this._viewKey(event.key.toLowerCase());
      else return;
      if (event.key !== "Escape") event.preventDefault();
    },

    /* The same keys on a Russian keyboard: ь, а, д stand where m, f, l are. */
    _viewKey(key) {
      const view = { m: "map", f: "flow", l: "list", ь: "map", а: "flow", д: "list" }[key];
      this.setView(view);
      vm.byId(view === "map" ? "vm-stage" : `vm-${view}-view`).focus();
    },

    _escape(typing) {
      if (typing) {
        typing.blur();
        vm.byId("vm-stage").focus();
      } else if (this.marks.steps.length) this.setWay(-1, -1);
      else if (this.depth) this.setDepth(0);
      else if (this.selected >= 0) {
        this.select(-1);
        vm.byId("vm-stage").focus();
      } else if (this.view !== "map") this.setView("map");
    },
  });
})(window.vaultmapParts = window.vaultmapParts || {});
