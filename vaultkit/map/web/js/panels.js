/* Panels: what is to be read about a node: from blocks of the page, from the server, or from a delta. */
(function (vm) {
  "use strict";

  class Panels {
    constructor(address) {
      this.address = address;
      this.known = new Map();
      this.blocks = [...document.querySelectorAll('script[id^="vaultmap-panels"]')].map((each) => each.id);
    }

    /** Read all blocks of the page. */
    async readAll() {
      while (this.blocks.length) await this._readBlock(this.blocks.shift());
    }

    /** The panel of a node id; null where there is none. */
    async of(id) {
      if (this.known.has(id)) return this.known.get(id);
      while (this.blocks.length) {
        await this._readBlock(this.blocks.shift());
        if (this.known.has(id)) return this.known.get(id);
      }
      return this.address ? this._ask(id) : null;
    }

    async _readBlock(block) {
      const panels = await vm.block(block);
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
