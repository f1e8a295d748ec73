/* Safe HTML: a rendered note enters the page only as nodes made here, from a short list of tags and
   attributes. The Python side has made it safe already; this is the second lock. */
(function (vm) {
  "use strict";

  const TAGS = new Set(("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s mark del a span div " +
    "table thead tbody tr th td hr br sup sub section b i u kbd dl dt dd figure figcaption").split(" "));
  const CLASS = /^[\w -]{1,120}$/;
  const LINK = /^(https?:|obsidian:|mailto:)/i;
  const MOST_DEPTH = 60;

  function copyAttributes(from, to) {
    const name = from.getAttribute("class");
    if (name && CLASS.test(name)) to.classList.add(...name.split(/\s+/).filter(Boolean).map((each) => "md-" + each));
    for (const key of ["data-line", "start", "colspan", "rowspan"]) {
      const value = from.getAttribute(key);
      if (value && /^\d{1,9}$/.test(value)) to.setAttribute(key, value);
    }
  }

  function link(from) {
    const node = from.getAttribute("data-node");
    if (node !== null) {
      return vm.element("button", { type: "button", class: "note-link", "data-node": node });
    }
    const href = from.getAttribute("href") || "";
    if (!LINK.test(href)) return vm.element("span", { class: "dead-link" });
    return vm.element("a", { href, rel: "noopener noreferrer", target: "_blank" });
  }

  function checkbox(from) {
    return vm.element("input", { type: "checkbox", disabled: true, checked: from.hasAttribute("checked"),
      "aria-label": from.hasAttribute("checked") ? "✓" : "○" });
  }

  function copy(from, to, depth) {
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) to.append(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE) copyElement(child, to, depth);
    }
  }

  function copyElement(child, to, depth) {
    const tag = child.localName;
    if (tag === "input" && child.getAttribute("type") === "checkbox") {
      to.append(checkbox(child));
    } else if (TAGS.has(tag) && depth < MOST_DEPTH) {
      const made = tag === "a" ? link(child) : document.createElement(tag);
      copyAttributes(child, made);
      copy(child, made, depth + 1);
      to.append(made);
    } else if (tag !== "script" && tag !== "style" && tag !== "template") {
      to.append(child.textContent);
    }
  }

  /** The allowed part of some HTML as a fragment. */
  vm.safeHtml = function (html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const fragment = document.createDocumentFragment();
    copy(parsed.body, fragment, 0);
    return fragment;
  };
})(window.vaultmapParts = window.vaultmapParts || {});
