/* App: what the parts of the page share (graph, filter, choice, language, theme), told to them when it
   changes. What the reader chooses is in choice.js, keys in keys.js, address and history in visit.js. */
(function (vm) {
  "use strict";

  const remembered = (key) => {
    try {
      return localStorage.getItem("vaultmap." + key);
    } catch {
      return null;
    }
  };

  const remember = (key, value) => {
    try {
      localStorage.setItem("vaultmap." + key, value);
    } catch {
      // A browser that keeps nothing for files forgets the choice with the page.
    }
  };

  class App {
    /** From the data block, and from what `vm.Search` is told of other names and headings. */
    constructor(data, told) {
      this.night = matchMedia("(prefers-color-scheme: dark)");
      this.theme = remembered("theme") || (this.night.matches ? "dark" : "light");
      this.lang = remembered("lang") || this._language(data.vault);
      this.words = vm.wordsOf(this.lang);
      this.filter = new vm.Filter();
      this.view = "map";
      this.depth = 0;
      this.directed = false;
      this.selected = -1;
      this.graph = new vm.Graph(data);
      this.told = told || {};
      this.search = new vm.Search(this.graph, this.told);
      const served = location.protocol.startsWith("http") && data.live ? data.live : {};
      this.panels = new vm.Panels(served.notes || null, (written => (id) => written.indexOf(id))(this.graph));
      this.carried = data.carried;
      this.texts = new vm.TextSearch(this.panels, served.search || null);
      this._build();
      this._place();
      this._listen(data);
    }

    _language(vault) {
      const preferred = (navigator.language || "").slice(0, 2);
      if (vm.TABLES[preferred] && preferred !== "en") return preferred;
      return vault && vm.TABLES[vault.lang] ? vault.lang : "en";
    }

    _build() {
      this._dress();
      this.atlas = new vm.Atlas(vm.byId("vm-stage"), { painter: this._wantedPainter() });
      this.atlas.words = (key, ...values) => this.words(key, ...values);
      this.marks = this.atlas.marks;
      this.atlas.covers = () => this._covers();
      this.atlas.onMove = () => this._moved();
      this.searchBox = new vm.SearchBox(vm.byId("vm-find"), this, "find", (i, line) => this.select(i, { fly: true, line }));
      this.reading = new vm.ReadingPanel(vm.byId("vm-reading"), this);
      this.preview = new vm.Preview(vm.byId("vm-preview"), this);
      this.legend = new vm.Legend(vm.byId("vm-legend"), this);
      this.drawer = new vm.Drawer(vm.byId("vm-drawer"), this);
      this.timeline = new vm.Timeline(vm.byId("vm-time"), this);
      this.listView = new vm.ListView(vm.byId("vm-list-view"), this);
      this.flowView = new vm.FlowView(vm.byId("vm-flow-view"), this);
      this.toolbar = new vm.Toolbar(this);
      this.gestures = new vm.Gestures(vm.byId("vm-stage"), this.atlas, {
        choose: (i) => this.select(i, {}),
        clear: () => this.select(-1),
        hover: (i, x, y) => this._pointed(i, x, y),
        step: (dx, dy) => this._step(dx, dy),
        enter: () => this._enter(),
      });
    }

    /* ?painter=canvas or ?painter=webgl settles how the picture is painted. */
    _wantedPainter() {
      const wanted = new URLSearchParams(location.search).get("painter");
      return wanted === "canvas" || wanted === "webgl" ? wanted : null;
    }

    _place() {
      const state = vm.readAddress(location.hash);
      this.filter = state.filter;
      this._rescene();
      this.timeline.load();
      this.layout();
      this.atlas.camera.set(this.atlas.camera.placeFor(this.scene.bounds));
      this._restore(state, true);
      this._name();
    }

    _listen(data) {
      addEventListener("resize", () => this.layout());
      addEventListener("popstate", () => this._restore(vm.readAddress(location.hash), false));
      addEventListener("keydown", (event) => this._key(event));
      vm.byId("vm-skip").addEventListener("click", (event) => {
        event.preventDefault();
        this.setView("list");
        vm.byId("vm-list-view").focus();
      });
      this.night.addEventListener("change", () => {
        if (!remembered("theme")) this._theme(this.night.matches ? "dark" : "light");
      });
      this.live = new vm.Live(data.live, this.graph.revision, {
        change: (delta) => this.take(delta),
        state: (state) => this._liveState(state),
        reload: () => this._stale(),
      });
    }

    /* A new scene from graph, filter and focus. */
    _rescene() {
      this.looks = new vm.Looks(this.graph, this.theme);
      this.scene = new vm.Scene(this.graph, this.looks, this.filter, this._focus());
      this.atlas.setScene(this.scene);
      this._mention();
    }

    _refilter() {
      if (this.scene.looks !== this.looks) this.scene.dress(this.looks);
      this.scene.apply(this.filter, this._focus());
      this.atlas.setScene(this.scene);
      this._mention();
    }

    /** The filter was changed from outside: draw all that shows it. */
    filterChanged(how = {}) {
      this._refilter();
      this.legend.draw();
      this.drawer.draw();
      this.timeline.draw();
      if (this.view === "list") this.listView.draw();
      if (this.selected >= 0) this.reading.show(this.selected);
      let shown = 0;
      for (const level of this.scene.levels) if (level === vm.SHOWN) shown++;
      this.say(this.words("shownCount", shown));
      this._emptiness(shown);
      if (!how.silent) this._record(false);
    }

    toggleFilter(field, name) {
      this.filter.toggle(this.filter[field], name);
      this.filterChanged();
    }

    resetFilters() {
      this.filter.reset();
      this.filterChanged();
    }

    _emptiness(shown) {
      const host = vm.byId("vm-empty");
      host.hidden = shown > 0;
      if (shown > 0) return;
      const none = this.graph.size === 0;
      vm.clear(host).append(vm.element("p", { class: "empty-title", text: this.words(none ? "emptyVault" : "allHidden") }),
        none ? vm.element("p", { text: this.words("emptyHint") })
          : vm.element("button", { type: "button", class: "action", text: this.words("resetFilters"), onclick: () => this.resetFilters() }));
    }

    setView(view) {
      this._showView(view);
      this._record(true);
    }

    _showView(view) {
      this.view = view;
      for (const each of ["map", "flow", "list"]) vm.byId(`vm-${each}-view`).hidden = each !== view;
      document.documentElement.dataset.view = view;
      if (view === "list") this.listView.draw();
      if (view === "flow") this.flowView.draw();
      this.toolbar.draw();
      this.layout();
    }

    setTheme(theme) {
      remember("theme", theme);
      this._theme(theme);
    }

    _theme(theme) {
      this.theme = theme;
      this._dress();
      this.looks = new vm.Looks(this.graph, theme);
      this._refilter();
      this._name();
    }

    setLanguage(lang) {
      remember("lang", lang);
      this.lang = lang;
      this.words = vm.wordsOf(lang);
      this._name();
      vm.byId("vm-language").focus();
    }

    _dress() {
      document.documentElement.dataset.theme = this.theme;
    }

    /* Everything that carries words or colours. */
    _name() {
      const { words, graph } = this;
      document.documentElement.lang = this.lang;
      document.title = words("title", graph.vault.name);
      vm.byId("vm-title").textContent = graph.vault.name;
      vm.byId("vm-title").dir = "auto";
      vm.byId("vm-skip").textContent = words("skip");
      vm.byId("vm-stage").setAttribute("aria-label", words("stage"));
      this.searchBox.relabel();
      this.toolbar.draw();
      this.legend.draw();
      this.drawer.draw();
      this.timeline.draw();
      if (this.view === "list") this.listView.draw();
      if (this.view === "flow") this.flowView.draw();
      if (this.selected >= 0) this.reading.show(this.selected);
      this._emptiness(this.graph.size && this.scene.levels.indexOf(vm.SHOWN) >= 0 ? 1 : 0);
      this.covered = null;
      this.atlas.redrawInk();
    }

    /** Fit canvases and camera to what panels leave free. */
    layout() {
      const { camera } = this.atlas;
      const narrow = innerWidth <= 700;
      const whole = Math.abs(camera.zoom() - 1) < 0.01 && this.selected < 0;
      const before = camera.inset.left;
      const reading = vm.byId("vm-reading"), drawer = vm.byId("vm-drawer");
      camera.inset = {
        left: narrow ? 0 : !drawer.hidden ? drawer.offsetWidth : this.legend.width(),
        right: !reading.hidden && !narrow ? reading.offsetWidth + 16 : 0,
        top: 44,
        bottom: !reading.hidden && narrow ? reading.offsetHeight : vm.byId("vm-time").hidden || narrow ? 12 : 74,
      };
      this.covered = null;
      const stage = vm.byId("vm-stage");
      if (stage.clientWidth !== camera.width || stage.clientHeight !== camera.height) this.atlas.resize();
      // Who looks at the whole goes on seeing the whole beside an opened drawer.
      if (whole && before !== camera.inset.left) this.gestures.fit();
    }

    /* What lies above the map, for names to keep out from under it; measured when they are drawn. */
    _covers() {
      if (!this.covered) {
        const stage = vm.byId("vm-stage").getBoundingClientRect();
        this.covered = ["vm-legend", "vm-time", "vm-zoom"].map((id) => vm.byId(id).getBoundingClientRect())
          .filter((box) => box.width)
          .map((box) => ({ x: box.left - stage.left, y: box.top - stage.top, w: box.width, h: box.height }));
      }
      return this.covered;
    }

    _pointed(i, x, y) {
      if (i !== this.marks.hover) this.hover(i);
      this.preview.show(i, x, y + vm.byId("vm-stage").getBoundingClientRect().top);
    }

    hover(i) {
      this.marks.hover = i;
      vm.byId("vm-stage").style.cursor = i >= 0 ? "pointer" : "";
      this.atlas.redrawOverlay();
    }

    /** Take over a delta: camera, choice and filters stay; what changed glows. */
    take(delta) {
      const chosen = this.selected >= 0 ? this.graph.ids[this.selected] : null;
      const before = this.graph;
      const way = this.marks.steps.length ? [before.ids[this.marks.steps[0].from], before.ids[this.marks.steps.at(-1).to]] : null;
      this.graph = vm.applyDelta(before, delta);
      for (const id of delta.nodes.id) delete this.told[id];
      Object.assign(this.told, delta.words);
      this.search = new vm.Search(this.graph, this.told);
      this.panels.update(delta.panels, delta.nodes.id);
      this.marks.hover = -1;
      this.marks.steps = [];
      this.selected = chosen === null ? -1 : this.graph.indexOf(chosen);
      const fit = this.atlas.camera.zoom();
      this._rescene();
      if (way) this.setWay(this.graph.indexOf(way[0]), this.graph.indexOf(way[1]), { silent: true });
      this.atlas.overlay.glow(delta.nodes.id, performance.now());
      this.timeline.load();
      this.drawer.recount();
      this._name();
      if (chosen !== null && this.selected < 0) this.reading.hide();
      if (!before.size && fit) this.gestures.fit();
      this.say(this.words("changed", delta.nodes.id.length + (delta.removed || []).length));
    }

    _liveState(state) {
      if (state === this.liveNow) return;
      const was = this.liveNow;
      this.liveNow = state;
      document.documentElement.dataset.live = state;
      if (state === "away" && location.protocol.startsWith("http")) this.notice(this.words("away"), true);
      else if (state === "live" && was === "away") this.notice(this.words("back"));
    }

    _stale() {
      if (location.protocol.startsWith("http")) location.reload();
      else this.notice(this.words("stale"), true);
    }

    /** Words for those who listen; not shown. */
    say(text) {
      vm.byId("vm-status").textContent = text;
    }

    /** Words for everyone, for a while or until others come. */
    notice(text, stays) {
      const host = vm.byId("vm-hint");
      host.textContent = text;
      host.hidden = false;
      this.say(text);
      clearTimeout(this.noticeTimer);
      if (!stays) this.noticeTimer = setTimeout(() => { host.hidden = true; }, 3200);
    }

    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const field = vm.element("textarea", { class: "sr", text });
        document.body.append(field);
        field.select();
        document.execCommand("copy");
        field.remove();
      }
      this.notice(this.words("copied", vm.shorten(text, 60)));
    }

    /** What an export of the choice holds: the way, the neighbourhood, or what is seen. */
    chosenNodes() {
      const focus = this._focus();
      if (focus) return [...focus];
      if (this.selected >= 0) {
        return [...vm.neighbourhood(this.graph, this.selected, 1, (edge) => this._walks(edge)).keys()];
      }
      const { camera } = this.atlas;
      const view = { k: camera.k, tx: camera.tx, ty: camera.ty, width: camera.width, height: camera.height };
      return (vm.nodesInView(this.scene, view, 1e9) || []).sort((a, b) => this.graph.weight[b] - this.graph.weight[a]).slice(0, 400);
    }

    exportAs(what) {
      const { graph, atlas } = this;
      if (what === "png") vm.exportPng(atlas, (blob) => vm.offer(vm.fileName(graph, ".png"), blob));
      else if (what === "svg") vm.offer(vm.fileName(graph, ".svg"), new Blob([vm.exportSvg(atlas)], { type: "image/svg+xml" }));
      else if (what === "canvas") {
        vm.offer(vm.fileName(graph, ".canvas"), new Blob([vm.exportCanvas(this, this.chosenNodes())], { type: "application/json" }));
      } else {
        this._record(false);
        this.copy(location.href);
      }
    }

    number(value) {
      return vm.numberIn(this.lang, value);
    }

    date(day) {
      if (!this.dates || this.dates.lang !== this.lang) {
        const format = new Intl.DateTimeFormat(this.lang, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
        this.dates = { lang: this.lang, format };
      }
      return this.dates.format.format(day * 86400000);
    }

    edgeName(id) {
      return vm.edgeName(id, this.lang);
    }

    /** A tag for a reader; of those that the rules gave, the words of what they mean. */
    tagName(tag) {
      const given = /^(frame|protocol|role|status):(.+)$/.exec(tag);
      if (!given) return tag;
      return given[1] === "status" ? this.words("status." + given[2]) : this.slotName(given[2]);
    }

    slotName(name) {
      return vm.slotName(name, this.lang);
    }
  }

  vm.App = App;
})(window.vaultmapParts = window.vaultmapParts || {});
