"""DAVIS 2017 val: 30 videos, every one of the 1,999 frames an image by itself, with the objects of its video.

The objects are the palette indices 1..max of the video's first frame; one that a frame does not show keeps its number
and has no pixel there, and can never be segmented (its IoU counts as the metrics say).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.datasets.files import folder_with, images_in, read_channels, read_indices, read_names, read_photo, required
from model.datasets.painting import labels_of_ids
from model.datasets.sample import Entries, Sample

LAYOUT = (
    "JPEGImages/480p/<video>/<frame>.jpg, Annotations/480p/<video>/<frame>.png, ImageSets/2017/val.txt "
    "(or in DAVIS-2017-trainval/)"
)


@dataclass(frozen=True)
class Frame:
    """A frame, its annotation, and the annotation of its video's first frame, which says how many objects there are."""

    name: str
    photo: Path
    annotation: Path
    first_annotation: Path


def open_multi(root: Path) -> Entries[Frame]:
    names = Path("ImageSets/2017/val.txt")
    folder = folder_with(str(names), root, ("DAVIS-2017-trainval", "DAVIS/DAVIS-2017-trainval"), LAYOUT)
    entries = []
    for video in sorted(read_names(folder / names, LAYOUT)):
        photos = images_in(folder / "JPEGImages" / "480p" / video, LAYOUT)
        drawn = [required(folder / "Annotations" / "480p" / video / f"{path.stem}.png", LAYOUT) for path in photos]
        entries += [
            Frame(f"{video}_{photo.stem}", photo, annotation, drawn[0])
            for photo, annotation in zip(photos, drawn, strict=True)
        ]
    return Entries(entries, read)


def read(entry: Frame) -> Sample:
    objects = int(_ids(entry.first_annotation).max())
    labels = labels_of_ids(_ids(entry.annotation), range(1, objects + 1))
    return Sample(entry.name, entry.photo, read_photo(entry.photo), labels, objects)


def _ids(path: Path) -> np.ndarray:
    ids = read_indices(path)
    return read_channels(path)[:, :, 0] if ids is None else ids
