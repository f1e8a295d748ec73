/* Atlas: three canvases, one above the other (picture, ink, overlay), and when each is drawn.
   With a GPU the picture is drawn anew in every frame. Without one it is drawn somewhat larger than
   the screen and moved as it is while the reader pans and zooms; it is drawn again when it rests. */
(function (vm) {
  "use strict";

  const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
  const SLOW_FRAME = 34;
  const REST = 120;
  const MARGIN = 0.22;
  const FLY_TIME = 520;

  class Atlas {
    /** Into an element. options: {painter: "webgl" | "canvas" | null (whichever is fit)}. */
    constructor(host, options) {
      this.host = host;
      this.camera = new vm.Camera();
      this.wrapper = vm.element("div", { class: "layers" });
      host.append(this.wrapper);
      this.marks = { hover: -1, selected: -1, steps: [], near: [], on: new Set(), named: new Set() };
      this.scene = null;
      this.shown = null;
      this.calm = matchMedia("(prefers-reduced-motion: reduce)");
      this.movedAt = -1e9;
      this.dirty = { picture: false, ink: false, overlay: false };
      this.covers = () => [];
      this.slowFrames = 0;
      this.timedFrames = 0;
      this.onMove = () => {};
      this.onPaint = () => {};
      this.words = (key) => key;
      this.keepPainter = options.painter !== null;
      this._layers(options.painter);
    }

    _canvas(name) {
      const canvas = vm.element("canvas", { class: name, "aria-hidden": "true" });
      this.wrapper.append(canvas);
      return canvas;
    }

    _layers(wanted) {
      vm.clear(this.wrapper);
      const picture = this._canvas("picture");
      this.painter = this._painter(picture, wanted);
      const inkCanvas = this._canvas("ink"), overlayCanvas = this._canvas("overlay");
      this.ink = new vm.Ink(inkCanvas.getContext("2d"));
      const glows = this.overlay ? this.overlay.glows : new Map();
      this.overlay = new vm.Overlay(overlayCanvas.getContext("2d"));
      this.overlay.glows = glows;
      this.canvases = [this.painter.canvas, inkCanvas, overlayCanvas];
    }

    /* A painter for the first canvas; a canvas that once gave a WebGL context gives no other, so the
       fallback takes a new one. */
    _painter(canvas, wanted) {
      if (wanted === "webgl" || (wanted !== "canvas" && this._hasGpu())) {
        try {
          return this._watch(new vm.WebglPainter(canvas), canvas);
        } catch (error) {
          this.noWebgl = String(error.message || error);
        }
        const fresh = vm.element("canvas", { class: "picture", "aria-hidden": "true" });
        canvas.replaceWith(fresh);
        canvas = fresh;
      }
      const painter = new vm.CanvasPainter(canvas);
      painter.canvas = canvas;
      return painter;
    }

    _hasGpu() {
      const name = vm.rendererName();
      return name !== "" && !SOFTWARE.test(name);
    }

    _watch(painter, canvas) {
      painter.canvas = canvas;
      canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
      canvas.addEventListener("webglcontextrestored", () => {
        painter.restore();
        if (this.scene) painter.load(this.scene);
        this.redraw();
      });
      return painter;
    }

    /** Paint on a 2D canvas from now on. */
    useCanvas() {
      this._layers("canvas");
      this.resize();
    }

    get live() {
      return this.painter.name === "webgl";
    }

    /** Show a scene; the camera stays unless it has never been placed. */
    setScene(scene) {
      this.scene = scene;
      this.camera.bounds = scene.bounds;
      this.camera.closest = Math.max(90 / scene.spacing, 60 / scene.partSpacing);
      this.painter.load(scene);
      this.redraw();
    }

    resize() {
      const { camera } = this;
      // Behind the list the stage measures nothing: the camera keeps its place until it is seen again.
      const clientWidth = this.host.clientWidth || camera.width;
      const clientHeight = this.host.clientHeight || camera.height;
      const middle = [camera.worldX(camera.width / 2), camera.worldY(camera.height / 2)];
      const first = camera.width <= 1;
      camera.width = Math.max(1, clientWidth);
      camera.height = Math.max(1, clientHeight);
      this.ratio = Math.min(this.live ? 2 : 1.5, window.devicePixelRatio || 1);
      this.spareX = this.live ? 0 : Math.round(camera.width * MARGIN);
      this.spareY = this.live ? 0 : Math.round(camera.height * MARGIN);
      const width = camera.width + 2 * this.spareX, height = camera.height + 2 * this.spareY;
      this.overlay.used = null;
      for (const canvas of this.canvases) {
        canvas.width = Math.round(width * this.ratio);
        canvas.height = Math.round(height * this.ratio);
        canvas.style.width = width + "px";
        canvas.style.height = height + "px";
      }
      if (!first) {
        camera.tx = camera.width / 2 - middle[0] * camera.k;
        camera.ty = camera.height / 2 - middle[1] * camera.k;
      }
      this.redraw();
    }

    /** Everything anew in the next frame. */
    redraw() {
      Object.assign(this.dirty, { picture: true, ink: true, overlay: true });
      this.request();
    }

    redrawInk() {
      Object.assign(this.dirty, { ink: true, overlay: true });
      this.request();
    }

    redrawOverlay() {
      this.dirty.overlay = true;
      this.request();
    }

    request() {
      if (this.pending) return;
      this.pending = true;
      requestAnimationFrame((now) => {
        this.pending = false;
        this._frame(now);
      });
    }

    /** The camera moved. */
    moved() {
      this.movedAt = performance.now();
      if (this.live) this.redraw();
      else this.request();
      this.onMove();
    }

    /** Move the camera to a place, smoothly unless the reader wants no movement. */
    flyTo(place, after = () => {}) {
      const from = { k: this.camera.k, tx: this.camera.tx, ty: this.camera.ty };
      this.flight = null;
      if (this.calm.matches || !this.shown) {
        this.camera.set(place);
        this.moved();
        after();
        return;
      }
      this.flight = { from, to: place, start: performance.now(), after };
      this.moved();
    }

    stopFlight() {
      this.flight = null;
    }

    _fly(now) {
      const { flight } = this;
      const share = Math.min(1, Math.max(0, (now - flight.start) / FLY_TIME));
      const eased = share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) * (1 - share);
      this.camera.set(share >= 1 ? flight.to : this.camera.between(flight.from, flight.to, eased));
      if (share >= 1) {
        this.flight = null;
        flight.after();
      }
      this.moved();
    }

    _frame(now) {
      if (!this.scene) return;
      if (this.flight) this._fly(now);
      if (!this.live) this._slide(now);
      if (this.dirty.picture) this._paintPicture();
      if (this.dirty.ink) this._paintInk();
      if (this.dirty.overlay) this._paintOverlay(now);
      if (this.overlay.glowing(now)) {
        if (this.calm.matches) setTimeout(() => this.redrawOverlay(), 500);
        else this.redrawOverlay();
      }
    }

    /* Without a GPU: move what was drawn, until it must be drawn again. */
    _slide(now) {
      const { camera, shown } = this;
      if (!shown || this.dirty.picture) {
        this.dirty.picture = true;
        return;
      }
      const scale = camera.k / shown.k;
      const still = now - this.movedAt > REST && !this.flight;
      const same = Math.abs(scale - 1) < 1e-9 && shown.cameraX === camera.tx && shown.cameraY === camera.ty;
      if (same) return;
      const left = camera.tx - shown.tx * scale, top = camera.ty - shown.ty * scale;
      const covers = left <= 0 && top <= 0 && left + shown.width * scale >= camera.width &&
        top + shown.height * scale >= camera.height;
      if (still || (!covers && now - this.paintedAt > 4 * this.paintTime + 40) || scale > 2 || scale < 0.45) {
        Object.assign(this.dirty, { picture: true, ink: true, overlay: true });
        return;
      }
      this.wrapper.style.transform = `translate(${left}px,${top}px) scale(${scale})`;
      clearTimeout(this.restTimer);
      this.restTimer = setTimeout(() => this.request(), REST + 10);
    }

    _view() {
      const { camera, spareX, spareY } = this;
      return { k: camera.k, tx: camera.tx + spareX, ty: camera.ty + spareY,
        width: camera.width + 2 * spareX, height: camera.height + 2 * spareY, ratio: this.ratio,
        screenWidth: camera.width, screenHeight: camera.height, left: spareX, top: spareY,
        covers: this.covers().map((box) => ({ ...box, x: box.x + spareX, y: box.y + spareY })) };
    }

    _paintPicture() {
      const started = performance.now();
      const { camera } = this;
      const view = this._view();
      view.links = vm.linksInView(this.scene, view);
      this.painter.paint(this.scene, view);
      this.dirty.picture = false;
      this.dirty.ink = this.dirty.overlay = true;
      this.shown = { ...view, cameraX: camera.tx, cameraY: camera.ty };
      this.wrapper.style.transform = this.live ? "" : `translate(${-this.spareX}px,${-this.spareY}px)`;
      this._time(started);
      this.paintedAt = performance.now();
      this.paintTime = this.paintedAt - started;
    }

    /* A GPU that is none shows in the first frames: then the canvas serves better. */
    _time(started) {
      if (!this.live || this.timedFrames >= 5) return;
      const { gl } = this.painter;
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      this.timedFrames++;
      if (this.timedFrames > 1 && performance.now() - started > SLOW_FRAME) this.slowFrames++;
      if (this.slowFrames >= 3 && !this.keepPainter) this.useCanvas();
    }

    _paintInk() {
      this.ink.paint(this.scene, this.shown, this.marks, this.words);
      this.dirty.ink = false;
      this.marks.named = new Set(this.ink.boxes.map((box) => box.node));
      this.onPaint();
    }

    _paintOverlay(now) {
      this.overlay.paint(this.scene, this.shown, this.marks, now, this.calm.matches);
      this.dirty.overlay = false;
    }

    /** The shown node at a point of the stage, -1 where there is none. */
    pick(px, py, reach = 9) {
      const { camera, scene } = this;
      if (!scene) return -1;
      const { graph } = scene;
      const { k } = camera;
      const x = camera.worldX(px), y = camera.worldY(py);
      const spare = (reach + 26) / k;
      const parts = vm.detail(scene, k).parts > 0.3;
      let best = -1, least = reach;
      scene.grid.within(x - spare, y - spare, x + spare, y + spare, (i) => {
        if (scene.levels[i] === vm.HIDDEN || (!parts && graph.parent[i] >= 0)) return;
        const gap = Math.hypot(graph.x[i] - x, graph.y[i] - y) * k - scene.pixels(i, k);
        if (gap < least) {
          least = gap;
          best = i;
        }
      });
      return best;
    }
  }

  vm.Atlas = Atlas;
})(window.vaultmapParts = window.vaultmapParts || {});
