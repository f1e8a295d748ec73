"""Tells the program that started us how we are, by systemd's protocol (sd_notify(3))."""

import os
import socket
from contextlib import suppress


def notify(message: str) -> None:
    """Send *message* (``READY=1``, ``WATCHDOG=1``, …) where somebody listens, else do nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(message.encode(), address)
