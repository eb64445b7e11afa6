"""A folder of the server is read and nothing else is, whatever lies in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from backend.images.models import Image
from backend.projects.models import Project
from backend.sources.entries import Changing, Entry, Gone, Unreachable
from backend.sources.folder import Folder
from backend.sources.models import Source
from tests.backend.images.pictures import jpeg
from tests.backend.sources.conftest import put, synced

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


def listed(share: Path, path: str = "") -> dict[str, Entry]:
    return {entry.key: entry for entry in Folder(share, path).entries(lambda: None)}


def content(share: Path, entry: Entry) -> bytes:
    return b"".join(Folder(share, "").pieces(entry))


def test_links_pipes_and_hidden_files_are_passed_over_and_counted(share: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "outside/secret.jpg", jpeg(seed=1))
    put(share, "inside/a.jpg", jpeg(seed=2))
    put(share, ".thumbs/b.jpg", jpeg(seed=3))
    (share / "link.jpg").symlink_to(secret)
    (share / "folder-link").symlink_to(secret.parent)
    (share / "up").symlink_to("..")
    os.mkfifo(share / "pipe.jpg")
    folder = Folder(share, "")
    assert [entry.key for entry in folder.entries(lambda: None)] == ["inside/a.jpg"]
    assert folder.passed_over == {"link": 3, "hidden": 1, "no-file": 1}


@pytest.mark.parametrize("what", ["the file", "its folder"])
def test_what_becomes_a_link_after_it_was_listed_is_not_followed(share: Path, tmp_path: Path, what: str) -> None:
    put(tmp_path, "outside/a.jpg", b"secret")
    path = put(share, "inside/a.jpg", b"harmless")
    entry = listed(share)["inside/a.jpg"]
    assert content(share, entry) == b"harmless"
    path.unlink()
    if what == "the file":
        path.symlink_to(tmp_path / "outside" / "a.jpg")
    else:
        path.parent.rmdir()
        path.parent.symlink_to(tmp_path / "outside")
    with pytest.raises(Gone):
        content(share, entry)


def test_what_becomes_a_pipe_after_it_was_listed_does_not_hang_the_sync(share: Path) -> None:
    path = put(share, "a.jpg", b"harmless")
    entry = listed(share)["a.jpg"]
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(Gone):
        content(share, entry)


def test_a_file_that_grows_while_it_is_read_is_not_taken(share: Path) -> None:
    path = put(share, "a.jpg", b"x" * 3_000_000)
    pieces = Folder(share, "").pieces(listed(share)["a.jpg"])
    next(pieces)
    with path.open("ab") as file:
        file.write(b"more")
    with pytest.raises(Changing):
        list(pieces)


@pytest.mark.parametrize("path", ["..", "a/../..", "/etc", "a\\..\\..", "a\0b", "./a", "a/./b"])
def test_no_path_leads_out_of_the_root(share: Path, settings: Settings, path: str) -> None:
    with pytest.raises(Unreachable, match="does not allow"):
        Folder.of({"root": str(share), "path": path}, {})


def test_a_root_that_is_not_allowed_any_more_is_not_read(share: Path, of_folder: Source, settings: Settings) -> None:
    put(share, "a.jpg", jpeg())
    settings.ENV = type(settings.ENV)(**{**settings.ENV.__dict__, "source_folders": ()})
    source, job = synced(of_folder)
    assert (job.state, source.problem["code"]) == ("failed", "folder-not-allowed")
    assert not Image.objects.exists()


def test_a_disk_that_is_not_mounted_is_said_and_nothing_counts_as_vanished(share: Path, of_folder: Source) -> None:
    put(share, "a.jpg", jpeg())
    before, _ = synced(of_folder)
    share.rename(share.with_name("gone"))
    source, job = synced(of_folder)
    assert job.state == "failed" and "Is the disk mounted?" in source.problem["detail"]
    assert source.counts == before.counts
    assert str(share) not in str(job.problem) + str(job.log)  # everybody in the project sees jobs


HOSTILE = [
    b"plain.jpg",
    b"2024-01/0001.jpg",
    b"2024-02/0001.jpg",
    b"back\\slash.jpg",
    b"..jpg.jpg",
    b"new\nline\r.jpg",
    b"bad-\xff\xfe-utf8.jpg",
    b"<img src=x onerror=alert(1)>.jpg",
    "\u202egpj.exe".encode(),
    b"C:con.jpg",
    b"a" * 250 + b".jpg",
    b"/".join([b"deep" * 20] * 20) + b"/leaf.jpg",
]


def test_files_with_hostile_names_come_in_under_harmless_ones(share: Path, of_folder: Source, project: Project) -> None:
    made = 0
    for seed, name in enumerate(HOSTILE):
        if not name.startswith(b".."):
            made += 1
            put(share, name, jpeg(seed=seed))
    source, job = synced(of_folder)
    assert (job.state, source.counts["added"], source.counts["first"]) == ("done", made, {})
    names = set(project.images.values_list("name", flat=True))
    assert {"plain.jpg", "0001.jpg", "slash.jpg", "leaf.jpg"} <= names
    for name in names:
        assert len(name) <= 255 and not set(name) & set("/\\\n\r\0\u202e")
    again, _ = synced(of_folder)
    assert (again.counts["unchanged"], again.counts["added"]) == (made, 0)
