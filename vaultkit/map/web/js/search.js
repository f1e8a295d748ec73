/* Search: nodes whose name or path holds all words typed, the likeliest first. */
(function (vm) {
  "use strict";

  const WORD_START = /[\s_\-/.,:;()«»"'[\]#]/;

  class Search {
    constructor(graph) {
      this.graph = graph;
      this.folded = null;
    }

    /* Folding 100,000 names takes a while: it waits for the first search. */
    _prepare() {
      const { graph } = this;
      this.folded = new Array(graph.size);
      this.paths = new Array(graph.size);
      for (let i = 0; i < graph.size; i++) {
        this.folded[i] = vm.fold(graph.name(i));
        this.paths[i] = graph.parent[i] < 0 ? vm.fold(graph.ids[i]) : "";
      }
    }

    _score(i, whole, words) {
      const name = this.folded[i];
      let score = 0;
      for (const word of words) {
        const at = name.indexOf(word);
        if (at < 0) {
          if (!this.paths[i].includes(word)) return -1;
          score += 0.5;
        } else if (at === 0) score += 4;
        else score += WORD_START.test(name[at - 1]) ? 3 : 1.5;
      }
      score /= words.length;
      if (name === whole) score += 6;
      else if (name.startsWith(whole)) score += 1;
      return score + 1.5 * this.graph.weight[i] - (this.graph.isPart(i) ? 0.7 : 0);
    }

    /** {found: the best `most` node indexes, total: how many match}. */
    find(text, most) {
      const whole = vm.fold(text.trim());
      if (!whole) return { found: [], total: 0 };
      if (!this.folded) this._prepare();
      const words = whole.split(/\s+/);
      const scored = [];
      for (let i = 0; i < this.graph.size; i++) {
        const score = this._score(i, whole, words);
        if (score >= 0) scored.push([score, i]);
      }
      scored.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
      return { found: scored.slice(0, most).map((each) => each[1]), total: scored.length };
    }
  }

  vm.Search = Search;
})(window.vaultmapParts = window.vaultmapParts || {});
