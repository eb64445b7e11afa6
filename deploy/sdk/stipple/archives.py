"""Photos out of an archive, for servers that take none: into a folder of one's own, under their own names."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from stipple.errors import StippleError

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
Opens = Callable[[], IO[bytes] | None]


def is_archive(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES)


def unpack(path: Path, folder: Path, is_wanted: Callable[[str], bool]) -> list[Path]:
    """The files of the archive whose names are wanted. Two of one name come into two folders; nothing is written
    outside ``folder``, whatever the archive says. Raises StippleError for an archive that cannot be read."""
    unpacked = []
    try:
        for number, (name, opens) in enumerate(_members(path)):
            base = PurePosixPath(name.replace("\\", "/")).name
            if not is_wanted(base):
                continue
            target = folder / str(number) / base
            target.parent.mkdir()
            source = opens()
            if source is not None:
                with source, target.open("wb") as file:
                    shutil.copyfileobj(source, file)
                unpacked.append(target)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise StippleError(f"{path} cannot be unpacked: {error}.") from error
    return unpacked


def _members(path: Path) -> Iterator[tuple[str, Opens]]:
    """The name of each plain file, and what opens it."""
    archive: Any
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield info.filename, _opening(archive.open, info)
    else:
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile():
                    yield member.name, _opening(archive.extractfile, member)


def _opening(opens: Callable[[Any], IO[bytes] | None], member: Any) -> Opens:
    return lambda: opens(member)
