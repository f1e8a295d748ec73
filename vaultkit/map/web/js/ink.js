/* Ink: what is read rather than seen: names of regions, links with their direction, the reading
   order, labels. Drawn above the painter's picture, on a canvas of its own. */
(function (vm) {
  "use strict";

  const TURN = Math.PI * 2;
  const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
  const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "PT Serif", "Noto Serif", "Liberation Serif", Georgia, serif';
  const MOST_NEAR = 1300;
  const MOST_CHOSEN = 400;
  const MOST_LABELS = 150;
  const MOST_NEIGHBOUR_LABELS = 28;

  vm.SANS = SANS;
  vm.SERIF = SERIF;

  /** Shown nodes in the view, or null where there are more than `most`. */
  vm.nodesInView = function (scene, view, most) {
    const { k, tx, ty, width, height } = view;
    const reach = 20 / k;
    const { graph, levels } = scene;
    const parts = vm.detail(scene, k).parts > 0.02;
    const found = [];
    scene.grid.within(-tx / k - reach, -ty / k - reach, (width - tx) / k + reach,
      (height - ty) / k + reach, (i) => {
        if (found.length > most || levels[i] !== vm.SHOWN) return;
        if (parts || graph.parent[i] < 0) found.push(i);
      });
    return found.length > most ? null : found;
  };

  /** Edges that touch the view, or null where there are too many to be drawn one by one. */
  vm.linksInView = function (scene, view) {
    const nodes = vm.nodesInView(scene, view, 1500);
    if (!nodes) return null;
    const { graph } = scene;
    const parts = vm.detail(scene, view.k).parts > 0.02;
    const edges = new Set();
    for (const i of nodes) {
      let own = 0;
      graph.around(i, (edge, other) => {
        if (own > 300 || (!parts && graph.parent[other] >= 0) || !scene.showsEdge(edge)) return;
        edges.add(edge);
        own++;
      });
      if (edges.size > MOST_NEAR) return null;
    }
    return edges;
  };

  class Ink {
    constructor(ctx) {
      this.ctx = ctx;
      this.widths = new vm.TextWidths(ctx);
      this.boxes = [];
    }

    /** Draw for a view {k, tx, ty, width, height, ratio, links}; attention: {selected, near: nodes to
        name first, on: Set}. */
    paint(scene, view, attention, words) {
      const { ctx } = this;
      Object.assign(this, { scene, view, attention, words, detail: vm.detail(scene, view.k) });
      ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      ctx.clearRect(0, 0, view.width, view.height);
      this.places = new vm.LabelPlaces();
      for (const box of view.covers || []) this.places.reserve(box);
      this.quiet = attention.selected >= 0 || attention.near.length > 0;
      this._regionLinks();
      if (view.links) this._links(view.links);
      this._readingPaths();
      this._marks();
      this._choice();
      ctx.lineJoin = "round";
      ctx.textBaseline = "middle";
      this._attentionLabels();
      this._regionNames();
      this._noteLabels();
      this.boxes = this.places.boxes;
    }

    _x(i) {
      return this.scene.graph.x[i] * this.view.k + this.view.tx;
    }

    _y(i) {
      return this.scene.graph.y[i] * this.view.k + this.view.ty;
    }

    _off(x, y, spare) {
      return x < -spare || y < -spare || x > this.view.width + spare || y > this.view.height + spare;
    }

    /* How much the regions are linked, as bows between them; seen from afar only. */
    _regionLinks() {
      const { ctx, scene, view, detail } = this;
      const links = scene.graph.regionLinks;
      if (detail.far < 0.05 || !links.length) return;
      // The strongest are enough to see what belongs together; all of them would hide it.
      const strong = [...links].sort((a, b) => b[2] - a[2]).slice(0, Math.ceil(scene.graph.regions.length * 1.1));
      const most = strong[0][2];
      for (const [a, b, count] of strong) {
        const from = scene.graph.regions[a], to = scene.graph.regions[b];
        if (from && to) this._regionLink(from, to, Math.sqrt(count / most));
      }
    }

    /* From rim to rim; fainter where it must cross a third region. */
    _regionLink(from, to, share) {
      const { ctx, scene, view, detail } = this;
      const dx = to.x - from.x, dy = to.y - from.y;
      const length = Math.hypot(dx, dy), gap = length - from.r - to.r;
      if (gap * view.k < 4) return;
      const ux = dx / length, uy = dy / length;
      const crosses = scene.graph.regions.some((other) => {
        if (other === from || other === to || other.parent >= 0) return false;
        const along = (other.x - from.x) * ux + (other.y - from.y) * uy;
        return along > from.r && along < length - to.r &&
          Math.abs((other.x - from.x) * uy - (other.y - from.y) * ux) < other.r;
      });
      const ax = from.x + ux * from.r, ay = from.y + uy * from.r;
      const bx = to.x - ux * to.r, by = to.y - uy * to.r;
      const at = (x, y) => [x * view.k + view.tx, y * view.k + view.ty];
      ctx.strokeStyle = scene.looks.regionLink((0.14 + 0.3 * share) * (crosses ? 0.3 : 1) * detail.far);
      ctx.lineWidth = 0.8 + 4 * share * (crosses ? 0.5 : 1);
      ctx.beginPath();
      ctx.moveTo(...at(ax, ay));
      ctx.quadraticCurveTo(...at((ax + bx) / 2 + uy * gap * 0.12, (ay + by) / 2 - ux * gap * 0.12), ...at(bx, by));
      ctx.stroke();
    }

    _curve(edge) {
      const { graph } = this.scene;
      const a = graph.source[edge], b = graph.target[edge];
      const k = this.view.k;
      return vm.bend(this._x(a), this._y(a), this.scene.pixels(a, k), this._x(b), this._y(b),
        this.scene.pixels(b, k), 0.05 + 0.03 * (graph.edgeKind[edge] % 4));
    }

    _links(edges) {
      const { ctx, scene } = this;
      const byGroup = scene.groupEdges(edges);
      const crowd = 1 - 0.72 * vm.ramp(60, MOST_NEAR * 0.7, edges.size);
      this.arrows = this.detail.gap > 24 && edges.size < 700;
      for (const [name, members] of byGroup) {
        const weak = name === "holds" || name === "link" || name === "mentions" ? 0.7 : 1;
        ctx.globalAlpha = 0.78 * crowd * weak * (this.quiet ? 0.3 : 1);
        this.strokeEdges(members, scene.looks.group(name), 1);
      }
      ctx.globalAlpha = 1;
    }

    /** Draw edges in the look of their group. */
    strokeEdges(edges, look, thick) {
      const { ctx } = this;
      const curves = edges.map((edge) => this._curve(edge)).filter(Boolean);
      ctx.strokeStyle = ctx.fillStyle = look.color;
      ctx.lineWidth = look.width * thick;
      ctx.setLineDash(look.dash);
      ctx.beginPath();
      for (const curve of curves) vm.traceBend(ctx, curve);
      ctx.stroke();
      ctx.setLineDash([]);
      if (!look.arrow || !this.arrows) return;
      ctx.beginPath();
      for (const curve of curves) vm.traceArrow(ctx, curve, 4.5 + 2.2 * look.width * thick);
      ctx.fill();
    }

    /* The links of the chosen node, or the way, below the names and above all other links. */
    _choice() {
      const { ctx, scene, attention } = this;
      this.arrows = true;
      if (attention.steps.length) {
        const look = { color: scene.looks.glow, width: 2.6, dash: [], arrow: true };
        const forward = attention.steps.filter((step) => step.forward), back = attention.steps.filter((step) => !step.forward);
        for (const steps of [forward, back]) this.strokeEdges(steps.map((step) => step.edge), look, 1.3);
        return;
      }
      if (attention.selected < 0) return;
      const edges = scene.shownEdgesOf(attention.selected, MOST_CHOSEN);
      ctx.globalAlpha = edges.length > 80 ? 0.55 : 0.95;
      for (const [name, members] of scene.groupEdges(edges)) this.strokeEdges(members, scene.looks.group(name), 1.25);
      ctx.globalAlpha = 1;
    }

    /* Numbered parts in their order: a path one can follow with the eye. */
    _readingPaths() {
      const { ctx, scene, view } = this;
      const look = scene.looks.group("order");
      const thin = vm.ramp(2, 9, this.detail.gap);
      if (thin < 0.05) return;
      ctx.strokeStyle = ctx.fillStyle = look.color;
      for (const path of scene.graph.readingPaths.slice(0, 300)) {
        const stops = path.filter((i) => scene.levels[i] === vm.SHOWN);
        for (let at = 1; at < stops.length; at++) {
          const a = stops[at - 1], b = stops[at];
          const curve = vm.bend(this._x(a), this._y(a), scene.pixels(a, view.k), this._x(b), this._y(b),
            scene.pixels(b, view.k), -0.09);
          if (!curve || (this._off(curve.ax, curve.ay, 300) && this._off(curve.bx, curve.by, 300))) continue;
          ctx.globalAlpha = 0.75 * thin * (this.quiet ? 0.4 : 1);
          ctx.lineWidth = 2;
          ctx.beginPath();
          vm.traceBend(ctx, curve);
          ctx.stroke();
          ctx.beginPath();
          vm.traceArrow(ctx, curve, 8);
          ctx.fill();
        }
      }
      ctx.globalAlpha = 1;
    }

    _marks() {
      const { ctx, scene, view } = this;
      ctx.strokeStyle = scene.looks.group("attacks").color;
      ctx.lineWidth = 1.8;
      ctx.beginPath();
      for (const i of scene.marked) {
        if (scene.levels[i] !== vm.SHOWN) continue;
        const x = this._x(i), y = this._y(i), r = scene.pixels(i, view.k);
        if (r < 2.4 || this._off(x, y, 20)) continue;
        vm.traceMark(ctx, x, y, r, Boolean(scene.graph.flags[i] & vm.EXCLUDED));
      }
      ctx.stroke();
    }

    /* A name on a plate of the ground's colour, so that it can be read above dots and lines. */
    _plate(box, text, font, color, alpha) {
      const { ctx, scene } = this;
      ctx.globalAlpha = 0.8 * alpha;
      ctx.fillStyle = scene.looks.ground;
      ctx.beginPath();
      ctx.roundRect(box.x, box.y + 1, box.w, box.h - 2, 4);
      ctx.fill();
      ctx.globalAlpha = alpha;
      ctx.font = font;
      ctx.fillStyle = color;
      ctx.fillText(text, box.x + box.w / 2, box.y + box.h / 2);
      ctx.globalAlpha = 1;
    }

    _write(text, x, y, font, color, alpha) {
      const { ctx, scene } = this;
      ctx.font = font;
      ctx.globalAlpha = alpha;
      ctx.strokeStyle = scene.looks.halo;
      ctx.lineWidth = 3.2;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = color;
      ctx.fillText(text, x, y);
      ctx.globalAlpha = 1;
    }

    _regionNames() {
      const { scene, view } = this;
      const room = Math.min(view.screenWidth || view.width, view.screenHeight || view.height);
      const parents = new Set(scene.graph.regions.map((region) => region.parent));
      scene.graph.regions.forEach((region, at) => {
        const r = region.r * view.k;
        const x = region.x * view.k + view.tx, y = region.y * view.k + view.ty;
        if (!region.name || r < 16 || this._off(x, y, r)) return;
        const inner = region.parent >= 0;
        const outer = inner ? vm.ramp(0.28, 0.5, (scene.graph.regions[region.parent].r * view.k) / room) : 1;
        const leaf = !parents.has(region.id) && !parents.has(at);
        const near = leaf ? 0.9 : 0.5;
        const strength = outer * (1 - vm.ramp(near, near * 1.5, r / room)) * (this.quiet ? 0.4 : 1);
        if (strength > 0.06) this._regionName(region, at, x, y, r, strength);
      });
    }

    _regionName(region, at, x, y, r, strength) {
      const { ctx, scene } = this;
      const inner = region.parent >= 0;
      const size = Math.round(Math.max(11, Math.min(inner ? 19 : 27, 7 + r * 0.115)));
      const font = `${inner ? 500 : 600} ${size}px ${SERIF}`;
      const whole = vm.shorten(region.name, 60);
      const { lines, width } = this._lines(whole, font, r * (r > 64 ? 1.5 : 1.9));
      if (width > r * 2.6 && r < 40) return;
      const step = size * 1.16;
      const sub = r > 64 && scene.notesIn[at] > 1 ? this.words("noteCount", scene.notesIn[at]) : "";
      const height = lines.length * step + (sub ? 16 : 0);
      const w = width + 10, h = height + 4;
      // From afar the name stands in the middle; near by above the region, out of the notes' way.
      const middle = y - h / 2, rim = Math.max(y - r - h + 2, Math.min(this.view.top + 8, y + r - h));
      const top = middle + (rim - middle) * vm.ramp(12, 17, this.detail.gap);
      const box = this.places.take([top, top - h * 0.7, top + h * 0.7].map((each) =>
        ({ x: x - w / 2, y: each, w, h, text: region.name, region: true })));
      if (!box) return;
      ctx.textAlign = "center";
      const color = scene.looks.regionName(region);
      lines.forEach((line, row) =>
        this._write(line, x, box.y + 2 + step * (row + 0.5), font, color, strength));
      if (sub) this._write(sub, x, box.y + h - 10, `400 11px ${SANS}`, scene.looks.soft, strength * 0.9);
    }

    /* A region's name in as few lines as fit, three at most. */
    _lines(name, font, room) {
      let lines = [name], width = this.widths.of(name, font);
      for (let rows = 2; rows <= 3 && width > room; rows++) {
        lines = vm.wrapWords(name, rows);
        width = Math.max(...lines.map((line) => this.widths.of(line, font)));
      }
      return { lines, width };
    }

    _labelLook(i) {
      const { graph, looks } = this.scene;
      const name = graph.kindName(i);
      const weight = i === this.attention.selected ? 650 : name === "protocol" ? 600 : 400;
      const size = graph.parent[i] >= 0 ? 11 : Math.round((11 + 3 * graph.weight[i]) * 2) / 2;
      const color = name === "note" ? looks.ink : name === "ghost" ? looks.soft : looks.kind(name).color;
      return { font: `${name === "ghost" ? "italic " : ""}${weight} ${size}px ${SANS}`, size, color };
    }

    /* Try to write a node's name beside it; false where there is no room. */
    _label(i, alpha, length) {
      const { ctx, scene, view } = this;
      const x = this._x(i), y = this._y(i);
      if (this._off(x, y, 4)) return false;
      const look = this._labelLook(i);
      const text = vm.shorten(scene.graph.name(i), length);
      const w = this.widths.of(text, look.font) + 6, h = look.size * 1.3;
      const r = scene.pixels(i, view.k) + 3;
      const box = this.places.take([
        { x: x - w / 2, y: y + r, w, h, text }, { x: x - w / 2, y: y - r - h, w, h, text },
        { x: x + r, y: y - h / 2, w, h, text }, { x: x - r - w, y: y - h / 2, w, h, text }]);
      if (!box) return false;
      box.node = i;
      ctx.textAlign = "center";
      this._plate(box, text, look.font, look.color, alpha);
      return true;
    }

    _attentionLabels() {
      const { attention, scene, view } = this;
      // The dots in question stay free of names.
      for (const i of attention.on) {
        const x = this._x(i), y = this._y(i), r = scene.pixels(i, view.k);
        if (!this._off(x, y, 10)) this.places.reserve({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
      }
      if (attention.selected >= 0) this._label(attention.selected, 1, 60);
      let written = 0;
      const near = [...attention.near].sort((a, b) => scene.graph.weight[b] - scene.graph.weight[a]);
      for (const i of near) {
        if (written >= MOST_NEIGHBOUR_LABELS) break;
        if (i !== attention.selected && scene.levels[i] === vm.SHOWN && this._label(i, 1, 34)) written++;
      }
    }

    _keepDotsFree(nodes) {
      for (const i of nodes) {
        const x = this._x(i), y = this._y(i), r = this.scene.pixels(i, this.view.k);
        if (r > 3 && this.scene.graph.parent[i] < 0) this.places.reserve({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
      }
    }

    _noteLabels() {
      const { scene, detail, view } = this;
      if (detail.labels < 0.03) return;
      const few = vm.nodesInView(scene, view, 2500);
      const { weight, parent } = scene.graph;
      // Whole notes before their parts, the important before the others.
      const candidates = few ? few.sort((a, b) => (parent[a] >= 0) - (parent[b] >= 0) || weight[b] - weight[a])
        : scene.order;
      const room = (view.width * view.height) / (30000 - 18000 * vm.ramp(40, 110, detail.gap));
      const budget = Math.min(MOST_LABELS, Math.round(room * (0.16 + 0.84 * vm.ramp(30, 80, detail.gap))));
      const dim = this.quiet ? 0.32 : 1;
      if (few && detail.gap > 60) this._keepDotsFree(few);
      let written = 0, tried = 0;
      for (const i of candidates) {
        if (written >= budget || tried > 900) break;
        if (scene.levels[i] !== vm.SHOWN || this.attention.on.has(i)) continue;
        const part = scene.graph.parent[i] >= 0;
        const alpha = part ? detail.partLabels : detail.labels;
        if (alpha < 0.2 || this._off(this._x(i), this._y(i), 4)) continue;
        tried++;
        if (this._label(i, alpha * dim, part ? 26 : detail.gap < 50 ? 24 : 34)) written++;
      }
    }
  }

  vm.TURN = TURN;
  vm.Ink = Ink;
})(window.vaultmapParts = window.vaultmapParts || {});
