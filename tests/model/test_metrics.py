"""The metrics of click sessions."""

from __future__ import annotations

import numpy as np
import pytest

from model import metrics

NEVER = [0.5] * 20
AT_LAST = [0.5] * 19 + [0.93]
AT_SECOND = [0.7, 0.91]


def test_iou_leaves_ignored_pixels_out() -> None:
    ground_truth = np.array([[1, 1, -1, 0]], dtype=np.int8)
    assert metrics.iou(ground_truth, np.array([[True, False, True, False]])) == 0.5
    assert metrics.iou(ground_truth, np.array([[True, True, True, False]])) == 1.0
    assert metrics.iou(ground_truth, np.array([[True, True, False, True]])) == pytest.approx(2 / 3)


def test_iou_of_nothing_with_nothing_is_one() -> None:
    assert metrics.iou(np.zeros((2, 2), np.int8), np.zeros((2, 2), bool)) == 1.0


def test_number_of_clicks_is_the_first_that_reaches_the_quality() -> None:
    assert metrics.number_of_clicks([0.2, 0.9, 0.4, 0.95], 0.9, 20) == 2
    assert metrics.number_of_clicks(NEVER, 0.9, 20) == 20


def test_success_at_the_last_click_is_a_failure_for_ritm_and_not_for_the_strict_count() -> None:
    sessions = [NEVER, AT_LAST, AT_SECOND]
    assert metrics.failures_ritm(sessions, 0.9, 20) == 2
    assert metrics.failures_strict(sessions, 0.9) == 1
    assert metrics.mean_number_of_clicks(sessions, 0.9, 20) == 14.0


def test_session_that_ended_keeps_its_last_iou() -> None:
    sessions = [AT_SECOND, NEVER]
    assert metrics.mean_iou_at(sessions, 1) == pytest.approx(0.6)
    assert metrics.mean_iou_at(sessions, 5) == pytest.approx((0.91 + 0.5) / 2)


def test_seconds_per_click_count_everything_and_keep_the_parts_apart() -> None:
    timing = metrics.Timing(total_s=6.0, encoder_s=1.0, decoder_s=2.0, clicks=40, images=2)
    assert timing.spc_s == 0.15 and timing.spi_s == 3.0
