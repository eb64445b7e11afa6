"""Share links of Google Drive, against a look-alike on loopback."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from model.checkpoints import drive
from model.checkpoints.drive import drive_id
from model.checkpoints.errors import CheckpointError
from model.checkpoints.fetch import fetch
from model.checkpoints.store import Store
from tests.model.checkpoints.server import Site, serve

SHARED = "https://drive.google.com/file/d/1AbC-d_E/view?usp=sharing"
CONTENT = b"PK\x03\x04" + bytes(500_000)
QUESTION = b"""<!DOCTYPE html><html><head><title>Google Drive - Virus scan warning</title></head><body>
<form id="download-form" action="%s" method="get"><input type="submit" value="Download anyway"/>
<input type="hidden" name="id" value="1AbC-d_E"><input type="hidden" name="export" value="download">
<input type="hidden" name="confirm" value="t"><input type="hidden" name="uuid" value="0-1 2"></form></body></html>"""
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (SHARED, "1AbC-d_E"),
        ("https://drive.google.com/file/d/1AbC-d_E", "1AbC-d_E"),
        ("https://drive.google.com/open?id=1AbC-d_E", "1AbC-d_E"),
        ("https://drive.google.com/uc?export=download&id=1AbC-d_E", "1AbC-d_E"),
        ("https://drive.google.com/drive/folders/1AbC", None),
        ("https://example.org/file/d/1AbC-d_E", None),
    ],
)
def test_knows_which_file_a_link_means(url: str, expected: str | None) -> None:
    assert drive_id(url) == expected


def test_a_small_file_is_downloaded_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Site(CONTENT)) as site:
        monkeypatch.setattr(drive, "DOWNLOAD", f"{site.url}/download")
        fetched = fetch(SHARED, Store(tmp_path))
    assert fetched.path.read_bytes() == CONTENT
    assert all(path == "/download?id=1AbC-d_E&export=download" for path, _ in site.requests)


@pytest.mark.parametrize("action", [b"/confirmed", b"download-it"])
def test_the_page_that_warns_of_a_large_file_is_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: bytes
) -> None:
    looked_at, downloaded = len(CONTENT), 200_000
    with serve(Site(CONTENT, cuts=[looked_at, downloaded])) as site:
        site.pages["/download"] = (200, HTML, QUESTION % action)
        monkeypatch.setattr(drive, "DOWNLOAD", f"{site.url}/download")
        fetched = fetch(SHARED, Store(tmp_path), retry_waits_s=(0.0, 0.0, 0.0))
        assert fetch(SHARED, Store(tmp_path)).was_there
    assert fetched.sha256 == hashlib.sha256(CONTENT).hexdigest()
    confirmed = [path for path, _ in site.requests if "confirm=t" in path]
    assert confirmed and all("uuid=0-1+2" in path and "id=1AbC-d_E" in path for path in confirmed)
    assert any(site.ranges_asked()), "the cut was not resumed"


def test_the_older_confirmation_link_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = b'<html><a id="uc-download-link" href="/uc?export=download&amp;confirm=Xy&amp;id=1AbC-d_E">anyway</a></html>'
    with serve(Site(CONTENT)) as site:
        site.pages["/download"] = (200, HTML, page)
        monkeypatch.setattr(drive, "DOWNLOAD", f"{site.url}/download")
        assert fetch(SHARED, Store(tmp_path)).path.read_bytes() == CONTENT
    assert site.requests[-1][0] == "/uc?export=download&confirm=Xy&id=1AbC-d_E"


@pytest.mark.parametrize(
    ("status", "page", "told"),
    [
        (200, b"<html><title>Google Drive - Quota exceeded</title></html>", "Quota exceeded"),
        (404, b"<html><title>Error 404 (Not Found)!!1</title></html>", "Error 404"),
        (200, QUESTION % b"https://evil.example/", "evil.example"),
        (200, QUESTION % b"/download", "again and again"),
    ],
)
def test_a_page_without_a_way_on_is_told_and_never_taken_for_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, page: bytes, told: str
) -> None:
    with serve(Site(CONTENT)) as site:
        site.pages["/download"] = (status, HTML, page)
        monkeypatch.setattr(drive, "DOWNLOAD", f"{site.url}/download")
        with pytest.raises(CheckpointError, match=told) as caught:
            fetch(SHARED, Store(tmp_path))
    assert caught.value.code == "http-error" and "in a browser" in caught.value.detail
    assert Store(tmp_path).recorded_hash(SHARED) is None
