from __future__ import annotations

import pytest

from model.boxes import Box, Evidence, box_in_effect, marks_of, marks_outside, reach
from model.types import Click, Stroke

HW = (100, 200)
BOX = Box(40, 20, 80, 60, 3)


def test_the_inside_is_said_by_two_strokes_that_cross_in_its_middle() -> None:
    across, down = marks_of([Click(50, 30, 1), BOX])[1:]
    assert across == Stroke(((45, 40), (75, 40)), 3)
    assert down == Stroke(((60, 25), (60, 55)), 3)


def test_only_the_last_box_of_an_object_speaks() -> None:
    evidence: list[Evidence] = [Box(0, 0, 9, 9, 0), Click(50, 30, 1), BOX]
    assert box_in_effect(evidence) == BOX
    assert marks_of(evidence) == (Click(50, 30, 1), *marks_of([BOX]))
    assert box_in_effect([Click(50, 30, 1)]) is None


@pytest.mark.parametrize(
    ("mark", "is_kept"),
    [
        (Click(79.5, 59.5, 4), True),
        (Click(80.9, 60.9, 4), True),  # hands are not exact
        (Click(90, 30, 4), False),
        (Stroke(((50, 30), (90, 30)), 4), False),
    ],
)
def test_a_click_outside_says_that_the_box_was_too_small(mark: Click | Stroke, is_kept: bool) -> None:
    assert (box_in_effect([BOX, mark]) is not None) == is_kept
    assert box_in_effect([mark, BOX]) == BOX  # the box came last


def test_eight_clicks_around_say_where_the_object_ends() -> None:
    around = marks_outside(BOX, HW)
    assert len(around) == 8 and {click.t for click in around} == {3}
    assert not any(40 <= click.x <= 80 and 20 <= click.y <= 60 for click in around)
    assert Click(60, 17.6, 3) in around and Click(82.4, 62.4, 3) in around


def test_nothing_is_said_where_the_image_ends_or_another_box_lies() -> None:
    corner = marks_outside(Box(0, 0, 40, 40, 0), HW)
    assert [(click.x, click.y) for click in corner] == [(42.4, 20), (20, 42.4), (42.4, 42.4)]
    beside = marks_outside(BOX, HW, [Box(80, 0, 199, 99, 1)])
    assert len(beside) == 5 and not any(click.x > 80 for click in beside)


def test_clicks_around_a_small_box_keep_a_distance_that_a_network_can_see() -> None:
    around = marks_outside(Box(50, 50, 52, 52, 0), (1000, 2000))
    assert {click.x for click in around} == {40, 51, 62}


def test_the_mask_may_reach_a_pixel_over_the_box_and_not_over_the_image() -> None:
    assert reach(BOX, HW) == (slice(19, 61), slice(39, 81))
    assert reach(Box(0, 0, 200, 100, 0), HW) == (slice(0, 100), slice(0, 200))
