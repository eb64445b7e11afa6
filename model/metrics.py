"""What a session of clicks is worth: IoU, number of clicks, failures, seconds per click.

Definitions as the field reports them; where two conventions exist both are here under their own names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def iou(ground_truth: np.ndarray, predicted: np.ndarray) -> float:
    """Intersection over union outside ignored pixels.

    ``ground_truth``: integer (H, W), 1 object, -1 ignored, all else background; ``predicted``: bool (H, W). Both
    empty gives 1.
    """
    counted = ground_truth != -1
    truth = ground_truth == 1
    taken = predicted & counted
    union = int((truth | taken).sum())
    return int((truth & taken).sum()) / union if union else 1.0


def number_of_clicks(ious: Sequence[float], quality: float, max_clicks: int) -> int:
    """NoC of one sample: the first click, from 1, after which IoU >= ``quality``; ``max_clicks`` if there is none."""
    return next((click for click, value in enumerate(ious, start=1) if value >= quality), max_clicks)


def mean_number_of_clicks(sessions: Sequence[Sequence[float]], quality: float, max_clicks: int) -> float:
    """NoC@quality of a data set."""
    return float(np.mean([number_of_clicks(ious, quality, max_clicks) for ious in sessions]))


def failures_ritm(sessions: Sequence[Sequence[float]], quality: float, max_clicks: int) -> int:
    """NoF as RITM counts: samples that need all ``max_clicks``, so also those that succeed with the last one."""
    return sum(number_of_clicks(ious, quality, max_clicks) == max_clicks for ious in sessions)


def failures_strict(sessions: Sequence[Sequence[float]], quality: float) -> int:
    """NoF as DynaMITe counts: samples that never reach ``quality``."""
    return sum(max(ious, default=0.0) < quality for ious in sessions)


def mean_iou_at(sessions: Sequence[Sequence[float]], click: int) -> float:
    """mIoU@k: mean IoU after ``click`` clicks, from 1; a session that ended before keeps its last value."""
    return float(np.mean([ious[min(click, len(ious)) - 1] for ious in sessions]))


@dataclass(frozen=True)
class Timing:
    """Where the time of an evaluation went, in seconds, over ``clicks`` clicks of ``images`` images."""

    total_s: float
    encoder_s: float
    decoder_s: float
    clicks: int
    images: int

    @property
    def spc_s(self) -> float:
        """Seconds per click: everything, reading and simulation included, over the clicks made."""
        return self.total_s / max(self.clicks, 1)

    @property
    def spi_s(self) -> float:
        """Seconds per image."""
        return self.total_s / max(self.images, 1)
