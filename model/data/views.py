"""Random windows of a photo and its label maps: our zoom, and the reference's large-scale jitter."""

from __future__ import annotations

import cv2
import numpy as np

from model.data.rules import LargeScaleJitter, Zoom
from model.data.sample import OUTSIDE, UNLABELLED, Sample
from model.preprocess import IMAGENET_MEAN, resize


def zoomed(image: np.ndarray, labels: np.ndarray, size: int, rule: Zoom, rng: np.random.Generator) -> Sample | None:
    """A window of ``size`` pixels over labels uint8 (H, W) that holds a point of an object; None without any."""
    height, width = labels.shape
    longer = size * np.exp(rng.uniform(np.log(rule.smallest), np.log(rule.largest)))
    scale = longer / max(height, width)
    linear = _linear(scale, rule, rng)
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]], float) @ linear.T
    low, high = corners.min(0), corners.max(0)
    rows, columns = np.nonzero((labels[::4, ::4] > 0) & (labels[::4, ::4] < UNLABELLED))
    if len(rows) == 0:
        return None
    pick = int(rng.integers(len(rows)))
    focus = linear @ np.array([columns[pick] * 4.0, rows[pick] * 4.0])
    shift = [_shift(low[axis], high[axis], focus[axis], size, rng) for axis in range(2)]
    matrix = np.hstack([linear, np.array(shift)[:, None]])
    seen = cv2.warpAffine(
        labels, matrix, (size, size), flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=OUTSIDE
    )
    return Sample(_warped(image, matrix, scale, size), seen)


def _warped(image: np.ndarray, matrix: np.ndarray, scale: float, size: int) -> np.ndarray:
    """``image`` through ``matrix`` of about ``scale``; what shrinks is averaged first, a warp only reads points."""
    if scale < 0.7:
        height, width = image.shape[:2]
        image = cv2.resize(
            image, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
        )
        ratio = np.array([image.shape[1] / width, image.shape[0] / height])
        # Pixel centres: x = (x' + 0.5) / ratio - 0.5.
        shift = matrix[:, :2] @ (0.5 / ratio - 0.5) + matrix[:, 2]
        matrix = np.hstack([matrix[:, :2] / ratio, shift[:, None]])
    mean = tuple(float(value) for value in IMAGENET_MEAN)
    return cv2.warpAffine(
        image, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=mean
    )


def _linear(scale: float, rule: Zoom, rng: np.random.Generator) -> np.ndarray:
    stretch = np.exp(rng.uniform(-rule.stretch, rule.stretch))
    angle = rng.uniform(-rule.turn_rad, rule.turn_rad) if rng.random() < rule.turned else 0.0
    flip = -1.0 if rng.random() < rule.flipped else 1.0
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    return np.array([[flip * stretch * cos, -flip * sin], [sin, cos / stretch]])


def _shift(low: float, high: float, focus: float, size: int, rng: np.random.Generator) -> float:
    """How far the photo moves on one axis so that the window holds ``focus`` and as little outside as possible."""
    if high - low - size <= 0:
        return -low
    return -float(np.clip(focus - rng.uniform(0.1, 0.9) * size, low, high - size))


def jittered(
    image: np.ndarray, maps: np.ndarray, size: int, rule: LargeScaleJitter, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """LSJ of an image and its label maps (N, H, W).

    Returns the window uint8 (S, S, 3), the maps in it (N, S, S), 0 in the padding, and the padding, bool (S, S).
    """
    height, width = image.shape[:2]
    flipped = rng.random() < rule.flipped
    scale = rng.uniform(rule.smallest, rule.largest) * size / max(height, width)
    resized_hw = max(1, round(height * scale)), max(1, round(width * scale))
    top, left = _offsets(resized_hw, size, rule.one_offset, rng)
    if flipped:
        image, maps = image[:, ::-1], maps[:, :, ::-1]
    cut = resize(np.ascontiguousarray(image), resized_hw)[top : top + size, left : left + size]
    filled = np.full((size, size, 3), rule.padding_value, np.uint8)
    filled[: cut.shape[0], : cut.shape[1]] = cut
    seen = np.zeros((len(maps), size, size), maps.dtype)
    for drawn, target in zip(maps, seen, strict=True):
        # "Exact" takes the pixel at the centre, as Pillow does for the image.
        fitted = cv2.resize(
            np.ascontiguousarray(drawn), (resized_hw[1], resized_hw[0]), interpolation=cv2.INTER_NEAREST_EXACT
        )
        target[: cut.shape[0], : cut.shape[1]] = fitted[top : top + size, left : left + size]
    padding = np.ones((size, size), bool)
    padding[: cut.shape[0], : cut.shape[1]] = False
    return filled, seen, padding


def _offsets(resized_hw: tuple[int, int], size: int, is_one: bool, rng: np.random.Generator) -> tuple[int, int]:
    room = np.maximum(np.array(resized_hw) - size, 0)
    drawn = rng.random() if is_one else rng.random(2)
    top, left = np.round(room * drawn).astype(int).tolist()
    return top, left
