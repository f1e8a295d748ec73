/* Marking: the words of a search in a text, and the part of a long text where they stand. */
(function (vm) {
  "use strict";

  const WORDS = /[\p{L}\p{N}\p{M}]+/gu;

  /* Places [from, to] of the words of `text` that hold one of the folded words. */
  function places(text, words) {
    const found = [];
    for (const match of text.matchAll(WORDS)) {
      const folded = vm.fold(match[0]);
      if (words.some((word) => folded.includes(word))) found.push([match.index, match.index + match[0].length]);
    }
    return found;
  }

  /** The text as nodes, what the words meet in <mark>. A word is marked whole: folding has no fixed length. */
  vm.marked = function (text, words) {
    const parts = [];
    let at = 0;
    for (const [from, to] of places(text, words)) {
      parts.push(text.slice(at, from), vm.element("mark", { text: text.slice(from, to) }));
      at = to;
    }
    parts.push(text.slice(at));
    return parts.filter(Boolean);
  };

  /** At most `length` characters of the text, from shortly before the first of the words on. */
  vm.excerpt = function (text, words, length) {
    const first = places(text, words)[0];
    if (!first || first[0] < length / 3) return vm.shorten(text, length);
    const start = text.indexOf(" ", first[0] - length / 4);
    const from = start >= 0 && start < first[0] ? start + 1 : first[0];
    return "…" + vm.shorten(text.slice(from), length - 1);
  };
})(window.vaultmapParts = window.vaultmapParts || {});
