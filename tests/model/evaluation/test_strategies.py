"""Who gets the next click: each strategy against a story told by hand."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from model.clickers import DynamiteClicker
from model.evaluation.multi_object import State
from model.evaluation.strategies import CLICK_LIMIT, STRATEGIES, ObjectStrategy
from tests.model.evaluation.stories import bands

ALL = [0, 1, 2, 3]


def strategy(name: str, objects: int, seed: int = 123456) -> ObjectStrategy:
    made = STRATEGIES[name](objects, Random(seed))
    assert isinstance(made, ObjectStrategy)
    return made


def test_best_and_worst_look_only_at_objects_below_the_threshold() -> None:
    ious = [0.9, 0.3, 0.8, 0.3]
    assert strategy("best", 4).select(ious, [1, 2, 3]) == 2
    assert strategy("worst", 4).select(ious, [1, 2, 3]) == 1  # the first of two equal ones
    assert strategy("worst", 4).select([0.9, 0.3, 0.2, 0.1], [0, 1]) == 1


def test_random_shuffles_one_list_in_place_as_the_published_code_does() -> None:
    rng, order = Random(123456), [0, 1, 2, 3]
    chosen = strategy("random", 4)
    for step in range(12):
        rng.shuffle(order)  # not a fresh list each time
        unfinished = ALL if step < 6 else [1, 3]
        assert chosen.select([0.0] * 4, unfinished) == next(k for k in order if k in unfinished)
    assert chosen.shuffles == 12


def test_worst_with_limit_leaves_an_object_after_ten_clicks_and_then_takes_the_best() -> None:
    limited = strategy("wlb", 2)
    ious = [0.1, 0.5]
    # one initial click each: nine more for object 0, nine for object 1, then the highest IoU below the threshold
    assert [limited.select(ious, [0, 1]) for _ in range(20)] == [0] * 9 + [1] * 9 + [1] * 2
    assert limited.select(ious, [0]) == 0


def test_round_robin_stays_until_done_or_ten_clicks() -> None:
    robin = strategy("round_robin", 3)
    ious = [0.1, 0.2, 0.3]
    first = [robin.select(ious, [0, 1, 2]) for _ in range(9)]
    assert len(set(first)) == 1 and robin.shuffles == 1  # initial click and nine: the limit
    second = robin.select(ious, [0, 1, 2])
    assert second != first[0] and robin.shuffles == 2
    # done: the next one is drawn at once; the first one's count was set to zero meanwhile, so it may come again
    left = [k for k in (0, 1, 2) if k != second]
    assert robin.select(ious, left) in left and robin.shuffles == 3


def test_round_robin_begins_anew_when_every_object_is_done_or_at_its_limit() -> None:
    robin = strategy("round_robin", 1)
    assert [robin.select([0.1], [0]) for _ in range(25)] == [0] * 25
    # drawn at the start (1 + 9 clicks), then after each full round of ten
    assert robin.shuffles == 3


def test_counters_belong_to_the_targeted_object_whoever_owns_the_pixel() -> None:
    labels = bands(20, 20)
    grown = np.where(labels > 0, 1, 0).astype(np.int32)  # object 0 took object 1: clicks for 0 land on 1
    clicker = DynamiteClicker.from_labels(labels, 2)
    clicker.first_clicks()
    limited = strategy("wlb", 2)
    choice = limited.next(State([0.5, 0.7], grown, 0.85, clicker))
    assert choice is not None and choice.targeted == 0 and choice.click.owner == 1
    assert limited.__dict__["_count"] == [2, 1]


@pytest.mark.parametrize("name", ["random", "round_robin"])
def test_draws_repeat_for_a_seed_and_differ_between_seeds(name: str) -> None:
    def draws(seed: int) -> list[int]:
        made = strategy(name, 4, seed)
        return [made.select([0.1] * 4, ALL) for _ in range(40)]

    assert draws(123456) == draws(123456) != draws(123457)


def test_unfinished_objects_are_below_the_threshold_and_have_an_error_to_click_on() -> None:
    labels = bands(20, 20, 20)
    predicted = np.where(labels == 1, 1, 0).astype(np.int32)
    clicker = DynamiteClicker.from_labels(labels, 3)
    state = State([1.0, 0.0, 0.84], predicted, 0.85, clicker)
    assert state.unfinished() == [1, 2]
    clicker.free[labels == 3] = False
    assert state.unfinished() == [1]


def test_max_dt_clicks_on_the_thickest_error_of_all() -> None:
    labels = bands(10, 30)
    clicker = DynamiteClicker.from_labels(labels, 2)
    choice = STRATEGIES["max_dt"](2, Random(0)).next(State([0.0, 0.0], np.zeros_like(labels), 0.85, clicker))
    assert choice is not None and choice.targeted is None
    assert (choice.click.owner, choice.measure) == (1, 15.0)
    assert CLICK_LIMIT == 10 and list(STRATEGIES) == ["best", "random", "worst", "max_dt", "round_robin", "wlb"]
