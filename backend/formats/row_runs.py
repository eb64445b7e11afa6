"""Masks as run lengths row by row, background first: how CVAT and Label Studio count. COCO counts column by column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.conf import settings

from backend.formats.fields import BadRecord


def mask_of(runs: Sequence[int] | np.ndarray, size_hw: tuple[int, int]) -> np.ndarray:
    """Bool (H, W). Raises BadRecord where ``runs`` are not exactly the pixels of ``size_hw``."""
    height, width = size_hw
    check_size(size_hw)
    try:
        counts = np.array(runs, dtype=np.int64)
    except (OverflowError, ValueError, TypeError):
        raise BadRecord("the run lengths are not whole numbers", "bad-mask") from None
    if counts.size and (counts.min() < 0 or counts.max() > height * width):
        raise BadRecord("a run length is below 0 or longer than the mask", "bad-mask")
    if int(counts.sum()) != height * width:
        detail = f"the run lengths are {int(counts.sum()):,} pixels together; {width}x{height} are expected"
        raise BadRecord(detail, "bad-mask")
    return np.repeat(np.arange(counts.size) % 2 == 1, counts).reshape(height, width)


def runs_of(mask: np.ndarray) -> list[int]:
    """Of ``mask``, bool or integer (H, W)."""
    line = (mask != 0).reshape(-1)
    edges = np.flatnonzero(line[1:] != line[:-1]) + 1
    runs: list[int] = np.diff(edges, prepend=0, append=line.size).tolist()
    return [0, *runs] if line[0] else runs


def check_size(size_hw: tuple[int, int]) -> None:
    """Raise BadRecord where a mask of ``size_hw`` has no pixel, or more than any image here."""
    height, width = size_hw
    if height < 1 or width < 1:
        raise BadRecord(f"a mask of {width}x{height} pixels holds nothing", "bad-mask")
    if height * width > settings.ENV.max_pixels:
        raise BadRecord(f"a mask of {width}x{height} pixels is larger than any image here", "bad-mask")
