"""What becomes of objects that meet others: those here keep their pixels, and people's work is not removed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import numpy as np

from backend.annotation.imports import Present
from backend.annotation.state import ObjectState
from backend.formats.importing.plan import Candidate, plan
from backend.formats.records import Place
from kernels import rle

IMAGE = UUID(int=7)


def mask(x0: int, y0: int, x1: int, y1: int) -> rle.Rle:
    pixels = np.zeros((40, 40), bool)
    pixels[y0:y1, x0:x1] = True
    return rle.encode(pixels)


def wanted(x0: int, y0: int, x1: int, y1: int, **more: Any) -> Candidate:
    found = mask(x0, y0, x1, y1)
    return Candidate(Place("a.json"), more.pop("label", 1), found, rle.bbox_xywh(found), {}, **more)


def here(key: UUID, x0: int, y0: int, x1: int, y1: int) -> ObjectState:
    item = ObjectState(key)
    item.label = 1
    item.set_mask(mask(x0, y0, x1, y1), 1)
    return item


def masks(change: Any) -> list[rle.Rle]:
    return [named["rle"] for named in change.objects]


def test_what_is_here_keeps_its_pixels_and_what_comes_in_gets_the_rest() -> None:
    own = here(uuid4(), 10, 10, 20, 20)
    for as_proposals in (False, True):
        found = plan([wanted(10, 10, 22, 20)], Present([own]), IMAGE, "add", as_proposals)
        assert masks(found.change) == [mask(20, 10, 22, 20)] and found.cut == 1
        assert found.change.kept == {own.id}


def test_what_lies_wholly_under_what_is_here_is_left_out_with_the_reason() -> None:
    found = plan([wanted(12, 12, 18, 18)], Present([here(uuid4(), 10, 10, 20, 20)]), IMAGE, "add", False)
    assert not found.change and found.reasons == {0: "covered"}


def test_where_objects_may_overlap_nothing_is_cut() -> None:
    present = Present([here(uuid4(), 10, 10, 20, 20)], overlap=True)
    assert masks(plan([wanted(12, 12, 18, 18)], present, IMAGE, "add", False).change) == [mask(12, 12, 18, 18)]


def test_renumbered_objects_all_come_in() -> None:
    """First 1 = A, 2 = B; then somebody puts N in front: 1 = N, 2 = A, 3 = B."""
    a, b, n = (0, 0, 5, 5), (10, 0, 15, 5), (20, 0, 25, 5)
    first = plan([wanted(*a, key="1"), wanted(*b, key="2")], Present(), IMAGE, "update", False)
    keys = {named["key"]: UUID(named["object"]) for named in first.change.objects}
    present = Present([here(keys["1"], *a), here(keys["2"], *b)], keys=lambda: keys)
    for order in (1, -1):
        again = [wanted(*n, key="1"), wanted(*a, key="2"), wanted(*b, key="3")][::order]
        found = plan(again, present, IMAGE, "update", False)
        assert found.reasons == {}
        assert sorted(each["counts"] for each in masks(found.change)) == sorted(
            mask(*box)["counts"] for box in (n, a, b)
        )
        assert len({named["object"] for named in found.change.objects}) == 3


def test_the_same_object_twice_in_the_files_comes_in_once() -> None:
    found = plan([wanted(0, 0, 5, 5), wanted(0, 0, 5, 5)], Present(), IMAGE, "update", False)
    assert found.reasons == {1: "twice"} and len(found.change.objects) == 1


def test_what_people_have_changed_since_is_not_removed() -> None:
    first = plan([wanted(0, 0, 5, 5), wanted(10, 0, 15, 5)], Present(), IMAGE, "replace", False)
    brought = {UUID(named["object"]): named for named in first.change.objects}
    untouched, relabelled = (here(key, *box) for key, box in zip(brought, ((0, 0, 5, 5), (10, 0, 15, 5)), strict=True))
    relabelled.label = 2
    present = Present([untouched, relabelled], brought=lambda: brought)
    for changed in (present, replace(present, objects=[untouched, replace(relabelled, label=1, is_proposal=True)])):
        assert plan([wanted(30, 30, 35, 35)], changed, IMAGE, "replace", False).change.removed == [untouched.id]
