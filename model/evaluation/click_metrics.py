"""What sessions on single objects are worth: clicks needed, failures, IoU over clicks (RITM, DynaMITe, SegNext).

A session is the list of its IoUs, the first after the first click. Where two conventions exist both are here under
their own names.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def number_of_clicks(ious: Sequence[float], quality: float, max_clicks: int) -> int:
    """NoC of one session: the first click, from 1, after which IoU >= ``quality``; ``max_clicks`` if there is none."""
    return next((click for click, value in enumerate(ious, start=1) if value >= quality), max_clicks)


def mean_number_of_clicks(sessions: Sequence[Sequence[float]], quality: float, max_clicks: int) -> float:
    """NoC@quality of a data set."""
    return float(np.mean([number_of_clicks(ious, quality, max_clicks) for ious in sessions]))


def failures_ritm(sessions: Sequence[Sequence[float]], quality: float, max_clicks: int) -> int:
    """NoF as RITM counts: sessions that need all ``max_clicks``, so also those that succeed with the last one."""
    return sum(number_of_clicks(ious, quality, max_clicks) == max_clicks for ious in sessions)


def failures_strict(sessions: Sequence[Sequence[float]], quality: float) -> int:
    """NoF as DynaMITe counts: sessions that never reach ``quality``."""
    return sum(max(ious, default=0.0) < quality for ious in sessions)


def mean_iou_at(sessions: Sequence[Sequence[float]], click: int) -> float:
    """mIoU@k: mean IoU after ``click`` clicks, from 1; a session that ended before keeps its last value."""
    return float(np.mean([ious[min(click, len(ious)) - 1] if ious else 0.0 for ious in sessions]))


def area_under_curve(values: Sequence[float]) -> float:
    """The mean height of a curve over the clicks 1, 2, ..., by the trapezoid rule: 1 where every value is 1."""
    if len(values) < 2:
        return float(values[0])
    return float(np.trapezoid(values) / (len(values) - 1))
