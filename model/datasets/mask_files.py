"""Data sets of one object a photo whose mask is an image beside it: GrabCut, Berkeley, DAVIS, COCO_MVal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.datasets.files import images_in, read_channels, read_photo
from model.datasets.sample import Entries, Sample

HALF = 128
Decoder = Callable[[np.ndarray], np.ndarray]
"""Mask channels uint8 (H, W, 3) -> labels int32 (H, W): 1 object, 0 background, -1 ignored."""


@dataclass(frozen=True)
class MaskFile:
    """A photo and the image that holds its mask, drawn as ``decoder`` says."""

    name: str
    photo: Path
    mask: Path
    decoder: Decoder


def open_mask_files(photos: Path, masks: Path, decoder: Decoder, layout: str) -> Entries[MaskFile]:
    """The photos in the folder ``photos`` with masks of the same name (any suffix) in ``masks``.

    Raises FileNotFoundError with ``layout`` when photos or a mask are missing, ValueError when two share a name.
    """
    found = images_in(photos, layout)
    by_name = {path.stem: path for path in images_in(masks, layout)}
    entries: dict[str, MaskFile] = {}
    for photo in found:
        if photo.stem not in by_name:
            raise FileNotFoundError(f"no mask for {photo.name} in {masks}; expected {layout}")
        if photo.stem in entries:
            raise ValueError(f"{photo} and {entries[photo.stem].photo} share a name; keep one of them")
        entries[photo.stem] = MaskFile(photo.stem, photo, by_name[photo.stem], decoder)
    return Entries(list(entries.values()), read)


def read(entry: MaskFile) -> Sample:
    labels = entry.decoder(read_channels(entry.mask))
    return Sample(entry.name, entry.photo, read_photo(entry.photo), labels, 1)


def trimap(channels: np.ndarray) -> np.ndarray:
    """GrabCut and Berkeley: in the first channel 128 is ignored, what is larger the object, as is the value 1.

    The other values are kept as they are by the published readers, and only 1 means the object.
    """
    values = channels[:, :, 0]
    labels = ((values > HALF) | (values == 1)).astype(np.int32)
    labels[values == HALF] = -1
    return labels


def any_channel(channels: np.ndarray) -> np.ndarray:
    """RITM on DAVIS and COCO_MVal: the object is where any channel is not 0."""
    labels: np.ndarray = channels.max(axis=2) > 0
    return labels.astype(np.int32)


def above_half(channels: np.ndarray) -> np.ndarray:
    """DynaMITe on COCO_MVal: the object is where the first channel exceeds 128."""
    return (channels[:, :, 0] > HALF).astype(np.int32)
