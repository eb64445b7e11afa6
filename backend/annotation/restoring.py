"""Going back to an earlier revision (kind ``restore``). Pure: of the fold.

A restore names the revision it goes back to and all that was different then: objects, by their ids, and marks on the
background, by theirs. Each of these becomes what it was, and what is not named stays. So the whole document is then
that of the revision, other people's steps on what the restore did not touch can still be undone, and the log holds no
mask a second time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.annotation.state import ClickRecord, DocumentState, ObjectState, boxes_meet
from kernels.rle import area, intersect, subtract


def differing(now: DocumentState, past: DocumentState) -> dict[str, list[str]]:
    """The payload's {"objects", "background"}: ids of what is not in ``now`` as it was in ``past``."""
    present = {item.id: item for item in now.live()}
    former = {item.id: item for item in past.live()}
    objects = {key for key in present.keys() | former.keys() if present.get(key) != former.get(key)}
    marks = {mark["id"] for mark in now.background} ^ {mark["id"] for mark in past.background}
    return {"objects": sorted(map(str, objects)), "background": sorted(marks)}


def put_back(
    state: DocumentState, past: DocumentState, payload: dict[str, Any], revision: int, *, is_as_seen: bool
) -> None:
    """Make what the restore ``payload`` of operation ``revision`` names in ``state`` what it was in ``past``.

    ``is_as_seen``: ``state`` is the one that the restore was made in, so the masks come out by themselves as they were.
    Elsewhere they are kept apart, unless they may overlap.
    """
    named = {UUID(text) for text in payload["objects"]}
    for key in named:
        former = past.objects.get(key)
        if former is None:
            state.objects.pop(key, None)
        else:
            state.objects[key] = _copy(former)
    state.background = _background(state, past, payload["background"])
    if not is_as_seen and not payload.get("overlap"):
        _separate(state, named, revision)


def do_share(state: DocumentState, named: Collection[UUID]) -> bool:
    """Whether one of the objects ``named`` shares a pixel with another one."""
    masked = [(item, item.rle) for item in state.live() if item.rle is not None]
    return any(
        item.id != other.id and boxes_meet(item.bbox, other.bbox) and area(intersect(rle, below)) > 0
        for item, rle in masked
        if item.id in named
        for other, below in masked
    )


def copy_of(state: DocumentState) -> DocumentState:
    """A copy that later operations on ``state`` do not reach."""
    return DocumentState({key: _copy(item) for key, item in state.objects.items()}, list(state.background), state.model)


def _copy(item: ObjectState) -> ObjectState:
    """Masks, attributes and marks are replaced as a whole, never changed; these lists grow."""
    return replace(item, clicks=list(item.clicks), inputs=list(item.inputs), answered=list(item.answered))


def _background(state: DocumentState, past: DocumentState, named: Collection[str]) -> list[ClickRecord]:
    kept = [mark for mark in state.background if mark["id"] not in named]
    back = [mark for mark in past.background if mark["id"] in named]
    return sorted([*kept, *back], key=lambda mark: mark["r"])


def _separate(state: DocumentState, named: Collection[UUID], revision: int) -> None:
    """Others give the pixels that are put back, but for locked ones, which keep theirs."""
    back = [item for key in named if (item := state.find(key)) is not None and item.rle is not None]
    others = [item for item in state.live() if item.id not in named and item.rle is not None]
    for other in others:
        for item in back:
            if boxes_meet(item.bbox, other.bbox):
                loser, winner = (item, other) if other.is_locked else (other, item)
                _take(loser, winner, revision)


def _take(loser: ObjectState, winner: ObjectState, revision: int) -> None:
    assert loser.rle is not None
    assert winner.rle is not None
    left = subtract(loser.rle, winner.rle)
    if left["counts"] != loser.rle["counts"]:
        loser.set_mask(left, revision)
        loser.unsure = None
        loser.base = subtract(loser.base, winner.rle) if loser.base else None
