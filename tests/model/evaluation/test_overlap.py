"""IoU of all objects at once, and which objects touch."""

from __future__ import annotations

import numpy as np
import pytest

from model.evaluation.neighbours import neighbours
from model.evaluation.overlap import overlap


def test_ignored_pixels_count_for_nothing() -> None:
    truth = np.array([[1, 1, -1, 0]])
    assert overlap(truth, np.array([[1, 0, 1, 0]]), 1).ious == [0.5]
    assert overlap(truth, np.array([[1, 1, 1, 0]]), 1).ious == [1.0]
    assert overlap(truth, np.array([[1, 1, 0, 1]]), 1).ious == [pytest.approx(2 / 3)]


def test_each_object_is_compared_with_its_own_label() -> None:
    found = overlap(np.array([[1, 1, 2, 2, 0]]), np.array([[1, 2, 2, 2, 2]]), 3)
    assert found.ious == [0.5, 0.5, 1.0] and found.areas == [1, 4, 0]


def test_nothing_for_nothing_is_right_and_flagged() -> None:
    truth = np.array([[1, 0, -1]])
    assert overlap(truth, np.array([[1, 0, 2]]), 2).flagged == [1]  # all that was predicted of object 1 is ignored
    assert overlap(truth, np.array([[1, 2, 0]]), 2).ious == [1.0, 0.0]


def test_equals_masks_compared_one_by_one_on_random_maps() -> None:
    rng = np.random.default_rng(1)
    truth, predicted = rng.integers(-1, 5, (30, 40)), rng.integers(0, 6, (30, 40))
    for k, iou in enumerate(overlap(truth, predicted, 5).ious):
        a, b = (truth == k + 1), (predicted == k + 1) & (truth >= 0)
        assert iou == (a & b).sum() / (a | b).sum()


def test_refuses_maps_of_another_size_and_unknown_labels() -> None:
    with pytest.raises(ValueError, match=r"\(1, 2\), the ground truth \(1, 3\)"):
        overlap(np.zeros((1, 3), int), np.zeros((1, 2), int), 1)
    with pytest.raises(ValueError, match=r"0\.\.2; expected 0\.\.1"):
        overlap(np.zeros((1, 3), int), np.array([[0, 1, 2]]), 1)


def test_objects_up_to_three_pixels_apart_are_neighbours() -> None:
    labels = np.zeros((20, 60), np.int32)
    labels[2:8, 2:8], labels[2:8, 10:14], labels[11:16, 17:20], labels[2:8, 40:50] = 1, 2, 3, 4
    assert neighbours(labels, 5) == [[0, 1]]  # 2 pixels between; 3 rows but 3 columns and a corner to the third
    labels[10, 16] = 3
    assert neighbours(labels, 5) == [[0, 1], [1, 2]]
