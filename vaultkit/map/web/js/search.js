/* Search: names, other names and headings that hold all words typed, by kind, the likeliest first. */
(function (vm) {
  "use strict";

  const WORD_START = /[\s_\-/.,:;()«»"'[\]#]/;
  /* How many rows a group shows while all groups are shown. */
  const MOST = { notes: 6, protocols: 4, frames: 4, messages: 2, headings: 4 };
  const GROUP_OF = { protocol: "protocols", frame: "frames", message: "messages" };

  /** The words of a query as they are compared. */
  vm.searchWords = (text) => vm.fold(text.trim()).split(/\s+/).filter(Boolean);

  /* How well a folded name answers the words; -1 where one of them is not in it. */
  function scoreOf(name, words, elsewhere) {
    let score = 0;
    for (const word of words) {
      const at = name.indexOf(word);
      if (at < 0) {
        if (!elsewhere || !elsewhere.includes(word)) return -1;
        score += 0.5;
      } else if (at === 0) score += 4;
      else score += WORD_START.test(name[at - 1]) ? 3 : 1.5;
    }
    score /= words.length;
    const whole = words.join(" ");
    return score + (name === whole ? 6 : name.startsWith(whole) ? 1 : 0);
  }

  class Search {
    /** Over a graph; `told` holds other names and headings by node id (docs/map-data.md). */
    constructor(graph, told) {
      this.graph = graph;
      this.told = told || {};
      this.folded = null;
    }

    /* Folding 100,000 names takes a while: it waits for the first search. */
    _prepare() {
      const { graph, told } = this;
      this.folded = new Array(graph.size);
      this.paths = new Array(graph.size);
      this.aliases = new Map();
      this.headings = [];
      for (let i = 0; i < graph.size; i++) {
        this.folded[i] = vm.fold(graph.name(i));
        this.paths[i] = graph.parent[i] < 0 ? vm.fold(graph.ids[i]) : "";
      }
      for (const [id, { aliases, headings }] of Object.entries(told)) {
        const i = graph.indexOf(id);
        if (i < 0) continue;
        if (aliases) this.aliases.set(i, aliases.map((alias) => [alias, vm.fold(alias)]));
        for (const [line, text] of headings || []) this.headings.push({ i, line, text, folded: vm.fold(text) });
      }
    }

    /* A node as a row {i, score, alias?}; null where it does not answer. */
    _row(i, words) {
      const { graph } = this;
      const row = { i, score: scoreOf(this.folded[i], words, this.paths[i]) };
      for (const [alias, folded] of this.aliases.get(i) || []) {
        const score = scoreOf(folded, words) - 0.2;
        if (score > row.score) Object.assign(row, { score, alias });
      }
      if (row.score < 0) return null;
      row.score += 1.5 * graph.weight[i] - (graph.isPart(i) ? 0.7 : 0);
      return row;
    }

    _headingRow({ i, line, text, folded }, words) {
      const score = scoreOf(folded, words);
      return score < 0 ? null : { i, line, text, score: score - 1 + this.graph.weight[i] };
    }

    /** Groups {name, rows: [{i, line?, text?, alias?}], total}, that with the best row first. */
    groups(text) {
      const words = vm.searchWords(text);
      if (!words.length) return [];
      if (!this.folded) this._prepare();
      const found = { notes: [], protocols: [], frames: [], messages: [], headings: [] };
      for (let i = 0; i < this.graph.size; i++) {
        const row = this._row(i, words);
        if (row) found[GROUP_OF[this.graph.kindName(i)] || "notes"].push(row);
      }
      for (const heading of this.headings) {
        const row = this._headingRow(heading, words);
        if (row) found.headings.push(row);
      }
      const groups = Object.entries(found).filter(([, rows]) => rows.length).map(([name, rows]) => {
        rows.sort((a, b) => b.score - a.score || a.i - b.i);
        return { name, rows: rows.slice(0, MOST[name]), total: rows.length };
      });
      return groups.sort((a, b) => b.rows[0].score - a.rows[0].score);
    }
  }

  vm.Search = Search;
})(window.vaultmapParts = window.vaultmapParts || {});
