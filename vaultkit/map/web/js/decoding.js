/* Decoding: the data blocks of the page into typed columns. */
(function (vm) {
  "use strict";

  function bytesOf(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  /** A column as a typed array: base64 of little-endian values, or a plain list. */
  vm.column = function (value, Type) {
    if (typeof value !== "string") return Type.from(value || []);
    const bytes = bytesOf(value);
    return new Type(bytes.buffer, bytes.byteOffset, bytes.byteLength / Type.BYTES_PER_ELEMENT);
  };

  async function inflate(base64) {
    const stream = new Blob([bytesOf(base64.trim())]).stream();
    return new Response(stream.pipeThrough(new DecompressionStream("deflate"))).text();
  }

  /** A data block of the page, plain or packed, as JSON; null where the page has none. */
  vm.block = async function (id) {
    const node = document.getElementById(id);
    if (!node) return null;
    const packed = node.dataset.encoding === "deflate";
    return JSON.parse(packed ? await inflate(node.textContent) : node.textContent);
  };
})(window.vaultmapParts = window.vaultmapParts || {});
