"""From decodes to the masks that may be stored (hop 8): bases refined, objects kept apart, frozen ones on top. Pure.

A base (a painted or imported mask) with clicks on it is refined by itself (``base_refinement``): no other object's
click touches it, and what the model is shown of it touches no other object. The others are decoded jointly, as if a
base were its clicks and its deepest point. A base wins its pixels over all other active objects; what it has gained
it wins where the joint decode does not see another one. Frozen objects win theirs over all.

What a box says of its outside (model/boxes.py) is said of its own object: objects without a box get their masks from
a decode that does not hear it. A box on a base changes nothing outside of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.annotation.state import boxes_meet
from kernels.rle import Rle, area, bbox_xywh, empty, encode_box, encode_labels, intersect, subtract, union, without
from model.boxes import Box, Evidence, box_in_effect, marks_of, marks_outside, reach
from model.types import Click, Clicks, Mark
from worker.base_evidence import deepest_point
from worker.base_refinement import Pointed, Refined
from worker.decoder import Decoder, Judged

Refine = Callable[[Rle, Sequence[Pointed]], Refined]
"""A base that has a pixel, and what a person pointed at since, in order."""


@dataclass(frozen=True)
class Active:
    """One object of a decode: all its clicks, strokes and boxes, of which the first ``base_clicks`` are part of
    ``base``, as are the first ``base_background`` of those on the background. ``base`` None: it has none."""

    clicks: tuple[Evidence, ...]
    base: Rle | None = None
    base_clicks: int = 0
    base_background: int = 0

    @property
    def later(self) -> tuple[Evidence, ...]:
        """The evidence that are not part of the base."""
        return self.clicks if self.base is None else self.clicks[self.base_clicks :]


def compose(
    decoder: Decoder,
    refine: Refine,
    active: Sequence[Active],
    background: Sequence[Mark],
    *,
    keeps_apart: bool = True,
) -> tuple[list[Rle], list[Judged]]:
    """The masks of ``active`` and what the model thinks of them; nothing of refined bases.

    ``keeps_apart``: the masks are disjoint; without it those of bases are as they were refined, on and under others. A
    model judges the mask that it decoded, and not what a person painted around it.
    """
    refined = {
        index: _refined(item, refine, background, decoder.image_hw)
        for index, item in enumerate(active)
        if item.base is not None and area(item.base)  # what was wholly erased speaks for nothing any more
    }
    judged = [Judged()] * len(active)
    decoded = {index: empty(decoder.image_hw) for index in range(len(active)) if index not in refined}
    asked, objects, shared = _asked(active, refined, background)
    if any(index in decoded for index in asked):
        labels, found = _answered(decoder, objects, shared)
        for index, rle, value in zip(asked, encode_labels(labels, len(asked)), found, strict=True):
            if index in decoded:
                decoded[index], judged[index] = rle, value
    if not keeps_apart:
        return [refined[index].mask if index in refined else decoded[index] for index in range(len(active))], judged
    return _kept_apart(active, refined, decoded), judged


def _pointed(item: Active, background: Sequence[Mark]) -> list[Pointed]:
    """What a person pointed at since the base was made, in the order of time, numbered anew: other objects' clicks,
    which may join and leave a decode, are not counted."""
    since = [(mark, True) for mark in marks_of(item.later)]
    since += [(mark, False) for mark in background[item.base_background :]]
    since.sort(key=lambda each: each[0].t)
    return [Pointed(replace(mark, t=t), on_object) for t, (mark, on_object) in enumerate(since)]


def _refined(item: Active, refine: Refine, background: Sequence[Mark], image_hw: tuple[int, int]) -> Refined:
    """The base of ``item`` after all that was pointed at since; inside the box alone, where one is drawn."""
    base = item.base
    assert base is not None
    result = refine(base, _pointed(item, background))
    box = box_in_effect(item.later)
    if box is None:
        return result
    inside = inside_of(box, image_hw)
    return replace(result, mask=union(subtract(base, inside), intersect(result.mask, inside)))


def inside_of(box: Box, image_hw: tuple[int, int]) -> Rle:
    """The pixels that an object with this box may have, in an image of ``image_hw`` (height, width)."""
    rows, columns = reach(box, image_hw)
    shape = (max(0, rows.stop - rows.start), max(0, columns.stop - columns.start))
    return encode_box(np.ones(shape, dtype=bool), (columns.start, rows.start), image_hw)


def _asked(
    active: Sequence[Active], refined: Mapping[int, Refined], background: Sequence[Mark]
) -> tuple[list[int], list[tuple[Evidence, ...]], tuple[Mark, ...]]:
    """Which of ``active`` take part in the joint decode, their evidence, and the background's. Bases take part with
    what a person marked and, where that does not say what was painted, their deepest point; time index 0 is left to
    that."""
    evidence: dict[int, tuple[Evidence, ...]] = {
        index: (*_deepest(item), *marks_of(item.clicks)) if index in refined else item.later or item.clicks
        for index, item in enumerate(active)
    }
    taking_part = [index for index in evidence if evidence[index]]
    earlier = 1 if refined else 0
    objects = [tuple(replace(mark, t=mark.t + earlier) for mark in evidence[index]) for index in taking_part]
    return taking_part, objects, tuple(replace(mark, t=mark.t + earlier) for mark in background)


def _answered(
    decoder: Decoder, evidence: Sequence[Sequence[Evidence]], background: tuple[Mark, ...]
) -> tuple[np.ndarray, list[Judged]]:
    """The answer to objects of which some have boxes; each of those stays within its box."""
    objects = tuple(marks_of(marks) for marks in evidence)
    boxes = {index: box for index, marks in enumerate(evidence) if (box := box_in_effect(marks)) is not None}
    if not boxes:
        return decoder.labels(Clicks(objects, background))
    boxed, judged = decoder.labels(Clicks(objects, background + _outside(boxes, decoder.image_hw)))
    if len(boxes) == len(objects):
        labels = np.zeros_like(boxed)
    else:
        plain, plain_judged = decoder.labels(Clicks(objects, background))
        labels = np.array([0, *(0 if k in boxes else k + 1 for k in range(len(objects)))], dtype=plain.dtype)[plain]
        judged = [(judged if k in boxes else plain_judged)[k] for k in range(len(objects))]
    for index, box in boxes.items():
        within = reach(box, decoder.image_hw)
        labels[within][boxed[within] == index + 1] = index + 1
    return labels, judged


def _outside(boxes: Mapping[int, Box], image_hw: tuple[int, int]) -> tuple[Mark, ...]:
    """What the boxes say of their outside; where one says that another's inside is background, it is not heard."""
    return tuple(
        mark
        for index, box in boxes.items()
        for mark in marks_outside(box, image_hw, (other for key, other in boxes.items() if key != index))
    )


def _deepest(item: Active) -> tuple[Mark, ...]:
    return () if item.base is None or item.base_clicks else (Click(*deepest_point(item.base), -1),)


def _kept_apart(active: Sequence[Active], refined: Mapping[int, Refined], decoded: Mapping[int, Rle]) -> list[Rle]:
    """Bases keep what they had; what they gained they keep where no other object is."""
    kept, gained = {}, {}
    for index, result in refined.items():
        base = active[index].base
        assert base is not None
        kept[index], gained[index] = intersect(result.mask, base), subtract(result.mask, base)
    masks = {index: _less(rle, kept.values()) for index, rle in decoded.items()}
    for index in sorted(refined, key=lambda index: -max((mark.t for mark in active[index].clicks), default=-1)):
        others = [*masks.values(), *(rle for other, rle in kept.items() if other != index)]
        masks[index] = union(kept[index], _less(gained[index], others))
    return [masks[index] for index in range(len(active))]


def _less(mask: Rle, others: Collection[Rle]) -> Rle:
    box = list(bbox_xywh(mask))
    return without([mask], [other for other in others if boxes_meet(box, list(bbox_xywh(other)))])[0]
