/* Permalink: a view of the map as the address of the page, and back. */
(function (vm) {
  "use strict";

  const SETS = { k: "hiddenKinds", e: "hiddenEdges", t: "tags", f: "folders" };
  const number = (text) => (text !== null && text !== "" && isFinite(text) ? Number(text) : null);

  /** The address (without #) of a state {node, way, depth, view, camera: [x, y, zoom], filter}. */
  vm.writeAddress = function (state) {
    const address = new URLSearchParams();
    if (state.view && state.view !== "map") address.set("v", state.view);
    if (state.node) address.set("n", state.node);
    if (state.way) address.set("to", state.way);
    if (state.way && state.directed) address.set("along", "1");
    if (state.depth) address.set("d", state.depth);
    for (const [key, field] of Object.entries(SETS)) {
      for (const name of state.filter[field]) address.append(key, name);
    }
    if (state.filter.from !== null) address.set("from", state.filter.from);
    if (state.filter.to !== null) address.set("until", state.filter.to);
    if (!state.filter.undated) address.set("undated", "0");
    if (!state.filter.orphans) address.set("orphans", "0");
    if (state.camera) address.set("c", state.camera.map((each) => Number(each.toPrecision(6))).join(","));
    return address.toString();
  };

  /** The state of an address; what it does not name is as on a fresh page. */
  vm.readAddress = function (text) {
    const address = new URLSearchParams(text.replace(/^#/, ""));
    const filter = new vm.Filter();
    for (const [key, field] of Object.entries(SETS)) {
      for (const name of address.getAll(key)) filter[field].add(name);
    }
    filter.from = number(address.get("from"));
    filter.to = number(address.get("until"));
    filter.undated = address.get("undated") !== "0";
    filter.orphans = address.get("orphans") !== "0";
    const camera = (address.get("c") || "").split(",").map(Number);
    const view = address.get("v");
    return {
      view: view === "flow" || view === "list" ? view : "map",
      node: address.get("n"),
      way: address.get("to"),
      directed: address.get("along") === "1",
      depth: Math.max(0, Math.min(3, Math.trunc(number(address.get("d")) || 0))),
      camera: camera.length === 3 && camera.every(isFinite) && camera[2] > 0 ? camera : null,
      filter,
    };
  };
})(window.vaultmapParts = window.vaultmapParts || {});
