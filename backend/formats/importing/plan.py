"""What becomes of the objects of one image: which are made, changed, there already, or left out and why. Pure.

An object keeps its identity through imports: its id here follows from the image and from what it is, and the log has
the id that it had in the files, by which ``update`` knows it again. So the same data changes nothing when it comes
again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import numpy as np

from backend.annotation.imports import Change, Present
from backend.annotation.state import ObjectState, boxes_meet
from backend.formats.records import Place
from kernels import rle
from kernels.rle import Rle

NAMESPACE = UUID("5b1c0f4e-7a27-4c8e-9d0f-3f6a52f1a9c4")
BY_IMPORT = 5
"""The version of the UUIDs that this module gives out; people's objects have version 4."""
LONGEST_KEY = 100


@dataclass(frozen=True)
class Candidate:
    """An object as it would be stored. ``key`` is its id in the files, "" where it has none."""

    place: Place
    label: int | None
    rle: Rle | None
    box: tuple[int, int, int, int]
    attributes: Mapping[str, Any]
    quality: float | None = None
    z: int | None = None
    key: str = ""
    stipple_id: str = ""
    is_proposal: bool = False

    @property
    def area(self) -> int:
        return rle.area(self.rle) if self.rle else self.box[2] * self.box[3]

    @property
    def content(self) -> str:
        return f"{self.label}/{self.rle['counts'] if self.rle else self.box}"


@dataclass
class Plan:
    """``reasons``: of each candidate that is left out, by its place in the list. ``cut``: objects that give pixels to
    others of this import, because the project keeps masks apart."""

    change: Change = field(default_factory=Change)
    counts: Counter[str] = field(default_factory=Counter)
    reasons: dict[int, str] = field(default_factory=dict)
    cut: int = 0


def plan(candidates: Sequence[Candidate], present: Present, image: UUID, existing: str, as_proposals: bool) -> Plan:
    """``existing``: add, update or replace (options.py)."""
    return _Planning(candidates, present, image, existing, as_proposals).plan()


class _Planning:
    def __init__(
        self, candidates: Sequence[Candidate], present: Present, image: UUID, existing: str, as_proposals: bool
    ) -> None:
        self.candidates, self.present, self.image = candidates, present, image
        self.existing, self.as_proposals = existing, as_proposals
        self.here = {item.id: item for item in present.objects}
        self.contents = Counter(_content(item) for item in present.objects)
        has_keys = existing == "update" and any(candidate.key for candidate in candidates)
        self.keys = present.keys() if has_keys else {}
        self.result = Plan()

    def plan(self) -> Plan:
        ids = self._ids()
        wanted = {place: key for place, key in ids.items() if place not in self.result.reasons}
        fresh = {place: key for place, key in wanted.items() if self._is_wanted(place, key)}
        removed = self._removed(set(wanted.values())) if self.existing == "replace" else []
        staying = self._staying(fresh, {*fresh.values(), *removed})
        masks = self._kept_apart(fresh, staying)
        objects = []
        for place, key in fresh.items():
            mask = masks.get(place)
            if self.candidates[place].rle is not None and (mask is None or not rle.area(mask)):
                self.result.reasons[place] = "covered"
            elif key in self.here and self._is_same(place, key, mask):
                self.result.counts["unchanged"] += 1
            else:
                self.result.counts["updated" if key in self.here else "made"] += 1
                objects.append(self._named(place, key, mask))
        self.result.counts["removed"] = len(removed)
        self.result.change = Change(objects, removed, frozenset(item.id for item in staying))
        return self.result

    def _ids(self) -> dict[int, UUID]:
        """An id for each candidate that is no double of another one. Those that the files name come first: what an
        object consists of may have been that of another one."""
        ids: dict[int, UUID] = {}
        holders: dict[UUID, int] = {}
        for place in sorted(range(len(self.candidates)), key=lambda place: self._known(place) is None):
            key = self._known(place) or self._made_of(place, 0)
            if key in holders and self.candidates[place].content == self.candidates[holders[key]].content:
                self.result.reasons[place] = "twice"
                continue
            if key in holders:
                key = self._next_id(place, holders.keys() | self.here.keys())
            holders[key] = place
            ids[place] = key
        gone = self.present.deleted({key for key in holders if key not in self.here})
        for key in gone:
            if self.existing == "replace":
                ids[holders[key]] = self._next_id(holders[key], holders.keys())
            else:
                self.result.reasons[holders[key]] = "deleted-since"
        return ids

    def _known(self, place: int) -> UUID | None:
        """The object here that the files name."""
        candidate = self.candidates[place]
        if (known := _uuid(candidate.stipple_id)) in self.here:
            return known
        return self.keys.get(candidate.key[:LONGEST_KEY])

    def _made_of(self, place: int, generation: int) -> UUID:
        return uuid5(NAMESPACE, f"{self.image}/{self.candidates[place].content}/{generation}")

    def _next_id(self, place: int, taken: Collection[UUID]) -> UUID:
        """Under the id of an object that was deleted no other is made; the same one again gets the next free one."""
        generation = 1
        while (key := self._made_of(place, generation)) in taken or self.present.deleted({key}):
            generation += 1
        return key

    def _is_wanted(self, place: int, key: UUID) -> bool:
        """Whether the candidate is to be made or compared; counts those that are there already."""
        if key in self.here:
            if self.existing != "update":
                self.result.counts["unchanged"] += 1
                return False
            if key in self.present.fixed and not self._is_same(place, key, self._expected(place, key)):
                self.result.reasons[place] = "locked"
                return False
            return True
        content = self.candidates[place].content
        if self.existing == "add" and self.contents[content] > 0:
            self.contents[content] -= 1
            self.result.counts["unchanged"] += 1
            return False
        return True

    def _staying(self, places: Collection[int], others: Collection[UUID]) -> list[ObjectState]:
        """The masks here beside the candidates at ``places`` that are none of ``others``, which the import brings or
        removes: they keep their pixels."""
        boxes = np.array([self.candidates[place].box for place in places]).reshape(-1, 4)
        items = (item for item in self.present.objects if item.id not in others and item.rle is not None)
        return [item for item in items if _meeting(boxes, np.array(item.bbox))]

    def _kept_apart(self, fresh: Mapping[int, UUID], staying: Sequence[ObjectState]) -> dict[int, Rle]:
        """Masks of the candidates, each less what lies on top of it; whole where masks may overlap.

        On top is what is ``staying``, then the higher ``z``; where the files don't say, the smaller one, so that none
        hides another.
        """
        masks = {place: mask for place in fresh if (mask := self.candidates[place].rle) is not None}
        if self.present.overlap or not masks:
            return masks
        order = sorted(masks, key=lambda place: self._rank(place), reverse=True)
        boxes = np.array([self.candidates[place].box for place in order])
        for number, place in enumerate(order):
            above = [masks[order[other]] for other in _meeting(boxes[:number], boxes[number])]
            above = [mask for mask in above if rle.area(mask)]
            box = list(self.candidates[place].box)
            beside = [item.rle for item in staying if item.rle and boxes_meet(item.bbox, box)]
            if above or beside:
                whole = masks[place]
                masks[place] = rle.without([whole], [*above, *beside])[0]
                self.result.cut += masks[place] != whole
        return masks

    def _rank(self, place: int) -> tuple[int, int, int]:
        candidate = self.candidates[place]
        return (candidate.z or 0, -candidate.area, place)

    def _expected(self, place: int, key: UUID) -> Rle | None:
        return self._kept_apart({place: key}, self._staying([place], {key})).get(place)

    def _is_same(self, place: int, key: UUID, mask: Rle | None) -> bool:
        item, candidate = self.here[key], self.candidates[place]
        if item.label != candidate.label or item.attributes != candidate.attributes:
            return False
        if candidate.quality is not None and item.quality != candidate.quality:
            return False
        if candidate.rle is None:
            return item.rle is None and tuple(item.bbox or ()) == candidate.box
        return mask is not None and item.rle is not None and item.rle["counts"] == mask["counts"]

    def _named(self, place: int, key: UUID, mask: Rle | None) -> dict[str, Any]:
        candidate = self.candidates[place]
        named: dict[str, Any] = {"object": str(key), "label": candidate.label, "attributes": dict(candidate.attributes)}
        named |= {"rle": mask} if mask is not None else {"box": list(candidate.box)}
        if candidate.key:
            named["key"] = candidate.key[:LONGEST_KEY]
        if candidate.quality is not None:
            named["quality"] = candidate.quality
        if candidate.z is not None and self.present.overlap:
            named["z"] = candidate.z
        if (self.as_proposals or candidate.is_proposal) and (key not in self.here or self.here[key].is_proposal):
            named["proposal"] = True
        return named

    def _removed(self, wanted: set[UUID]) -> list[UUID]:
        """Objects that an import brought, that are not in this one, and that nobody has worked on since."""
        brought = self.present.brought()
        return [
            item.id
            for item in self.present.objects
            if item.id.version == BY_IMPORT
            and item.id not in wanted
            and item.id not in self.present.fixed
            and len(item.inputs) <= 1
            and _is_as_brought(item, brought.get(item.id, {}))
        ]


def _is_as_brought(item: ObjectState, named: Mapping[str, Any]) -> bool:
    """Nobody has relabelled, moved or accepted it, nor changed its attributes."""
    return (
        item.label == named.get("label")
        and item.attributes == named.get("attributes", {})
        and item.is_proposal == named.get("proposal", False)
        and ("box" not in named or list(item.bbox or ()) == list(named["box"]))
    )


def _content(item: ObjectState) -> str:
    return f"{item.label}/{item.rle['counts'] if item.rle else tuple(item.bbox or ())}"


def _meeting(boxes: np.ndarray, box: np.ndarray) -> list[int]:
    """Which of ``boxes`` (n, 4), as (x, y, width, height), share a pixel with ``box``."""
    ends, end = boxes[:, :2] + boxes[:, 2:], box[:2] + box[2:]
    found: list[int] = np.flatnonzero(((boxes[:, :2] < end) & (ends > box[:2])).all(axis=1)).tolist()
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
