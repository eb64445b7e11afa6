"""Switches between objects, and what a click does to the masks of others: all from a log told by hand."""

from __future__ import annotations

import pytest

from model.clickers import BACKGROUND
from model.evaluation.cross_effects import Effect, cross_effects, mean_effects
from model.evaluation.switches import count_switches, mean_switches, owner_switches, target_switches
from tests.model.evaluation.stories import told

STORY = told(
    ious=[
        [0.50, 0.80, 0.90],
        [0.86, 0.88, 0.90],  # click of 0: itself up, 1 rescued
        [0.80, 0.88, 0.80],  # background click: 0 and 2 broken
        [0.80, 0.90, 0.70],  # click of 1: 2 down
        [0.80, 0.84, 0.70],  # click of 1: broke itself, wasted
    ],
    owners=[0, BACKGROUND, 1, 1],
    targeted=[0, 0, 2, 2],
    neighbours=[(0, 1)],
)


def test_switches_count_turns_with_and_without_the_background_and_the_initial_clicks() -> None:
    found = count_switches([0, BACKGROUND, 0, 1, 1, 0], objects=3)
    assert (found.clicks, found.switches, found.foreground, found.with_init) == (6, 4, 2, 5)
    assert found.visits == [3, 1, 0]
    assert count_switches([2, 2], objects=3).with_init == 0  # the last initial click was object 2's
    assert count_switches([], objects=2).switches == 0 == count_switches([], objects=2).with_init


def test_targets_are_counted_apart_from_owners() -> None:
    assert owner_switches(STORY).switches == 2 and owner_switches(STORY).visits == [1, 1, 0]
    meant = target_switches(STORY)
    assert meant is not None and (meant.switches, meant.visits) == (1, [1, 0, 1])
    assert target_switches(told([[0.1], [0.2]], [0])) is None


def test_means_are_over_images_clicks_and_objects() -> None:
    counted = [count_switches([0, 1, 0], 2), count_switches([], 3)]
    assert mean_switches(counted) == {
        "switches": 1.0,
        "switches_fg": 1.0,
        "switches_with_init": 1.5,
        "per_click": pytest.approx(2 / 3),
        "visits_per_object": 3 / 5,
        "refinement_clicks": 3,
    }
    assert mean_switches([count_switches([], 1)])["per_click"] is None


def test_effects_on_the_owner_the_others_and_of_background_clicks() -> None:
    found = cross_effects(STORY, 0.85)
    assert found.own == Effect(pytest.approx((0.36 + 0.02 - 0.06) / 3), 3)
    assert found.passive == Effect(pytest.approx((0.08 + 0 + 0 - 0.1 + 0 + 0) / 6), 3)
    assert found.neighbours == Effect(pytest.approx((0.08 + 0 + 0) / 3), 3)  # 0 on 1, and 1 on 0 twice
    assert found.distant == Effect(pytest.approx((0 - 0.1 + 0) / 3), 3)
    assert found.background == Effect(pytest.approx((-0.06 + 0 - 0.1) / 3), 1)
    assert found.matrix_clicks == [1, 2, 0, 1]
    assert found.matrix[0] == pytest.approx([0.36, 0.08, 0.0]) and found.matrix[1] == pytest.approx([0, -0.02, -0.05])
    assert found.matrix[2] == [None] * 3 and found.matrix[3] == pytest.approx([-0.06, 0.0, -0.1])


def test_rescued_broken_dropped_wasted_and_free_riders() -> None:
    found = cross_effects(STORY, 0.85)
    assert (found.rescued, found.broken_own, found.broken_others) == (1, 1, 2)
    assert found.worst_drop == pytest.approx(-0.1) and found.wasted == 3 and found.clicks == 4
    assert found.free_riders == 0
    rider = cross_effects(told([[0.9, 0.1, 0.2], [0.9, 0.9, 0.9]], [1]), 0.85)
    assert rider.free_riders == 2 and rider.rescued == 1


def test_a_crossing_is_judged_by_the_iou_before_and_not_by_the_difference() -> None:
    before, now = 0.1 + 0.2, 0.3  # now - before + before is not before
    found = cross_effects(told([[before, 0.0], [now, 0.1]], [1]), before)
    assert found.broken_others == 1


def test_images_are_averaged_where_a_figure_exists_and_clicks_are_told() -> None:
    lonely = told([[0.2], [0.4]], [0], index=1)
    quiet = told([[0.9, 0.9]], [], index=2)
    means = mean_effects([cross_effects(done, 0.85) for done in (STORY, lonely, quiet)])
    assert means["own"] == {"mean": pytest.approx((0.32 / 3 + 0.2) / 2), "clicks": 4, "images": 2}
    assert means["passive"]["images"] == 1 and means["background"]["clicks"] == 1
    assert means["rescued"] == {"per_image": pytest.approx(1 / 3), "total": 1}
    assert means["worst_drop"] == {"mean": pytest.approx(-0.1), "min": pytest.approx(-0.1)}
    assert mean_effects([cross_effects(quiet, 0.85)])["own"] == {"mean": None, "clicks": 0, "images": 0}
