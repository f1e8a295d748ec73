/* Scene: a graph made ready for drawing: sizes, order of importance, shown nodes, and edges in
   lists that can be drawn in part. Nothing in it depends on the camera. */
(function (vm) {
  "use strict";

  // Edges by how far they reach: inside a region, between regions, to a part of a note; and those of
  // hubs, which are so many that they say little.
  const REACHES = ["inside", "across", "parts", "hubs"];
  vm.REACHES = REACHES;
  const HUB = 80;

  // How much of the view the lines of each reach may cover, before they are drawn fainter.
  const INK = { inside: 0.16, across: 0.035, parts: 0.16, hubs: 0.045 };

  /** Nodes from the most to the least important (by weight, then by index). */
  function byImportance(weight) {
    const STEPS = 4096;
    const count = new Uint32Array(STEPS + 1);
    const bucket = (i) => STEPS - 1 - Math.min(STEPS - 1, Math.max(0, Math.floor(weight[i] * STEPS)));
    for (let i = 0; i < weight.length; i++) count[bucket(i) + 1]++;
    for (let b = 0; b < STEPS; b++) count[b + 1] += count[b];
    const order = new Uint32Array(weight.length);
    for (let i = 0; i < weight.length; i++) order[count[bucket(i)]++] = i;
    return order;
  }

  class Scene {
    constructor(graph, looks, filter, focus) {
      this.graph = graph;
      this.dress(looks);
      this.order = byImportance(graph.weight);
      this.grid = new vm.Grid(graph.x, graph.y);
      this._measure();
      this.notesIn = this._countNotes();
      this.marked = [];
      for (let i = 0; i < graph.size; i++) {
        if (graph.flags[i] & (vm.REJECTED | vm.EXCLUDED)) this.marked.push(i);
      }
      this.apply(filter, focus);
    }

    /* spacing: usual distance between neighbours among notes; partSpacing: among parts of notes. */
    _measure() {
      const { graph } = this;
      const tops = graph.parent.reduce((sum, parent) => sum + (parent < 0 ? 1 : 0), 0) || 1;
      this.tops = tops;
      const { left, top, right, bottom } = this.grid;
      this.bounds = this._bounds(left, top, right, bottom);
      const area = (this.bounds.right - this.bounds.left) * (this.bounds.bottom - this.bounds.top);
      this.spacing = graph.unit || Math.sqrt((area * 0.6) / tops) || 100;
      this.partSpacing = this._partSpacing();
      this.radius = new Float32Array(graph.size);
      for (let i = 0; i < graph.size; i++) {
        this.radius[i] = graph.parent[i] < 0 ? this.spacing * (0.1 + 0.24 * graph.weight[i])
          : Math.min(this.spacing, this.partSpacing) * (0.34 + 0.3 * graph.weight[i]);
      }
    }

    /* Notes in each region, those of the regions inside it too. */
    _countNotes() {
      const { graph } = this;
      const counts = new Uint32Array(graph.regions.length);
      const note = graph.kinds.indexOf("note");
      for (let i = 0; i < graph.size; i++) {
        if (graph.kind[i] !== note) continue;
        for (let at = graph.region[i]; at >= 0 && graph.regions[at]; at = graph.regions[at].parent) counts[at]++;
      }
      return counts;
    }

    _bounds(left, top, right, bottom) {
      for (const region of this.graph.regions) {
        left = Math.min(left, region.x - region.r);
        top = Math.min(top, region.y - region.r);
        right = Math.max(right, region.x + region.r);
        bottom = Math.max(bottom, region.y + region.r);
      }
      const spare = right - left < 1e-3 && bottom - top < 1e-3 ? 60 : 0;
      return { left: left - spare, top: top - spare, right: right + spare, bottom: bottom + spare };
    }

    _partSpacing() {
      const { graph } = this;
      const gaps = [];
      for (let i = 0; i < graph.size && gaps.length < 4000; i++) {
        const parent = graph.parent[i];
        if (parent < 0) continue;
        gaps.push(Math.hypot(graph.x[i] - graph.x[parent], graph.y[i] - graph.y[parent]));
      }
      gaps.sort((a, b) => a - b);
      return (gaps.length && gaps[gaps.length >> 1] * 0.5) || this.spacing;
    }

    /** Take over looks: `paints` are the ways a node is filled, `paintOf` says which is whose.
        Notes wear the colour of their region, everything else the colour of its kind. */
    dress(looks) {
      const { graph } = this;
      this.looks = looks;
      this.paints = looks.kinds.map(({ color, shape }) => ({ color, shape }));
      this.paintOf = Uint16Array.from(graph.kind);
      const noteKind = graph.kinds.indexOf("note");
      const byHue = new Map();
      const ofRegion = graph.regions.map((region) => {
        if (!byHue.has(region.hue)) {
          byHue.set(region.hue, this.paints.length);
          this.paints.push({ color: looks.noteColor(region), shape: looks.kinds[noteKind].shape });
        }
        return byHue.get(region.hue);
      });
      for (let i = 0; i < graph.size; i++) {
        if (graph.kind[i] === noteKind && graph.region[i] >= 0) this.paintOf[i] = ofRegion[graph.region[i]];
      }
    }

    paint(i) {
      return this.paints[this.paintOf[i]];
    }

    /** Take over a filter, and `focus`: a set of nodes outside of which all is faint, or null. */
    apply(filter, focus) {
      const { graph } = this;
      this.levels = filter.nodes(graph);
      if (focus) {
        for (let i = 0; i < graph.size; i++) {
          if (focus.has(i)) this.levels[i] = vm.SHOWN;
          else if (this.levels[i] === vm.SHOWN) this.levels[i] = vm.FAINT;
        }
      }
      this.edgeShown = filter.edges(graph);
      this._sortEdges();
    }

    /** Whether an edge and both its ends are shown. */
    showsEdge(edge) {
      const { graph, levels } = this;
      return this.edgeShown[graph.edgeKind[edge]] && levels[graph.source[edge]] === vm.SHOWN &&
        levels[graph.target[edge]] === vm.SHOWN;
    }

    /* lists[reach][group]: ends of edges (source, target, source, target …). Edges come in an order
       whose every beginning is an even sample, so a list can be drawn in part. */
    _sortEdges() {
      const { graph, looks } = this;
      const count = graph.edgeCount;
      const kindGroup = looks.groups.map((name) => vm.EDGE_GROUPS.indexOf(name));
      const groups = vm.EDGE_GROUPS.length;
      const slot = new Int16Array(count).fill(-1);
      const sizes = new Uint32Array(REACHES.length * groups);
      for (let e = 0; e < count; e++) {
        if (!this.showsEdge(e)) continue;
        slot[e] = this._reach(e) * groups + kindGroup[graph.edgeKind[e]];
        sizes[slot[e]]++;
      }
      const lists = Array.from(sizes, (size) => new Uint32Array(2 * size));
      const next = new Uint32Array(lists.length);
      for (let e = 0; e < count; e++) {
        if (slot[e] < 0) continue;
        const list = lists[slot[e]];
        list[next[slot[e]]++] = graph.source[e];
        list[next[slot[e]]++] = graph.target[e];
      }
      this.lists = lists;
      this.shownEdges = sizes.reduce((sum, size) => sum + size, 0);
    }

    _reach(edge) {
      const { graph } = this;
      const a = graph.source[edge], b = graph.target[edge];
      if (graph.parent[a] >= 0 || graph.parent[b] >= 0) return 2;
      if (graph.degree(a) > HUB || graph.degree(b) > HUB) return 3;
      return graph.region[a] === graph.region[b] ? 0 : 1;
    }

    /** Up to `most` edges of a node that are shown or lead to what is faint. */
    shownEdgesOf(i, most) {
      const { graph } = this;
      const edges = [];
      graph.around(i, (edge, other) => {
        if (edges.length < most && this.edgeShown[graph.edgeKind[edge]] && this.levels[other] !== vm.HIDDEN) edges.push(edge);
      });
      return edges;
    }

    /** Edges by the name of their drawn group. */
    groupEdges(edges) {
      const byGroup = new Map();
      for (const edge of edges) {
        const name = this.looks.groups[this.graph.edgeKind[edge]];
        if (!byGroup.has(name)) byGroup.set(name, []);
        byGroup.get(name).push(edge);
      }
      return byGroup;
    }

    edgeList(reach, group) {
      return this.lists[reach * vm.EDGE_GROUPS.length + group];
    }

    /** Pixels of a node's radius at a scale; grows slower once it is well visible. */
    pixels(i, k) {
      return vm.softRadius(this.radius[i] * k, this.tops);
    }
  }

  /* Pixels of the lines of one reach inside the view, estimated from a sample of each list. */
  function inkIn(scene, view, reach) {
    const SAMPLE = 600;
    const { x, y } = scene.graph;
    const clampX = (at) => Math.max(0, Math.min(view.width, at * view.k + view.tx));
    const clampY = (at) => Math.max(0, Math.min(view.height, at * view.k + view.ty));
    let whole = 0;
    for (let group = 0; group < vm.EDGE_GROUPS.length; group++) {
      const list = scene.edgeList(reach, group);
      const taken = Math.min(list.length, 2 * SAMPLE);
      let length = 0;
      for (let at = 0; at < taken; at += 2) {
        length += Math.hypot(clampX(x[list[at]]) - clampX(x[list[at + 1]]), clampY(y[list[at]]) - clampY(y[list[at + 1]]));
      }
      if (taken) whole += (length * list.length) / taken;
    }
    return whole;
  }

  /** Opacity of the hairlines of each reach in a view: faint where they would cover everything.
      shares: how many of the edges are drawn at all, 0 … 1. */
  vm.hairlines = function (scene, view, detail, share) {
    return vm.REACHES.map((reach, at) => {
      if (detail[reach] < 0.02) return 0;
      const covered = (0.7 * share * inkIn(scene, view, at)) / (view.width * view.height);
      return Math.min(detail[reach], Math.max(0.012, INK[reach] / Math.max(covered, 1e-6)));
    });
  };

  vm.softRadius = function (raw, tops) {
    const least = tops > 30000 ? 0.55 : tops > 3000 ? 0.9 : 1.6;
    const size = raw <= 7 ? raw : 7 * Math.sqrt(raw / 7);
    return Math.max(least, Math.min(26, size));
  };

  const ramp = (from, to, value) => {
    const share = Math.max(0, Math.min(1, (value - from) / (to - from)));
    return share * share * (3 - 2 * share);
  };
  vm.ramp = ramp;

  /** How much of each thing is drawn at a scale; every share is 0 … 1.
      gap: usual pixels between neighbouring notes, which is what can be told apart. */
  vm.detail = function (scene, k) {
    const gap = scene.spacing * k;
    return {
      gap,
      far: 1 - ramp(11, 34, gap),
      inside: 0.1 + 0.35 * ramp(5, 24, gap),
      across: 0.3 * ramp(9, 30, gap),
      hubs: 0.1 + 0.2 * ramp(6, 30, gap),
      parts: ramp(4.5, 10, scene.partSpacing * k),
      partLabels: ramp(14, 26, scene.partSpacing * k),
      labels: ramp(9, 13, gap),
      dots: 0.7 + 0.3 * ramp(3, 9, gap),
    };
  };

  vm.Scene = Scene;
})(window.vaultmapParts = window.vaultmapParts || {});
