"""Colours of a screenshot, counted without an imaging library."""

import struct
import zlib
from collections import Counter
from typing import BinaryIO

Color = tuple[int, int, int]


def colors_in(png: BinaryIO, step: int = 1) -> Counter[Color]:
    """Count the colours of an 8-bit RGB or RGBA picture, rounded down to multiples of *step*."""
    data = png.read()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, body, width, channels = 8, b"", 0, 3
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, _, depth, color = struct.unpack(">IIBB", chunk[:10])
            assert depth == 8
            channels = {2: 3, 6: 4}[color]
        elif kind == b"IDAT":
            body += chunk
        at += 12 + length
    counts: Counter[Color] = Counter()
    for row in _rows(zlib.decompress(body), width * channels, channels):
        for pixel in range(0, len(row), channels):
            red, green, blue = (value // step * step for value in row[pixel : pixel + 3])
            counts[red, green, blue] += 1
    return counts


def _rows(data: bytes, stride: int, channels: int) -> list[bytes]:
    """Undo the filters of PNG (specification, section 9)."""
    rows: list[bytes] = []
    above = bytes(stride)
    for start in range(0, len(data), stride + 1):
        row = bytearray(data[start + 1 : start + 1 + stride])
        _unfilter(data[start], row, above, channels)
        above = bytes(row)
        rows.append(above)
    return rows


def _unfilter(kind: int, row: bytearray, above: bytes, channels: int) -> None:
    if kind == 0:
        return
    for at in range(len(row)):
        left = row[at - channels] if at >= channels else 0
        corner = above[at - channels] if at >= channels else 0
        row[at] = (row[at] + _guess(kind, left, above[at], corner)) & 255


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return up
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
