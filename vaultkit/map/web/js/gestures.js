/* Gestures: mouse, touch, wheel and keys on the map, turned into moves of the camera and choices. */
(function (vm) {
  "use strict";

  const PAN_KEYS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const KEY_STEP = 90;
  const CLICK_SLACK = 5;

  class Gestures {
    /** On a stage element; acts: {choose(i), clear(), hover(i, x, y), step(dx, dy), enter()}. */
    constructor(stage, atlas, acts) {
      Object.assign(this, { stage, atlas, acts });
      this.pointers = new Map();
      this.travelled = 0;
      stage.addEventListener("pointerdown", (event) => this._down(event));
      stage.addEventListener("pointermove", (event) => this._move(event));
      for (const type of ["pointerup", "pointercancel"]) {
        stage.addEventListener(type, (event) => this._up(event));
      }
      stage.addEventListener("pointerleave", () => this.acts.hover(-1, 0, 0));
      stage.addEventListener("wheel", (event) => this._wheel(event), { passive: false });
      stage.addEventListener("dblclick", (event) => this._double(event));
      stage.addEventListener("keydown", (event) => this._key(event));
    }

    _place(event) {
      const box = this.stage.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    }

    _down(event) {
      if (event.button > 0) return;
      this.stage.setPointerCapture(event.pointerId);
      this.atlas.stopFlight();
      this.pointers.set(event.pointerId, this._place(event));
      if (this.pointers.size === 1) this.travelled = 0;
      else this.travelled = CLICK_SLACK + 1;
    }

    _move(event) {
      const before = this.pointers.get(event.pointerId);
      const [x, y] = this._place(event);
      if (!before) {
        if (event.pointerType !== "touch") this.acts.hover(this.atlas.pick(x, y), x, y);
        return;
      }
      const gap = this._gap();
      this.pointers.set(event.pointerId, [x, y]);
      if (this.pointers.size === 1) this._drag(x - before[0], y - before[1]);
      else if (this.pointers.size === 2) this._pinch(gap, x - before[0], y - before[1]);
    }

    _drag(dx, dy) {
      this.travelled += Math.abs(dx) + Math.abs(dy);
      if (this.travelled <= CLICK_SLACK) return;
      this.atlas.camera.pan(dx, dy);
      this.atlas.moved();
    }

    _gap() {
      const [a, b] = [...this.pointers.values()];
      return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
    }

    _pinch(gapBefore, dx, dy) {
      const [a, b] = [...this.pointers.values()];
      this.atlas.camera.pan(dx / 2, dy / 2);
      if (gapBefore > 0) {
        this.atlas.camera.zoomAt(this._gap() / gapBefore, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
      }
      this.atlas.moved();
    }

    _up(event) {
      const known = this.pointers.delete(event.pointerId);
      if (!known || event.type !== "pointerup" || this.travelled > CLICK_SLACK) return;
      const [x, y] = this._place(event);
      const found = this.atlas.pick(x, y, event.pointerType === "touch" ? 18 : 9);
      if (found >= 0) this.acts.choose(found);
      else this.acts.clear();
    }

    _wheel(event) {
      event.preventDefault();
      this.atlas.stopFlight();
      const [x, y] = this._place(event);
      const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 200 : 1;
      // A pinch on a trackpad arrives as a wheel with ctrl and small steps.
      const speed = event.ctrlKey ? 0.012 : 0.0021;
      this.atlas.camera.zoomAt(Math.exp(-event.deltaY * unit * speed), x, y);
      this.atlas.moved();
    }

    _double(event) {
      const [x, y] = this._place(event);
      if (this.atlas.pick(x, y) < 0) this.zoom(event.shiftKey ? 0.5 : 2, x, y);
    }

    /** Zoom smoothly about a point, by default the middle. */
    zoom(factor, x, y) {
      const { camera } = this.atlas;
      const [mx, my] = camera.middle();
      const before = { k: camera.k, tx: camera.tx, ty: camera.ty };
      camera.zoomAt(factor, x === undefined ? mx : x, y === undefined ? my : y);
      const after = { k: camera.k, tx: camera.tx, ty: camera.ty };
      camera.set(before);
      this.atlas.flyTo(after);
    }

    fit() {
      this.atlas.flyTo(this.atlas.camera.placeFor(this.atlas.scene.bounds));
    }

    _key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const pan = PAN_KEYS[event.key];
      if (pan && event.shiftKey) this.acts.step(-pan[0], -pan[1]);
      else if (pan) {
        this.atlas.stopFlight();
        this.atlas.camera.pan(pan[0] * KEY_STEP, pan[1] * KEY_STEP);
        this.atlas.moved();
      } else if (event.key === "+" || event.key === "=") this.zoom(1.6);
      else if (event.key === "-" || event.key === "_") this.zoom(1 / 1.6);
      else if (event.key === "0" || event.key === "Home") this.fit();
      else if (event.key === "Enter" || event.key === " ") this.acts.enter();
      else return;
      event.preventDefault();
    }
  }

  vm.Gestures = Gestures;
})(window.vaultmapParts = window.vaultmapParts || {});
