/* Folding: letters as a reader hears them. Case, ё/е, accents and full width do not matter when
   searching; й stays й. The folded text has no fixed length relation to the original. */
(function (vm) {
  "use strict";

  const PLAIN = /^[\x00-\x7f\u0430-\u044f]*$/;
  const MARKS = /[\u0300-\u036f]/g;

  /** Text folded for comparison. */
  vm.fold = function (text) {
    const low = text.toLowerCase();
    if (PLAIN.test(low)) return low;
    return low.normalize("NFKD").replace(/и\u0306/g, "й").replace(MARKS, "");
  };

  /** The text cut to at most `length` visible characters, with an ellipsis where it was cut. */
  vm.shorten = function (text, length) {
    if (text.length <= length) return text;
    const cut = Array.from(text.slice(0, length * 2 + 2));
    return cut.length <= length ? text : cut.slice(0, length - 1).join("").trimEnd() + "…";
  };
})(window.vaultmapParts = window.vaultmapParts || {});
