/* Panels: what is to be read about a node: from blocks of the page, from the server, or from a delta. */
(function (vm) {
  "use strict";

  class Panels {
    /** `address` answers for all nodes where a server does; `rowOf` is a node id's place on the page
        as it was written, by which the block that holds it is found. */
    constructor(address, rowOf) {
      this.address = address;
      this.rowOf = rowOf;
      this.known = new Map();
      this.blocks = [...document.querySelectorAll('script[id^="vaultmap-panels"]')]
        .map((each) => ({ id: each.id, first: Number(each.dataset.first) || 0 }));
    }

    /** Read all blocks of the page. */
    async readAll() {
      while (this.blocks.length) await this._readBlock(this.blocks[0]);
    }

    /** The panel of a node id; null where there is none. */
    async of(id) {
      if (this.known.has(id)) return this.known.get(id);
      const row = this.rowOf(id);
      const block = this.blocks.filter((each) => each.first <= row).pop();
      if (row >= 0 && block) await this._readBlock(block);
      if (this.known.has(id)) return this.known.get(id);
      return this.address ? this._ask(id) : null;
    }

    async _readBlock(block) {
      const panels = await vm.block(block.id);
      this.blocks = this.blocks.filter((each) => each !== block);
      for (const [id, panel] of Object.entries(panels || {})) {
        if (!this.known.has(id)) this.known.set(id, panel);
      }
    }

    async _ask(id) {
      try {
        const answer = await fetch(`${this.address}?id=${encodeURIComponent(id)}`);
        if (!answer.ok) return null;
        const panel = await answer.json();
        this.known.set(id, panel);
        return panel;
      } catch {
        return null;
      }
    }

    /** Take over panels of a delta; what changed without a new panel is asked for again. */
    update(panels, changed) {
      for (const id of changed) {
        if (this.address) this.known.delete(id);
      }
      for (const [id, panel] of Object.entries(panels || {})) this.known.set(id, panel);
    }
  }

  vm.Panels = Panels;
})(window.vaultmapParts = window.vaultmapParts || {});
