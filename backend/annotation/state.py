"""The document of one image in memory: its objects and background marks, as the fold of the log leaves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kernels.rle import Rle, area, bbox_xywh

ClickRecord = dict[str, Any]
"""A click {"id": uuid text, "x", "y": image pixels, "t": time index in the image, "r": revision of its operation}; a
stroke, which has "points": [[x, y], ...] in place of "x" and "y"; or a box, which has "box": [x0, y0, x1, y1].
"crop": [x0, y0, x1, y1] is there where it was made zoomed in."""


@dataclass
class ObjectState:
    """One object in effect. ``base`` is the mask that a person last gave it, or that it had when somebody zoomed to
    another part of it; its clicks since then refine that. ``base_revision``: the operation that made that mask.

    ``crop`` ([x0, y0, x1, y1], None: the whole image) is what the model looks at for it (``looking.py``).

    ``model`` ({"name", "digest", "engine"}) made the mask; None where a person did, or while there is no mask.
    ``unsure`` ({"x", "y", "margin"}) is the place where that model was least sure; None where none is known.
    ``shape`` "box": a bounding box that is an object of its own, ``bbox``, until it is given a mask.
    """

    id: UUID
    z: int = 0
    label: int | None = None
    source: str = "click"
    created_by: int | None = None
    rle: Rle | None = None
    base: Rle | None = None
    base_clicks: int = 0
    bbox: list[int] | None = None
    area: int = 0
    quality: float | None = None
    is_locked: bool = False
    is_proposal: bool = False
    attributes: dict[str, Any] = field(default_factory=dict)
    clicks: list[ClickRecord] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    mask_revision: int = 0
    model: dict[str, str] | None = None
    shape: str = "mask"
    crop: list[int] | None = None
    base_revision: int = 0
    unsure: dict[str, float] | None = None
    is_deleted: bool = False

    @property
    def is_answered(self) -> bool:
        return self.inputs == self.answered

    @property
    def later_clicks(self) -> list[ClickRecord]:
        """Those that are not part of the base."""
        return self.clicks if self.base is None else self.clicks[self.base_clicks :]

    def make_base(self, mask: Rle, revision: int) -> None:
        """From now on clicks refine ``mask``, made by operation ``revision``; those answered so far are part of it."""
        self.base, self.base_revision = mask, revision
        self.base_clicks = sum(click["r"] in self.answered for click in self.clicks)

    def set_mask(self, rle: Rle, revision: int) -> None:
        """Take ``rle`` as the mask that operation ``revision`` made."""
        self.rle = rle
        self.shape = "mask"
        self.bbox = list(bbox_xywh(rle))
        self.area = area(rle)
        self.mask_revision = revision

    def set_box(self, box_xywh: list[int]) -> None:
        """Be a bounding box without a mask."""
        self.shape, self.bbox = "box", list(box_xywh)
        self.rle, self.base, self.area, self.model, self.unsure = None, None, 0, None, None


@dataclass
class DocumentState:
    """All objects (deleted ones too, so that a late answer can be judged) and the background's clicks and strokes.

    ``model`` ({"name", "digest"}) is the one that the log says is pinned; None before the log names one.
    """

    objects: dict[UUID, ObjectState] = field(default_factory=dict)
    background: list[ClickRecord] = field(default_factory=list)
    model: dict[str, str] | None = None

    def live(self) -> Iterable[ObjectState]:
        return (item for item in self.objects.values() if not item.is_deleted)

    def find(self, object_id: UUID) -> ObjectState | None:
        """The object, unless it does not exist or was deleted."""
        item = self.objects.get(object_id)
        return None if item is None or item.is_deleted else item


@dataclass(frozen=True)
class Entry:
    """One operation of the log as the fold reads it."""

    revision: int
    kind: str
    payload: dict[str, Any]
    actor: int | None
    client_id: UUID


@dataclass
class Effect:
    """What one operation did: objects that changed in any field, whose mask changed, that went; the background."""

    changed: set[UUID] = field(default_factory=set)
    masked: set[UUID] = field(default_factory=set)
    removed: set[UUID] = field(default_factory=set)
    background: bool = False


def boxes_meet(a: list[int] | None, b: list[int] | None) -> bool:
    """Whether two boxes (x, y, width, height) share a pixel; an absent or empty box meets nothing."""
    if a is None or b is None or 0 in (a[2], b[2]):
        return False
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
