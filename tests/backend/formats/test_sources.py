"""Archives are opened safely, whoever packed them: nothing leads out of them, and what is left out is named."""

from __future__ import annotations

import gzip
import io
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.formats.sources import Files, Unreadable, aside, opened
from backend.formats.sources.names import UnsafeName, member_name, zip_name
from backend.formats.sources.opening import Limits


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, members: list[tuple[tarfile.TarInfo, bytes]], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def codes(files: Files) -> list[str]:
    return sorted(problem.code for problem in files.problems)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("a/b.json", "a/b.json"),
        ("./a//b.json", "a/b.json"),
        ("a\\b\\c.json", "a/b/c.json"),
        ("__MACOSX/a.json", None),
        ("a/.DS_Store", None),
        ("a/._b.json", None),
        ("Thumbs.db", None),
        ("", None),
        ("e\u0301.json", "é.json"),
    ],
)
def test_names_are_those_that_people_see(raw: str, name: str | None) -> None:
    assert member_name(raw) == name


@pytest.mark.parametrize(
    "raw", ["../a", "a/../../b", "/etc/passwd", "C:\\a", "c:a", "..\\a", "\\\\server\\a", "a\x00b", "a/" * 600 + "b"]
)
def test_names_that_lead_out_are_refused(raw: str) -> None:
    with pytest.raises(UnsafeName):
        member_name(raw)


def test_old_zip_names_that_are_utf8_are_read_so() -> None:
    assert zip_name("日本.jpg".encode().decode("cp437"), is_utf8=False) == "日本.jpg"
    assert zip_name("é.jpg", is_utf8=False) == "é.jpg"


def test_a_zip_leaves_out_what_leads_out_links_and_doubles_and_names_them(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"ok.txt": b"1", "../evil.txt": b"2", "/abs.txt": b"3", "OK.TXT": b"4"})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with opened(path) as files:
        assert files.names == ["ok.txt"]
        assert codes(files) == ["link", "name-twice", "unsafe-name", "unsafe-name"]
        assert files.read("ok.txt") == b"1"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_leaves_out_the_same_and_writes_nothing_by_its_names(tmp_path: Path, mode: str) -> None:
    link, device, hard = tarfile.TarInfo("link"), tarfile.TarInfo("device"), tarfile.TarInfo("hard")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    device.type = tarfile.CHRTYPE
    hard.type, hard.linkname = tarfile.LNKTYPE, "ok.txt"
    members = [(tarfile.TarInfo(name), name.encode()) for name in ("ok.txt", "../evil.txt", "/abs.txt", "a/b.txt")]
    path = tarred(tmp_path / "a.tar", [*members, (link, b""), (device, b""), (hard, b"")], mode)
    aside = tmp_path / "aside"
    aside.mkdir()
    with opened(path, aside=aside) as files:
        assert files.names == ["a/b.txt", "ok.txt"]
        assert codes(files) == ["link", "link", "link", "unsafe-name", "unsafe-name"]
        assert files.read("a/b.txt") == b"a/b.txt"
        assert {item.name for item in aside.rglob("*") if item.is_file()} == {"0", "3"}
    assert list(aside.iterdir()) == []
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.tar", "aside"]


@pytest.mark.parametrize(
    "pack", [lambda p, f: packed(p, f), lambda p, f: tarred(p, [(tarfile.TarInfo(n), c) for n, c in f.items()])]
)
def test_more_than_the_limits_is_refused(tmp_path: Path, pack: Callable[..., Path]) -> None:
    path = pack(tmp_path / "a", {f"{n}.txt": b"x" * 100 for n in range(10)})
    for limits, code in ((Limits(most_files=5), "too-many-files"), (Limits(most_bytes=500), "too-large")):
        with pytest.raises(Unreadable) as refused, opened(path, limits=limits):
            pass
        assert refused.value.code == code


def test_what_packs_too_well_is_left_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"bomb.json": b"0" * 5_000_000, "ok.json": b"{}"})
    with opened(path, limits=Limits(ratio_from=1 << 20)) as files:
        assert (files.names, codes(files)) == (["ok.json"], ["packed-too-well"])
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"0" * 5_000_000))
    with pytest.raises(Unreadable, match="attack"), opened(tmp_path / "a.gz", limits=Limits(ratio_from=1 << 20)):
        pass


def test_an_entry_that_lies_about_its_size_is_damage(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"x" * 1000})
    content = path.read_bytes().replace(struct.pack("<I", 1000), struct.pack("<I", 10))
    path.write_bytes(content)
    with opened(path) as files, pytest.raises(Unreadable):
        files.read("a.txt")


def test_a_damaged_entry_costs_that_entry(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", b"hello, world")
        archive.writestr("b.txt", b"hello")
    path.write_bytes(path.read_bytes().replace(b"hello, world", b"jello, world"))
    with opened(path) as files:
        assert files.read("b.txt") == b"hello"
        with pytest.raises(Unreadable, match=r"a\.txt"):
            files.read("a.txt")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_archives_that_break_off_are_refused_or_read_as_far_as_they_go(tmp_path: Path, share: float) -> None:
    files = {f"{n}.bin": bytes(range(256)) * 40 for n in range(5)}
    for path in (
        packed(tmp_path / "a.zip", files),
        tarred(tmp_path / "a.tar", [(tarfile.TarInfo(n), c) for n, c in files.items()], "w"),
    ):
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        try:
            with opened(path) as found:
                assert all(found.read(name) == files[name] for name in found.names if name in files)
        except Unreadable as error:
            assert error.code == "damaged-archive"


@pytest.mark.parametrize(
    "content",
    ["ä\r\nb\r\n".encode("utf-8-sig"), "ä\nb".encode("utf-16"), "ä\n\n b \n".encode(), "ä\nb".encode("latin-1")],
)
def test_text_is_read_in_the_encoding_that_it_has(tmp_path: Path, content: bytes) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": content})
    with opened(path) as files:
        assert [line for _, line in files.lines("a.txt")] == ["ä", "b"]


def test_photos_are_found_by_the_longest_common_end_of_their_paths(tmp_path: Path) -> None:
    names = ["x/train/a.jpg", "x/val/a.jpg", "x/val/B.JPG", "x/masks/c.png", "x/c.png", "x/d.tar.jpg"]
    with opened(packed(tmp_path / "a.zip", dict.fromkeys(names, b"1"))) as files:
        assert files.picture_called("val/a.jpg") == "x/val/a.jpg"
        assert files.picture_called("a.jpg") is None
        assert files.picture_called("b.jpg") == "x/val/B.JPG"
        assert files.picture_called("..\\val\\b") == "x/val/B.JPG"
        assert files.picture_called("B.png") is None
        assert files.picture_called("d.tar") == "x/d.tar.jpg"
        files.set_aside(["x/masks/c.png"])
        assert files.picture_called("c.png") == "x/c.png"
        assert files.beside("x/train/a.json", "../val/b.jpg") == "x/val/B.JPG"
        assert files.beside("x/a.json", "../../../../etc/passwd") is None


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1")
    (tmp_path / "b.txt").symlink_to("/etc/passwd")
    with opened(tmp_path) as files:
        assert (files.names, codes(files)) == (["a.txt"], ["link"])


def test_a_small_tar_does_not_fill_the_disk(tmp_path: Path) -> None:
    limits = Limits(ratio_from=1_000_000)
    path = tarred(tmp_path / "a.tgz", [(tarfile.TarInfo("zeros.bin"), bytes(8_000_000))])
    with pytest.raises(Unreadable) as refused, opened(path, limits=limits, aside=tmp_path):
        pass
    assert refused.value.code == "too-large"
    assert list(tmp_path.iterdir()) == [path]


def test_a_tar_member_with_gaps_is_left_out(tmp_path: Path) -> None:
    gaps = tarfile.TarInfo("gaps.bin")
    gaps.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(5 << 30)}
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        gaps.size = 512
        archive.addfile(gaps, io.BytesIO(b"0\n".ljust(512, b"\0")))
        archive.addfile(tarfile.TarInfo("ok.json"))
    with opened(path, aside=tmp_path) as files:
        assert (files.names, codes(files)) == (["ok.json"], ["packed-too-well"])


def test_what_a_killed_worker_has_unpacked_is_swept_and_what_is_in_use_stays(media_root: Path) -> None:
    script = "import django, os, sys; django.setup()\nfrom backend.formats.sources import aside\n"
    script += "from pathlib import Path\nopen_ = aside.folder(Path(sys.argv[1]))\n"
    script += "print(open_.__enter__(), flush=True)\nos._exit(9)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    aside.root().mkdir(parents=True)
    command = [sys.executable, "-c", script, str(aside.root())]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    left = Path(ended.stdout.strip())
    assert (ended.returncode, left.is_dir()) == (9, True), ended.stderr
    with aside.folder() as used:
        aside.sweep()
        assert used.is_dir() and not left.exists()
    assert list(aside.root().iterdir()) == []
