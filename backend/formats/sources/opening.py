"""Open what somebody handed over, by its content: zip, tar (packed or not), a folder, or one plain file.

Nothing is ever written by a name from an archive: zip files are read in place, tar files are unpacked piece by piece to
files whose names are numbers. Links and devices are left out and named, as are names that lead out of the archive.
"""

from __future__ import annotations

import gzip
import os
import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, cast

from backend.formats.records import Problem
from backend.formats.sources.files import Files, file_problem
from backend.formats.sources.guarded import DAMAGE, Unreadable
from backend.formats.sources.names import UnsafeName, member_name, zip_name

UTF8_FLAG = 0x800
ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True)
class Limits:
    """``most_bytes`` unpacked, of all files together; ``largest_ratio`` of unpacked to packed bytes, of files from
    ``ratio_from`` bytes on (empty masks and repeated text pack well); of tar archives as a whole."""

    most_files: int = 2_000_000
    most_bytes: int = 1 << 40
    largest_ratio: int = 500
    ratio_from: int = 64 << 20


@contextmanager
def opened(path: Path, name: str = "", limits: Limits = Limits(), aside: Path | None = None) -> Iterator[Files]:
    """The files at ``path``, which was called ``name``. ``aside``: where a tar file is unpacked, the system's folder
    for temporary files unless said otherwise. Raises Unreadable."""
    shown = name or path.name
    if path.is_dir():
        yield _folder(path, limits)
    elif zipfile.is_zipfile(path):
        with _zip(path, limits) as files:
            yield files
    elif _is_tar(path):
        with _tar(path, limits, aside) as files:
            yield files
    elif _head(path).startswith(b"\x1f\x8b"):
        yield Files({_without_gz(shown): _gzip_size(path, limits)}, lambda _: _gunzipped(path))
    else:
        yield Files({shown: path.stat().st_size}, lambda _: path.open("rb"))


class _Names:
    """Gives members their names, once each; ``problems`` says which cannot be had."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sizes: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._folded: set[str] = set()
        self._bytes = 0

    def take(self, raw: str, size: int, packed: int | None) -> str | None:
        try:
            name = member_name(raw)
        except UnsafeName as error:
            self.refuse(raw, "unsafe-name", str(error))
            return None
        if name is None:
            return None
        if name.casefold() in self._folded:
            self.refuse(raw, "name-twice", "another file of the archive has this name, but for upper and lower case")
            return None
        if packed is not None and size > self.limits.ratio_from and size > self.limits.largest_ratio * max(packed, 1):
            self.refuse(raw, "packed-too-well", f"{packed:,} bytes unpack to {size:,}; that looks like an attack")
            return None
        self._bytes += size
        self.check(len(self.sizes) + 1)
        self._folded.add(name.casefold())
        self.sizes[name] = size
        return name

    def check(self, count: int) -> None:
        if count > self.limits.most_files:
            raise Unreadable(
                "too-many-files", f"the archive holds more than {self.limits.most_files:,} files; split it"
            )
        if self._bytes > self.limits.most_bytes:
            raise Unreadable(
                "too-large", f"the archive unpacks to more than {self.limits.most_bytes:,} bytes; split it"
            )

    def refuse(self, raw: str, code: str, detail: str) -> None:
        self.problems.append(file_problem(raw[:200].encode("utf-8", "replace").decode(), code, detail))


@contextmanager
def _zip(path: Path, limits: Limits) -> Iterator[Files]:
    try:
        archive = zipfile.ZipFile(path)
    except (*DAMAGE, ValueError) as error:
        raise Unreadable("damaged-archive", f"the zip archive cannot be read ({error}); pack it again") from error
    with archive:
        names, members = _Names(limits), {}
        for info in archive.infolist():
            raw = zip_name(info.filename, bool(info.flag_bits & UTF8_FLAG))
            if info.is_dir():
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                names.refuse(raw, "link", "links inside archives are not followed; pack the file itself")
            elif info.flag_bits & ENCRYPTED_FLAG:
                names.refuse(raw, "encrypted", "the file is encrypted; pack it without a password")
            elif name := names.take(raw, info.file_size, info.compress_size):
                members[name] = info

        yield Files(names.sizes, lambda name: archive.open(members[name]), names.problems)


@contextmanager
def _tar(path: Path, limits: Limits, aside: Path | None) -> Iterator[Files]:
    folder = Path(tempfile.mkdtemp(dir=aside, prefix="unpacked-"))
    try:
        most = max(limits.ratio_from, limits.largest_ratio * path.stat().st_size)
        names, places = _Names(replace(limits, most_bytes=min(limits.most_bytes, most))), {}
        try:
            with tarfile.open(path, "r|*", tarinfo=_Member) as archive:
                for number, member in enumerate(archive):
                    names.check(number)
                    if member.isdir():
                        continue
                    if not member.isfile():
                        names.refuse(member.name, "link", "links and devices are left out; pack the file itself")
                    elif member.issparse():
                        names.refuse(member.name, "packed-too-well", "its gaps are not stored; pack it whole")
                    elif name := names.take(member.name, member.size, None):
                        places[name] = folder / str(number)
                        _unpack(archive, member, places[name])
                if why := getattr(archive, "broke_off", ""):
                    names.refuse(path.name, "damaged-archive", f"the rest of the archive cannot be read ({why})")
        except DAMAGE as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the archive
            if not places:
                detail = f"the tar archive cannot be read ({error}); pack it again"
                raise Unreadable("damaged-archive", detail) from error
            names.problems.append(file_problem(path.name, "damaged-archive", f"the rest cannot be read ({error})"))
            names.sizes = {name: size for name, size in names.sizes.items() if places[name].exists()}
        yield Files(names.sizes, lambda name: places[name].open("rb"), names.problems)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Member(tarfile.TarInfo):
    """Where a header is damaged, tarfile takes it for the end of the archive: here it is noted as ``broke_off``."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Member:
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            is_end = type(error).__name__ == "EOFHeaderError"
            archive.broke_off = "" if is_end else str(error)  # type: ignore[attr-defined]
            raise


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    source = archive.extractfile(member)
    assert source is not None
    part = target.with_suffix(".part")
    with source, part.open("xb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
    part.replace(target)


def _folder(root: Path, limits: Limits) -> Files:
    names, places = _Names(limits), {}
    for parent, _, files in os.walk(root):
        for file in files:
            path = Path(parent, file)
            raw = path.relative_to(root).as_posix()
            if path.is_symlink():
                names.refuse(raw, "link", "links are not followed; put the file itself there")
            elif path.is_file() and (name := names.take(raw, path.stat().st_size, None)):
                places[name] = path
    return Files(names.sizes, lambda name: places[name].open("rb"), names.problems)


def _is_tar(path: Path) -> bool:
    try:
        with tarfile.open(path, "r|*") as archive:
            return archive.next() is not None
    except (*DAMAGE, ValueError):
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)


def _gunzipped(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path))


def _gzip_size(path: Path, limits: Limits) -> int:
    """What it unpacks to can only be known by unpacking; memory stays flat, and the limit ends it."""
    size = 0
    try:
        with gzip.open(path) as file:
            while piece := file.read(1 << 20):
                size += len(piece)
                most = max(limits.ratio_from, limits.largest_ratio * path.stat().st_size)
                if size > min(limits.most_bytes, most):
                    raise Unreadable(
                        "packed-too-well", f"the file unpacks to more than {size:,} bytes; that looks like an attack"
                    )
    except DAMAGE as error:
        raise Unreadable("damaged-archive", f"the gzip file cannot be read ({error}); pack it again") from error
    return size


def _without_gz(name: str) -> str:
    return name[:-3] if name.casefold().endswith(".gz") else name
