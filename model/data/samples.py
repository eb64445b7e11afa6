"""Training samples from a pack: a photo, a task, a random view of it, sometimes an object pasted in.

Sample ``i`` depends on the seed and ``i`` alone, so a resumed run sees what it would have seen. Area that no segment of
a non-exhaustive layer covers counts as background of the objects asked for: an object is what its clicks say, and an
unlabelled neighbour is not part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from model.data.pack import Record, read_index
from model.data.tasks import choose_groups
from model.preprocess import IMAGENET_MEAN

UNKNOWN = 255
MIX = {
    "bsds": 0.22,
    "coco": 0.27,
    "ccp": 0.14,
    "facade": 0.08,
    "cocoperson": 0.13,
    "penn": 0.03,
    "human": 0.06,
    "rffacade": 0.03,
    "camvid": 0.02,
    "dsb": 0.02,
}
OBJECT_MIX = {
    "bsds": 0.13,
    "coco": 0.38,
    "ccp": 0.13,
    "facade": 0.03,
    "cocoperson": 0.19,
    "penn": 0.03,
    "human": 0.08,
    "rffacade": 0.01,
    "camvid": 0.01,
    "dsb": 0.01,
}
MIXES = {"broad": MIX, "objects": OBJECT_MIX}
PASTED_FROM = ("human", "cocoperson", "ccp", "penn")
PASTE_SHARE = 0.15


@dataclass(frozen=True)
class Sample:
    """image uint8 (S, S, 3) RGB; labels uint8 (S, S): 0 background, 1..K objects, 255 outside the photo."""

    image: np.ndarray
    labels: np.ndarray


class Samples:
    """An endless, seeded sequence of samples of ``size`` pixels from the photos of one split."""

    def __init__(
        self, folder: Path, size: int, seed: int, split: str = "train", max_objects: int = 6, mix: str = "broad"
    ) -> None:
        self.size, self.seed, self.max_objects = size, seed, max_objects
        self.records = [record for record in read_index(folder) if record.split == split]
        self.pixels = np.memmap(folder / "pixels.u8", np.uint8, "r")
        self.labels = np.memmap(folder / "labels.u8", np.uint8, "r")
        self.by_dataset: dict[str, list[Record]] = {}
        for record in self.records:
            self.by_dataset.setdefault(record.dataset, []).append(record)
        if not self.records:
            raise ValueError(f"{folder} holds no photo of split {split!r}")
        names = sorted(self.by_dataset)
        weights = np.array([MIXES[mix].get(name, 0.05) for name in names])
        self.names, self.weights = names, weights / weights.sum()

    def __getitem__(self, index: int) -> Sample:
        rng = np.random.default_rng((self.seed, index))
        while True:
            name = str(rng.choice(self.names, p=self.weights))
            sample = self._draw(name, rng)
            if sample is None:
                continue
            donors = [donor for donor in PASTED_FROM if donor in self.by_dataset]
            if (
                donors
                and sample.labels[sample.labels < UNKNOWN].max() < self.max_objects
                and rng.random() < PASTE_SHARE
            ):
                sample = _paste(sample, self._draw(str(rng.choice(donors)), rng, objects_only=True))
            return Sample(_jitter(sample.image, rng), sample.labels)

    def _draw(self, dataset: str, rng: np.random.Generator, objects_only: bool = False) -> Sample | None:
        rows = self.by_dataset[dataset]
        record = rows[int(rng.integers(len(rows)))]
        layers = [layer for layer in record.layers if layer.kind == "objects"] if objects_only else list(record.layers)
        if not layers:
            return None
        # Whole objects twice as often as the parts drawn over the same photo.
        weights = np.array([2.0 if layer.kind == "objects" else 1.0 for layer in layers])
        layer = layers[int(rng.choice(len(layers), p=weights / weights.sum()))]
        count = record.height * record.width
        labels = self.labels[layer.offset : layer.offset + count].reshape(record.height, record.width)
        groups = choose_groups(np.asarray(labels), layer.kind, rng, 1 if objects_only else self.max_objects)
        if not groups:
            return None
        table = np.zeros(256, np.uint8)
        for number, group in enumerate(groups, start=1):
            table[group] = number
        image = self.pixels[record.offset : record.offset + 3 * count].reshape(record.height, record.width, 3)
        return _view(np.asarray(image), table[labels], self.size, rng)


def _view(image: np.ndarray, labels: np.ndarray, size: int, rng: np.random.Generator) -> Sample | None:
    """A random zoom, stretch, small turn and flip; the window holds a point of an object."""
    height, width = labels.shape
    longer = size * np.exp(rng.uniform(np.log(0.85), np.log(2.0)))
    scale = longer / max(height, width)
    stretch = np.exp(rng.uniform(-0.12, 0.12))
    angle = rng.uniform(-0.2, 0.2) if rng.random() < 0.3 else 0.0
    flip = -1.0 if rng.random() < 0.5 else 1.0
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    linear = np.array([[flip * stretch * cos, -flip * sin], [sin, cos / stretch]])
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]], float) @ linear.T
    low, high = corners.min(0), corners.max(0)
    rows, columns = np.nonzero(labels[::4, ::4])
    if len(rows) == 0:
        return None
    pick = int(rng.integers(len(rows)))
    focus = linear @ np.array([columns[pick] * 4.0, rows[pick] * 4.0])
    shift = np.empty(2)
    for axis in range(2):
        room = high[axis] - low[axis] - size
        if room <= 0:
            shift[axis] = -low[axis]
        else:
            wanted = focus[axis] - rng.uniform(0.1, 0.9) * size
            shift[axis] = -np.clip(wanted, low[axis], high[axis] - size)
    matrix = np.hstack([linear, shift[:, None]])
    smooth = cv2.INTER_AREA if scale < 0.7 else cv2.INTER_LINEAR
    mean = tuple(float(value) for value in IMAGENET_MEAN)
    view = cv2.warpAffine(image, matrix, (size, size), flags=smooth, borderMode=cv2.BORDER_CONSTANT, borderValue=mean)
    seen = cv2.warpAffine(
        labels, matrix, (size, size), flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=UNKNOWN
    )
    return _renumbered(view, seen)


def _renumbered(image: np.ndarray, labels: np.ndarray, min_area: int = 60) -> Sample | None:
    counts = np.bincount(labels.ravel(), minlength=256)
    kept = [number for number in range(1, UNKNOWN) if counts[number] >= min_area]
    if not kept or counts[kept].sum() > 0.9 * labels.size:
        return None
    table = np.zeros(256, np.uint8)
    table[kept] = np.arange(1, len(kept) + 1)
    table[UNKNOWN] = UNKNOWN
    return Sample(image, table[labels])


def _paste(sample: Sample, donor: Sample | None) -> Sample:
    if donor is None:
        return sample
    mask = donor.labels == 1
    if mask.mean() > 0.4:
        return sample
    labels = np.where(mask, sample.labels[sample.labels < UNKNOWN].max() + 1, sample.labels).astype(np.uint8)
    image = np.where(mask[..., None], donor.image, sample.image)
    return _renumbered(image, labels) or sample


def _jitter(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Brightness, contrast and a colour cast by table; sometimes gray."""
    if rng.random() < 0.05:
        image = np.repeat(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    if rng.random() < 0.3:
        return image
    contrast = rng.uniform(0.75, 1.3)
    shift = rng.uniform(-25, 25) + rng.uniform(-10, 10, 3)
    ramp = np.arange(256)[:, None]
    table = np.clip((ramp - 128) * contrast + 128 + shift, 0, 255).astype(np.uint8)
    return cv2.LUT(np.ascontiguousarray(image), table.reshape(1, 256, 3))
