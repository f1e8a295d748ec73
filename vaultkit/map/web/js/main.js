/* Main: the page comes to life. Holds what the parts share (graph, filter, choice, language, theme)
   and tells them when it changes. `window.vaultmap` is the page's small public face. */
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
    constructor(data) {
      this.night = matchMedia("(prefers-color-scheme: dark)");
      this.theme = remembered("theme") || (this.night.matches ? "dark" : "light");
      this.lang = remembered("lang") || this._language(data.vault);
      this.words = vm.wordsOf(this.lang);
      this.filter = new vm.Filter();
      this.view = "map";
      this.depth = 0;
      this.selected = -1;
      this.graph = new vm.Graph(data);
      this.search = new vm.Search(this.graph);
      this.panels = new vm.Panels(location.protocol.startsWith("http") && data.live ? data.live.notes : null);
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
      this.atlas.onMove = () => this._moved();
      this.searchBox = new vm.SearchBox(vm.byId("vm-find"), this, "find", (i) => this.select(i, { fly: true }));
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
      this._rescene();
      this.timeline.load();
      this.layout();
      this.atlas.camera.set(this.atlas.camera.placeFor(this.scene.bounds));
      this._name();
      this._restore(vm.readAddress(location.hash), true);
    }

    _listen(data) {
      addEventListener("resize", () => this.layout());
      addEventListener("popstate", () => this._restore(vm.readAddress(location.hash), false));
      addEventListener("hashchange", () => this._restore(vm.readAddress(location.hash), false));
      addEventListener("keydown", (event) => this._key(event));
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

    /* What is to stay bright: the neighbourhood of the choice, the stops of a way. */
    _focus() {
      if (this.marks && this.marks.steps.length) {
        return new Set(this.marks.steps.flatMap((step) => [step.from, step.to]));
      }
      if (this.depth === 0 || this.selected < 0) return null;
      return new Set(vm.neighbourhood(this.graph, this.selected, this.depth, (edge) => this._walks(edge)).keys());
    }

    /* Whether a walk may use an edge: its kind is shown, and so are the kinds of its ends. */
    _walks(edge) {
      const { graph, filter } = this;
      return !filter.hiddenEdges.has(graph.edgeKinds[graph.edgeKind[edge]].id) &&
        !filter.hiddenKinds.has(graph.kindName(graph.source[edge])) &&
        !filter.hiddenKinds.has(graph.kindName(graph.target[edge]));
    }

    /* What gets a label first: the choice and its neighbours, or the stops of a way. */
    _mention() {
      const near = [];
      if (this.marks.steps.length) {
        for (const step of this.marks.steps) near.push(step.from, step.to);
      } else if (this.selected >= 0) {
        this.graph.around(this.selected, (edge, other) => {
          if (near.length < 400 && this.scene.levels[other] !== vm.HIDDEN) near.push(other);
        });
      }
      this.marks.selected = this.selected;
      this.marks.near = [...new Set(near)].filter((i) => i !== this.selected);
      this.marks.on = new Set([...this.marks.near, this.selected].filter((i) => i >= 0));
      const quiet = this.selected >= 0 || this.marks.steps.length > 0;
      vm.byId("vm-stage").classList.toggle("quiet-picture", quiet);
      document.body.classList.toggle("has-reading", this.selected >= 0);
      this.atlas.redrawInk();
    }

    /** Choose a node (-1: none). how: {fly, line, silent: no new step in history, view}. */
    select(i, how = {}) {
      const changed = i !== this.selected;
      this.selected = i;
      if (i < 0) this.depth = 0;
      if (changed && this.marks.steps.length && !this._onWay(i)) this.marks.steps = [];
      this.reading.findingWay = false;
      if (i >= 0 && this.view !== "map" && how.view !== null) this._showView("map");
      this.reading.show(i, how.line);
      this.layout();
      if (this.depth || this.marks.steps.length || this.focused) this._refilter();
      else this._mention();
      this.focused = this.depth > 0 || this.marks.steps.length > 0;
      if (i >= 0 && how.fly) this._flyTo(i);
      else if (i >= 0) this._reveal(i);
      if (i >= 0) this.say(this.words("selected", this.graph.name(i), this.words("kind." + this.graph.kindName(i)), this.words("links", this.graph.degree(i))));
      else if (changed) this.say(this.words("cleared"));
      if (changed && !how.silent) this._record(true);
    }

    _onWay(i) {
      return this.marks.steps.some((step) => step.from === i || step.to === i);
    }

    _flyTo(i) {
      const { atlas, scene, graph } = this;
      const near = graph.isPart(i) ? 30 / scene.partSpacing : 44 / scene.spacing;
      const k = atlas.camera.limit(Math.max(atlas.camera.k, near));
      atlas.flyTo(atlas.camera.placeAt(graph.x[i], graph.y[i], k));
    }

    /* Move the map just enough that a node is not under a panel. */
    _reveal(i) {
      const { camera } = this.atlas;
      const x = camera.toX(this.graph.x[i]), y = camera.toY(this.graph.y[i]);
      const { left, right, top, bottom } = camera.inset;
      if (x > left + 30 && x < camera.width - right - 30 && y > top + 30 && y < camera.height - bottom - 30) return;
      this.atlas.flyTo(camera.placeAt(this.graph.x[i], this.graph.y[i]));
    }

    setDepth(depth) {
      this.depth = depth;
      this.focused = depth > 0;
      this._refilter();
      if (depth > 0 && this.selected >= 0) {
        const bounds = this._boundsOf([...this._focus()]);
        this.atlas.flyTo(this.atlas.camera.placeFor(bounds, 70 / this.scene.spacing));
      }
      if (this.selected >= 0) this.reading.show(this.selected);
      this.say(this.words("depth", depth));
      this._record(true);
    }

    _boundsOf(nodes) {
      const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
      for (const i of nodes) {
        bounds.left = Math.min(bounds.left, this.graph.x[i]);
        bounds.right = Math.max(bounds.right, this.graph.x[i]);
        bounds.top = Math.min(bounds.top, this.graph.y[i]);
        bounds.bottom = Math.max(bounds.bottom, this.graph.y[i]);
      }
      const spare = this.scene.spacing * 0.7;
      return { left: bounds.left - spare, top: bounds.top - spare, right: bounds.right + spare, bottom: bounds.bottom + spare };
    }

    /** Show a shortest way between two nodes; -1, -1 takes it away. */
    setWay(from, to, how = {}) {
      const { graph } = this;
      const steps = from >= 0 && to >= 0 ? vm.shortestPath(graph, from, to, (edge) => this._walks(edge), false) : [];
      this.marks.steps = steps || [];
      this.depth = 0;
      this.focused = this.marks.steps.length > 0;
      this._refilter();
      if (this.selected >= 0) this.reading.show(this.selected);
      if (!steps) this.notice(this.words("noWay", graph.name(from), graph.name(to)));
      else if (steps.length) {
        this.say(this.words("wayLength", steps.length));
        if (!how.silent) this.atlas.flyTo(this.atlas.camera.placeFor(this._boundsOf([...this._focus()]), 70 / this.scene.spacing));
      }
      if (!how.silent) this._record(true);
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
      this.atlas.redrawInk();
    }

    /** Fit canvases and camera to what panels leave free. */
    layout() {
      const { camera } = this.atlas;
      const narrow = innerWidth <= 700;
      const reading = vm.byId("vm-reading"), drawer = vm.byId("vm-drawer");
      camera.inset = {
        left: !drawer.hidden && !narrow ? drawer.offsetWidth : 0,
        right: !reading.hidden && !narrow ? reading.offsetWidth + 16 : 0,
        top: 12,
        bottom: !reading.hidden && narrow ? reading.offsetHeight : vm.byId("vm-time").hidden || narrow ? 12 : 74,
      };
      const stage = vm.byId("vm-stage");
      if (stage.clientWidth !== camera.width || stage.clientHeight !== camera.height) this.atlas.resize();
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

    /* Shift and an arrow: the nearest shown node in that direction. */
    _step(dx, dy) {
      const { camera } = this.atlas;
      const start = this.selected >= 0 ? this.selected : this._nearest();
      if (start < 0) return;
      const x = this.graph.x[start], y = this.graph.y[start];
      let best = -1, least = Infinity;
      for (const i of this._reachable()) {
        const ahead = (this.graph.x[i] - x) * dx + (this.graph.y[i] - y) * dy;
        const aside = Math.abs((this.graph.x[i] - x) * dy) + Math.abs((this.graph.y[i] - y) * dx);
        if (i === start || ahead <= 1e-6) continue;
        const far = ahead + 2 * aside;
        if (far < least) {
          least = far;
          best = i;
        }
      }
      if (best < 0) return;
      this.select(best, {});
      vm.byId("vm-stage").focus();
      if (camera.zoom() < 1) this.gestures.fit();
    }

    _reachable() {
      const found = [];
      const parts = vm.detail(this.scene, this.atlas.camera.k).parts > 0.3;
      for (let i = 0; i < this.graph.size; i++) {
        if (this.scene.levels[i] === vm.SHOWN && (parts || this.graph.parent[i] < 0)) found.push(i);
      }
      return found;
    }

    _nearest() {
      const [mx, my] = this.atlas.camera.middle();
      return this.atlas.pick(mx, my, 1e4) >= 0 ? this.atlas.pick(mx, my, 400) : -1;
    }

    _enter() {
      if (this.selected >= 0) {
        const title = vm.byId("vm-reading").querySelector("h2");
        if (title) title.focus();
        return;
      }
      const nearest = this._nearest();
      if (nearest >= 0) this.select(nearest, {});
    }

    _key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.closest && event.target.closest("input:not([type=checkbox]):not([type=range]), textarea");
      if (event.key === "Escape") this._escape(typing);
      else if (typing || vm.byId("vm-help").open) return;
      else if (event.key === "/") {
        this.searchBox.input.focus();
        this.searchBox.input.select();
      } else if (event.key === "?") vm.byId("vm-help").showModal();
      else if (/^[0-3]$/.test(event.key) && this.selected >= 0 && event.key !== "0") this.setDepth(this.depth === Number(event.key) ? 0 : Number(event.key));
      else if (/^[mflьдаЬДА]$/i.test(event.key)) this._viewKey(event.key.toLowerCase());
      else return;
      if (event.key !== "Escape") event.preventDefault();
    }

    /* The same keys on a Russian keyboard: ь, а, д stand where m, f, l are. */
    _viewKey(key) {
      const view = { m: "map", f: "flow", l: "list", ь: "map", а: "flow", д: "list" }[key];
      this.setView(view);
      vm.byId(view === "map" ? "vm-stage" : `vm-${view}-view`).focus();
    }

    _escape(typing) {
      if (typing) {
        typing.blur();
        vm.byId("vm-stage").focus();
      } else if (this.marks.steps.length) this.setWay(-1, -1);
      else if (this.depth) this.setDepth(0);
      else if (this.selected >= 0) {
        this.select(-1);
        vm.byId("vm-stage").focus();
      } else if (this.view !== "map") this.setView("map");
    }

    _moved() {
      this.preview.show(-1);
      clearTimeout(this.recordTimer);
      this.recordTimer = setTimeout(() => this._record(false), 400);
    }

    /* The state as address: a new step in history for a new choice, the same step for a move. */
    _record(step) {
      if (this.restoring || !this.atlas.shown) return;
      const { camera } = this.atlas;
      const [mx, my] = camera.middle();
      const steps = this.marks.steps;
      const address = "#" + vm.writeAddress({
        view: this.view, depth: this.depth, filter: this.filter,
        node: this.selected >= 0 ? this.graph.ids[this.selected] : null,
        way: steps.length ? this.graph.ids[steps[steps.length - 1].to] : null,
        camera: [camera.worldX(mx), camera.worldY(my), camera.zoom()],
      });
      if (address === location.hash) return;
      try {
        if (step) history.pushState(null, "", address);
        else history.replaceState(null, "", address);
      } catch {
        // Some browsers limit how often the address of a file may change; the next step brings it.
      }
    }

    _restore(state, first) {
      this.restoring = true;
      this.filter = state.filter;
      const i = state.node ? this.graph.indexOf(state.node) : -1;
      this._showView(state.view);
      this.depth = i >= 0 ? state.depth : 0;
      this.focused = true;
      this.marks.steps = [];
      this.select(i, { silent: true, view: null });
      if (i >= 0 && state.way) this.setWay(i, this.graph.indexOf(state.way), { silent: true });
      this.filterChanged({ silent: true });
      const { camera } = this.atlas;
      if (state.camera) {
        const [x, y, zoom] = state.camera;
        const place = camera.placeAt(x, y, camera.limit(zoom * camera.fitScale()));
        this.atlas.stopFlight();
        if (first) camera.set(place);
        else this.atlas.flyTo(place);
        this.atlas.moved();
      } else if (i >= 0) this._flyTo(i);
      this.restoring = false;
    }

    /** Take over a delta: camera, choice and filters stay; what changed glows. */
    take(delta) {
      const chosen = this.selected >= 0 ? this.graph.ids[this.selected] : null;
      const before = this.graph;
      const way = this.marks.steps.length ? [before.ids[this.marks.steps[0].from], before.ids[this.marks.steps.at(-1).to]] : null;
      this.graph = vm.applyDelta(before, delta);
      this.search = new vm.Search(this.graph);
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
      return value.toLocaleString(this.lang);
    }

    date(day) {
      return new Date(day * 86400000).toLocaleDateString(this.lang, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
    }

    edgeName(id) {
      return vm.edgeName(id, this.lang);
    }

    slotName(name) {
      return vm.slotName(name, this.lang);
    }
  }

  /** The public face (docs/map.md). */
  function face(app) {
    return {
      state() {
        const { camera, ink, painter, spareX, spareY } = app.atlas;
        return {
          revision: app.graph.revision, nodes: app.graph.size, edges: app.graph.edgeCount,
          selected: app.selected >= 0 ? app.graph.ids[app.selected] : null,
          hover: app.marks.hover >= 0 ? app.graph.ids[app.marks.hover] : null,
          way: app.marks.steps.map((step) => [app.graph.ids[step.from], app.graph.ids[step.to]]),
          depth: app.depth, view: app.view, theme: app.theme, lang: app.lang, live: app.liveNow,
          shown: app.scene.levels.reduce((sum, level) => sum + (level === vm.SHOWN ? 1 : 0), 0),
          camera: { x: camera.worldX(camera.middle()[0]), y: camera.worldY(camera.middle()[1]), zoom: camera.zoom(), k: camera.k },
          moving: Boolean(app.atlas.flight), painter: painter.name, glowing: app.atlas.overlay.glows.size,
          labels: ink.boxes.map((box) => ({ text: box.text, x: box.x - spareX, y: box.y - spareY, w: box.w, h: box.h, region: Boolean(box.region) })),
        };
      },
      open(id) {
        const i = app.graph.indexOf(id);
        if (i >= 0) app.select(i, { fly: true });
        return i >= 0;
      },
      search: (text) => app.searchBox.type(text).map((i) => app.graph.ids[i]),
      screen(id) {
        const i = app.graph.indexOf(id);
        if (i < 0) return null;
        const box = vm.byId("vm-stage").getBoundingClientRect();
        return { x: box.left + app.atlas.camera.toX(app.graph.x[i]), y: box.top + app.atlas.camera.toY(app.graph.y[i]) };
      },
    };
  }

  async function start() {
    const data = await vm.block("vaultmap-data");
    const app = new App(data);
    Object.assign(window.vaultmap, face(app));
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return window.vaultmap;
  }

  if (document.getElementById("vaultmap-data")) {
    window.vaultmap = {};
    window.vaultmap.ready = start();
  }
})(window.vaultmapParts = window.vaultmapParts || {});
