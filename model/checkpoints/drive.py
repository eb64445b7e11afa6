"""Google Drive share links: which file they mean, and the way past the page that asks before a large download."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import httpx

from model.checkpoints.errors import CheckpointError
from model.checkpoints.file_kind import is_html

DOWNLOAD = "https://drive.usercontent.google.com/download"
PAGE_BYTES = 1 << 20
MAX_PAGES = 3


def drive_id(url: str) -> str | None:
    """The id of the file that a share link of Google Drive points to; None for any other address."""
    parts = urlsplit(url)
    if parts.hostname not in ("drive.google.com", "docs.google.com", "drive.usercontent.google.com"):
        return None
    in_path = re.search(r"/file/d/([\w-]+)", parts.path)
    if in_path:
        return in_path.group(1)
    in_query = parse_qs(parts.query).get("id", [])
    return in_query[0] if in_query and parts.path in ("/open", "/uc", "/download") else None


def direct_address(client: httpx.Client, file_id: str) -> str:
    """The address that answers with the file itself, following at most :data:`MAX_PAGES` pages that ask first.

    Raises CheckpointError where Drive shows a page without a way on (over quota, not shared, deleted).
    """
    url = f"{DOWNLOAD}?{urlencode({'id': file_id, 'export': 'download'})}"
    for _ in range(MAX_PAGES):
        page = _page(client, url)
        if page is None:
            return url
        way_on = _Page(page)
        if way_on.target is None:
            raise _refused(way_on.title)
        url = _same_site(url, way_on)
    raise _refused("the same question again and again")


def _page(client: httpx.Client, url: str) -> str | None:
    """The web page at ``url``; None if a file is there (nothing more than its first bytes is read)."""
    with client.stream("GET", url) as answer:
        content_type = answer.headers.get("content-type", "")
        if answer.status_code != 200 and not is_html(b"", content_type):
            return None  # the download itself will say what is wrong
        read = b""
        for chunk in answer.iter_bytes():
            read += chunk
            if not is_html(read, content_type) or len(read) > PAGE_BYTES:
                break
        return read.decode("utf-8", "replace") if is_html(read, content_type) else None


class _Page(HTMLParser):
    """Finds the download form (its address and hidden fields) or the older confirmation link, and the title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.target: str | None = None
        self.fields: dict[str, str] = {}
        self.title = ""
        self._tag = ""
        self._in_form = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._tag = tag
        if tag == "form" and given.get("id") == "download-form":
            self.target, self._in_form = given.get("action", ""), True
        elif tag == "input" and self._in_form and given.get("type") == "hidden":
            self.fields[given.get("name", "")] = given.get("value", "")
        elif tag == "a" and given.get("id") == "uc-download-link" and self.target is None:
            self.target = given.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        self._in_form = self._in_form and tag != "form"
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag == "title":
            self.title += data.strip()


def _same_site(page_url: str, page: _Page) -> str:
    target = urljoin(page_url, page.target or "")
    was, will = urlsplit(page_url), urlsplit(target)
    host = will.hostname or ""
    if will.netloc != was.netloc and not (
        will.scheme == "https" and host.endswith((".google.com", ".googleusercontent.com"))
    ):
        raise _refused(f"a form that leads to {host}")
    if not page.fields:
        return target
    return will._replace(query=urlencode(page.fields)).geturl()


def _refused(reason: str) -> CheckpointError:
    return CheckpointError(
        "http-error",
        f"Google Drive shows a page instead of the file ({reason or 'no title'}); try again later, or download "
        "the file in a browser and give its path instead of the address",
    )
