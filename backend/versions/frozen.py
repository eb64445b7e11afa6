"""Objects as a version keeps them: plain data in one canonical text, whose digest says whether two are the same.

What an export needs of an object is kept as it is stored, labels by their id: names, colours and attributes of labels
belong to the version (labels.py), so that renaming one leaves the contents of all images the same.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from backend.annotation.models import Object
from kernels import rle

COLUMNS = ("id", "label_id", "rle", "bbox", "attributes", "source", "model", "quality", "z", "shape", "area")
"""What is read of an object to freeze it; ``left_out`` needs ``is_proposal`` besides."""


@dataclass(frozen=True)
class FrozenObject:
    """``counts`` are COCO's compressed run lengths, None for a bounding box; ``label`` is the id of a label."""

    id: str
    label: int | None
    counts: str | None
    bbox: list[int] | None
    attributes: dict[str, Any]
    source: str
    model: dict[str, str] | None
    quality: float | None
    z: int

    @property
    def order(self) -> tuple[int, str]:
        return self.z, self.id


def left_out(row: dict[str, Any]) -> str | None:
    """Why an object is in no version; the words are those of an export's report."""
    if row["is_proposal"]:
        return "proposal"
    if row["shape"] == Object.Shape.BOX:
        return None
    if row["rle"] is None:
        return "no-mask"
    return None if row["area"] or _has_pixels(row["rle"]) else "empty-mask"


def _has_pixels(mask: Any) -> bool:
    """``area`` is 0 too where a mask came in without it. A mask that cannot be read is for the export to judge."""
    try:
        return rle.area(mask) > 0
    except ValueError:
        return True


def frozen(row: dict[str, Any]) -> FrozenObject:
    return FrozenObject(
        str(row["id"]),
        row["label_id"],
        row["rle"]["counts"] if row["rle"] is not None else None,
        row["bbox"],
        row["attributes"] or {},
        row["source"],
        row["model"],
        row["quality"],
        row["z"],
    )


def thawed(thing: FrozenObject, size_hw: tuple[int, int]) -> Object:
    """The object again, as a row that belongs to no annotation: exports read it as they read the others."""
    mask = None if thing.counts is None else {"size": list(size_hw), "counts": thing.counts}
    return Object(
        id=UUID(thing.id),
        label_id=thing.label,
        rle=mask,
        bbox=thing.bbox,
        attributes=thing.attributes,
        source=thing.source,
        model=thing.model,
        quality=thing.quality,
        z=thing.z,
        shape=Object.Shape.BOX if mask is None else Object.Shape.MASK,
    )


def text_of(things: Sequence[FrozenObject]) -> bytes:
    """One text for equal objects, whatever order they or their attributes come in."""
    ordered = [asdict(thing) for thing in sorted(things, key=lambda thing: thing.order)]
    return json.dumps(ordered, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def packed(text: bytes) -> bytes:
    return zlib.compress(text)


def unpacked(body: bytes | memoryview) -> list[FrozenObject]:
    return [FrozenObject(**values) for values in json.loads(zlib.decompress(body))]
