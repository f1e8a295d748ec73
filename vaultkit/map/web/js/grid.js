/* Grid: which nodes lie where, so that a pointer finds its node at once. */
(function (vm) {
  "use strict";

  class Grid {
    /** Over positions x, y; about two nodes a cell where they are spread evenly. */
    constructor(x, y) {
      this.x = x;
      this.y = y;
      const n = x.length;
      this._measure();
      this.side = Math.max(1, Math.min(512, Math.ceil(Math.sqrt(n / 2))));
      this.cellWidth = (this.right - this.left) / this.side || 1;
      this.cellHeight = (this.bottom - this.top) / this.side || 1;
      const first = new Uint32Array(this.side * this.side + 1);
      const cell = new Uint32Array(n);
      for (let i = 0; i < n; i++) {
        cell[i] = this._column(x[i]) + this.side * this._row(y[i]);
        first[cell[i] + 1]++;
      }
      for (let c = 0; c < this.side * this.side; c++) first[c + 1] += first[c];
      const next = first.slice();
      this.members = new Uint32Array(n);
      for (let i = 0; i < n; i++) this.members[next[cell[i]]++] = i;
      this.first = first;
    }

    _measure() {
      let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
      for (let i = 0; i < this.x.length; i++) {
        left = Math.min(left, this.x[i]);
        right = Math.max(right, this.x[i]);
        top = Math.min(top, this.y[i]);
        bottom = Math.max(bottom, this.y[i]);
      }
      if (left > right) left = top = right = bottom = 0;
      Object.assign(this, { left, top, right, bottom });
    }

    _column(x) {
      return Math.max(0, Math.min(this.side - 1, Math.floor((x - this.left) / this.cellWidth)));
    }

    _row(y) {
      return Math.max(0, Math.min(this.side - 1, Math.floor((y - this.top) / this.cellHeight)));
    }

    /** Call visit(node) for the nodes of all cells that touch the rectangle. */
    within(left, top, right, bottom, visit) {
      const lastColumn = this._column(right);
      const lastRow = this._row(bottom);
      for (let row = this._row(top); row <= lastRow; row++) {
        const base = row * this.side;
        const from = this.first[base + this._column(left)];
        const to = this.first[base + lastColumn + 1];
        for (let at = from; at < to; at++) visit(this.members[at]);
      }
    }
  }

  vm.Grid = Grid;
})(window.vaultmapParts = window.vaultmapParts || {});
