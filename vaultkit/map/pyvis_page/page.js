/* Draws a pyvis graph from its data block. Names and titles are set as text, never as HTML. */
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("pyvis-data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /* vis shows an Element as it is and a string as text; JSON holds no Elements. */
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(document.getElementById("mynetwork"), { nodes, edges }, data.options);

  const ink = () => network.setOptions({
    nodes: { font: { color: dark.matches ? "#e8e6df" : "#1d2330", strokeColor: dark.matches ? "#16181d" : "#fbfaf6" } },
  });
  ink();
  dark.addEventListener("change", ink);

  const list = document.getElementById("names");
  for (const node of data.nodes.slice(0, 500)) {
    const item = document.createElement("li");
    const go = document.createElement("button");
    go.type = "button";
    go.textContent = String(node.label ?? node.id);
    go.addEventListener("click", () => {
      network.selectNodes([node.id]);
      network.focus(node.id, { scale: 1.2, animation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    });
    item.append(go);
    list.append(item);
  }

  network.on("doubleClick", (event) => {
    const node = event.nodes.length ? nodes.get(event.nodes[0]) : null;
    const link = node && String(node.link || "");
    if (link && link.startsWith("obsidian://")) location.href = link;
  });
  const settled = () => {
    network.setOptions({ physics: { enabled: false } });
    network.fit();
  };
  network.once("stabilizationIterationsDone", settled);
  network.once("afterDrawing", () => {
    network.fit();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.pyvisReady = performance.now(); }));
  });
  window.pyvisNetwork = network;
})();
