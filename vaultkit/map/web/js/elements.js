/* Elements: DOM nodes from data. Text always enters as text; nothing here parses markup. */
(function (vm) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") node.textContent = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of (children || []).flat()) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    }
    return node;
  }

  /** An HTML element; `on…` attributes are listeners, `text` is its text. */
  vm.element = (tag, attributes, ...children) =>
    fill(document.createElement(tag), attributes, children);

  vm.svg = (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  /** A line icon drawn from one path on a 20 by 20 field. */
  vm.icon = (path) =>
    vm.svg("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" },
      vm.svg("path", { d: path }));

  vm.clear = function (node) {
    node.replaceChildren();
    return node;
  };

  vm.byId = (id) => document.getElementById(id);
})(window.vaultmapParts = window.vaultmapParts || {});
