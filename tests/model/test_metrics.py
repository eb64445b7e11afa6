"""The metrics of click sessions."""

from __future__ import annotations

import pytest

from model.evaluation import click_metrics as metrics
from model.evaluation.timing import Timing

NEVER = [0.5] * 20
AT_LAST = [0.5] * 19 + [0.93]
AT_SECOND = [0.7, 0.91]


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


def test_area_under_the_curve_is_its_mean_height() -> None:
    assert metrics.area_under_curve([0.7] * 20) == pytest.approx(0.7)
    assert metrics.area_under_curve([0.0, 1.0, 1.0]) == 0.75
    assert metrics.area_under_curve([0.4]) == 0.4


def test_session_without_a_click_has_found_nothing() -> None:
    assert metrics.mean_iou_at([[], [1.0]], 3) == 0.5 and metrics.failures_strict([[]], 0.8) == 1


def test_seconds_per_click_count_everything_and_keep_the_parts_apart() -> None:
    timing = Timing(total_s=6.0, encoder_s=1.0, decoder_s=2.0, simulation_s=0.5, clicks=40, images=2)
    assert (timing.spc_s, timing.spc_forward_s, timing.spi_s) == (0.15, pytest.approx(0.075), 3.0)
    assert (timing.spc_encoder_s, timing.spc_decoder_s) == (0.025, 0.05)
    assert timing.to_dict()["spc_forward_s"] == pytest.approx(0.075) and timing.to_dict()["decoder_s"] == 2.0
