"""The formats of exports: each name stands for the writers that fill the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from backend.formats.archive import Archive
from backend.formats.coco import CocoWriter
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.label_map import LabelMapWriter
from backend.formats.options import Options


class Writer(Protocol):
    """Takes images one by one, so that memory stays flat; ``object_count`` says how many objects it has written."""

    name: str
    object_count: int

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None: ...

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None: ...

    def close(self) -> None: ...

    def notes(self) -> list[str]: ...


FORMATS: dict[str, tuple[type[Writer], ...]] = {
    "coco": (CocoWriter,),
    "labelmap": (LabelMapWriter,),
    "coco+labelmap": (CocoWriter, LabelMapWriter),
}
