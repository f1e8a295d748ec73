/* Exporting: what is seen as a picture (PNG, SVG), what is chosen as an Obsidian canvas. */
(function (vm) {
  "use strict";

  const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    // Control characters are not allowed in XML at all.
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "");
  const px = (value) => value.toFixed(1);

  /** Hand a file to the reader. */
  vm.offer = function (name, blob) {
    const link = vm.element("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  /** A file name made from a vault's name. */
  vm.fileName = (graph, ending) =>
    (graph.vault.name || "map").replace(/[^\p{L}\p{N}._ -]+/gu, " ").trim().slice(0, 60) + ending;

  /** The map as it is seen, as PNG. */
  vm.exportPng = function (atlas, done) {
    const { camera, scene, ratio } = atlas;
    const view = { k: camera.k, tx: camera.tx, ty: camera.ty, width: camera.width, height: camera.height,
      ratio: Math.max(2, ratio), screenWidth: camera.width, screenHeight: camera.height, left: 0, top: 0 };
    view.links = vm.linksInView(scene, view);
    const sheet = () => vm.element("canvas", { width: view.width * view.ratio, height: view.height * view.ratio });
    const picture = sheet(), ink = sheet(), over = sheet();
    new vm.CanvasPainter(picture).paint(scene, view);
    new vm.Ink(ink.getContext("2d")).paint(scene, view, atlas.marks, atlas.words);
    new vm.Overlay(over.getContext("2d")).paint(scene, view, { ...atlas.marks, hover: -1 }, 0, true);
    const ctx = picture.getContext("2d");
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    for (const layer of [ink, over]) ctx.drawImage(layer, 0, 0);
    picture.toBlob(done, "image/png");
  };

  function svgEdges(scene, view) {
    const parts = [];
    const { graph, looks } = scene;
    const at = (i) => [graph.x[i] * view.k + view.tx, graph.y[i] * view.k + view.ty];
    for (const edge of view.links || []) {
      const look = looks.group(looks.groups[graph.edgeKind[edge]]);
      const a = graph.source[edge], b = graph.target[edge];
      const curve = vm.bend(...at(a), scene.pixels(a, view.k), ...at(b), scene.pixels(b, view.k), 0.06);
      if (!curve) continue;
      parts.push(`<path d="M${px(curve.ax)} ${px(curve.ay)}Q${px(curve.cx)} ${px(curve.cy)} ${px(curve.bx)} ${px(curve.by)}"` +
        ` fill="none" stroke="${look.color}" stroke-width="${look.width}" stroke-opacity=".7"` +
        `${look.dash.length ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}/>`);
      if (look.arrow) {
        parts.push(`<path d="${vm.arrowPath(curve, 4.5 + 2.2 * look.width)}" fill="${look.color}" fill-opacity=".7"/>`);
      }
    }
    return parts;
  }

  function svgNodes(scene, view) {
    const { graph, looks } = scene;
    return (vm.nodesInView(scene, view, 60000) || []).map((i) => {
      const look = scene.paint(i);
      const x = graph.x[i] * view.k + view.tx, y = graph.y[i] * view.k + view.ty;
      const fill = vm.isHollow(look.shape) ? `fill="${looks.ground}" stroke="${look.color}"` : `fill="${look.color}"`;
      return `<path transform="translate(${px(x)} ${px(y)})" d="${vm.outlinePath(look.shape, scene.pixels(i, view.k))}" ${fill}>` +
        `<title>${escape(graph.name(i))}</title></path>`;
    });
  }

  function svgLabels(atlas) {
    const { scene, ink } = atlas;
    const { graph, looks } = scene;
    return ink.boxes.map((box) => {
      const x = box.x + box.w / 2 - atlas.spareX, y = box.y + box.h / 2 - atlas.spareY;
      const size = box.region ? 17 : 12;
      return `<text x="${px(x)}" y="${px(y)}" font-size="${size}" font-weight="${box.region ? 600 : 400}"` +
        ` text-anchor="middle" dominant-baseline="middle" fill="${looks.ink}" stroke="${looks.ground}"` +
        ` stroke-width="3" paint-order="stroke">${escape(box.region ? box.text : vm.shorten(graph.name(box.node), 60))}</text>`;
    });
  }

  /** The map as it is seen, as SVG text. */
  vm.exportSvg = function (atlas) {
    const { camera, scene } = atlas;
    const view = { k: camera.k, tx: camera.tx, ty: camera.ty, width: camera.width, height: camera.height };
    view.links = vm.linksInView(scene, view);
    const discs = scene.graph.regions.map((region) =>
      `<circle cx="${px(region.x * view.k + view.tx)}" cy="${px(region.y * view.k + view.ty)}" r="${px(region.r * view.k)}"` +
      ` fill="${scene.looks.discFill(region)}"/>`);
    return [`<svg xmlns="http://www.w3.org/2000/svg" width="${view.width}" height="${view.height}"` +
      ` viewBox="0 0 ${view.width} ${view.height}" font-family="${escape(vm.SANS)}">`,
    `<title>${escape(scene.graph.vault.name)}</title>`,
    `<rect width="100%" height="100%" fill="${scene.looks.ground}"/>`,
    ...discs, ...svgEdges(scene, view), ...svgNodes(scene, view), ...svgLabels(atlas), "</svg>"].join("\n");
  };

  /* Positions of a selection spread so that cards do not cover each other. */
  function spread(graph, nodes) {
    const xs = nodes.map((i) => graph.x[i]), ys = nodes.map((i) => graph.y[i]);
    const across = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), 1e-6);
    const scale = (Math.sqrt(nodes.length) * 520) / across;
    const placed = [];
    for (const i of nodes) {
      let x = Math.round(graph.x[i] * scale), y = Math.round(graph.y[i] * scale);
      while (placed.some((other) => Math.abs(other.x - x) < 320 && Math.abs(other.y - y) < 110)) y += 120;
      placed.push({ i, x, y });
    }
    return placed;
  }

  /** Nodes and the edges between them as JSON Canvas 1.0; notes as files, all else as text. */
  vm.exportCanvas = function (app, nodes) {
    const { graph, scene } = app;
    const chosen = new Set(nodes);
    const cards = spread(graph, nodes).map(({ i, x, y }) => {
      const card = { id: `n${i}`, x, y, width: 300, height: 90 };
      const path = graph.isPart(i) ? null : graph.path(i);
      return path === null ? { ...card, type: "text", text: graph.name(i) } : { ...card, type: "file", file: path };
    });
    const edges = [];
    for (let e = 0; e < graph.edgeCount; e++) {
      if (!chosen.has(graph.source[e]) || !chosen.has(graph.target[e]) || !scene.edgeShown[graph.edgeKind[e]]) continue;
      const kind = graph.edgeKinds[graph.edgeKind[e]];
      edges.push({ id: `e${e}`, fromNode: `n${graph.source[e]}`, toNode: `n${graph.target[e]}`,
        ...(kind.directed ? {} : { toEnd: "none" }), label: app.edgeName(kind.id) });
    }
    return JSON.stringify({ nodes: cards, edges }, null, "\t") + "\n";
  };
})(window.vaultmapParts = window.vaultmapParts || {});
