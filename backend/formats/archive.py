"""A zip file on disk that grows piece by piece: nothing of it is held in memory, whatever its size."""

from __future__ import annotations

import json
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import IO, Any

Moment = tuple[int, int, int, int, int, int]
"""Year, month, day, hour, minute, second."""


class Archive:
    """Write entries one after the other; use as a context manager. ``moment`` is the time that all entries have, for
    archives that are to be the same again; else each has that of its writing."""

    def __init__(self, path: Path, moment: Moment | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.folder = path.parent
        self._moment = moment
        self._prefix = ""
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def write(self, name: str, content: bytes, is_packed: bool = False) -> None:
        """Add an entry; ``is_packed`` content (PNG) is stored as it is."""
        self._zip.writestr(self._entry(name), content, zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED)

    def write_json(self, name: str, value: Any) -> None:
        self.write(name, json.dumps(value, indent=1, ensure_ascii=False).encode())

    def write_pieces(self, name: str, pieces: Iterable[bytes], *, is_packed: bool = False) -> None:
        about = self._entry(name)
        about.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        with self._zip.open(about, "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece)

    def subfolder(self, name: str) -> Archive:
        """The same archive as seen from a folder in it: what is written there lies in that folder."""
        inside = copy(self)
        inside._prefix = f"{self._prefix}{name}/"
        return inside

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(self._prefix + name, self._moment or time.localtime()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry


class Spool:
    """JSON values put aside on disk, to be written into an entry as the elements of one array."""

    PIECE = 1 << 18

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self.count = 0

    def add(self, value: Any) -> None:
        self._file.write(b",\n" if self.count else b"\n")
        self._file.write(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace"))
        self.count += 1

    def pieces(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(self.PIECE):
            yield piece

    def close(self) -> None:
        self._file.close()


class TextSpool:
    """Text put aside on disk, for an entry whose beginning is known last."""

    PIECE = 1 << 18

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115

    def add(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "replace"))

    def pieces(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(self.PIECE):
            yield piece

    def close(self) -> None:
        self._file.close()


@contextmanager
def archive(path: Path, moment: Moment | None = None) -> Iterator[Archive]:
    """A new archive at ``path``; a half-written one is removed when the block raises."""
    try:
        with Archive(path, moment) as result:
            yield result
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write ``path`` piece by piece; it is there whole or not at all."""
    aside = path.with_suffix(".part")
    try:
        with aside.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
