"""Content-addressed files: whole or not there, and never taken from under somebody."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from backend.images import storage
from tests.backend.images.pictures import received

pytestmark = pytest.mark.usefixtures("media_root")


def test_content_lies_at_its_own_address() -> None:
    incoming = received(b"content")
    incoming.keep()
    assert storage.original(incoming.sha256).read_bytes() == b"content"
    assert storage.folder(incoming.sha256).name == incoming.sha256


def test_keeping_the_same_content_twice_is_harmless() -> None:
    for _ in range(2):
        incoming = received(b"content")
        incoming.keep()
        incoming.discard()
    assert storage.original(incoming.sha256).read_bytes() == b"content"
    assert not list(storage.incoming_folder().iterdir())


def test_a_failed_write_leaves_neither_file_nor_remains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "folder" / "thumbnail.webp"
    storage.write_atomically(path, b"old")

    def fail(descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        storage.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in path.parent.iterdir()] == ["thumbnail.webp"]


def test_one_holds_an_address_at_a_time() -> None:
    order: list[str] = []

    def second() -> None:
        with storage.locked("ab" * 32):
            order.append("second")

    with storage.locked("ab" * 32):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.1)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_the_sweep_removes_old_remains_only() -> None:
    old, new = received(b"old"), received(b"new")
    os.utime(old.path, (time.time() - 90_000,) * 2)
    storage.sweep_incoming()
    assert [path.name for path in storage.incoming_folder().iterdir()] == [new.path.name]


def test_the_head_is_kept_whatever_the_pieces() -> None:
    incoming = storage.Incoming()
    for _ in range(3):
        incoming.write(b"x" * 3000)
    assert (len(incoming.head), incoming.size_bytes) == (4096, 9000)
