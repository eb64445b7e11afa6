"""Simulated people: where they click first, how they correct, whose click it is."""

from __future__ import annotations

import numpy as np

from model.train_clicks import BACKGROUND, UNKNOWN, ClickList, corrective_clicks, deep_point, initial_clicks


def scene() -> np.ndarray:
    labels = np.zeros((64, 64), np.uint8)
    labels[8:40, 8:40] = 1
    labels[44:60, 44:60] = 2
    labels[:, 62:] = UNKNOWN
    return labels


def test_every_object_gets_a_first_click_inside_it_and_time_counts_up() -> None:
    labels = scene()
    for seed in range(30):
        clicks = initial_clicks(labels, 2, np.random.default_rng(seed))
        assert {owner for *_, owner in clicks.rows} >= {0, 1}
        assert [row[2] for row in clicks.rows] == list(range(len(clicks.rows)))
        for y, x, _, owner in clicks.rows:
            assert labels[int(y), int(x)] == (owner + 1 if owner >= 0 else 0)


def test_the_deepest_point_of_a_square_is_its_centre() -> None:
    mask = scene() == 1
    y, x = deep_point(mask, np.random.default_rng(0), share=1.7, centre=True)
    assert abs(y - 24) <= 1 and abs(x - 24) <= 1


def test_a_correction_lands_in_the_larger_error_and_belongs_to_what_is_there() -> None:
    labels = scene()
    predicted = np.where(labels == 1, 1, 0).astype(np.uint8)
    predicted[44:60, 8:40] = 1  # object 1 spills over the background, more than object 2 misses
    predicted[labels == 2] = 2
    clicks = ClickList()
    corrective_clicks(clicks, predicted, labels, 2, np.random.default_rng(0))
    assert clicks.rows
    assert {owner for *_, owner in clicks.rows} == {BACKGROUND}
    assert all(44 <= y < 60 and 8 <= x < 40 for y, x, *_ in clicks.rows)


def test_a_spill_onto_another_object_is_clicked_for_that_object() -> None:
    labels = scene()
    predicted = np.where(labels == UNKNOWN, 0, labels)
    predicted[labels == 2] = 1
    clicks = ClickList()
    corrective_clicks(clicks, predicted, labels, 2, np.random.default_rng(1))
    assert {owner for *_, owner in clicks.rows} == {1}


def test_a_right_prediction_needs_no_correction() -> None:
    labels = scene()
    clicks = ClickList()
    corrective_clicks(clicks, np.where(labels == UNKNOWN, 1, labels), labels, 2, np.random.default_rng(0))
    assert clicks.rows == []
