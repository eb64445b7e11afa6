"""How much may be on its way, and what a full disk leaves."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.uploads import limits, partial
from backend.uploads.models import Upload
from tests.backend.uploads.tus import Tus, key_of, on_disk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "news", "sent")]


@pytest.fixture
def small(settings: Any) -> None:
    settings.ENV = replace(settings.ENV, max_upload_mb=1, max_archive_mb=2, max_unfinished_mb=5)


@pytest.fixture
def small_disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A disk of one megabyte, where this machine lets us have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("mounting takes more rights than there are here")
    settings.MEDIA_ROOT = folder
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.usefixtures("small")
def test_a_file_beyond_the_limit_of_its_purpose_is_refused_before_it_is_sent(tus: Tus) -> None:
    assert tus.begin(1 << 20).status_code == 201
    assert tus.begin((2 << 20) - 5, purpose="archive").status_code == 201
    image, archive = tus.begin((1 << 20) + 1), tus.begin((2 << 20) + 1, purpose="import")
    assert image.status_code == archive.status_code == 413
    assert "STIPPLE_MAX_UPLOAD_MB" in image.json()["detail"] and "STIPPLE_MAX_ARCHIVE_MB" in archive.json()["detail"]


@pytest.mark.usefixtures("small")
def test_what_is_unfinished_in_a_project_has_an_end(tus: Tus) -> None:
    first = tus.begun(2 << 20, purpose="import")
    tus.begun(2 << 20, purpose="import")
    answer = tus.begin(2 << 20, purpose="import")
    assert (answer.status_code, answer.json()["code"]) == (429, "rate-limited")
    assert int(answer["Retry-After"]) > 0
    tus.end(first)
    assert tus.begin(2 << 20, purpose="import").status_code == 201


def test_so_many_uploads_and_no_more_may_be_unfinished(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNFINISHED", 2)
    tus.begun(5), tus.begun(5)
    assert tus.begin(5).status_code == 429


def test_a_file_that_the_disk_has_no_room_for_is_refused_before_it_is_sent(
    tus: Tus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SPARE_BYTES", 1 << 60)
    answer = tus.begin(5)
    assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")
    assert Upload.objects.count() == 0


def test_a_disk_that_fills_up_keeps_what_had_arrived_and_goes_on_when_there_is_room(
    tus: Tus, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SPARE_BYTES", -(10 << 20))
    content = os.urandom(2 << 20)
    path = tus.begun(len(content), purpose="import")
    assert tus.patch(path, 0, content[: 512 << 10]).status_code == 204
    answer = tus.patch(path, 512 << 10, content[512 << 10 :])
    assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")
    offset = tus.offset(path)
    assert 512 << 10 <= offset < len(content)
    assert on_disk(path) == content[:offset]
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert tus.patch(path, offset, content[offset:]).status_code == 204
    assert tus.get(path)["result"]["verdict"] == "accepted"


def test_a_full_disk_is_told_where_it_cannot_be_made(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tus.begun(100)
    write = partial._write

    def half(file: Any, piece: bytes) -> None:
        write(file, piece[: len(piece) // 2])
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(partial, "_write", half)
    answer = tus.patch(path, 0, b"x" * 40)
    assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")
    assert tus.offset(path) == 20 == len(partial.path_of(key_of(path)).read_bytes())
