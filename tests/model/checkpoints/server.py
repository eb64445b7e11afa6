"""A web server on loopback that serves one file as well or as badly as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What is served at every path but those of ``pages``; ``requests`` are the headers of each request that came."""

    content: bytes
    etag: str | None = '"v1"'
    content_type: str = "application/octet-stream"
    takes_ranges: bool = True
    declares_length: bool = True
    cuts: list[int] = field(default_factory=list)  # bytes after which the next answers break off
    pauses_after: int | None = None  # bytes after which answers wait until the server ends
    statuses: list[int] = field(default_factory=list)  # of the next answers
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[tuple[str, Message]] = field(default_factory=list)
    url: str = ""

    def ranges_asked(self) -> list[str | None]:
        return [headers.get("Range") for _, headers in self.requests]


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, self.headers))
            page = site.pages.get(self.path) or site.pages.get(self.path.split("?")[0])
            if site.statuses:
                self._answer(site.statuses.pop(0), {}, b"busy")
            elif page:
                self._answer(*page)
            else:
                self._file()

        def _file(self) -> None:
            start = self._start()
            total = len(site.content)
            headers = {"Content-Type": site.content_type, **({"ETag": site.etag} if site.etag else {})}
            if start is None:
                self._answer(200, headers, site.content, may_cut=True)
            elif start >= total:
                self._answer(416, {**headers, "Content-Range": f"bytes */{total}"}, b"")
            else:
                headers["Content-Range"] = f"bytes {start}-{total - 1}/{total}"
                self._answer(206, headers, site.content[start:], may_cut=True)

        def _start(self) -> int | None:
            asked, condition = self.headers.get("Range"), self.headers.get("If-Range")
            if not asked or not site.takes_ranges or (condition and condition != site.etag):
                return None
            return int(asked.removeprefix("bytes=").rstrip("-"))

        def _answer(self, status: int, headers: dict[str, str], body: bytes, may_cut: bool = False) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if site.declares_length:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if may_cut and site.pauses_after is not None:
                self.wfile.write(body[: site.pauses_after])
                closing.wait(60)
                return
            sent = site.cuts.pop(0) if may_cut and site.cuts else len(body)
            self.wfile.write(body[:sent])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
