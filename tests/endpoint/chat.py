"""A chat endpoint on loopback for tests."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def answer(text: str) -> bytes:
    """Return a chat completion that says *text*."""
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


class Chat(ThreadingHTTPServer):
    """Answers what the test lays out, or what its *reply* makes of the last message."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[int, bytes]] = []
        self.reply: Callable[[str], str] | None = None
        self.seen: list[dict[str, Any]] = []

    def handle_error(self, *_: Any) -> None:
        """Say nothing: a client that hangs up is part of the tests."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def next_answer(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        if self.reply is not None:
            return 200, answer(self.reply(asked["messages"][-1]["content"]))
        return self.answers.pop(0)


class Handler(BaseHTTPRequestHandler):
    server: Chat

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append({"path": self.path, **dict(self.headers), **body})
        status, data = self.server.next_answer(body)
        self.send_response(status)
        if status in {301, 302, 307}:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass
