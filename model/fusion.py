"""Logits to masks: the one way, for the worker and for the evaluation (hop 8 of the way of a click).

Each object's map is the largest of its queries' maps; each background map stands alone; every pixel goes to the
largest (DynaMITe, arXiv 2304.06668, inference). Masks are disjoint and no threshold is involved. Where a model's config
asks for it, clicks and picture then decide together with the maps (``model.refinement``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kernels.label_map import label_map
from model.types import Clicks, Features, Logits


@dataclass(frozen=True)
class Answer:
    """What is served: ``labels`` uint16 (H, W), 0 background, k + 1 object k; ``quality`` float32 (K,), the IoU to
    expect of each mask, NaN where nothing predicts it.

    ``traits`` float32 (K, T): what the refinement saw (``model.refinement.traits``); None where it did not run.
    """

    labels: np.ndarray
    quality: np.ndarray
    traits: np.ndarray | None = None


def answered(logits: Logits, features: Features, clicks: Clicks) -> Answer:
    """The answer to ``clicks``: refined if the model's config says so, else :func:`masks_from_logits`."""
    if features.picture is None:
        labels, traits = masks_from_logits(logits), None
    else:
        from model.refinement.field import refined  # its kernels are compiled only where masks are refined

        made = refined(logits, clicks, features.picture)
        labels, traits = made.labels, made.traits
    calibration = logits.calibration
    return Answer(labels, logits.quality if calibration is None else calibration(logits.quality, traits), traits)


def answered_maps(logits: Logits, features: Features, clicks: Clicks) -> Logits:
    """The maps that :func:`answered` goes by, for who wants parts of the answer (:func:`masks_from_logits`).

    Where masks are refined, how much each label is believed; single pixels under clicks may be another's then.
    """
    if features.picture is None:
        return logits
    from model.refinement.field import refined_beliefs

    beliefs = np.ascontiguousarray(refined_beliefs(logits, clicks, features.picture)[0].transpose(2, 0, 1))
    owner = np.arange(len(beliefs), dtype=np.int32) - 1
    valid_hw = float(beliefs.shape[1]), float(beliefs.shape[2])
    return Logits(beliefs, owner, logits.image_hw, valid_hw, logits.quality)


def masks_from_logits(logits: Logits, part: tuple[slice, slice] | None = None) -> np.ndarray:
    """The label map of ``logits`` at image size, uint16 (H, W): 0 background, k + 1 object k of the decoded clicks.

    ``part``: the rows and columns that are asked for, in steps of 1 or more; all of them by default.
    """
    return label_map(logits.maps, logits.owner, logits.image_hw, logits.valid_hw, logits.stride, part)
