"""What an export reads of the database, put aside on disk image by image.

A run that is killed leaves its file, and the next run goes on after the last whole line of it. Writing the archive
then touches no database, so that no image of it is newer than another by more than the reading took.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from backend.annotation.models import Object
from backend.config.pagination import after
from backend.images.models import Image

CHUNK = 200
AT_ONCE = 20
"""Images whose objects are read by one query: an image may have thousands."""
ORDERING = ("name", "id")
PIECE = 1 << 20
IMAGE_FIELDS = ("name", "id", "width", "height", "status")
OBJECT_FIELDS = (
    "id", "label_id", "rle", "bbox", "shape", "attributes", "source", "model", "quality", "z", "is_proposal",
)  # fmt: skip
Tick = Callable[[int], None]


@dataclass(frozen=True)
class GatheredImage:
    """Rows that are not to be saved: they hold what a format writes, and no more."""

    image: Image
    tags: tuple[str, ...]
    objects: tuple[Object, ...]


class Gathered:
    """One line of JSON an image; ``earlier`` files of the same export, of runs that were killed, are used up."""

    def __init__(self, path: Path, earlier: Iterable[Path] = ()) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        for old in sorted(earlier, key=lambda each: each.stat().st_mtime):
            shutil.copyfile(old, path)
            old.unlink()
        self.count, self._last = _whole_lines(path)

    def gather(self, images: QuerySet[Image], tick: Tick) -> None:
        """Append the images that are not there yet; ``tick`` hears how many are, and may raise to stop the work."""
        rows = images.order_by(*ORDERING).prefetch_related("tags")
        with self.path.open("ab") as file:
            while chunk := list((rows.filter(after(ORDERING, self._last)) if self._last else rows)[:CHUNK]):
                for at in range(0, len(chunk), AT_ONCE):
                    for line in _lines(chunk[at : at + AT_ONCE]):
                        tick(self.count)
                        file.write(line)
                        self.count += 1
                file.flush()
                self._last = (chunk[-1].name, chunk[-1].pk)

    def __iter__(self) -> Iterator[GatheredImage]:
        with self.path.open("rb") as file:
            for line in file:
                yield _thawed(json.loads(line))

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def _lines(images: list[Image]) -> Iterator[bytes]:
    objects: defaultdict[UUID, list[list[Any]]] = defaultdict(list)
    rows = Object.objects.filter(annotation__image__in=images).order_by("z", "id")
    for image_id, *values in rows.values_list("annotation__image_id", *OBJECT_FIELDS):
        objects[image_id].append(values)
    for image in images:
        about = [getattr(image, name) for name in IMAGE_FIELDS]
        tags = [tag.name for tag in image.tags.all()]
        text = json.dumps([about, tags, objects[image.pk]], cls=DjangoJSONEncoder, separators=(",", ":"))
        yield text.encode() + b"\n"


def _thawed(line: list[Any]) -> GatheredImage:
    about, tags, objects = line
    image = Image(**dict(zip(IMAGE_FIELDS, about, strict=True)))
    image.id = UUID(about[1])
    rows = (Object(**dict(zip(OBJECT_FIELDS, values, strict=True))) for values in objects)
    return GatheredImage(image, tuple(tags), tuple(rows))


def _whole_lines(path: Path) -> tuple[int, tuple[str, UUID] | None]:
    """How many whole lines there are, and the key of the last; what follows it is cut off."""
    count = end = 0
    with path.open("r+b") as file:
        while piece := file.read(PIECE):
            if newlines := piece.count(b"\n"):
                count += newlines
                end = file.tell() - len(piece) + piece.rindex(b"\n") + 1
        file.truncate(end)
        if not count:
            return 0, None
        return count, _key(_last_line(file, end))


def _last_line(file: Any, end: int) -> bytes:
    line, at = b"", end - 1
    while at > 0 and b"\n" not in line:
        step = min(PIECE, at)
        at -= step
        file.seek(at, os.SEEK_SET)
        line = file.read(step) + line
    return line.rsplit(b"\n", 1)[-1]


def _key(line: bytes) -> tuple[str, UUID]:
    about = json.loads(line)[0]
    return about[0], UUID(about[1])
