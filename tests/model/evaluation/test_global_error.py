"""The global-error protocol: what is the largest error."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from model.clickers import BACKGROUND, DynamiteClicker
from model.evaluation.global_error import MODES
from model.evaluation.multi_object import State, run_multi
from model.evaluation.recorder import Choice
from model.evaluation.single_object import run_single
from model.evaluation.strategies import STRATEGIES
from tests.model.evaluation.stories import Answering, bands, brush, subject, without_timings


def choose(mode: str, labels: np.ndarray, predicted: np.ndarray, clicker: DynamiteClicker | None = None) -> Choice:
    objects = max(int(labels.max()), int(predicted.max()))
    clicker = clicker or DynamiteClicker.from_labels(labels, objects)
    choice = MODES[mode]().next(State([0.0] * objects, predicted.astype(np.int32), 0.85, clicker))
    assert choice is not None
    return choice


def field(*boxes: tuple[int, int, int, int, int]) -> np.ndarray:
    """50 x 90 pixels with boxes (label, top, left, height, width)."""
    labels = np.zeros((50, 90), np.int32)
    for label, top, left, height, width in boxes:
        labels[top : top + height, left : left + width] = label
    return labels


def test_dt_takes_confusions_of_all_labels_together_as_one_error() -> None:
    labels = field((1, 5, 5, 10, 10), (2, 5, 15, 10, 10), (3, 30, 5, 15, 15))
    predicted = field((2, 5, 5, 10, 10), (1, 5, 15, 10, 10))  # 1 and 2 swapped: one error 20 wide and 10 high
    choice = choose("dt", labels, predicted)
    assert (choice.click.owner, choice.measure, choice.targeted) == (2, 8.0, None)
    labels[30:45, 5:20] = 0
    assert choose("dt", labels, predicted).measure == 5.0


def test_region_takes_the_most_pixels_of_one_confusion() -> None:
    labels = field((1, 2, 2, 20, 20), (2, 30, 2, 4, 80))
    choice = choose("region", labels, labels * (labels == 1) * 0)
    assert (choice.click.owner, choice.measure) == (0, 400.0)
    predicted = labels.copy()
    predicted[2:22, 2:22] = np.where(np.arange(20) < 10, 2, 0)  # two confusions of 200 pixels each
    predicted[30:34] = 0
    choice = choose("region", labels, predicted)
    assert (choice.click.owner, choice.measure) == (1, 320.0)


def test_region_counts_pixels_that_are_not_blocked_and_is_eight_connected() -> None:
    labels = field((1, 2, 2, 10, 10), (1, 12, 12, 10, 10), (2, 30, 30, 13, 13))  # the first two touch at a corner
    clicker = DynamiteClicker.from_labels(labels, 2)
    assert choose("region", labels, labels * 0, clicker).measure == 200.0
    fresh = DynamiteClicker.from_labels(labels, 2)
    fresh.free[:, :12] = False
    choice = choose("region", labels, labels * 0, fresh)
    assert (choice.click.owner, choice.measure) == (1, 169.0)


def test_region_ties_go_to_the_lower_truth_then_the_lower_prediction_then_reading_order() -> None:
    truth = field((1, 2, 40, 8, 8), (2, 2, 60, 8, 8))
    taken = field((2, 30, 5, 8, 8), (1, 30, 40, 8, 8))
    predicted = taken  # background taken by 2 and by 1, objects 1 and 2 missed: four regions of 64
    choice = choose("region", truth, predicted)
    assert choice.click.owner == BACKGROUND and 40 <= choice.click.column < 48  # g = background, then p = 1
    choice = choose("region", truth, truth * 0)
    assert choice.click.owner == 0
    two = field((1, 20, 5, 8, 8), (1, 2, 40, 8, 8))
    assert choose("region", two, two * 0).click.row < 20


def test_object_takes_the_object_with_the_thickest_error_and_clicks_as_dynamite() -> None:
    labels = field((1, 2, 2, 20, 20), (2, 2, 30, 12, 30))
    predicted = labels.copy()
    predicted[2:14, 2:14] = 0  # 12 x 12 of object 1 missed, all of object 2 there
    choice = choose("object", labels, predicted)
    assert (choice.targeted, choice.click.owner, choice.measure) == (0, 0, 6.0)
    predicted = np.where(labels == 2, 1, labels)  # object 1 took object 2: both are wrong there, the first is taken
    choice = choose("object", labels, predicted)
    assert (choice.targeted, choice.click.owner) == (0, 1)


def test_dt_is_max_dt_where_nothing_is_ignored() -> None:
    labels = bands(24, 18, 12)
    one, other = (
        run_multi(subject(labels), brush(7).open(np.zeros((*labels.shape, 3), np.uint8), 3), strategy, 0.85, 30)
        for strategy in (MODES["dt"](), STRATEGIES["max_dt"](3, Random(0)))
    )
    assert without_timings([one]) == without_timings([other]) and len(one.refinements) > 3


@pytest.mark.parametrize("mode", sorted(MODES))
def test_ignored_pixels_are_no_errors(mode: str) -> None:
    labels = field((-1, 0, 0, 50, 60), (1, 5, 65, 6, 6))
    predicted = np.ones_like(labels)
    predicted[:, 60:] = 0
    assert choose(mode, labels, predicted).click.owner == 0


def test_dt_joins_the_errors_of_neighbours_and_object_does_not() -> None:
    labels = field((1, 5, 5, 20, 8), (2, 5, 13, 20, 8), (3, 35, 40, 10, 10))  # all missed: 16 wide together, 8 each
    assert choose("dt", labels, labels * 0).measure == 8.0
    choice = choose("object", labels, labels * 0)
    assert (choice.targeted, choice.measure) == (2, 5.0)


@pytest.mark.parametrize("blocked", [0, 3])
def test_with_one_object_and_no_background_error_dt_is_the_single_object_session(blocked: int) -> None:
    labels = bands(30)
    rng = np.random.default_rng(5)
    holes = [labels * (rng.random(labels.shape) > 0.4) for _ in range(12)]

    def answer(_: np.ndarray, clicks: object) -> np.ndarray:
        return holes[len(clicks) - 1]  # type: ignore[arg-type]

    image = np.zeros((*labels.shape, 3), np.uint8)
    one = run_single(subject(labels), Answering(answer).open(image, 1), 12, target=0.99)
    many = run_multi(subject(labels), Answering(answer).open(image, 1), MODES["dt"](), 0.99, 12, radius=0)
    first = (many.interactions[0].initial_clicks or [])[0]
    places = [(first[0], first[1]), *((row.y, row.x) for row in many.refinements)]
    assert places == [(row.y, row.x) for row in one.interactions] and len(places) == 12
    assert [row.ious for row in many.interactions] == [row.ious for row in one.interactions]
    if blocked:
        wide = run_multi(subject(labels), Answering(answer).open(image, 1), MODES["dt"](), 0.99, 12, radius=blocked)
        assert [(row.y, row.x) for row in wide.refinements] != places[1:]


def test_clicks_stay_within_ten_for_each_object_or_the_budget_of_the_image() -> None:
    labels = bands(30, 30)
    image = np.zeros((*labels.shape, 3), np.uint8)
    for budget in (20, 7):
        played = Answering(lambda _, __: np.zeros_like(labels)).open(image, 2)
        done = run_multi(subject(labels), played, MODES["region"](), 0.85, budget)
        assert (done.end.clicks, done.end.stopped) == (budget, "budget")
