/* Preview: a small card beside the pointer with the name, place and links of what lies under it. */
(function (vm) {
  "use strict";

  const WAIT = 220;

  class Preview {
    constructor(host, app) {
      Object.assign(this, { host, app });
    }

    /** Show node i beside a point of the window after a moment; -1 hides the card. */
    show(i, x, y) {
      clearTimeout(this.timer);
      this.host.hidden = true;
      if (i < 0) return;
      this.timer = setTimeout(() => this._open(i, x, y), WAIT);
    }

    _open(i, x, y) {
      const { app, host } = this;
      const { graph, words } = app;
      const counts = { out: 0, in: 0 };
      graph.around(i, (edge, other, leaves) => counts[leaves ? "out" : "in"]++);
      const panel = app.panels.known.get(graph.ids[i]);
      vm.clear(host).append(
        vm.element("p", { class: "preview-kind" }, vm.kindMark(app.looks, graph.kindName(i)),
          words("kind." + graph.kindName(i))),
        vm.element("p", { class: "preview-name", dir: "auto", text: vm.shorten(graph.name(i), 200) }),
        vm.element("p", { class: "preview-place", dir: "auto", text: vm.shorten(graph.path(i) || words("noFile"), 120) }),
        panel && panel.html ? vm.element("p", { class: "preview-text", dir: "auto", text: this._beginning(panel.html) }) : "",
        vm.element("p", { class: "preview-links", text: words("linkCounts", counts.out, counts.in) }));
      host.hidden = false;
      this._place(x, y);
    }

    _beginning(html) {
      return vm.shorten(vm.safeHtml(html.slice(0, 4000)).textContent.replace(/\s+/g, " ").trim(), 180);
    }

    _place(x, y) {
      const { offsetWidth, offsetHeight } = this.host;
      const left = x + 18 + offsetWidth > innerWidth ? x - offsetWidth - 18 : x + 18;
      const top = y + 18 + offsetHeight > innerHeight ? y - offsetHeight - 18 : y + 18;
      this.host.style.left = Math.max(8, left) + "px";
      this.host.style.top = Math.max(8, top) + "px";
    }
  }

  vm.Preview = Preview;
})(window.vaultmapParts = window.vaultmapParts || {});
