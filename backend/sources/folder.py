"""A folder of the server as a source: below one of STIPPLE_SOURCE_FOLDERS, opened for reading, links never followed.

Every folder and file is opened from the folder above it, by one name and without following links (``O_NOFOLLOW``), so
that nothing that somebody puts there, or changes meanwhile, leads out.
"""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from backend.config.problems import Code, Problem
from backend.sources.entries import Changing, Entry, Gone, Tick, Unreachable, Unreadable

PIECE = 1 << 20
FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK  # not to wait for the writer of a pipe
MOST_FOLDERS = 1000
NOT_A_FOLDER = (errno.ELOOP, errno.ENOTDIR)


def roots() -> tuple[str, ...]:
    return tuple(str(path) for path in settings.ENV.source_folders)


def check(given: Mapping[str, Any]) -> dict[str, str]:
    """``root`` and ``path`` as they are stored, or Problem 400: they name a folder that an operator allows."""
    root, path = str(given.get("root", "")), str(given.get("path", ""))
    if not roots():
        detail = "No folder of this server may be read: an operator has to set STIPPLE_SOURCE_FOLDERS."
        raise Problem(Code.NOT_AVAILABLE, detail)
    if root not in roots():
        raise Problem(Code.INVALID, f"root={root!r} is not one of the folders that may be read: {', '.join(roots())}.")
    parts = _parts(path)
    if parts is None:
        raise Problem(
            Code.INVALID, f"path={path!r} does not lead to a folder below the root; choose one from the list."
        )
    return {"root": root, "path": "/".join(parts)}


def _parts(path: str) -> tuple[str, ...] | None:
    """The names on the way down, or None for a path that leads anywhere else."""
    if "\0" in path or "\\" in path or path.startswith("/"):
        return None
    parts = tuple(part for part in path.split("/") if part)
    return None if any(part in (".", "..") for part in parts) else parts


@dataclass
class Folder:
    root: Path
    path: str
    passed_over: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, place: Mapping[str, Any], credentials: Mapping[str, str]) -> Folder:
        """Raises Unreachable when an operator does not allow the folder any more."""
        if place["root"] not in roots() or _parts(place["path"]) is None:
            detail = f"An operator does not allow {place['root']} to be read any more (STIPPLE_SOURCE_FOLDERS)."
            raise Unreachable("folder-not-allowed", detail)
        return cls(Path(place["root"]), place["path"])

    def folders(self) -> tuple[list[str], bool]:
        """The names of the first MOST_FOLDERS folders in this one, and whether there are more."""
        with self._opened(()) as here, os.scandir(here) as found:
            names: list[str] = []
            for each in found:
                if not each.name.startswith(".") and each.is_dir(follow_symlinks=False) and _is_text(each.name):
                    names.append(each.name)
                    if len(names) > MOST_FOLDERS:
                        break
        return sorted(names[:MOST_FOLDERS]), len(names) > MOST_FOLDERS

    def entries(self, tick: Tick) -> Iterator[Entry]:
        waiting: list[tuple[str, ...]] = [()]
        while waiting:
            parts = waiting.pop()
            try:
                with self._opened(parts) as here, os.scandir(here) as found:
                    yield from self._files(found, parts, waiting, tick)
            except (Unreachable, OSError) as error:
                if not parts:
                    raise error if isinstance(error, Unreachable) else self._unreachable(error) from None
                self.passed_over["unreadable-folder"] += 1

    def _files(
        self, found: Iterator[os.DirEntry[str]], parts: tuple[str, ...], waiting: list[tuple[str, ...]], tick: Tick
    ) -> Iterator[Entry]:
        for each in found:
            tick()
            if each.name.startswith("."):
                self.passed_over["hidden"] += 1
            elif each.is_symlink():
                self.passed_over["link"] += 1
            elif each.is_dir(follow_symlinks=False):
                waiting.append((*parts, each.name))
            elif not each.is_file(follow_symlinks=False):
                self.passed_over["no-file"] += 1
            else:
                try:
                    status = each.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                yield _entry("/".join((*parts, each.name)), status)

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        with open(self._file(entry), "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Gone
            while piece := _read(file):
                yield piece
            if _stamp(os.fstat(file.fileno())) != entry.stamp:
                raise Changing

    def _file(self, entry: Entry) -> int:
        *above, name = os.fsdecode(entry.raw).split("/")
        try:
            with self._opened(tuple(above)) as here:
                return os.open(name, FILE_FLAGS, dir_fd=here)
        except (FileNotFoundError, Unreachable):
            raise Gone from None
        except OSError as error:
            if error.errno in NOT_A_FOLDER:
                raise Gone from None
            raise Unreadable("not-readable", f"The server may not read it ({error.strerror}).") from None

    @contextmanager
    def _opened(self, parts: tuple[str, ...]) -> Iterator[int]:
        """The folder ``parts`` below the source's own, by a descriptor; raises Unreachable."""
        try:
            descriptor = self._descend(parts)
        except OSError as error:
            raise self._unreachable(error) from None
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _descend(self, parts: tuple[str, ...]) -> int:
        descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for part in (*(_parts(self.path) or ()), *parts):
            try:
                below = os.open(part, FOLDER_FLAGS, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = below
        return descriptor

    def _unreachable(self, error: OSError) -> Unreachable:
        shown = "/".join((str(self.root), self.path)).rstrip("/")
        if error.errno in NOT_A_FOLDER:
            detail = f"{shown} is no folder any more, or a link leads there; links are not followed."
            return Unreachable("no-such-folder", detail)
        if isinstance(error, FileNotFoundError):
            return Unreachable("no-such-folder", f"There is no folder {shown} on the server. Is the disk mounted?")
        detail = f"The server may not read {shown} ({error.strerror}). Ask an operator for the right to read it."
        return Unreachable("no-permission", detail)


def _read(file: Any) -> bytes:
    try:
        piece: bytes = file.read(PIECE)
    except OSError as error:
        raise Unreadable("not-readable", f"Reading it failed ({error.strerror}).") from None
    return piece


def _entry(path: str, status: os.stat_result) -> Entry:
    raw = os.fsencode(path)
    return Entry(raw.decode(errors="replace"), raw, status.st_size, _stamp(status), status.st_mtime)


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}:{status.st_size}"


def _is_text(name: str) -> bool:
    return os.fsencode(name).decode(errors="replace") == name
