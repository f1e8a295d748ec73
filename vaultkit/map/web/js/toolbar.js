/* Toolbar: views, filters, exports, theme, language, help; and the buttons that zoom. */
(function (vm) {
  "use strict";

  const el = vm.element;
  const ICONS = {
    filters: "M3 5h14M5.5 10h9M8.5 15h3",
    export: "M10 3v9M6.5 9l3.5 3.5L13.5 9M4 16h12",
    light: "M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.4 4.4l1 1M14.6 14.6l1 1M4.4 15.6l1-1M14.6 5.4l1-1",
    dark: "M16 11.8A6.5 6.5 0 1 1 8.2 4a5.2 5.2 0 0 0 7.8 7.8Z",
    help: "M7.5 7.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.9M10 14.6v.2",
    back: "M12 4l-6 6l6 6", plus: "M10 4v12M4 10h12", minus: "M4 10h12",
    fit: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
  };

  class Toolbar {
    constructor(app) {
      this.app = app;
    }

    draw() {
      const held = document.activeElement && document.activeElement.id;
      this._views();
      this._tools();
      this._zoom();
      this._help();
      const again = held && vm.byId(held);
      if (again && again !== document.activeElement) again.focus();
    }

    _views() {
      const { app } = this;
      const host = vm.clear(vm.byId("vm-views"));
      host.setAttribute("aria-label", app.words("views"));
      for (const view of ["map", "flow", "list"]) {
        host.append(el("button", { type: "button", "aria-pressed": String(app.view === view), id: "vm-view-" + view,
          text: app.words("view." + view), onclick: () => app.setView(view) }));
      }
    }

    _button(icon, label, act, more) {
      return el("button", { type: "button", class: "quiet", "aria-label": label, title: label, onclick: act, ...more },
        vm.icon(ICONS[icon]));
    }

    _tools() {
      const { app } = this;
      const { words } = app;
      const other = app.theme === "dark" ? "light" : "dark";
      vm.clear(vm.byId("vm-tools")).append(
        this._button("filters", words("filters"), () => app.drawer.toggle(), { "data-opens": "drawer" }),
        this._exportMenu(),
        this._button(other, words("theme." + other), () => app.setTheme(other), { id: "vm-theme" }),
        el("button", { type: "button", class: "quiet language", id: "vm-language", lang: app.lang === "ru" ? "en" : "ru",
          text: app.lang === "ru" ? "EN" : "RU", "aria-label": app.lang === "ru" ? "English" : "Русский",
          onclick: () => app.setLanguage(app.lang === "ru" ? "en" : "ru") }),
        this._button("help", words("help"), () => vm.byId("vm-help").showModal(), { id: "vm-open-help" }));
    }

    _exportMenu() {
      const { app } = this;
      const { words } = app;
      const menu = el("div", { class: "menu", role: "menu", hidden: true, "aria-label": words("export") });
      const opener = this._button("export", words("export"), () => open(menu.hidden),
        { "aria-haspopup": "menu", "aria-expanded": "false", id: "vm-export" });
      const open = (yes) => {
        menu.hidden = !yes;
        opener.setAttribute("aria-expanded", String(yes));
        if (yes) menu.firstChild.focus();
      };
      for (const what of ["png", "svg", "canvas", "link"]) {
        menu.append(el("button", { type: "button", role: "menuitem", id: "vm-export-" + what, text: words("export." + what),
          onclick: () => {
            open(false);
            opener.focus();
            app.exportAs(what);
          } }));
      }
      menu.addEventListener("keydown", (event) => this._menuKey(event, menu, () => {
        open(false);
        opener.focus();
      }));
      menu.addEventListener("focusout", (event) => {
        if (!menu.contains(event.relatedTarget) && event.relatedTarget !== opener) open(false);
      });
      return el("div", { class: "menu-holder" }, opener, menu);
    }

    _menuKey(event, menu, close) {
      const items = [...menu.children];
      const at = items.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) items[(at + step + items.length) % items.length].focus();
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    _zoom() {
      const { app } = this;
      const { words } = app;
      const host = vm.clear(vm.byId("vm-zoom"));
      host.setAttribute("aria-label", words("zoom"));
      host.append(
        this._button("plus", words("zoomIn"), () => app.gestures.zoom(1.8)),
        this._button("minus", words("zoomOut"), () => app.gestures.zoom(1 / 1.8)),
        this._button("fit", words("zoomFit"), () => app.gestures.fit()));
    }

    _help() {
      const { app } = this;
      const { words } = app;
      const dialog = vm.clear(vm.byId("vm-help"));
      dialog.setAttribute("aria-label", words("help"));
      dialog.append(el("form", { method: "dialog" },
        el("header", {}, el("h2", { text: words("help") }),
          el("button", { class: "quiet close", "aria-label": words("close") }, vm.icon("M5 5l10 10M15 5l-10 10"))),
        words("helpText").map((text) => el("p", { text })),
        el("dl", { class: "keys" }, words("helpKeys").flatMap(([keys, meaning]) => [
          el("dt", {}, keys.split(" ").map((key) => el("kbd", { text: key }))), el("dd", { text: meaning })]))));
    }
  }

  vm.Toolbar = Toolbar;
})(window.vaultmapParts = window.vaultmapParts || {});
