/* Canvas painter: regions, hairlines and points on a 2D canvas; the way without a GPU. */
(function (vm) {
  "use strict";

  const TURN = Math.PI * 2;
  const MOST_EDGES = 26000;

  class CanvasPainter {
    constructor(canvas) {
      this.name = "canvas";
      this.ctx = canvas.getContext("2d", { alpha: false });
    }

    /** A new scene, or the same one filtered: nothing to keep here. */
    load() {}

    /** Draw a scene; view: {k, tx, ty, width, height, ratio} in CSS pixels of the canvas. */
    paint(scene, view) {
      const { ctx } = this;
      ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      ctx.fillStyle = scene.looks.ground;
      ctx.fillRect(0, 0, view.width, view.height);
      const detail = vm.detail(scene, view.k);
      this._regions(scene, view, detail);
      // Few enough to be drawn with their direction: then ink draws them all.
      if (!view.links) this._hairlines(scene, view, detail);
      this._nodes(scene, view, detail);
    }

    _regions(scene, view, detail) {
      const { ctx } = this;
      for (const region of scene.graph.regions) {
        const x = region.x * view.k + view.tx, y = region.y * view.k + view.ty, r = region.r * view.k;
        if (r < 2 || x + r < 0 || y + r < 0 || x - r > view.width || y - r > view.height) continue;
        const strength = (region.parent >= 0 ? 0.45 : 1) * (0.75 + 0.25 * detail.far);
        ctx.beginPath();
        ctx.arc(x, y, r, 0, TURN);
        ctx.fillStyle = scene.looks.discFill(region, strength);
        ctx.fill();
        ctx.strokeStyle = scene.looks.discRim(region, strength * 0.8);
        ctx.lineWidth = 0.8;
        ctx.stroke();
      }
    }

    _hairlines(scene, view, detail) {
      const share = Math.min(1, MOST_EDGES / Math.max(1, scene.shownEdges));
      vm.hairlines(scene, view, detail, 1).forEach((alpha, reach) => this._edges(scene, view, reach, alpha, share));
    }

    _edges(scene, view, reach, alpha, share) {
      if (alpha < 0.01) return;
      const { ctx } = this;
      ctx.lineWidth = 0.7;
      vm.EDGE_GROUPS.forEach((group, at) => {
        const list = scene.edgeList(reach, at);
        if (!list.length) return;
        ctx.beginPath();
        this._trace(scene, view, list, Math.max(40, share * list.length));
        ctx.strokeStyle = scene.looks.group(group).color;
        ctx.globalAlpha = alpha;
        ctx.stroke();
      });
      ctx.globalAlpha = 1;
    }

    /* Up to `most` ends of edges that touch the view. */
    _trace(scene, view, list, most) {
      const { ctx } = this;
      const { x, y } = scene.graph;
      const { k, tx, ty, width, height } = view;
      for (let at = 0, drawn = 0; at < list.length && drawn < most; at += 2) {
        const ax = x[list[at]] * k + tx, ay = y[list[at]] * k + ty;
        const bx = x[list[at + 1]] * k + tx, by = y[list[at + 1]] * k + ty;
        if ((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > width && bx > width) ||
          (ay > height && by > height)) continue;
        ctx.moveTo(ax, ay);
        ctx.lineTo(bx, by);
        drawn += 2;
      }
    }

    _nodes(scene, view, detail) {
      const buckets = this._bucket(scene, view, detail);
      const { ctx } = this;
      for (const [level, alpha] of [[vm.FAINT, 0.16], [vm.SHOWN, 1]]) {
        scene.paints.forEach((paint, at) => {
          for (const part of [0, 1]) {
            const members = buckets[(level * 2 + part) * scene.paints.length + at];
            if (!members) continue;
            ctx.globalAlpha = alpha * (part ? detail.parts : detail.dots);
            this._fill(scene, view, paint, members);
          }
        });
      }
      ctx.globalAlpha = 1;
    }

    /* Nodes in view by level, by whether they are parts, and by paint. */
    _bucket(scene, view, detail) {
      const buckets = [];
      const { graph, levels } = scene;
      const reach = 30 / view.k;
      const left = (0 - view.tx) / view.k - reach, top = (0 - view.ty) / view.k - reach;
      const right = (view.width - view.tx) / view.k + reach;
      const bottom = (view.height - view.ty) / view.k + reach;
      scene.grid.within(left, top, right, bottom, (i) => {
        if (levels[i] === vm.HIDDEN) return;
        const part = graph.parent[i] >= 0 ? 1 : 0;
        if (part && detail.parts < 0.02) return;
        const slot = (levels[i] * 2 + part) * scene.paints.length + scene.paintOf[i];
        (buckets[slot] || (buckets[slot] = [])).push(i);
      });
      return buckets;
    }

    _fill(scene, view, look, members) {
      const { ctx } = this;
      const { x, y } = scene.graph;
      const hollow = vm.isHollow(look.shape);
      ctx.beginPath();
      for (const i of members) {
        vm.outline(ctx, look.shape, x[i] * view.k + view.tx, y[i] * view.k + view.ty,
          scene.pixels(i, view.k));
      }
      if (hollow) {
        ctx.fillStyle = scene.looks.ground;
        ctx.fill();
        ctx.strokeStyle = look.color;
        ctx.lineWidth = 1.4;
        ctx.stroke();
      } else {
        ctx.fillStyle = look.color;
        ctx.fill();
      }
    }
  }

  vm.CanvasPainter = CanvasPainter;
})(window.vaultmapParts = window.vaultmapParts || {});
