"""Copy-paste composites (arXiv 2012.07177): an object of one photo in another, so that samples have more objects."""

from __future__ import annotations

import cv2
import numpy as np

from model.data.sample import UNLABELLED, Sample


def pasted(sample: Sample, donor: Sample, feather_px: float, largest: float) -> Sample:
    """``sample`` with object 1 of ``donor`` (same window) on top as a new object; itself where that is too large.

    The edge is mixed over about ``feather_px`` pixels, so that it does not give the paste away.
    """
    mask = donor.labels == 1
    if not mask.any() or mask.mean() > largest:
        return sample
    number = sample.objects + 1
    if number >= UNLABELLED:
        return sample
    labels = np.where(mask, number, sample.labels).astype(np.uint8)
    share = mask.astype(np.float32)
    if feather_px > 0:
        share = cv2.GaussianBlur(share, (0, 0), feather_px / 2)
    mixed = sample.image + share[..., None] * (donor.image.astype(np.float32) - sample.image)
    return Sample(np.clip(mixed + 0.5, 0, 255).astype(np.uint8), labels)
