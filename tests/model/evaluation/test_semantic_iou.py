"""mIoU over all pixels of all images; the second count goes class by class over whole maps."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.evaluation.semantic_iou import SemanticIoU


def test_drawn_maps_are_counted_as_class_by_class() -> None:
    random = np.random.default_rng(0)
    maps = []
    for _ in range(9):
        truth = random.integers(0, 6, tuple(random.integers(1, 40, 2)))
        predicted = np.where(random.random(truth.shape) < 0.6, truth, random.integers(0, 7, truth.shape))
        maps.append((np.where(random.random(truth.shape) < 0.1, 255, truth).astype(np.uint8), predicted))
    measure = SemanticIoU(8)
    for pair in maps:
        measure.add(*pair)
    truth, predicted = (np.concatenate([pair[side].ravel() for pair in maps]) for side in (0, 1))
    predicted, truth = predicted[truth != 255], truth[truth != 255]
    figures = measure.figures()
    expected = [((truth == c) & (predicted == c)).sum() / ((truth == c) | (predicted == c)).sum() for c in range(6)]
    assert figures.ious[:6] == pytest.approx(expected)
    assert all(math.isnan(iou) for iou in figures.ious[6:])  # class 6 is predicted, but never there; 7 is neither
    assert figures.mean_iou == pytest.approx(np.mean(expected))
    shares = [(truth == c).mean() for c in range(6)]
    assert figures.frequency_iou == pytest.approx(np.dot(shares, expected))
    assert figures.mean_accuracy == pytest.approx(np.mean([(predicted[truth == c] == c).mean() for c in range(6)]))
    assert figures.pixel_accuracy == pytest.approx((truth == predicted).mean())


def test_pixels_that_do_not_count_may_be_anything() -> None:
    measure = SemanticIoU(2, ignored=9)
    measure.add(np.array([[0, 1, 9, 9]]), np.array([[0, 1, 77, -3]]))
    assert measure.figures().mean_iou == 1.0


def test_a_class_is_counted_over_all_images_not_image_by_image() -> None:
    measure = SemanticIoU(2)
    measure.add(np.zeros((1, 9), int), np.zeros((1, 9), int))
    measure.add(np.array([[0, 1]]), np.array([[1, 1]]))
    assert measure.figures().ious == pytest.approx((0.9, 0.5))


def test_without_a_pixel_there_is_no_figure() -> None:
    measure = SemanticIoU(3)
    measure.add(np.full((2, 2), 255), np.zeros((2, 2), int))
    assert math.isnan(measure.figures().mean_iou) and math.isnan(measure.figures().pixel_accuracy)


@pytest.mark.parametrize(
    ("truth", "predicted", "message"),
    [
        (np.zeros((2, 2), int), np.zeros((2, 3), int), "must be equal"),
        (np.array([[3]]), np.array([[0]]), "true map holds classes 3..3; expected 0..2, or 255"),
        (np.array([[0]]), np.array([[255]]), "predicted map holds classes 255"),
    ],
)
def test_maps_that_do_not_fit_are_refused(truth: np.ndarray, predicted: np.ndarray, message: str) -> None:
    measure = SemanticIoU(3)
    with pytest.raises(ValueError, match=message):
        measure.add(truth, predicted)
    assert not measure.confusion.any()


def test_a_class_can_not_be_the_one_that_is_ignored() -> None:
    with pytest.raises(ValueError, match="ignored=2"):
        SemanticIoU(3, ignored=2)
