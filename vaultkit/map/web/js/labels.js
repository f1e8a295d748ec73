/* Labels: text that never lies on other text. The first to ask for a place gets it. */
(function (vm) {
  "use strict";

  const CELL = 80;

  class LabelPlaces {
    constructor() {
      this.boxes = [];
      this.cells = new Map();
    }

    _cells(box, visit) {
      for (let a = Math.floor(box.x / CELL); a <= Math.floor((box.x + box.w) / CELL); a++) {
        for (let b = Math.floor(box.y / CELL); b <= Math.floor((box.y + box.h) / CELL); b++) {
          if (visit(a * 65536 + b) === false) return false;
        }
      }
      return true;
    }

    _free(box) {
      return this._cells(box, (key) => !(this.cells.get(key) || []).some((other) =>
        box.x < other.x + other.w && other.x < box.x + box.w &&
        box.y < other.y + other.h && other.y < box.y + box.h));
    }

    /** Take the first of these boxes {x, y, w, h} that is free; null where none is. */
    take(candidates) {
      const box = candidates.find((each) => this._free(each));
      if (!box) return null;
      this.boxes.push(box);
      this.reserve(box);
      return box;
    }

    /** Keep a box free of labels. */
    reserve(box) {
      this._cells(box, (key) => {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      });
    }
  }

  /** Widths of texts, measured once for each font. */
  class TextWidths {
    constructor(ctx) {
      this.ctx = ctx;
      this.known = new Map();
    }

    of(text, font) {
      const key = font + "\n" + text;
      let width = this.known.get(key);
      if (width === undefined) {
        if (this.known.size > 20000) this.known.clear();
        this.ctx.font = font;
        width = this.ctx.measureText(text).width;
        this.known.set(key, width);
      }
      return width;
    }
  }

  /** A name in lines: terms joined by " · " each on a line of their own where `rows` allow it, other
      names in at most `rows` lines of about equal length. */
  vm.wrapWords = function (text, rows) {
    const terms = text.split(" · ");
    if (terms.length > 1 && terms.length <= rows) return terms;
    // A dash belongs to the word before it.
    const words = text.split(/\s+(?![—–-](?:\s|$))/).filter(Boolean);
    const wanted = Math.max(7, Math.ceil(text.length / rows) + 1);
    const lines = [];
    for (const word of words) {
      const last = lines.length - 1;
      if (last >= 0 && (lines[last] + " " + word).length <= wanted) lines[last] += " " + word;
      else if (lines.length < rows) lines.push(word);
      else lines[last] += " " + word;
    }
    return lines;
  };

  vm.LabelPlaces = LabelPlaces;
  vm.TextWidths = TextWidths;
})(window.vaultmapParts = window.vaultmapParts || {});
