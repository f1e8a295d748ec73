/* Reading panel: one node, to be read: its text, what it cites and who cites it, its frames and
   protocols. Everything that leads somewhere is a real button or link. Its citations, its links and the
   way to another node are in reading_links.js. */
(function (vm) {
  "use strict";

  const el = vm.element;

  class ReadingPanel {
    constructor(host, app) {
      Object.assign(this, { host, app });
      this.node = -1;
      this.tab = "text";
      host.addEventListener("click", (event) => this._follow(event));
    }

    /* A link inside a rendered note opens its node. */
    _follow(event) {
      const link = event.target.closest("button.note-link[data-node]");
      if (!link) return;
      const i = this.app.graph.indexOf(link.dataset.node);
      if (i >= 0) this.app.select(i, { fly: true });
      else this.app.say(this.app.words("notOnMap"));
    }

    async show(i, line) {
      const { app } = this;
      const changed = this.node !== i;
      this.node = i;
      this.host.hidden = i < 0;
      if (i < 0) return;
      const id = app.graph.ids[i];
      const known = app.panels.known.get(id);
      this._draw(i, known || null, !known);
      if (changed) this.host.scrollTop = 0;
      if (!known) {
        const panel = await app.panels.of(id);
        if (this.node < 0 || app.graph.ids[this.node] !== id) return;
        this._draw(this.node, panel, false);
      }
      if (line) this.toLine(line);
    }

    hide() {
      this.show(-1);
    }

    _draw(i, panel, waiting) {
      const { app, host } = this;
      const held = host.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      vm.clear(host);
      host.setAttribute("aria-label", app.words("reading"));
      host.append(this._head(i, panel), this._actions(i));
      if (app.marks.steps.length) host.append(this._way());
      const tabs = this._tabs(i, panel, waiting);
      if (!tabs.some((tab) => tab.id === this.tab)) this.tab = tabs[0].id;
      host.append(this._tabList(tabs, i, panel), ...tabs.map((tab) => this._tabPanel(tab)));
      if (held) {
        const again = host.querySelector(`[data-key="${CSS.escape(held)}"]`);
        if (again) again.focus({ preventScroll: true });
      }
    }

    _head(i, panel) {
      const { app } = this;
      const { graph, words } = app;
      const kind = graph.kindName(i);
      const path = graph.path(i);
      const flags = [];
      if (graph.flags[i] & vm.REJECTED) flags.push("rejected");
      if (graph.flags[i] & vm.EXCLUDED) flags.push("excluded");
      if (graph.flags[i] & vm.CONFLICT) flags.push("conflict");
      return el("header", { class: "reading-head" },
        el("div", { class: "reading-kind" }, vm.kindMark(app.looks, kind),
          el("span", { text: words("kind." + kind) }),
          flags.map((flag) => el("span", { class: "flag " + flag, text: words("flag." + flag) })),
          el("button", { type: "button", class: "quiet close", "data-key": "close", "aria-label": words("close"),
            title: words("close"), onclick: () => app.select(-1) }, vm.icon("M5 5l10 10M15 5l-10 10"))),
        el("h2", { dir: "auto", tabindex: "-1", text: vm.shorten(graph.name(i), 400) }),
        el("p", { class: "reading-place" },
          graph.isPart(i) ? el("button", { type: "button", class: "text-button", dir: "auto",
            text: graph.name(graph.parent[i]), onclick: () => app.select(graph.parent[i], { fly: true }) })
            : el("span", { dir: "auto", text: path || words("noFile") }),
          graph.line[i] > 0 && graph.isPart(i) ? el("span", { text: ` · ${words("line", graph.line[i])}` }) : null,
          isNaN(graph.day[i]) ? null : el("span", { text: " · " + app.date(graph.day[i]) })),
        this._tagLine(i, panel));
    }

    _tagLine(i) {
      const { app } = this;
      const tags = app.graph.tagsOf[i].map((tag) => app.graph.tags[tag]);
      if (!tags.length) return null;
      return el("p", { class: "reading-tags" }, tags.slice(0, 12).map((tag) =>
        el("button", { type: "button", class: "chip", dir: "auto", text: app.tagName(tag),
          "aria-pressed": String(app.filter.tags.has(tag)),
          onclick: () => app.toggleFilter("tags", tag) })));
    }

    _actions(i) {
      const { app } = this;
      const { graph, words } = app;
      const path = graph.path(i);
      return el("div", { class: "reading-actions" },
        path === null ? null : el("a", { class: "action", href: vm.obsidianAddress(graph, i), "data-key": "obsidian" },
          words("openInObsidian")),
        el("button", { type: "button", class: "action", "data-key": "wikilink", text: words("copyWikilink"),
          onclick: () => app.copy(vm.wikilink(graph, i)) }),
        this._depth(i), this._wayFinder(i));
    }

    _depth() {
      const { app } = this;
      return el("div", { class: "segments", role: "group", "aria-label": app.words("neighbourhood") },
        el("span", { class: "segments-name", "aria-hidden": "true", text: app.words("neighbourhood") }),
        [0, 1, 2, 3].map((depth) => el("button", { type: "button", "data-key": "depth" + depth,
          "aria-pressed": String(app.depth === depth), "aria-label": app.words("depth", depth),
          text: depth === 0 ? "–" : String(depth), onclick: () => app.setDepth(depth) })));
    }

    _nodeButton(i, extra) {
      const { app } = this;
      return el("button", { type: "button", class: "node-button", onclick: () => app.select(i, { fly: true }),
        onpointerenter: () => app.hover(i), onpointerleave: () => app.hover(-1) },
      vm.kindMark(app.looks, app.graph.kindName(i)),
      el("span", { dir: "auto", text: vm.shorten(app.graph.name(i), 140) }), extra || null);
    }

    _tabs(i, panel, waiting) {
      const { app } = this;
      const { graph, words } = app;
      const tabs = [];
      const text = panel && panel.html;
      tabs.push({ id: "text", name: words("tab.text"), count: null, body: () => this._text(i, panel, waiting, text) });
      const cites = this._citations(i, panel);
      const count = cites.out.length + cites.in.length + cites.more;
      tabs.push({ id: "cites", name: words("tab.cites"), count, body: () => this._citationLists(cites) });
      const frames = (panel && panel.frames) || [], protocols = (panel && panel.protocols) || [];
      if (frames.length + protocols.length) {
        tabs.push({ id: "frames", name: words("tab.frames"), count: frames.length + protocols.length,
          body: () => [...protocols.map((each) => this._protocol(each)), ...frames.map((each) => this._frame(each))] });
      }
      tabs.push({ id: "links", name: words("tab.links"), count: graph.degree(i), body: () => this._linkLists(i) });
      return tabs;
    }

    _tabList(tabs, i, panel) {
      const list = el("div", { class: "tabs", role: "tablist" });
      const choose = (at) => {
        this.tab = tabs[(at + tabs.length) % tabs.length].id;
        this._draw(i, panel, false);
        this.host.querySelector("[role=tab][aria-selected=true]").focus();
      };
      tabs.forEach((tab, at) => {
        const chosen = tab.id === this.tab;
        list.append(el("button", { type: "button", role: "tab", id: "vm-tab-" + tab.id, "data-key": "tab-" + tab.id,
          "aria-selected": String(chosen), "aria-controls": "vm-pane-" + tab.id, tabindex: chosen ? "0" : "-1",
          onclick: () => choose(at),
          onkeydown: (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (step) choose(at + step);
          } },
        tab.name, tab.count === null ? null : el("span", { class: "count", text: this.app.number(tab.count) })));
      });
      return list;
    }

    _tabPanel(tab) {
      const open = tab.id === this.tab;
      return el("div", { class: "pane pane-" + tab.id, role: "tabpanel", id: "vm-pane-" + tab.id,
        "aria-labelledby": "vm-tab-" + tab.id, hidden: !open, tabindex: "0" }, open ? tab.body() : null);
    }

    _text(i, panel, waiting, text) {
      const { words } = this.app;
      if (text) {
        return [el("article", { class: "note-text", dir: "auto" }, vm.safeHtml(text)),
          panel.cut ? el("p", { class: "soft", text: words("textGoesOn") }) : null];
      }
      if (waiting) return el("p", { class: "soft", text: words("loading") });
      return [el("p", { class: "soft", text: this._whyNoText(i, panel) }), this._inItsNote(i)];
    }

    /* Why there is nothing to read, and what to do about it. */
    _whyNoText(i, panel) {
      const { graph, words, carried, panels } = this.app;
      const kind = graph.kindName(i);
      if (kind === "ghost") return words("ghostText");
      if (kind === "file" || kind === "canvas") return words("fileText");
      if (panel || panels.address) return words("emptyText");
      return words("notCarried", carried, graph.vault.name);
    }

    /* A part of a note can be read there. */
    _inItsNote(i) {
      const { app } = this;
      const { graph } = app;
      if (!graph.isPart(i)) return null;
      return el("p", {}, el("button", { type: "button", class: "text-button", text: app.words("readInNote", graph.name(graph.parent[i])),
        onclick: () => app.select(graph.parent[i], { fly: true, line: graph.line[i] }) }));
    }

    /* Open the text of a node at a line of its file. */
    _jump(i, line) {
      if (i < 0) return;
      this.tab = "text";
      if (i === this.node) this.show(i, line);
      else this.app.select(i, { fly: true, line });
    }

    /** Scroll to the block that holds a line, and let it glow. */
    toLine(line) {
      let best = null;
      for (const block of this.host.querySelectorAll(".note-text [data-line]")) {
        if (Number(block.dataset.line) <= line) best = block;
      }
      if (!best) return;
      best.scrollIntoView({ block: "center" });
      best.classList.add("here");
      setTimeout(() => best.classList.remove("here"), 2600);
    }

    _slots(slots) {
      if (!slots || !slots.length) return null;
      return el("dl", { class: "slots" }, slots.flatMap(([name, values]) => [
        el("dt", { text: this.app.slotName(name) }),
        ...[values].flat().map((value) => el("dd", { dir: "auto", text: String(value) }))]));
    }

    _title(id, text) {
      const i = id ? this.app.graph.indexOf(id) : -1;
      if (i < 0 || i === this.node) return el("span", { dir: "auto", text });
      return el("button", { type: "button", class: "text-button title", dir: "auto", text,
        onclick: () => this.app.select(i, { fly: true }) });
    }

    _frame(frame) {
      const { app } = this;
      return el("section", { class: "card" },
        el("h3", {}, this._title(frame.id, frame.title || app.slotName(frame.kind || "frame"))),
        el("p", { class: "card-note" }, app.slotName(frame.kind || ""), this._lineButton(frame.line)),
        this._slots(frame.slots));
    }

    _lineButton(line) {
      if (!line) return null;
      return el("button", { type: "button", class: "text-button line", text: this.app.words("line", line),
        onclick: () => this._jump(this._textNode(), line) });
    }

    /* The node whose text holds the lines of this panel. */
    _textNode() {
      return this.node;
    }

    _protocol(protocol) {
      const { app } = this;
      const { words } = app;
      const rejected = protocol.status === "rejected";
      return el("section", { class: "card protocol" + (rejected ? " rejected" : "") },
        el("h3", {}, this._title(protocol.id, protocol.name || protocol.title)),
        el("p", { class: "card-note" }, app.slotName("protocol") + ", " + words("status." + (protocol.status || "described")),
          this._lineButton(protocol.line)),
        (protocol.steps || []).length ? el("ol", { class: "steps" }, protocol.steps.map((step) =>
          el("li", { value: step.n, dir: "auto" }, step.actor ? el("b", { text: step.actor + ": " }) : null, step.text))) : null,
        this._slots(protocol.slots),
        this._list(app.slotName("checks"), protocol.checks), this._list(app.slotName("warnings"), protocol.warnings));
    }

    _list(title, items) {
      if (!items || !items.length) return null;
      return [el("h4", { text: title }), el("ul", {}, items.map((item) => el("li", { dir: "auto", text: String(item) })))];
    }
  }

  /** obsidian:// address of the note that a node is or lies in. */
  vm.obsidianAddress = function (graph, i) {
    const vault = encodeURIComponent(graph.vault.obsidian || graph.vault.name);
    const file = encodeURIComponent((graph.path(i) || "").replace(/\.md$/i, ""));
    return `obsidian://open?vault=${vault}&file=${file}`;
  };

  /** The wikilink that means a node, as one would write it in a note. */
  vm.wikilink = function (graph, i) {
    const path = graph.path(i);
    return `[[${path === null ? graph.name(i) : path.replace(/\.md$/i, "")}]]`;
  };

  /** A small drawing of an edge kind as the map shows it. */
  vm.edgeMark = function (looks, kind) {
    const look = looks.group(vm.groupOf(kind));
    return vm.svg("svg", { class: "mark edge-mark", viewBox: "0 0 26 12", "aria-hidden": "true" },
      vm.svg("path", { d: look.arrow ? "M1 6H20" : "M1 6H25", fill: "none", stroke: look.color,
        "stroke-width": Math.max(1.6, look.width * 1.3), "stroke-dasharray": look.dash.join(" ") || null }),
      look.arrow ? vm.svg("path", { d: "M25 6L18 2.4V9.6Z", fill: look.color }) : null);
  };

  vm.ReadingPanel = ReadingPanel;
})(window.vaultmapParts = window.vaultmapParts || {});
