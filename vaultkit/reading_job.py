"""What a helper process is told, and how messages to and from it are framed.

Each message is its length in four bytes, then msgpack.
"""

import struct
from typing import BinaryIO

import msgspec

from vaultkit.config import Config


class Job(msgspec.Struct, frozen=True, array_like=True):
    """What all requests have in common."""

    vault: str
    config: Config


def send(stream: BinaryIO, message: object) -> None:
    """Write one message."""
    data = msgspec.msgpack.encode(message)
    stream.write(struct.pack(">I", len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Return the next message, or None where the other side has ended."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack(">I", head)[0]
    data = stream.read(size)
    return data if len(data) == size else None
