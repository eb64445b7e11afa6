"""Random colours: sometimes gray, otherwise contrast, brightness and a colour cast by table."""

from __future__ import annotations

import cv2
import numpy as np

from model.data.rules import Colours


def recoloured(image: np.ndarray, rule: Colours, rng: np.random.Generator) -> np.ndarray:
    """``image``, uint8 (H, W, 3) RGB, in other colours."""
    if rng.random() < rule.gray:
        image = np.repeat(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    if rng.random() < rule.untouched:
        return image
    contrast = rng.uniform(*rule.contrast)
    shift = rng.uniform(-rule.brightness, rule.brightness) + rng.uniform(-rule.cast, rule.cast, 3)
    ramp = np.arange(256)[:, None]
    table = np.clip((ramp - 128) * contrast + 128 + shift, 0, 255).astype(np.uint8)
    return cv2.LUT(np.ascontiguousarray(image), table.reshape(1, 256, 3))
