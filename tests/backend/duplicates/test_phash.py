"""Copies of a photo keep its fingerprint nearly; other pictures do not have it, and blanks have none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from backend.duplicates.phash import distances, phash


def scene(seed: int, height: int = 240, width: int = 320) -> np.ndarray:
    """Smooth blobs, as photos have; uint8 (H, W, 3)."""
    noise = np.random.default_rng(seed).normal(size=(6, 8, 3)).astype(np.float32)
    smooth = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(128 + 60 * smooth, 0, 255).astype(np.uint8)


def between(one: np.ndarray, other: np.ndarray) -> int:
    first, second = phash(one), phash(other)
    assert first is not None and second is not None
    return int(distances(np.array([first]), second)[0])


@pytest.mark.parametrize("seed", range(5))
def test_copies_are_near_and_others_are_far(seed: int) -> None:
    photo = scene(seed)
    assert between(photo, cv2.resize(photo, (160, 120), interpolation=cv2.INTER_AREA)) <= 2
    assert between(photo, np.clip(photo * 0.9 + 5, 0, 255).astype(np.uint8)) <= 4
    coded = cv2.imdecode(cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, 30])[1], cv2.IMREAD_COLOR)
    assert between(photo, coded) <= 4
    assert between(photo, scene(seed + 100)) > 11


@pytest.mark.parametrize("shade", [0, 127, 255])
def test_a_blank_has_no_fingerprint_noise_or_not(shade: int) -> None:
    blank = np.full((64, 64, 3), shade, np.uint8)
    assert phash(blank) is None
    noisy = blank + np.random.default_rng(1).integers(0, 2, blank.shape, np.uint8) * (1 if shade < 255 else 0)
    assert phash(noisy.astype(np.uint8)) is None


def test_it_fits_the_database_and_half_of_its_bits_are_set() -> None:
    value = phash(scene(1))
    assert value is not None and -(1 << 63) <= value < 1 << 63
    assert (value & (1 << 64) - 1).bit_count() == 31


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (33, 31)])
def test_any_shape_is_taken(shape: tuple[int, int]) -> None:
    phash(np.random.default_rng(1).integers(0, 255, (*shape, 3), np.uint8))
