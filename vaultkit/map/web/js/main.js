/* Main: the page comes to life. `window.vaultmap` is its small public face (docs/map.md). */
(function (vm) {
  "use strict";

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
    const app = new vm.App(data, await vm.block("vaultmap-words"));
    Object.assign(window.vaultmap, face(app));
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return window.vaultmap;
  }

  if (document.getElementById("vaultmap-data")) {
    window.vaultmap = {};
    window.vaultmap.ready = start();
  }
})(window.vaultmapParts = window.vaultmapParts || {});
