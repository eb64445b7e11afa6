"""Copy-paste composites (arXiv 2012.07177): an object of one photo in another, so that samples have more objects."""

from __future__ import annotations

import cv2
import numpy as np

from model.data.rules import Paste
from model.data.sample import OUTSIDE, UNLABELLED, Sample


def pasted(sample: Sample, donor: Sample, rule: Paste, rng: np.random.Generator) -> Sample:
    """``sample`` with object 1 of ``donor`` (same window) on top as a new object; itself where that does not fit.

    The edge is mixed over about ``rule.feather_px`` pixels, so that it does not give the paste away.
    """
    image, mask = _moved(donor.image, donor.labels == 1, rule, rng)
    mask = mask & (sample.labels != OUTSIDE)
    number = 0 if rng.random() < rule.occluders else sample.objects + 1
    if not mask.any() or mask.mean() > rule.largest or number >= UNLABELLED:
        return sample
    labels = np.where(mask, number, sample.labels).astype(np.uint8)
    share = mask.astype(np.float32)
    if rule.feather_px > 0:
        share = cv2.GaussianBlur(share, (0, 0), rule.feather_px / 2)
    mixed = sample.image + share[..., None] * (image.astype(np.float32) - sample.image)
    return Sample(np.clip(mixed + 0.5, 0, 255).astype(np.uint8), labels)


def _moved(image: np.ndarray, mask: np.ndarray, rule: Paste, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The object at another size and place of the window, where the rule wants that."""
    if rule.smallest == 1 and rule.moved == 0:
        return image, mask
    size = mask.shape[0]
    scale = float(np.exp(rng.uniform(np.log(rule.smallest), -np.log(rule.smallest))))
    shift = rng.uniform(-rule.moved, rule.moved, 2) * size + (1 - scale) * size / 2
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    turned = cv2.warpAffine(mask.astype(np.uint8), matrix, (size, size), flags=cv2.INTER_NEAREST) > 0
    return cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR), turned
