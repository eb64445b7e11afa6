"""The loop that all multi-object protocols share, and what it writes down."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from model.evaluation.global_error import MODES
from model.evaluation.log import Recorded
from model.evaluation.multi_object import Strategy, run_multi
from model.evaluation.strategies import STRATEGIES
from model.evaluation.switches import owner_switches
from tests.model.evaluation.stories import bands, brush, scripted, subject

LABELS = bands(24, 18, 12)
EVERY = [*STRATEGIES, *MODES]


def strategy(name: str, objects: int = 3) -> Strategy:
    return MODES[name]() if name in MODES else STRATEGIES[name](objects, Random(7))


def play(name: str, labels: np.ndarray = LABELS, objects: int | None = None, clicks: int = 30) -> Recorded:
    told = subject(labels, objects)
    session = brush().open(np.zeros((*labels.shape, 3), np.uint8), told.objects)
    return run_multi(told, session, strategy(name, told.objects), 0.85, clicks)


@pytest.mark.parametrize("name", EVERY)
def test_one_click_for_each_object_then_one_click_a_step(name: str) -> None:
    done = play(name)
    first = done.interactions[0]
    assert (first.y, first.owner, first.targeted, first.clicks_used) == (None, None, None, 3)
    assert [(t, owner) for _, _, t, owner in first.initial_clicks or []] == [(0, 0), (1, 1), (2, 2)]
    assert [row.clicks_used for row in done.interactions] == list(range(3, done.end.clicks + 1))
    assert [row.t for row in done.refinements] == list(range(3, done.end.clicks))
    assert done.end.clicks <= 30 and len(done.refinements) > 3


@pytest.mark.parametrize("name", EVERY)
def test_changes_add_up_and_switches_are_those_that_are_marked(name: str) -> None:
    done = play(name)
    for k in range(3):
        changes = sum(row.delta_ious[k] for row in done.interactions)
        assert changes == pytest.approx(done.interactions[-1].ious[k] - done.interactions[0].ious[k])
    assert sum(row.switched for row in done.interactions) == owner_switches(done).switches


@pytest.mark.parametrize("name", EVERY)
def test_owner_is_whose_pixel_it_is_and_clicks_keep_their_distance(name: str) -> None:
    done = play(name)
    places = [(y, x) for y, x, *_ in done.interactions[0].initial_clicks or []]
    for row in done.refinements:
        assert row.y is not None and row.x is not None
        assert row.owner == LABELS[row.y, row.x] - 1 and row.error_measure and row.error_measure > 0
        assert min((row.y - y) ** 2 + (row.x - x) ** 2 for y, x in places) > 25
        places.append((row.y, row.x))


def test_ends_when_every_object_is_done_or_the_budget_is_gone_or_nothing_can_be_clicked() -> None:
    assert run_multi(subject(LABELS), scripted(LABELS), strategy("best"), 0.85, 30).end.stopped == "target"
    nothing = np.zeros_like(LABELS)
    assert run_multi(subject(LABELS), scripted(nothing), strategy("best"), 0.85, 9).end.clicks == 9
    small = np.zeros((9, 9), np.int32)
    small[4, 4] = 1
    for name in EVERY:
        done = run_multi(subject(small), scripted(np.zeros_like(small)), strategy(name, 1), 0.85, 10)
        assert (done.end.stopped, done.end.clicks) == ("no_error_left", 1), name


@pytest.mark.parametrize("name", ["best", "random", "worst", "round_robin", "wlb"])
def test_an_object_that_cannot_be_clicked_any_more_is_passed_over(name: str) -> None:
    labels = bands(20, 20)
    labels[labels == 2] = 0
    labels[2, 40] = 2  # its error lies under its own first click
    done = run_multi(subject(labels), scripted(np.zeros_like(labels)), strategy(name, 2), 0.85, 12)
    assert {row.targeted for row in done.refinements} == {0} and len(done.refinements) == 10


@pytest.mark.parametrize("name", EVERY)
def test_hidden_objects_end_too(name: str) -> None:
    done = play(name, LABELS, objects=4, clicks=40)
    assert (done.interactions[0].initial_clicks or [])[3] == [0, 0, 3, 3] and done.end.areas[3] == 0
    assert done.end.stopped in ("target", "budget", "no_error_left")
    gone = run_multi(subject(LABELS, 4), scripted(LABELS), strategy(name, 4), 0.85, 40)
    assert gone.end.stopped == "target" and gone.interactions[0].flagged == [3] and gone.end.ious[3] == 1.0


@pytest.mark.parametrize("name", sorted(set(EVERY) - {"max_dt"}))
def test_ignored_pixels_are_never_clicked(name: str) -> None:
    labels = LABELS.copy()
    labels[:, :30] = np.where(labels[:, :30] == 0, -1, labels[:, :30])
    labels[20:30] = -1
    everywhere = np.full_like(labels, 2)
    done = run_multi(subject(labels, 3), scripted(everywhere), strategy(name), 0.85, 30)
    assert len(done.refinements) > 3
    assert all(labels[row.y, row.x] >= 0 for row in done.refinements)  # type: ignore[index]


def test_max_dt_counts_ignored_pixels_as_published() -> None:
    labels = np.zeros((60, 60), np.int32)
    labels[5:10, 5:10], labels[20:, 20:] = 1, -1
    done = run_multi(subject(labels, 1), scripted(np.ones_like(labels)), strategy("max_dt", 1), 0.85, 2)
    row = done.refinements[0]
    assert labels[row.y, row.x] == -1 and row.owner == -1  # type: ignore[index]


def test_forty_objects_and_sixty_clicks() -> None:
    labels = np.zeros((60, 420), np.int32)
    for k in range(40):
        labels[10 + 20 * (k % 2) : 24 + 20 * (k % 2), 10 * k + 4 : 10 * k + 12] = k + 1
    assert play("worst", labels, clicks=60).end.clicks == 60


def test_objects_of_one_pixel_and_clicks_on_the_border() -> None:
    labels = np.zeros((7, 9), np.int32)
    labels[0, 0], labels[6, 8], labels[3, 4] = 1, 2, 3
    for name in EVERY:
        done = play(name, labels)
        assert done.interactions[0].area_pred == [0, 0, 63], name
        assert [[y, x] for y, x, *_ in done.interactions[0].initial_clicks or []] == [[0, 0], [6, 8], [3, 4]]
