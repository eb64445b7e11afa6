"""Archives that are broken, or packed to do harm, around one good COCO document with one object on ``a.jpg``."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.backend.formats.broken.case import Case

DOCUMENT = {
    "images": [{"id": 1, "file_name": "a.jpg", "width": 64, "height": 48}],
    "categories": [{"id": 7, "name": "cup"}],
    "annotations": [{"id": 5, "image_id": 1, "category_id": 7, "segmentation": [[10, 10, 30, 10, 30, 30, 10, 30]]}],
}
GOOD = json.dumps(DOCUMENT).encode()
NAME = "annotations/a.json"


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for info, content in members:
            info.size = len(content) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def beside(name: str, content: bytes = b"evil") -> bytes:
    """A zip archive of the good document and one more member."""
    return zipped((NAME, GOOD), (name, content))


def tar_beside(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", mode: str = "w") -> bytes:
    other = tarfile.TarInfo(name)
    other.type, other.linkname = kind, link
    return tarred((tarfile.TarInfo(NAME), GOOD), (other, b"evil"), mode=mode)


def _linked() -> bytes:
    info = zipfile.ZipInfo("annotations/b.json")
    info.external_attr = 0o120777 << 16
    return zipped((NAME, GOOD), (info, b"/etc/passwd"))


def _flagged(flag: int) -> bytes:
    """All members marked with a flag of their headers: 1 says that they are encrypted."""
    found = bytearray(zipped((NAME, GOOD), ("b.txt", b"1")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = found.rfind(mark)
        found[place + at] |= flag
    return bytes(found)


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


def _wrong_crc() -> bytes:
    content = beside("b.json", b'{"hello": "world"}')
    archive = zipfile.ZipFile(io.BytesIO(content))
    crc = struct.pack("<I", archive.getinfo(NAME).CRC)
    return content.replace(crc, b"\x01\x02\x03\x04")


def _said_size(size: int) -> bytes:
    return _replaced(beside("b.txt"), struct.pack("<I", len(GOOD)), struct.pack("<I", size))


def _unknown_method() -> bytes:
    found = bytearray(zipped((NAME, GOOD), kind=zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", found, found.find(mark) + at, 77)
    return bytes(found)


def _overlapping() -> bytes:
    """Two entries of the directory that share the bytes of one."""
    found = bytearray(zipped((NAME, GOOD), ("annotations/b.json", GOOD)))
    first = found.find(b"PK\x01\x02")
    second = found.find(b"PK\x01\x02", first + 1)
    found[second + 42 : second + 46] = found[first + 42 : first + 46]
    return bytes(found)


def _moved_directory(by: int) -> bytes:
    found = bytearray(beside("b.txt"))
    end = found.rfind(b"PK\x05\x06")
    (offset,) = struct.unpack_from("<I", found, end + 16)
    struct.pack_into("<I", found, end + 16, (offset + by) & 0xFFFFFFFF)
    return bytes(found)


def _many_entries_said() -> bytes:
    found = bytearray(beside("b.txt"))
    end = found.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", found, end + 8, 65000, 65000)
    return bytes(found)


def _nested(depth: int) -> bytes:
    content = b"0" * 1000
    for number in range(depth):
        content = zipped((f"{number}.zip", content))
    return zipped((NAME, GOOD), ("inner.zip", content))


def _bomb() -> bytes:
    """80 MB of zeros, 500 times smaller and more, beside the good document."""
    return zipped((NAME, GOOD), ("annotations/b.json", bytes(80 << 20)))


def _cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def _tar_cut(share: float, mode: str = "w") -> bytes:
    content = tarred((tarfile.TarInfo(NAME), GOOD), (tarfile.TarInfo("b.bin"), bytes(range(256)) * 400), mode=mode)
    return content[: int(len(content) * share)]


def _tar_broken_header() -> bytes:
    content = bytearray(tar_beside("b.txt"))
    content[1024 + 148 : 1024 + 156] = b"99999999"
    return bytes(content)


def _tar_negative_size() -> bytes:
    content = bytearray(tar_beside("b.txt"))
    content[124:136] = b"\xff" * 11 + b"\x00"
    return bytes(content)


def _written(content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content())


def _case(
    name: str, content: bytes | Callable[[], bytes], *says: str, made: int = 1, suffix: str = ".zip", why: str = ""
) -> Case:
    return Case(name, _written(content), says, made, suffix, why)


def _tar(
    name: str, content: bytes | Callable[[], bytes], *says: str, made: int = 1, suffix: str = ".tar", why: str = ""
) -> Case:
    return _case(name, content, *says, made=made, suffix=suffix, why=why)


LEADING_OUT = {
    "one folder up": "../evil.json",
    "many folders up": "../" * 30 + "tmp/evil.json",
    "up in the middle": "annotations/../../evil.json",
    "an absolute path": "/tmp/evil.json",
    "a drive": "C:\\evil.json",
    "a drive without a folder": "C:evil.json",
    "backslashes up": "..\\..\\evil.json",
    "a share": "\\\\server\\share\\evil.json",
    "a mixture of slashes": "a\\../..\\../evil.json",
    "a very long name": "e" * 2000 + ".json",
}

ZIPS = (
    *(_case(f"zip with a name of {what}", beside(name), "unsafe-name") for what, name in LEADING_OUT.items()),
    *(
        _case(f"zip of nothing but {what}", zipped((name, GOOD)), "unknown-format", made=0, why="the name")
        for what, name in LEADING_OUT.items()
    ),
    _case("zip with a NUL in a name", _replaced(beside("bXc.json"), b"bXc", b"b\x00c")),
    _case("zip with a name of control characters", beside("\x01\x1b[31m.txt")),
    _case(
        "zip with a name that is no UTF-8",
        _replaced(beside("ÄÖÜ.json"), "ÄÖÜ".encode(), b"\xff\xfe\xfd\xfc\xfb\xfa"),
        "damaged-archive",
        made=0,
    ),
    _case("zip with the same name twice", lambda: _silently(NAME, NAME), "name-twice"),
    _case("zip with names that differ in case", beside(NAME.upper(), GOOD), "name-twice"),
    _case("zip with names that differ in normal form", lambda: _silently("é.json", "é.json"), "name-twice"),
    _case("zip with a name of dots and slashes", beside("././/.//b.txt")),
    _case("zip with a name of one blank", beside(" ", b"x")),
    _case("zip with a link", _linked, "link"),
    _case("zip with an encrypted member", _flagged(1), "encrypted"),
    _case("zip with a wrong checksum", _wrong_crc, "unknown-format", made=0, why="is damaged"),
    _case(
        "zip that says a member is larger",
        _said_size(len(GOOD) + 1000),
        "unknown-format",
        made=0,
        why="cannot be unpacked",
    ),
    _case("zip that says a member is smaller", _said_size(10), "unknown-format", made=0, why="cannot be unpacked"),
    _case(
        "zip that says a member has 4 GiB", _said_size(0xFFFFFFF0), "unknown-format", made=0, why="looks like an attack"
    ),
    _case("zip of an unknown method", _unknown_method, "unknown-format", made=0, why="method is not supported"),
    _case("zip whose members overlap", _overlapping, made=1),
    _case(
        "zip whose directory lies elsewhere", _moved_directory(7), "unknown-format", made=0, why="cannot be unpacked"
    ),
    _case(
        "zip whose directory lies behind its end",
        _moved_directory(1 << 30),
        "unknown-format",
        made=0,
        why="cannot be unpacked",
    ),
    _case("zip that says it has 65,000 members", _many_entries_said),
    _case("zip in a zip in a zip, forty times", _nested(40)),
    _case("zip bomb", _bomb, "packed-too-well"),
    _case("zip of nothing", zipped(), "unknown-format", made=0),
    _case("zip of empty files", zipped((NAME, b""), ("b.xml", b""), ("c.parquet", b"")), made=0),
    _case("zip of folders alone", zipped(("a/", b""), ("a/b/", b"")), "unknown-format", made=0),
    _case("zip with 30,000 empty files", lambda: zipped((NAME, GOOD), *((f"{n}.txt", b"") for n in range(30_000)))),
    _case("zip after other bytes", b"MZ" + bytes(5000) + beside("b.txt")),
    _case(
        "zip with an end of nothing after its own",
        beside("b.txt") + b"PK\x05\x06" + bytes(18),
        "unknown-format",
        made=0,
    ),
    *(
        _case(
            f"zip cut off at {share:.0%}",
            _cut(beside("b.bin", bytes(range(256)) * 40), share),
            "unknown-format",
            made=0,
            why="its end is missing",
        )
        for share in (0.02, 0.1, 0.3, 0.5, 0.8, 0.99)
    ),
)


def _silently(*names: str) -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped(*((name, GOOD) for name in names), *(((NAME, GOOD),) if NAME not in names else ()))


TARS = (
    *(_tar(f"tar with a name of {what}", tar_beside(name), "unsafe-name") for what, name in LEADING_OUT.items()),
    _tar("tar with a link to a file of the system", tar_beside("b.json", tarfile.SYMTYPE, "/etc/passwd"), "link"),
    _tar("tar with a link up", tar_beside("b.json", tarfile.SYMTYPE, "../../../etc/passwd"), "link"),
    _tar("tar with a hard link", tar_beside("b.json", tarfile.LNKTYPE, NAME), "link"),
    _tar("tar with a link to its own folder", tar_beside("b", tarfile.SYMTYPE, "."), "link"),
    _tar("tar with a device", tar_beside("null", tarfile.CHRTYPE), "link"),
    _tar("tar with a disk", tar_beside("sda", tarfile.BLKTYPE), "link"),
    _tar("tar with a pipe", tar_beside("pipe", tarfile.FIFOTYPE), "link"),
    _tar("tar with a member of an unknown kind", tar_beside("b.txt", b"Z")),
    _tar("tar with a link and a file through it", lambda: _through_link(), "link"),
    _tar("tar with the same name twice", tarred(*((tarfile.TarInfo(NAME), GOOD) for _ in range(2))), "name-twice"),
    _tar("tar with a header that is no number", _tar_broken_header, "damaged-archive"),
    _tar("tar with a size below 0", _tar_negative_size, "unknown-format", made=0),
    _tar("tar of nothing", tarred(), "unknown-format", made=0),
    *(
        _tar(f"tar cut off at {share:.0%}", _tar_cut(share), made=1 if share > 0.2 else 0)
        for share in (0.001, 0.3, 0.7)
    ),
    *(
        _tar(f"tar.gz cut off at {share:.0%}", _tar_cut(share, "w:gz"), suffix=".tar.gz", made=made)
        for share, made in ((0.01, 0), (0.5, 1), (0.9, 1))
    ),
    _tar("tar.gz with a flipped byte", lambda: _flipped(tar_beside("b.bin", mode="w:gz")), suffix=".tgz", made=0),
    _tar("tar.bz2 cut off", _tar_cut(0.5, "w:bz2"), suffix=".tar.bz2", made=0),
    _tar("tar.xz cut off", _tar_cut(0.5, "w:xz"), "damaged-archive", suffix=".tar.xz"),
    _tar(
        "tar bomb",
        lambda: tarred((tarfile.TarInfo(NAME), GOOD), (tarfile.TarInfo("b"), bytes(90 << 20)), mode="w:gz"),
        "too-large",
        made=0,
        suffix=".tar.gz",
    ),
    _tar("gzip of the document, cut off", gzip.compress(GOOD)[:60], made=0, suffix=".json.gz"),
    _tar("gzip with a wrong checksum", gzip.compress(GOOD)[:-8] + bytes(8), made=0, suffix=".json.gz"),
    _tar("gzip bomb", lambda: gzip.compress(bytes(90 << 20)), "packed-too-well", made=0, suffix=".json.gz"),
    _tar(
        "gzip in a gzip",
        gzip.compress(gzip.compress(GOOD)),
        "unknown-format",
        made=0,
        suffix=".json.gz",
        why="unpack it first",
    ),
    _tar("bzip2 of the document", bz2.compress(GOOD), "unknown-format", made=0, suffix=".json.bz2", why="bzip2"),
    _tar("xz of the document", lzma.compress(GOOD), "unknown-format", made=0, suffix=".json.xz", why="xz"),
)


def _through_link() -> bytes:
    link = tarfile.TarInfo("out")
    link.type, link.linkname = tarfile.SYMTYPE, "/tmp"
    return tarred((tarfile.TarInfo(NAME), GOOD), (link, b""), (tarfile.TarInfo("out/evil.txt"), b"evil"))


def _flipped(content: bytes) -> bytes:
    found = bytearray(content)
    found[len(found) // 2] ^= 0xFF
    return bytes(found)


PLAIN = (
    _case("an empty file", b"", "unknown-format", made=0, suffix=".json"),
    _case("one byte", b"{", "unknown-format", made=0, suffix=".json"),
    _case("zeros", bytes(10_000), "unknown-format", made=0, suffix=".zip"),
    _case("a 7z archive", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(200), "unknown-format", made=0, suffix=".7z", why="7z"),
    _case("a rar archive", b"Rar!\x1a\x07\x01\x00" + bytes(200), "unknown-format", made=0, suffix=".rar", why="rar"),
    _case("a page of HTML", b"<!doctype html><html><body>Log in</body></html>", "unknown-format", made=0),
    _case(
        "a file of Excel's",
        zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")),
        "unknown-format",
        made=0,
    ),
)


def document(**parts: Any) -> bytes:
    return json.dumps(DOCUMENT | parts).encode()


ARCHIVES = (*ZIPS, *TARS, *PLAIN)
