/* Text search: notes by the words in them. A served page asks the vault's index, a page opened from a
   file looks through the panels that it carries. */
(function (vm) {
  "use strict";

  const SLICE = 150;
  const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

  /** Lines [line, text] of a rendered note, each of the block that begins there. */
  vm.linesOf = function (html) {
    const lines = [];
    for (const part of html.split('data-line="')) {
      const text = part.slice(part.indexOf(">") + 1).replace(/<[^>]*(>|$)/g, " ")
        .replace(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]).replace(/\s+/g, " ").trim();
      if (text) lines.push([parseInt(part, 10) || 0, text]);
    }
    return lines;
  };

  class TextSearch {
    /** Over panels; `address` answers for all notes where a server stands behind the page. */
    constructor(panels, address) {
      this.panels = panels;
      this.address = address;
      this.read = new Map();
      this.turn = 0;
    }

    /** {rows: [{id, line, text}], total, looked: how many notes it looked through, null for all}; null
        where a later search has begun. */
    async find(text, most) {
      const turn = ++this.turn;
      const words = vm.searchWords(text);
      if (!words.some((word) => word.length > 1)) return null;
      const found = this.address ? await this._ask(text) : await this._look(words, turn);
      if (turn !== this.turn || !found) return null;
      return { ...found, rows: found.rows.slice(0, most) };
    }

    async _ask(text) {
      try {
        const answer = await fetch(`${this.address}?q=${encodeURIComponent(text)}`);
        if (!answer.ok) return null;
        const { rows } = await answer.json();
        return { rows, total: rows.length, looked: null };
      } catch {
        return null;
      }
    }

    async _look(words, turn) {
      await this.panels.readAll();
      const found = [];
      let looked = 0;
      for (const [id, panel] of this.panels.known) {
        if (!id.startsWith("n:")) continue;
        if (++looked % SLICE === 0) await new Promise((next) => { setTimeout(next); });
        if (turn !== this.turn) return null;
        const note = this._note(id, panel);
        if (words.every((word) => note.folded.includes(word))) found.push({ id, ...this._line(note, words) });
      }
      found.sort((a, b) => b.held - a.held);
      return { rows: found, total: found.length, looked };
    }

    /* What a panel says, folded; kept until the panel changes. */
    _note(id, panel) {
      const known = this.read.get(id);
      if (known && known.panel === panel) return known;
      const claims = (panel.out || []).filter((each) => each.claim).map((each) => [each.line, each.claim]);
      const lines = [...vm.linesOf(panel.html || ""), ...claims];
      const note = { panel, lines, folded: vm.fold(lines.map((line) => line[1]).join("\n")) };
      this.read.set(id, note);
      return note;
    }

    /* The line that holds the most of the words. */
    _line(note, words) {
      let best = { line: 0, text: "", held: 0 };
      for (const [line, text] of note.lines) {
        const folded = vm.fold(text);
        const held = words.filter((word) => folded.includes(word)).length;
        if (held > best.held) best = { line, text, held };
      }
      return best;
    }
  }

  vm.TextSearch = TextSearch;
})(window.vaultmapParts = window.vaultmapParts || {});
