/* Overlay: what changes with every move of the pointer: hover, selection, way, glow of changes.
   Only this canvas is redrawn for them. */
(function (vm) {
  "use strict";

  const MOST_LINKS = 400;
  const GLOW_TIME = 5000;

  class Overlay {
    constructor(ctx) {
      this.ctx = ctx;
      this.widths = new vm.TextWidths(ctx);
      this.glows = new Map();
    }

    /** Let nodes (by id) glow from now on and fade. */
    glow(ids, now) {
      for (const id of ids) this.glows.set(id, now);
    }

    /** Whether a glow still needs frames. */
    glowing(now) {
      for (const [id, since] of this.glows) if (now - since > GLOW_TIME) this.glows.delete(id);
      return this.glows.size > 0;
    }

    /** marks: {hover, selected, steps: way as steps, named: nodes that have a label}; calm: no movement. */
    paint(scene, view, marks, now, calm) {
      const { ctx } = this;
      Object.assign(this, { scene, view, detail: vm.detail(scene, view.k) });
      ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      this._wipe(view, marks);
      this._glow(now, calm);
      for (const i of new Set(marks.steps.flatMap((step) => [step.from, step.to]))) this._node(i, true);
      if (marks.selected >= 0) {
        if (!marks.steps.length) this._ends(marks.selected, scene.shownEdgesOf(marks.selected, MOST_LINKS));
        this._node(marks.selected, true);
      }
      if (marks.hover >= 0 && marks.hover !== marks.selected) {
        this._links(marks.hover, marks.selected >= 0 ? 0.6 : 0.9);
        this._node(marks.hover, false);
        if (!marks.named.has(marks.hover)) this._name(marks.hover);
      }
    }

    /* Clearing costs as much as drawing: after a mere hover only the links' surroundings are wiped. */
    _wipe(view, marks) {
      const whole = { x: 0, y: 0, w: view.width, h: view.height };
      const last = this.used || whole;
      this.ctx.clearRect(last.x, last.y, last.w, last.h);
      const busy = this.glows.size || marks.steps.length || marks.selected >= 0;
      this.used = busy ? whole : marks.hover < 0 ? { x: 0, y: 0, w: 0, h: 0 } : this._around(marks.hover);
    }

    _around(i) {
      const { graph } = this.scene;
      const [x, y] = this._at(i);
      const box = { left: x, right: x, top: y, bottom: y };
      graph.around(i, (edge, other) => {
        const [ox, oy] = this._at(other);
        box.left = Math.min(box.left, ox);
        box.right = Math.max(box.right, ox);
        box.top = Math.min(box.top, oy);
        box.bottom = Math.max(box.bottom, oy);
      });
      // Room for bows, arrows and the name above the node.
      const spare = 60 + 0.2 * Math.max(box.right - box.left, box.bottom - box.top);
      return { x: box.left - spare - 300, y: box.top - spare, w: box.right - box.left + 2 * spare + 600,
        h: box.bottom - box.top + 2 * spare };
    }

    _at(i) {
      const { graph } = this.scene;
      return [graph.x[i] * this.view.k + this.view.tx, graph.y[i] * this.view.k + this.view.ty];
    }

    _curve(edge) {
      const { graph } = this.scene;
      const a = graph.source[edge], b = graph.target[edge];
      return vm.bend(...this._at(a), this._size(a), ...this._at(b), this._size(b),
        0.05 + 0.03 * (graph.edgeKind[edge] % 4));
    }

    _size(i) {
      return Math.max(3, this.scene.pixels(i, this.view.k));
    }

    /* Links of the node under the pointer, and the nodes at their other ends. */
    _links(i, alpha) {
      const { ctx, scene } = this;
      const edges = scene.shownEdgesOf(i, MOST_LINKS);
      ctx.globalAlpha = alpha * (edges.length > 80 ? 0.55 : 0.95);
      for (const [name, members] of scene.groupEdges(edges)) this._stroke(members, scene.looks.group(name));
      ctx.globalAlpha = 1;
      this._ends(i, edges);
    }

    _ends(i, edges) {
      const { source, target } = this.scene.graph;
      this._dots(new Set(edges.map((edge) => (source[edge] === i ? target[edge] : source[edge]))));
    }

    _stroke(edges, look) {
      const { ctx } = this;
      const curves = edges.map((edge) => this._curve(edge)).filter(Boolean);
      ctx.strokeStyle = ctx.fillStyle = look.color;
      ctx.lineWidth = look.width + 0.3;
      ctx.setLineDash(look.dash);
      ctx.beginPath();
      for (const curve of curves) vm.traceBend(ctx, curve);
      ctx.stroke();
      ctx.setLineDash([]);
      if (!look.arrow) return;
      ctx.beginPath();
      for (const curve of curves) vm.traceArrow(ctx, curve, 7.5);
      ctx.fill();
    }

    _dots(nodes) {
      const { ctx, scene } = this;
      for (const i of nodes) {
        const look = scene.paint(i);
        ctx.beginPath();
        vm.outline(ctx, look.shape, ...this._at(i), this._size(i));
        this._paintShape(look);
      }
    }

    _paintShape(look) {
      const { ctx, scene } = this;
      if (vm.isHollow(look.shape)) {
        ctx.fillStyle = scene.looks.ground;
        ctx.fill();
        ctx.strokeStyle = look.color;
        ctx.lineWidth = 1.5;
        ctx.stroke();
      } else {
        ctx.fillStyle = look.color;
        ctx.fill();
      }
    }

    _node(i, strong) {
      const { ctx, scene } = this;
      const [x, y] = this._at(i);
      const r = Math.max(strong ? 6 : 4.5, this._size(i));
      const look = scene.paint(i);
      ctx.beginPath();
      ctx.arc(x, y, r + 5.5, 0, vm.TURN);
      ctx.strokeStyle = strong ? scene.looks.glow : scene.looks.ink;
      ctx.lineWidth = strong ? 2.6 : 1.4;
      ctx.stroke();
      ctx.beginPath();
      vm.outline(ctx, look.shape, x, y, r);
      this._paintShape(look);
    }

    /* The name of the node under the pointer, on a chip of its own above everything. */
    _name(i) {
      const { ctx, scene, view } = this;
      const [x, y] = this._at(i);
      const font = `600 13px ${vm.SANS}`;
      const text = vm.shorten(scene.graph.name(i), 70);
      const w = this.widths.of(text, font) + 16;
      const left = Math.max(view.left + 4, Math.min(view.left + view.screenWidth - w - 4, x - w / 2));
      const top = y - this._size(i) - 34;
      ctx.fillStyle = scene.looks.ground;
      ctx.strokeStyle = scene.looks.soft;
      ctx.lineWidth = 0.8;
      ctx.beginPath();
      ctx.roundRect(left, top, w, 23, 6);
      ctx.fill();
      ctx.stroke();
      ctx.font = font;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillStyle = scene.looks.ink;
      ctx.fillText(text, left + w / 2, top + 12);
    }

    _glow(now, calm) {
      const { ctx, scene } = this;
      for (const [id, since] of this.glows) {
        const i = scene.graph.indexOf(id);
        const age = (now - since) / GLOW_TIME;
        if (i < 0 || age > 1) continue;
        const [x, y] = this._at(i);
        const r = this._size(i) + 6 + (calm ? 4 : 10 * Math.abs(Math.sin(age * 9)));
        ctx.globalAlpha = calm ? 0.8 : 1 - age;
        ctx.beginPath();
        ctx.arc(x, y, r, 0, vm.TURN);
        ctx.strokeStyle = scene.looks.glow;
        ctx.lineWidth = 3;
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    }
  }

  vm.GLOW_TIME = GLOW_TIME;
  vm.Overlay = Overlay;
})(window.vaultmapParts = window.vaultmapParts || {});
