"""A receiver of webhooks on loopback: it keeps what it gets and answers as it is told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Received:
    path: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next(value for key, value in self.headers if key.lower() == name.lower())


Answering = Callable[[BaseHTTPRequestHandler], None]


def status(code: int, body: bytes = b"", **headers: str) -> Answering:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def cut(handler: BaseHTTPRequestHandler) -> None:
    """End the connection in the middle of the answer's first line."""
    handler.wfile.write(b"HTTP/1.1 2")
    handler.close_connection = True


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte of a header now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    until_s = time.monotonic() + 20
    while time.monotonic() < until_s:
        try:
            handler.wfile.write(b"a")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.1)


@dataclass
class Receiver:
    """Use as a context manager. ``plan`` says how the next requests are answered; then with 200."""

    plan: list[Answering] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    arrivals: Queue[Received] = field(default_factory=Queue)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                got = Received(self.path, list(self.headers.items()), body)
                receiver.received.append(got)
                receiver.arrivals.put(got)
                (receiver.plan.pop(0) if receiver.plan else status(200, b"thank you"))(self)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/hook?key=a-secret-of-theirs"
        self._thread = Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.server.shutdown()
        self.server.server_close()


def never(stop: Event) -> Answering:
    """Answer nothing until ``stop``."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        stop.wait(60)
        handler.close_connection = True

    return answer
