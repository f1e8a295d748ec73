/* Graph: nodes and edges as columns, with the edges of each node in reach.
   A node or an edge is its index; ids live in `ids` and outlast every change. */
(function (vm) {
  "use strict";

  vm.REJECTED = 1;
  vm.EXCLUDED = 2;
  vm.ORPHAN = 4;
  vm.PRIVATE = 8;
  vm.CONFLICT = 16;

  const NO_DAY = -2147483648;
  const PATHED = /^[nac]:/;

  const lastPart = (path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");

  /** Days since 1970 as numbers, NaN where there is none. */
  function daysOf(value) {
    return Float64Array.from(vm.column(value, Int32Array), (day) => (day === NO_DAY ? NaN : day));
  }

  class Graph {
    /** From the page's data block (see docs/map-data.md). */
    constructor(data) {
      const nodes = data.nodes;
      const edges = data.edges;
      this.data = data;
      this.vault = data.vault || { name: "", lang: "en" };
      this.unit = data.unit || 0;
      this.notices = data.notices || [];
      this.revision = data.revision || "";
      this.kinds = data.kinds || [];
      this.tags = data.tags || [];
      this.folders = data.folders || [];
      this.edgeKinds = data.edgeKinds || [];
      this.regions = data.regions || [];
      this.regionLinks = data.regionLinks || [];
      this.readingPaths = data.paths || [];
      this.flow = data.flow || { lanes: [], boxes: [], arrows: [] };
      this.ids = nodes.id;
      this.size = nodes.id.length;
      this.kind = vm.column(nodes.kind, Uint8Array);
      this.label = nodes.label;
      this.line = vm.column(nodes.line, Int32Array);
      this.x = vm.column(nodes.x, Float32Array);
      this.y = vm.column(nodes.y, Float32Array);
      this.weight = vm.column(nodes.weight, Float32Array);
      this.region = vm.column(nodes.region, Int32Array);
      this.parent = vm.column(nodes.parent, Int32Array);
      this.tagsOf = nodes.tags;
      this.folder = vm.column(nodes.folder, Int32Array);
      this.day = daysOf(nodes.day);
      this.flags = vm.column(nodes.flags, Uint8Array);
      this.source = vm.column(edges.source, Int32Array);
      this.target = vm.column(edges.target, Int32Array);
      this.edgeKind = vm.column(edges.kind, Uint8Array);
      this.edgeCount = this.source.length;
      this._join();
      this._index = null;
    }

    /* Edges of node i: ends[first[i]] … ends[first[i+1]-1], each 2*edge, +1 where i is its target. */
    _join() {
      const first = new Uint32Array(this.size + 1);
      const { source, target } = this;
      for (let e = 0; e < this.edgeCount; e++) {
        first[source[e] + 1]++;
        first[target[e] + 1]++;
      }
      for (let i = 0; i < this.size; i++) first[i + 1] += first[i];
      const next = first.slice(0, this.size);
      const ends = new Uint32Array(2 * this.edgeCount);
      for (let e = 0; e < this.edgeCount; e++) {
        ends[next[source[e]]++] = 2 * e;
        ends[next[target[e]]++] = 2 * e + 1;
      }
      this.first = first;
      this.ends = ends;
    }

    /** Index of a node by its id, -1 where there is none. */
    indexOf(id) {
      if (!this._index) this._index = new Map(this.ids.map((each, i) => [each, i]));
      const found = this._index.get(id);
      return found === undefined ? -1 : found;
    }

    degree(i) {
      return this.first[i + 1] - this.first[i];
    }

    /** Call visit(edge, other node, whether the edge leaves `i`) for each edge of `i`. */
    around(i, visit) {
      for (let at = this.first[i]; at < this.first[i + 1]; at++) {
        const edge = this.ends[at] >> 1;
        const leaves = (this.ends[at] & 1) === 0;
        visit(edge, leaves ? this.target[edge] : this.source[edge], leaves);
      }
    }

    kindName(i) {
      return this.kinds[this.kind[i]];
    }

    /** Words for a node: its label, or the last part of its path. */
    name(i) {
      const label = this.label[i];
      return label === null || label === "" ? lastPart(this.ids[i].slice(2)) : label;
    }

    /** Path of the file that a node stands for or lies in; null for what no file holds. */
    path(i) {
      if (PATHED.test(this.ids[i])) return this.ids[i].slice(2);
      return this.parent[i] >= 0 ? this.path(this.parent[i]) : null;
    }

    /** Whether a node is a part of a note and not a thing of its own. */
    isPart(i) {
      return this.parent[i] >= 0;
    }
  }

  vm.Graph = Graph;
})(window.vaultmapParts = window.vaultmapParts || {});
