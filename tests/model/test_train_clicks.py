"""Simulated people: where they click first, how they correct, whose click it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.data.sample import OUTSIDE, UNLABELLED
from model.train_clicks import (
    BACKGROUND,
    ClickList,
    Corrections,
    FirstClicks,
    corrective_clicks,
    geometric,
    initial_clicks,
    sometimes,
)

FIRST, RULE = FirstClicks(), Corrections()


def scene() -> np.ndarray:
    labels = np.zeros((64, 64), np.uint8)
    labels[8:40, 8:40] = 1
    labels[44:60, 44:60] = 2
    labels[:, 62:] = OUTSIDE
    return labels


def corrected(predicted: np.ndarray, labels: np.ndarray, rule: Corrections = RULE, seed: int = 0) -> ClickList:
    clicks = ClickList()
    corrective_clicks(clicks, predicted, labels, 2, rule, np.random.default_rng(seed))
    return clicks


def test_every_object_gets_a_first_click_inside_it_and_time_counts_up() -> None:
    labels = scene()
    for seed in range(30):
        clicks = initial_clicks(labels, 2, FIRST, np.random.default_rng(seed))
        assert {owner for *_, owner in clicks.rows} >= {0, 1}
        assert [row[2] for row in clicks.rows] == list(range(len(clicks.rows)))
        for y, x, _, owner in clicks.rows:
            assert labels[int(y), int(x)] == (owner + 1 if owner >= 0 else 0)


def test_the_larger_object_is_clicked_first_and_the_background_last() -> None:
    rule = replace(FIRST, background=(0.0, 1.0))
    owners = [owner for *_, owner in initial_clicks(scene(), 2, rule, np.random.default_rng(0)).rows]
    assert owners == sorted(owners, key=lambda owner: owner if owner >= 0 else 9)
    assert owners[0] == 0 and owners[-1] == BACKGROUND


def test_first_clicks_are_deep_inside() -> None:
    rule = FirstClicks(more=(1.0,), background=(1.0,))
    for seed in range(20):
        (y, x, *_), _ = initial_clicks(scene(), 2, rule, np.random.default_rng(seed)).rows
        # The square is 16 px deep: 16 / 1.7 is more than 9 px from its edge.
        assert 8 + 9 < y < 40 - 9 and 8 + 9 < x < 40 - 9


def test_with_centre_the_first_click_is_the_deepest_pixel() -> None:
    rule = FirstClicks(centre=1.0, more=(1.0,), background=(1.0,))
    y, x, *_ = initial_clicks(scene(), 2, rule, np.random.default_rng(0)).rows[0]
    assert abs(y - 24) <= 1 and abs(x - 24) <= 1


def test_further_clicks_are_different_points_off_the_edge_and_never_more_than_half_of_them() -> None:
    labels = np.zeros((16, 16), np.uint8)
    labels[4:8, 4:8] = 1  # 2 x 2 pixels off the edge
    rule = FirstClicks(more=(0.0, 0.0, 0.0, 0.0, 0.0, 1.0), background=(1.0,))
    clicks = initial_clicks(labels, 1, rule, np.random.default_rng(0)).rows
    assert len(clicks) == 1 + 2
    further = {(y, x) for y, x, *_ in clicks[1:]}
    assert len(further) == 2 and all(5 <= y < 7 and 5 <= x < 7 for y, x in further)


def test_click_counts_have_the_published_probabilities() -> None:
    assert np.round(geometric(5), 3).tolist() == [0.34, 0.238, 0.167, 0.117, 0.082, 0.057]
    none = geometric(6, none=0.2)
    assert none[0] == pytest.approx(0.2 + 0.8 * geometric(6)[0]) and sum(none) == pytest.approx(1)
    assert sometimes(0.25, 3)[0] == 0.75 and sum(sometimes(0.25, 3)) == pytest.approx(1)


def test_a_correction_lands_in_the_larger_error_and_belongs_to_what_is_there() -> None:
    labels = scene()
    predicted = np.where(labels == 1, 1, 0).astype(np.uint8)
    predicted[44:60, 8:40] = 1  # object 1 spills over the background, more than object 2 misses
    predicted[labels == 2] = 2
    clicks = corrected(predicted, labels)
    assert clicks.rows
    assert {owner for *_, owner in clicks.rows} == {BACKGROUND}
    assert all(44 <= y < 60 and 8 <= x < 40 for y, x, *_ in clicks.rows)


def test_a_spill_onto_another_object_is_clicked_for_that_object() -> None:
    labels = scene()
    predicted = np.where(labels == OUTSIDE, 0, labels)
    predicted[labels == 2] = 1
    assert {owner for *_, owner in corrected(predicted, labels).rows} == {1}


def test_a_right_prediction_needs_no_correction() -> None:
    labels = scene()
    assert corrected(np.where(labels == OUTSIDE, 1, labels), labels).rows == []


def test_two_clicks_are_two_places() -> None:
    labels = scene()
    empty = np.zeros_like(labels)
    for seed in range(10):
        rows = corrected(empty, labels, replace(RULE, two_clicks=1.0), seed).rows
        assert len(rows) == 4 and len({(y, x) for y, x, *_ in rows}) == 4


def test_only_the_worst_objects_are_corrected() -> None:
    labels = scene()
    predicted = np.where(labels == 1, 1, 0).astype(np.uint8)
    predicted[8:16, 8:40] = 0  # object 1 is three quarters right, object 2 missing
    rows = corrected(predicted, labels, replace(RULE, objects=1, two_clicks=0.0)).rows
    assert [owner for *_, owner in rows] == [1]


def test_nothing_is_clicked_where_nobody_labelled() -> None:
    labels = scene()
    labels[labels == 0] = UNLABELLED
    predicted = np.ones_like(labels)  # spills everywhere
    predicted[labels == 2] = 2
    assert corrected(predicted, labels).rows == []


def test_padding_lowers_the_first_object_only_where_the_quirk_is_asked_for() -> None:
    labels = scene()
    labels[:, 40:] = OUTSIDE
    predicted = np.where(labels == 1, 1, 0).astype(np.uint8)
    predicted[8:10, 8:40] = 0  # IoU 0.94: enough, unless the padding counts
    rule = replace(RULE, enough_alone=0.9, two_clicks=0.0)
    for counts, expected in ((False, 0), (True, 1)):
        clicks = ClickList()
        chosen = replace(rule, padding_counts=counts)
        corrective_clicks(clicks, predicted, labels, 1, chosen, np.random.default_rng(0))
        assert len(clicks.rows) == expected


def test_the_reference_corrects_the_first_image_of_each_gpu() -> None:
    assert all(RULE.corrects(place) for place in range(4))
    whole = replace(RULE, images="first_image")
    assert [whole.corrects(place) for place in range(4)] == [True, False, False, False]
    pairs = replace(whole, group=2)
    assert [pairs.corrects(place) for place in range(4)] == [True, False, True, False]


def test_rounds_need_a_share_each() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        Corrections(rounds=(0, 1), shares=(0.5, 0.6))
    drawn = {RULE.draw_rounds(np.random.default_rng(seed)) for seed in range(60)}
    assert drawn == {0, 1, 2, 3}
