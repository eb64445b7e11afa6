"""Sessions on one object, and what they write down."""

from __future__ import annotations

import numpy as np
import pytest

from model.evaluation.single_object import run_single
from tests.model.evaluation.stories import TICK, AnsweringSession, bands, brush, scripted, subject

SQUARE = bands(20)


def session() -> AnsweringSession:
    return brush(21).open(np.zeros((*SQUARE.shape, 3), np.uint8), 1)


def test_clicks_on_the_largest_error_until_nothing_is_wrong() -> None:
    left = np.where(np.arange(32) < 16, SQUARE, 0)
    played = scripted(left, left, SQUARE)
    done = run_single(subject(SQUARE), played, max_clicks=20)
    assert [row.ious[0] for row in done.interactions] == [0.5, 0.5, 1.0]
    assert done.end.stopped == "no_error_left" and done.end.clicks == 3
    second = done.interactions[1]
    assert second.owner == 0 and second.x is not None and second.x >= 16  # in the half that is missing
    assert [click.t for click in played.seen[-1]] == [0, 1, 2]


def test_makes_every_click_without_a_target_and_stops_at_one() -> None:
    nothing = np.zeros_like(SQUARE)
    done = run_single(subject(SQUARE), scripted(nothing), max_clicks=7)
    assert [row.ious for row in done.interactions] == [[0.0]] * 7 and done.end.stopped == "budget"
    done = run_single(subject(SQUARE), scripted(nothing, SQUARE), max_clicks=7, target=0.9)
    assert done.end.stopped == "target" and done.end.clicks == 2
    assert len({(row.y, row.x) for row in run_single(subject(SQUARE), scripted(nothing), 7).interactions}) == 7


def test_negative_clicks_belong_to_the_background() -> None:
    everything = np.ones_like(SQUARE)
    done = run_single(subject(SQUARE), scripted(everything, SQUARE), max_clicks=3)
    first, second = done.interactions
    assert (first.owner, first.predicted_label_at_click) == (0, -1)
    assert (second.owner, second.predicted_label_at_click) == (-1, 0)
    assert second.delta_ious == [1.0 - first.ious[0]] and first.delta_ious == [0.0]


def test_log_says_where_why_and_what_it_cost() -> None:
    done = run_single(subject(SQUARE, image_id="a", index=4), session(), max_clicks=2)
    row = done.interactions[0]
    assert (row.image_id, row.loader_index, row.objects, row.interaction, row.clicks_used) == ("a", 4, 1, 0, 1)
    assert (row.y, row.x, row.t, row.targeted, row.error_measure) == (15, 15, 0, 0, 10.0)
    assert row.area_pred == [21 * 21] and row.flagged == [] and row.initial_clicks is None
    assert (row.forward_s, done.end.forward_s) == (TICK, 2 * TICK) and row.sim_s > 0
    assert done.end.areas == [800] and (done.end.height, done.end.width) == SQUARE.shape
    assert done.end.ious == done.interactions[-1].ious and done.end.interactions == 2


def test_ignored_pixels_are_neither_clicked_nor_counted() -> None:
    labels = SQUARE.copy()
    labels[:, 16:] = -1
    done = run_single(subject(labels), scripted(np.ones_like(labels)), max_clicks=20)
    assert all(row.x is not None and row.x < 16 for row in done.interactions)
    assert done.interactions[0].ious[0] == 400 / (16 * 52)


def test_an_object_without_a_pixel_gets_no_click() -> None:
    done = run_single(subject(np.zeros_like(SQUARE), 1), session(), max_clicks=20)
    assert done.interactions == [] and done.end.stopped == "no_error_left"


def test_refuses_several_objects() -> None:
    with pytest.raises(ValueError, match="photo has 2 objects"):
        run_single(subject(bands(9, 9)), session(), 20)
