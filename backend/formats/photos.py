"""Photos alone, as an archive of them holds: each becomes an image without objects. Only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from backend.formats.records import ImageRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable

NAME = "photos"
LITTER = frozenset({"thumbs.db", "desktop.ini"})
"""What systems leave in folders and nobody means to send."""


def recognises(files: Files) -> bool:
    """Photos and nothing that could be annotations of them."""
    photos = set(files.pictures())
    return bool(photos) and all(name in photos or _is_litter(name) for name in files.names)


def read(files: Files) -> Iterator[Record]:
    photos = set(files.pictures())
    if not photos:
        raise Unreadable("no-photos", "there is no photo among these files; JPEG, PNG, WebP, TIFF and others are taken")
    for name in files.names:
        if name in photos:
            yield ImageRecord(name, Place(name), path=name)
        elif not _is_litter(name):
            detail = "it is no photo; where it holds annotations, import the archive instead"
            yield Problem(Place(name), "not-a-photo", detail, "file", count=0)


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.startswith(".") or path.name.casefold() in LITTER or "__MACOSX" in path.parts
