"""Figures of predicted quality, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model.quality.figures import auroc, expected_calibration_error, figures, found_in_share, pearson, ranks


def test_a_perfect_prediction() -> None:
    reached = np.linspace(0.1, 1, 50)
    found = figures(reached, reached)
    assert found["pearson"] == found["spearman"] == found["auroc_below_85"] == 1
    assert found["mae"] == found["ece"] == 0


def test_correlation_by_hand() -> None:
    one, two = np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0])
    assert pearson(one, two) == pytest.approx(np.corrcoef(one, two)[0, 1])
    assert np.isnan(pearson(np.ones(3), two))


def test_equal_values_share_their_place() -> None:
    np.testing.assert_array_equal(ranks(np.array([5.0, 1.0, 5.0, 0.0])), [2.5, 1, 2.5, 0])


def test_calibration_error_is_the_gap_of_the_means() -> None:
    predicted = np.array([0.5] * 10 + [0.9] * 10)
    reached = np.array([0.4] * 10 + [0.9] * 10)
    assert expected_calibration_error(predicted, reached, bins=2) == pytest.approx(0.05)


def test_area_under_the_curve_counts_pairs_and_halves_ties() -> None:
    score, is_positive = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    assert auroc(score, is_positive) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert np.isnan(auroc(score, np.ones(4, bool)))


def test_share_of_bad_masks_among_the_lowest() -> None:
    predicted = np.linspace(0, 1, 10)
    is_bad = np.array([True, False, False, False, True, False, False, False, False, False])
    assert found_in_share(predicted, is_bad, 0.2) == 0.5
