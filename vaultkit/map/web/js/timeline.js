/* Timeline: how many notes fall on which days, and a range to look at. Undated notes are kept apart. */
(function (vm) {
  "use strict";

  const BARS = 64;
  const el = vm.element;

  class Timeline {
    constructor(host, app) {
      Object.assign(this, { host, app });
    }

    /** Read the days anew; the timeline hides where fewer than two days are known. */
    load() {
      const { graph } = this.app;
      let first = Infinity, last = -Infinity, undated = 0;
      for (let i = 0; i < graph.size; i++) {
        if (graph.parent[i] >= 0) continue;
        const day = graph.day[i];
        if (isNaN(day)) undated++;
        else {
          first = Math.min(first, day);
          last = Math.max(last, day);
        }
      }
      Object.assign(this, { first, last, undated });
      this.host.hidden = !(last > first);
      if (!this.host.hidden) this._count();
    }

    _count() {
      const { graph } = this.app;
      this.bars = new Uint32Array(Math.min(BARS, this.last - this.first + 1));
      for (let i = 0; i < graph.size; i++) {
        if (graph.parent[i] >= 0 || isNaN(graph.day[i])) continue;
        this.bars[this._bar(graph.day[i])]++;
      }
    }

    _bar(day) {
      const share = (day - this.first) / (this.last - this.first);
      return Math.min(this.bars.length - 1, Math.floor(share * this.bars.length));
    }

    draw() {
      if (this.host.hidden) return;
      const { app, host } = this;
      const { filter, words } = app;
      const from = filter.from === null ? this.first : Math.max(this.first, filter.from);
      const to = filter.to === null ? this.last : Math.min(this.last, filter.to);
      host.setAttribute("aria-label", words("time"));
      if (!this.from) this._build();
      this.from.value = from;
      this.to.value = to;
      for (const [input, key, day] of [[this.from, "timeFrom", from], [this.to, "timeTo", to]]) {
        input.min = this.first;
        input.max = this.last;
        input.setAttribute("aria-label", words(key));
        input.setAttribute("aria-valuetext", app.date(day));
        input.value = day;
      }
      this.label.textContent = `${app.date(from)} – ${app.date(to)}`;
      this.undatedName.textContent = words("undated", this.undated);
      this.undatedBox.checked = filter.undated;
      this.undatedRow.hidden = !this.undated;
      this._drawBars(from, to);
    }

    _build() {
      const { app, host } = this;
      const range = (field) => el("input", { type: "range", step: "1", class: "time-range time-" + field,
        oninput: () => this._moved(field) });
      this.from = range("from");
      this.to = range("to");
      this.label = el("output", { class: "time-label" });
      this.undatedName = el("span", {});
      this.undatedBox = el("input", { type: "checkbox", onchange: () => {
        app.filter.undated = this.undatedBox.checked;
        app.filterChanged();
      } });
      this.undatedRow = el("label", { class: "time-undated" }, this.undatedBox, this.undatedName);
      this.chart = vm.svg("svg", { class: "time-bars", viewBox: `0 0 ${BARS} 20`, preserveAspectRatio: "none", "aria-hidden": "true" });
      host.append(el("div", { class: "time-head" }, this.label, this.undatedRow),
        el("div", { class: "time-track" }, this.chart, this.from, this.to));
    }

    _moved(field) {
      const { app } = this;
      let from = Number(this.from.value), to = Number(this.to.value);
      if (from > to) {
        if (field === "from") from = to;
        else to = from;
      }
      app.filter.from = from <= this.first ? null : from;
      app.filter.to = to >= this.last ? null : to;
      app.filterChanged();
    }

    _drawBars(from, to) {
      const most = Math.max(1, ...this.bars);
      const width = BARS / this.bars.length;
      const first = this._bar(from), last = this._bar(to);
      vm.clear(this.chart);
      this.bars.forEach((count, at) => {
        if (!count) return;
        const height = 2 + 17 * Math.sqrt(count / most);
        this.chart.append(vm.svg("rect", { x: at * width + width * 0.1, y: 20 - height, width: width * 0.8, height,
          class: at >= first && at <= last ? "in" : "out" }));
      });
    }
  }

  vm.Timeline = Timeline;
})(window.vaultmapParts = window.vaultmapParts || {});
