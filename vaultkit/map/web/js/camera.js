/* Camera: where the reader looks. Screen = world * k + t, in CSS pixels of the stage. */
(function (vm) {
  "use strict";

  const MARGIN = 1.06;

  class Camera {
    constructor() {
      this.k = 1;
      this.tx = 0;
      this.ty = 0;
      this.width = 1;
      this.height = 1;
      this.inset = { left: 0, top: 0, right: 0, bottom: 0 };
      this.bounds = { left: 0, top: 0, right: 1000, bottom: 1000 };
      this.closest = 100;
    }

    toX(x) {
      return x * this.k + this.tx;
    }

    toY(y) {
      return y * this.k + this.ty;
    }

    worldX(px) {
      return (px - this.tx) / this.k;
    }

    worldY(py) {
      return (py - this.ty) / this.k;
    }

    /** Middle of what panels leave free, in pixels. */
    middle() {
      const { left, top, right, bottom } = this.inset;
      return [(this.width + left - right) / 2, (this.height + top - bottom) / 2];
    }

    free() {
      const { left, top, right, bottom } = this.inset;
      return [Math.max(80, this.width - left - right), Math.max(80, this.height - top - bottom)];
    }

    /** The scale at which everything fits. */
    fitScale(bounds = this.bounds) {
      const [width, height] = this.free();
      const across = Math.max(bounds.right - bounds.left, 1e-6);
      const down = Math.max(bounds.bottom - bounds.top, 1e-6);
      return Math.min(width / across, height / down) / MARGIN;
    }

    /** How far in the reader is: 1 where everything fits. */
    zoom() {
      return this.k / this.fitScale();
    }

    limit(k) {
      const fit = this.fitScale();
      return Math.max(fit * 0.4, Math.min(Math.max(this.closest, fit), k));
    }

    /** The place {k, tx, ty} that shows a rectangle of the world. */
    placeFor(bounds, closest = this.closest) {
      const k = this.limit(Math.min(this.fitScale(bounds), closest));
      return this.placeAt((bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2, k);
    }

    /** The place that puts a point of the world into the middle. */
    placeAt(x, y, k = this.k) {
      const [mx, my] = this.middle();
      return { k, tx: mx - x * k, ty: my - y * k };
    }

    set(place) {
      this.k = place.k;
      this.tx = place.tx;
      this.ty = place.ty;
    }

    pan(dx, dy) {
      this.tx += dx;
      this.ty += dy;
    }

    /** Zoom by a factor and keep what lies under (px, py) there. */
    zoomAt(factor, px, py) {
      const k = this.limit(this.k * factor);
      const real = k / this.k;
      this.tx = px - (px - this.tx) * real;
      this.ty = py - (py - this.ty) * real;
      this.k = k;
    }

    /** A place between two places, 0 … 1: scale moves evenly in octaves, the middle with it. */
    between(from, to, share) {
      const [mx, my] = this.middle();
      const k = from.k * Math.pow(to.k / from.k, share);
      const near = Math.abs(to.k - from.k) < 1e-9 ? share : (1 / from.k - 1 / k) / (1 / from.k - 1 / to.k);
      const fx = (mx - from.tx) / from.k, fy = (my - from.ty) / from.k;
      const gx = (mx - to.tx) / to.k, gy = (my - to.ty) / to.k;
      const x = fx + (gx - fx) * near, y = fy + (gy - fy) * near;
      return { k, tx: mx - x * k, ty: my - y * k };
    }
  }

  vm.Camera = Camera;
})(window.vaultmapParts = window.vaultmapParts || {});
