"""Pictures that are kept: how light and how busy each tile of a screenshot is.

So a pixel may lie elsewhere; what is gone, moved, added or without contrast is still seen.
"""

import base64
import json
import os
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "pictures"
TILE = 20
WRITING = os.environ.get("VAULTKIT_PICTURES") == "write"

LIGHT = 14
"""Most that the lightness of a tile may differ, of 255."""

BUSY = 0.55
"""Most that the contrast inside a tile may differ, of the larger one; small ones count less."""

QUIET = 14
MANY = 0.02
"""Share of the tiles that may differ."""

TILES = """async ([png, tile]) => {
  const whole = await createImageBitmap(await (await fetch(png)).blob());
  const canvas = new OffscreenCanvas(whole.width, whole.height);
  const ctx = canvas.getContext("2d");
  ctx.drawImage(whole, 0, 0);
  const across = Math.floor(whole.width / tile), down = Math.floor(whole.height / tile);
  const light = [], busy = [];
  for (let y = 0; y < down; y++) for (let x = 0; x < across; x++) {
    const { data } = ctx.getImageData(x * tile, y * tile, tile, tile);
    let sum = 0, squares = 0;
    for (let at = 0; at < data.length; at += 4) {
      const grey = 0.3 * data[at] + 0.59 * data[at + 1] + 0.11 * data[at + 2];
      sum += grey;
      squares += grey * grey;
    }
    const mean = sum / (tile * tile);
    light.push(mean);
    busy.push(Math.sqrt(Math.max(0, squares / (tile * tile) - mean * mean)));
  }
  // Each tile with those around it, so that a line of text may lie on either side of a border.
  const smooth = (values) => values.map((_, at) => {
    const x = at % across, y = Math.floor(at / across);
    let sum = 0, count = 0;
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) {
      if (x + dx < 0 || x + dx >= across || y + dy < 0 || y + dy >= down) continue;
      sum += values[at + dx + dy * across];
      count++;
    }
    return Math.round(sum / count);
  });
  return [across, 2 * down, [...smooth(light), ...smooth(busy)]];
}"""


FONTS = """() => {
  const ctx = new OffscreenCanvas(1, 1).getContext("2d");
  return ["serif", "sans-serif", "monospace"].map((family) => {
    ctx.font = `100px ${family}`;
    return Math.round(ctx.measureText("Широкая электрификация, Hamburgefonts").width);
  });
}"""
"""How wide a line is in the fonts that pages fall back to."""


class Picture(NamedTuple):
    """Rows of grey values, one byte each: above how light the tiles are, below how busy."""

    width: int
    height: int
    grey: bytes


def tiles(browser: Browser, png: bytes) -> Picture:
    """Return the tiles of a screenshot; the browser itself counts them."""
    page = browser.new_page()
    try:
        address = "data:image/png;base64," + base64.b64encode(png).decode("ascii")
        width, height, grey = page.evaluate(TILES, [address, TILE])
    finally:
        page.close()
    return Picture(width, height, bytes(grey))


def other_fonts(browser: Browser) -> bool:
    """Return whether this machine sets text in other fonts than the pictures were taken with."""
    page = browser.new_page()
    try:
        widths = page.evaluate(FONTS)
    finally:
        page.close()
    file = FOLDER / "fonts.json"
    if WRITING:
        file.write_text(json.dumps(widths) + "\n", "utf-8")
    return bool(widths != json.loads(file.read_text("utf-8")))


def difference(one: Picture, other: Picture) -> str:
    """Return how two pictures differ, or nothing where they show the same."""
    if one[:2] != other[:2]:
        return f"{one.width} x {one.height} and not {other.width} x {other.height}"
    half = len(one.grey) // 2
    apart = [
        at
        for at, (a, b) in enumerate(zip(one.grey, other.grey, strict=True))
        if abs(a - b) > (LIGHT if at < half else max(QUIET, BUSY * max(a, b)))
    ]
    wrong = {at % half for at in apart}
    if len(wrong) <= MANY * half:
        return ""
    columns = [at % one.width * TILE for at in wrong]
    rows = [at // one.width * TILE for at in wrong]
    place = f"from {min(columns)},{min(rows)} to {max(columns) + TILE},{max(rows) + TILE}"
    return f"{len(wrong) / half:.1%} of it, {place}"


def kept(name: str) -> Picture:
    """Return the picture kept as *name*."""
    return _parsed((FOLDER / f"{name}.png").read_bytes())


def keep(name: str, picture: Picture) -> None:
    """Keep *picture* as a grey PNG."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(_png(picture))


def _png(picture: Picture) -> bytes:
    width, height, grey = picture
    rows = b"".join(b"\0" + grey[at * width : (at + 1) * width] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _parsed(png: bytes) -> Picture:
    """Read a PNG that `_png` wrote."""
    width, height = struct.unpack(">II", png[16:24])
    start = png.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", png[start - 8 : start - 4])
    rows = zlib.decompress(png[start : start + length])
    step = width + 1
    grey = b"".join(rows[at * step + 1 : (at + 1) * step] for at in range(height))
    return Picture(width, height, grey)
