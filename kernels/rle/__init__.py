"""Masks as COCO run lengths: the one form of a mask in the database, on the wire and in files (hop 9).

``Rle`` is ``{"size": [height, width], "counts": text}``; the text equals pycocotools' byte for byte. Everything but
``encode_labels`` works on whole arrays and loads neither numba nor pycocotools, so that a web process stays small.
Functions that take an ``Rle`` trust its size and raise ValueError where its counts do not fit; call ``validate`` on
what comes from outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypedDict

import numpy as np

from kernels.rle import algebra
from kernels.rle.counts import all_to_runs, from_runs

__all__ = [
    "Rle",
    "area",
    "bbox_xywh",
    "decode",
    "decode_box",
    "empty",
    "encode",
    "encode_box",
    "encode_labels",
    "intersect",
    "iou",
    "meet",
    "normalise",
    "paint",
    "subtract",
    "union",
    "union_all",
    "validate",
    "warm_up",
    "without",
]


class Rle(TypedDict):
    """A mask: ``size`` is [height, width] in pixels, ``counts`` COCO's compressed text."""

    size: list[int]
    counts: str


def encode(mask: np.ndarray) -> Rle:
    """``mask``, bool or integer (H, W), nonzero inside, as run lengths."""
    if mask.ndim != 2 or mask.size == 0:
        raise ValueError(f"mask has shape {mask.shape}; expected (height, width), at least 1 x 1")
    line = (mask != 0).T.reshape(-1)
    edges = np.flatnonzero(line[1:] != line[:-1]) + 1
    runs = np.diff(edges, prepend=0, append=line.size)
    return _rle(np.concatenate(([0], runs)) if line[0] else runs, mask.shape[0], mask.shape[1])


def encode_box(mask: np.ndarray, left_top: tuple[int, int], size_hw: tuple[int, int]) -> Rle:
    """The mask of ``size_hw`` (height, width) that is ``mask``, bool (h, w), from pixel (x, y) on, and nothing else.

    Costs as much as the box, however large the image. The box lies inside the image.
    """
    (x, y), image_height = left_top, size_hw[0]
    columns = np.pad((mask != 0).T, ((0, 0), (1, 1))).astype(np.int8)
    steps = np.diff(columns, axis=1)  # each column apart: 1 where a run begins, -1 after it has ended
    edges = np.stack([_places(steps == sign, x, y, image_height) for sign in (1, -1)], axis=1).reshape(-1)
    runs = np.diff(edges, prepend=0, append=size_hw[0] * size_hw[1])
    return _rle(algebra.normalised(runs), *size_hw)


def _places(marked: np.ndarray, x: int, y: int, image_height: int) -> np.ndarray:
    column, row = np.nonzero(marked)
    return (column + x) * image_height + row + y


def encode_labels(label_map: np.ndarray, count: int) -> list[Rle]:
    """The masks of objects 0 .. ``count`` - 1 of ``label_map``, integer (H, W): 0 background, k + 1 object k."""
    from kernels.rle.cpu import counts_text, object_runs  # numba is loaded by those who need it

    if label_map.ndim != 2 or label_map.size == 0:
        raise ValueError(f"label map has shape {label_map.shape}; expected (height, width), at least 1 x 1")
    height, width = label_map.shape
    columns = np.ascontiguousarray(label_map.T, dtype=np.uint16).reshape(-1)
    first, runs = object_runs(columns, count)
    texts = [counts_text(runs[first[k] : first[k + 1]], columns.size) for k in range(count)]
    return [{"size": [height, width], "counts": text.tobytes().decode("ascii")} for text in texts]


def decode(rle: Rle) -> np.ndarray:
    """The mask of ``rle``, uint8 (H, W), 0 or 1, C-contiguous."""
    height, width = rle["size"]
    runs = _runs(rle)
    line = np.repeat((np.arange(runs.size) & 1).astype(np.uint8), runs)
    return np.ascontiguousarray(line.reshape(width, height).T)


def decode_box(rle: Rle, box_xywh: tuple[int, int, int, int]) -> np.ndarray:
    """The mask of ``rle`` inside a box of pixels (x, y, width, height), uint8 (height, width), 0 or 1.

    Costs as much as the runs and the columns of the box, however large the image. The box lies inside the image.
    """
    image_height = rle["size"][0]
    x, y, width, height = box_xywh
    runs = _runs(rle)
    ends = np.cumsum(runs)
    first, last = x * image_height, (x + width) * image_height
    lengths = np.clip(ends, first, last) - np.clip(ends - runs, first, last)
    columns = np.repeat((np.arange(runs.size) & 1).astype(np.uint8), lengths).reshape(width, image_height)
    return np.ascontiguousarray(columns[:, y : y + height].T)


def paint(label_map: np.ndarray, rle: Rle, value: int) -> None:
    """Write ``value`` into ``label_map``, (H, W), where ``rle`` is set. Only the bounding box is touched."""
    height, width = rle["size"]
    if label_map.shape != (height, width):
        raise ValueError(f"the mask is {width}x{height}, the label map {label_map.shape[1]}x{label_map.shape[0]}")
    box = x, y, box_width, box_height = bbox_xywh(rle)
    if box_width:
        label_map[y : y + box_height, x : x + box_width][decode_box(rle, box) != 0] = value


def empty(size_hw: tuple[int, int]) -> Rle:
    """The mask of ``size_hw`` (height, width) without a pixel."""
    return _rle(np.array([size_hw[0] * size_hw[1]]), *size_hw)


def area(rle: Rle) -> int:
    """Pixels of the mask."""
    return int(_runs(rle)[1::2].sum())


def bbox_xywh(rle: Rle) -> tuple[int, int, int, int]:
    """The tight box (x, y, width, height) in pixels, (0, 0, 0, 0) for an empty mask; as pycocotools' ``toBbox``."""
    return algebra.bounding_box(_runs(rle), rle["size"][0])


def union(a: Rle, b: Rle) -> Rle:
    """Pixels in ``a`` or ``b``."""
    return _combined(a, b, algebra.UNION)


def union_all(masks: Sequence[Rle]) -> Rle:
    """Pixels in one of ``masks`` or more, which are one at least."""
    for mask in masks[1:]:
        _same_size(masks[0], mask)
    height, width = masks[0]["size"]
    return _rle(algebra.united(_all_runs(masks), height * width), height, width)


def subtract(a: Rle, b: Rle) -> Rle:
    """Pixels in ``a`` and not in ``b``."""
    return _combined(a, b, algebra.SUBTRACT)


def without(masks: Sequence[Rle], taken: Sequence[Rle]) -> list[Rle]:
    """Each of ``masks`` less the pixels of all that is ``taken``: as ``subtract`` one by one, in one walk over them."""
    if not masks or not taken:
        return list(masks)
    for mask in (*masks[1:], *taken):
        _same_size(masks[0], mask)
    height, width = masks[0]["size"]
    edges = np.cumsum(algebra.united(_all_runs(taken), height * width))
    return [_rle(algebra.less(runs, edges), height, width) for runs in _all_runs(masks)]


def intersect(a: Rle, b: Rle) -> Rle:
    """Pixels in ``a`` and in ``b``."""
    return _combined(a, b, algebra.INTERSECT)


def meet(a: Rle, b: Rle) -> bool:
    """Whether a pixel is in ``a`` and in ``b``."""
    _same_size(a, b)
    return algebra.overlap(_runs(a), _runs(b)) > 0


def iou(a: Rle, b: Rle) -> float:
    """Intersection over union, 0..1; two empty masks are equal and give 1."""
    _same_size(a, b)
    runs_a, runs_b = _runs(a), _runs(b)
    common = algebra.overlap(runs_a, runs_b)
    together = int(runs_a[1::2].sum() + runs_b[1::2].sum()) - common
    return common / together if together else 1.0


def normalise(rle: Rle) -> Rle:
    """The same mask as ``encode`` would write it: without empty runs, so that equal masks have equal text."""
    return _rle(algebra.normalised(_runs(rle)), *rle["size"])


def validate(rle: object, size_hw: tuple[int, int]) -> None:
    """Raise ValueError with a sentence unless ``rle`` is a mask of ``size_hw`` (height, width). For untrusted input."""
    if not isinstance(rle, Mapping):
        raise ValueError(f"a mask is an object with size and counts, not {type(rle).__name__}")
    size: Any = rle.get("size")
    if not isinstance(size, list | tuple) or [type(side) for side in size] != [int, int]:
        raise ValueError(f"size={size!r} is not [height, width] in whole pixels")
    if tuple(size) != tuple(size_hw):
        raise ValueError(f"the mask is {size[1]}x{size[0]} pixels, the image {size_hw[1]}x{size_hw[0]}")
    counts: Any = rle.get("counts")
    if not isinstance(counts, str):
        raise ValueError(f"counts is {type(counts).__name__}; expected COCO's compressed text")
    _runs({"size": list(size), "counts": counts})


def warm_up() -> None:
    """Compile the kernels, or load them from their cache, so that the first click does not wait for them."""
    encode_labels(np.ones((1, 1), dtype=np.uint16), 1)


def _rle(runs: np.ndarray, height: int, width: int) -> Rle:
    return {"size": [int(height), int(width)], "counts": from_runs(runs)}


def _runs(rle: Rle) -> np.ndarray:
    """The runs of ``rle``, not to be written to; raises ValueError unless they add up to its pixels."""
    return _read(rle["counts"], *rle["size"])


@lru_cache(maxsize=32)
def _read(counts: str, height: int, width: int) -> np.ndarray:
    """Kept for a few masks: box, area and difference of one are asked for one after the other."""
    (runs,) = _all_runs([{"size": [height, width], "counts": counts}])
    runs.setflags(write=False)
    return runs


def _all_runs(masks: Sequence[Rle]) -> list[np.ndarray]:
    """The runs of each; raises ValueError unless they add up to its pixels."""
    found = all_to_runs([rle["counts"] for rle in masks])
    for rle, runs in zip(masks, found, strict=True):
        height, width = rle["size"]
        if height < 1 or width < 1:
            raise ValueError(f"size={rle['size']} must be at least 1 x 1 pixel")
        if runs.max() > height * width:  # before the sum, which as many large runs would carry past 64 bits
            raise ValueError(
                f"counts adds up to {runs.max()} pixels or more; a {width}x{height} mask has {height * width}"
            )
        if int(runs.sum()) != height * width:
            raise ValueError(
                f"counts adds up to {int(runs.sum())} pixels; a {width}x{height} mask has {height * width}"
            )
    return found


def _combined(a: Rle, b: Rle, table: algebra.Table) -> Rle:
    _same_size(a, b)
    return _rle(algebra.combine(_runs(a), _runs(b), table), *a["size"])


def _same_size(a: Rle, b: Rle) -> None:
    if list(a["size"]) != list(b["size"]):
        raise ValueError(f"masks of different size: [height, width] {list(a['size'])} and {list(b['size'])}")
