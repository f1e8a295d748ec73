/* Filter: which nodes and edges are shown. Choices are kept by name, so that they outlast deltas
   and can stand in the address of the page. */
(function (vm) {
  "use strict";

  const HIDDEN = 0, FAINT = 1, SHOWN = 2;
  Object.assign(vm, { HIDDEN, FAINT, SHOWN });

  class Filter {
    constructor() {
      this.hiddenKinds = new Set();
      this.hiddenEdges = new Set();
      this.tags = new Set();
      this.folders = new Set();
      this.from = null;
      this.to = null;
      this.undated = true;
      this.orphans = true;
    }

    /** Whether anything is held back. */
    active() {
      return this.hiddenKinds.size + this.hiddenEdges.size + this.tags.size + this.folders.size > 0 ||
        this.from !== null || this.to !== null || !this.undated || !this.orphans;
    }

    reset() {
      Object.assign(this, new Filter());
    }

    toggle(set, name) {
      if (!set.delete(name)) set.add(name);
    }

    /** HIDDEN or SHOWN for each node. A part of a note follows its note in tags, folder and time. */
    nodes(graph) {
      const levels = new Uint8Array(graph.size);
      const kinds = graph.kinds.map((name) => !this.hiddenKinds.has(name));
      const passes = this._test(graph);
      for (let i = 0; i < graph.size; i++) {
        const holder = graph.parent[i] >= 0 ? graph.parent[i] : i;
        if (kinds[graph.kind[i]] && passes(holder, i)) levels[i] = SHOWN;
      }
      return levels;
    }

    _test(graph) {
      const tagged = this._tagged(graph);
      const folders = this.folders.size ? graph.folders.map((name) => this._inFolder(name)) : null;
      const timed = this.from !== null || this.to !== null || !this.undated;
      return (holder, i) =>
        (!tagged || graph.tagsOf[holder].some((tag) => tagged[tag])) &&
        (!folders || folders[graph.folder[holder]] === true) &&
        (!timed || this._inTime(isNaN(graph.day[i]) ? graph.day[holder] : graph.day[i])) &&
        (this.orphans || !(graph.flags[i] & vm.ORPHAN));
    }

    /* A tag holds the tags nested in it: project holds project/alpha. */
    _tagged(graph) {
      if (!this.tags.size) return null;
      const chosen = [...this.tags];
      return graph.tags.map((tag) =>
        chosen.some((each) => tag === each || tag.startsWith(each + "/")));
    }

    _inFolder(name) {
      for (const folder of this.folders) {
        if (name === folder || name.startsWith(folder + "/")) return true;
      }
      return false;
    }

    _inTime(day) {
      if (isNaN(day)) return this.undated;
      return (this.from === null || day >= this.from) && (this.to === null || day < this.to + 1);
    }

    /** Whether each kind of edge is shown. */
    edges(graph) {
      return graph.edgeKinds.map((kind) => !this.hiddenEdges.has(kind.id));
    }
  }

  vm.Filter = Filter;
})(window.vaultmapParts = window.vaultmapParts || {});
