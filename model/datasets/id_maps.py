"""Data sets whose annotation is a map of object ids beside the photo: SBD and PASCAL VOC, by object or by photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from model.datasets.files import read_photo
from model.datasets.painting import labels_of_ids
from model.datasets.sample import Entries, Sample

ReadIds = Callable[[Path], tuple[np.ndarray, np.ndarray | None]]
"""An annotation file -> ids, integer (H, W), 0 what is no object; void pixels, bool (H, W), or None."""


@dataclass(frozen=True)
class IdMap:
    """A photo with object ``wanted`` of its id map, or with all of them (None)."""

    name: str
    photo: Path
    annotation: Path
    read_ids: ReadIds
    wanted: int | None = None


def by_photo(photos: Sequence[IdMap]) -> Entries[IdMap]:
    """Every photo is a sample, with all its objects."""
    return Entries(photos, read)


def by_object(photos: Sequence[IdMap]) -> Entries[IdMap]:
    """Every object is a sample. Reads all annotations to know them: 2 to 5 ms each."""
    entries = [
        replace(each, name=f"{each.name}#{value}", wanted=value)
        for each in photos
        for value in present_ids(each.read_ids(each.annotation)[0])
    ]
    return Entries(entries, read)


def present_ids(ids: np.ndarray) -> list[int]:
    """The values of an id map other than 0, ascending."""
    return [int(value) for value in np.unique(ids) if value != 0]


def read(entry: IdMap) -> Sample:
    ids, void = entry.read_ids(entry.annotation)
    wanted = present_ids(ids) if entry.wanted is None else [entry.wanted]
    return Sample(entry.name, entry.photo, read_photo(entry.photo), labels_of_ids(ids, wanted, void), len(wanted))
