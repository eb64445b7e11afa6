"""What sessions on all objects of an image are worth (DynaMITe, arXiv 2304.06668): NCI, NFO, NFI, mIoU.

Means are taken over images, whatever their number of objects K.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.evaluation.log import Interaction, Recorded


def clicks_per_instance(recorded: Sequence[Recorded]) -> float:
    """NCI: mean over images of the clicks used, the initial ones included, divided by K."""
    return float(np.mean([done.end.clicks / done.end.objects for done in recorded]))


def clicks_per_instance_of_full_budgets(recorded: Sequence[Recorded], budgets: Sequence[int]) -> float:
    """NCI as published figures count: a session with no error left to click on has spent its budget all the same.

    ``budgets`` are clicks per session. The published code goes on clicking on pixel (0, 0) there.
    """
    spent = [
        budget if done.end.stopped == "no_error_left" else done.end.clicks
        for done, budget in zip(recorded, budgets, strict=True)
    ]
    return float(np.mean([clicks / done.end.objects for clicks, done in zip(spent, recorded, strict=True)]))


def failed_objects(recorded: Sequence[Recorded], threshold: float) -> int:
    """NFO: objects whose final IoU is below ``threshold``."""
    return sum(iou < threshold for done in recorded for iou in done.end.ious)


def failed_images(recorded: Sequence[Recorded], threshold: float) -> int:
    """NFI: images with at least one such object."""
    return sum(min(done.end.ious) < threshold for done in recorded)


def mean_iou(recorded: Sequence[Recorded]) -> float:
    """mIoU: mean over images of the mean final IoU of their objects."""
    return float(np.mean([np.mean(done.end.ious) for done in recorded]))


def state_after(done: Recorded, per_object: int) -> Interaction:
    """The last state within ``per_object`` x K clicks; a session that ended before keeps its last one."""
    within = [row for row in done.interactions if row.clicks_used <= per_object * done.end.objects]
    return within[-1]  # the initial state has K clicks


def mean_iou_after(recorded: Sequence[Recorded], per_object: int) -> float:
    """mIoU when ``per_object`` x K clicks had been made."""
    return float(np.mean([np.mean(state_after(done, per_object).ious) for done in recorded]))


def failed_objects_after(recorded: Sequence[Recorded], per_object: int, quality: float) -> int:
    """Objects below ``quality`` when ``per_object`` x K clicks had been made."""
    return sum(iou < quality for done in recorded for iou in state_after(done, per_object).ious)
