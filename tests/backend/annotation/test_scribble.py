"""Scribbles on the way of a click: one line, one entry of the log, one time index, one step of undo."""

from __future__ import annotations

import uuid
from datetime import timedelta
from itertools import pairwise
from math import dist
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from backend.annotation import checks, messages
from backend.annotation.models import Annotation, Operation
from backend.annotation.reading import read_document
from backend.annotation.refusal import Refused
from backend.annotation.scribble import MAX_KEPT, MOST_QUERIES, queries_of, simplify
from backend.annotation.watchdog import sweep
from model.strokes import MOST_POINTS, resample

A, B = (uuid.UUID(int=n) for n in (1, 2))
LINE = ((5.0, 5.0), (53.0, 5.0))
coordinates = st.floats(0, 999.99, allow_nan=False)
lines = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=40)


@given(lines)
def test_a_line_drawn_with_few_points_is_kept_to_the_last_bit(line: list[tuple[float, float]]) -> None:
    if sum(dist(a, b) for a, b in pairwise(line)) > len(line):
        assert simplify(line) == line


@given(lines, st.integers(2, 80))
def test_a_dense_line_keeps_its_ends_and_at_most_a_point_a_pixel(line: list[tuple[float, float]], parts: int) -> None:
    steps = [n / parts for n in range(parts)]
    dense = [(a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s) for a, b in pairwise(line) for s in steps]
    dense.append(line[-1])
    kept = simplify(dense)
    length = sum(dist(a, b) for a, b in pairwise(dense))
    assert 1 <= len(kept) <= min(MAX_KEPT, length + 2) and kept[0] == dense[0]
    assert len(kept) == 1 or kept[-1] == dense[-1]
    assert all(0 <= x < 1000 and 0 <= y < 1000 for x, y in kept)


@given(lines, st.integers(100, 1333))
def test_no_network_makes_more_queries_of_a_line_than_it_is_counted_for(
    line: list[tuple[float, float]], input_side: int
) -> None:
    assert MOST_QUERIES == MOST_POINTS
    seen = [(x * input_side / 1000, y * input_side / 1000) for x, y in line]
    assert len(resample(seen)) <= queries_of(line, 1000)


def test_scribble_is_one_entry_of_the_log_and_its_answer_covers_it(desk: Any, bob: Any, label: Any) -> None:
    outcome = desk.scribble(bob, A, *LINE, label=label.pk)
    payload = Operation.objects.get().payload
    assert payload == {"object": str(A), "label": label.pk, "t": 0, "points": [[5.0, 5.0], [53.0, 5.0]]}
    assert outcome.changed["kind"] == "scribble" and outcome.changed["objects"][0]["source"] == "scribble"
    assert desk.object(A).rle is None
    desk.answer()
    assert desk.mask(A)[5, 6:52].all() and not desk.mask(A)[40].any()
    desk.check()


def test_scribbles_and_clicks_reach_the_worker_in_the_order_of_their_times(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.scribble(bob, A, *LINE)
    desk.scribble(bob, None, (3, 40), (30, 44))
    desk.click(bob, A, 30, 16)
    request = desk.sent[-1]
    assert request["objects"][0]["clicks"] == [[20, 16, 0], [[[5.0, 5.0], [53.0, 5.0]], 1], [30, 16, 3]]
    assert request["background"] == [[[[3, 40], [30, 44]], 2]]
    desk.answer_all()
    assert desk.mask(A)[16, 20] and not desk.mask(A)[42, 16]
    desk.check()


def test_document_shows_strokes_beside_clicks(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.scribble(bob, A, *LINE)
    desk.scribble(bob, None, (3, 40), (30, 44))
    document = read_document(bob, desk.image)
    view = document["objects"][0]
    assert [click["t"] for click in view["clicks"]] == [0] and document["background"] == []
    assert [(stroke["t"], stroke["points"]) for stroke in view["strokes"]] == [(1, [[5.0, 5.0], [53.0, 5.0]])]
    assert [stroke["t"] for stroke in document["background_strokes"]] == [2]


def test_background_scribble_takes_pixels_from_the_object(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.answer_all()
    assert desk.mask(A)[16, 26]
    outcome = desk.scribble(bob, None, (26, 8), (26, 24))
    assert outcome.changed["objects"] == [] and len(outcome.changed["background_strokes"]) == 1
    desk.answer_all()
    assert desk.mask(A)[16, 20] and not desk.mask(A)[16, 26]
    desk.check()


def test_same_scribble_sent_twice_is_done_once(desk: Any, bob: Any) -> None:
    message = messages.Scribble(uuid.uuid4(), A, None, LINE)
    first, again = desk.do(bob, message), desk.do(bob, message)
    assert (again.revision, again.is_repeated, again.changed) == (first.revision, True, None)
    assert len(desk.object(A).clicks) == len(desk.sent) == 1


def test_undo_takes_the_whole_stroke_back_and_redo_brings_it_again(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 30)
    desk.answer_all()
    before = desk.object(A).rle
    desk.scribble(bob, A, *LINE)
    desk.answer_all()
    after, decodes = desk.object(A).rle, desk.model.decodes
    assert after != before
    desk.undo(bob)
    assert (desk.object(A).rle, len(desk.object(A).clicks)) == (before, 1)
    desk.redo(bob)
    assert (desk.object(A).rle, len(desk.object(A).clicks)) == (after, 2)
    assert desk.model.decodes == decodes
    desk.check()


def test_undo_of_the_scribble_that_made_an_object_removes_it(desk: Any, bob: Any) -> None:
    desk.scribble(bob, A, *LINE)
    desk.answer_all()
    assert desk.undo(bob).changed["removed"] == [str(A)]
    desk.redo(bob)
    assert desk.mask(A)[5, 30]
    desk.check()


def test_scribble_on_a_painted_object_changes_only_what_it_says(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 24, 12, 12))
    desk.scribble(bob, A, *LINE)
    desk.answer_all()
    assert desk.mask(A)[26:34, 4:12].all() and desk.mask(A)[5, 6:52].all()
    desk.paint(bob, A, rectangle(2, 24, 60, 4))
    assert desk.object(A).base_clicks == 1
    desk.click(bob, A, 50, 40)
    desk.answer_all()
    assert desk.mask(A)[40, 50] and desk.mask(A)[5, 6:52].all() and desk.mask(A)[25, 3:60].all()
    desk.check()


def test_watchdog_sends_an_unanswered_scribble_again(desk: Any, bob: Any) -> None:
    desk.scribble(bob, A, *LINE)
    lost = desk.sent.pop()
    Annotation.objects.update(requested_at=timezone.now() - timedelta(minutes=1))
    sweep()
    assert desk.sent[-1]["objects"] == lost["objects"]
    desk.answer_all()
    assert desk.mask(A)[5, 30]
    desk.check()


def test_a_scribble_kept_denser_than_the_picture_is_thinned_in_the_log(desk: Any, bob: Any) -> None:
    dense = tuple((10 + n / 100, 20.0) for n in range(1500))
    desk.scribble(bob, A, *dense)
    points = Operation.objects.get().payload["points"]
    assert (points[0], points[-1], len(points)) == ([10.0, 20.0], list(dense[-1]), 16)


def test_bob_may_scribble_victor_and_charlie_may_not(desk: Any, bob: Any, viewer: Any, charlie: Any) -> None:
    with pytest.raises(Annotation.DoesNotExist):
        desk.scribble(charlie, A, *LINE)
    with pytest.raises(Refused) as refused:
        desk.scribble(viewer, A, *LINE)
    assert refused.value.code == "role-too-low"
    assert not Operation.objects.exists()
    assert desk.scribble(bob, A, *LINE).revision == 1


def test_scribble_on_a_locked_a_deleted_or_with_a_strange_label_is_refused(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.set(bob, A, "locked", True)
    desk.click(bob, B, 40, 30)
    desk.delete(bob, B)
    revision = desk.annotation.revision
    for item, label, code in (
        (A, None, "object-locked"),
        (B, None, "unknown-object"),
        (uuid.uuid4(), 9**9, "unknown-label"),
    ):
        with pytest.raises(Refused) as refused:
            desk.scribble(bob, item, *LINE, label=label)
        assert refused.value.code == code
    assert desk.annotation.revision == revision


def test_a_long_scribble_counts_as_many_clicks_and_the_limit_says_what_to_do(
    desk: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MAX_CLICKS_PER_OBJECT", 20)
    desk.scribble(bob, A, *LINE)  # counts as 12
    with pytest.raises(Refused) as refused:
        desk.scribble(bob, A, *LINE)
    assert refused.value.code == "too-many" and "undo some or use the brush" in refused.value.detail
    for n in range(8):
        desk.click(bob, A, 10 + n, 30)
    with pytest.raises(Refused):
        desk.click(bob, A, 40, 30)
    assert desk.annotation.revision == 9
