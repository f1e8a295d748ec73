"""Loopback HTTP: the page, its event stream, one note at a time, and how the watch is.

Only this machine may ask, and only pages that this server sent: a foreign page in the same browser
reaches loopback too, so the Host header (against rebound names) and the Origin are checked before
anything else (docs/watching.md).
"""

import json
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from vaultkit.errors import VaultkitError

_CLIENTS = 16
"""Event streams at once; each costs a thread."""

_WAITING = 32
"""Events that may wait for one client before it is cut off; it comes back and catches up."""

_KEPT = 64
"""Deltas kept for clients that come back."""

_PING = 15.0
"""Seconds between signs of life on a quiet stream."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        "img-src data: blob:; connect-src 'self'; worker-src blob:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class PortError(VaultkitError):
    """The server cannot have the port that was asked for."""


@dataclass(frozen=True, slots=True)
class Event:
    """One message of the stream; *data* is one line of JSON."""

    name: str
    data: str
    revision: str


class EventStream:
    """Sends events to every open page; a page that comes back gets what it missed."""

    def __init__(self, revision: str = "") -> None:
        """Start with no page and no past, at *revision* of the map."""
        self.revision = revision
        self.closed = False
        self._lock = threading.Lock()
        self._clients: set[queue.Queue[Event | None]] = set()
        self._past: deque[Event] = deque(maxlen=_KEPT)

    def __len__(self) -> int:
        """Return how many pages listen."""
        return len(self._clients)

    def send(self, event: Event) -> None:
        """Give *event* to every page; one that does not keep up is cut off and comes back."""
        with self._lock:
            self.revision = event.revision
            self._past.append(event)
            for client in list(self._clients):
                try:
                    client.put_nowait(event)
                except queue.Full:
                    self._clients.discard(client)

    def join(self, since: str) -> tuple[queue.Queue[Event | None], list[Event]] | None:
        """Add a page that knows revision *since*; return its queue and what to send it first.

        That is what it missed, as far as its revision is remembered, and a ``hello`` with the
        revision that it is at then. None: too many pages.
        """
        with self._lock:
            if len(self._clients) >= _CLIENTS or self.closed:
                return None
            client: queue.Queue[Event | None] = queue.Queue(_WAITING)
            self._clients.add(client)
            past = list(self._past)
            known = [at for at, event in enumerate(past) if event.revision == since]
            hello = Event("hello", json.dumps({"revision": self.revision}), self.revision)
            return client, [*(past[known[-1] + 1 :] if known else []), hello]

    def has(self, client: "queue.Queue[Event | None]") -> bool:
        """Return whether *client* is still one of the pages."""
        return client in self._clients

    def leave(self, client: "queue.Queue[Event | None]") -> None:
        """Take a page out."""
        with self._lock:
            self._clients.discard(client)

    def close(self) -> None:
        """Let every page go."""
        with self._lock:
            self.closed = True
            for client in self._clients:
                if not client.full():
                    client.put_nowait(None)
            self._clients.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the server says, asked anew at each request; each returns bytes ready to send."""

    page: Callable[[], bytes]
    note: Callable[[str], bytes | None]
    """JSON for a node's id; None: no such node."""

    search: Callable[[str], bytes]
    """JSON for the words that notes are to hold."""

    status: Callable[[], bytes]
    data: Callable[[], bytes]
    """The page's whole data as JSON, for a page that missed too much."""

    events: EventStream


class LiveServer(ThreadingHTTPServer):
    """Serves *answers* on 127.0.0.1 until `stop`."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, answers: Answers, port: int = 0) -> None:
        """Listen on *port*; 0 lets the system choose.

        Raises:
            PortError: Another program has the port, or it is not allowed.
        """
        self.answers = answers
        try:
            super().__init__(("127.0.0.1", port), _Request)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise PortError(
                f"cannot listen on 127.0.0.1:{port}: {reason}; choose another with --port, "
                "or 0 for any"
            ) from error
        self.hosts = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    @property
    def address(self) -> str:
        """The URL of the page."""
        return f"http://127.0.0.1:{self.server_port}/"

    def start(self) -> None:
        """Answer in a thread of its own from now on."""
        threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.1}, name="server", daemon=True
        ).start()

    def stop(self) -> None:
        """Let the pages go and answer no more."""
        self.answers.events.close()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that closes a page breaks its connection, and that is all."""


class _Request(BaseHTTPRequestHandler):
    server: LiveServer
    server_version = "vaultkit"
    sys_version = ""
    timeout = 30
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self._is_allowed():
            return
        asked = urlsplit(self.path)
        answers = self.server.answers
        match asked.path:
            case "/":
                self._send(answers.page(), "text/html; charset=utf-8")
            case "/events":
                self._stream(self._since(asked.query))
            case "/note":
                self._send_note(parse_qs(asked.query).get("id", [""])[0])
            case "/search":
                asked_for = parse_qs(asked.query).get("q", [""])[0]
                self._send(answers.search(asked_for), "application/json")
            case "/data":
                self._send(answers.data(), "application/json")
            case "/status":
                self._send(answers.status(), "application/json")
            case _:
                self._refuse(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _is_allowed(self) -> bool:
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server answers to loopback only")
            return False
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        own = {f"http://{host}" for host in self.server.hosts}
        if (origin is not None and origin.lower() not in own) or site not in (
            "none",
            "same-origin",
        ):
            self._refuse(HTTPStatus.FORBIDDEN, "only the vault's own page may ask")
            return False
        return True

    def _since(self, query: str) -> str:
        return self.headers.get("Last-Event-ID") or parse_qs(query).get("since", [""])[0]

    def _send_note(self, node: str) -> None:
        panel = self.server.answers.note(node)
        if panel is None:
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such note")
        else:
            self._send(panel, "application/json")

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._send(f"{why}\n".encode(), "text/plain; charset=utf-8", status)

    def _stream(self, since: str) -> None:
        events = self.server.answers.events
        joined = events.join(since)
        if joined is None:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "too many pages are open")
            return
        client, first = joined
        try:
            self._start_stream()
            for event in first:
                self._push(event)
            self._follow(client)
        finally:
            events.leave(client)

    def _start_stream(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"retry: 1000\n\n")

    def _follow(self, client: "queue.Queue[Event | None]") -> None:
        while self.server.answers.events.has(client):
            try:
                event = client.get(timeout=_PING)
            except queue.Empty:
                self.wfile.write(b": alive\n\n")
                continue
            if event is None:
                return
            self._push(event)

    def _push(self, event: Event) -> None:
        head = f"id: {event.revision}\nevent: {event.name}\n"
        self.wfile.write(f"{head}data: {event.data}\n\n".encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Keep quiet: requests are not results."""
