"""One photo of a benchmark with its objects, and a data set as a sequence of them (the border of the evaluation)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np

IGNORED = -1


@dataclass(frozen=True)
class Sample:
    """A photo and what its annotators drew.

    ``image`` uint8 (H, W, 3) RGB, upright; ``labels`` int32 (H, W): 0 background, 1..K the objects, -1 ignored.
    ``objects`` is K. An object that smaller ones hide keeps its number and has no pixel, so K may exceed
    ``labels.max()``. Raises ValueError where photo and labels differ in size.
    """

    name: str
    path: Path
    image: np.ndarray
    labels: np.ndarray
    objects: int

    def __post_init__(self) -> None:
        if self.image.shape[:2] != self.labels.shape:
            raise ValueError(
                f"{self.path} is {_size(self.image)} pixels (upright, as its EXIF orientation says), its mask "
                f"{_size(self.labels)}; a mask must have the size of its photo"
            )

    @property
    def ground_truth(self) -> np.ndarray:
        """The only object, int8 (H, W): 1 object, 0 background, -1 ignored. Raises ValueError unless K is 1."""
        if self.objects != 1:
            raise ValueError(f"{self.name} has {self.objects} objects; the single-object protocol needs exactly 1")
        return self.labels.astype(np.int8)

    @property
    def masks(self) -> np.ndarray:
        """The objects one by one, bool (K, H, W), disjoint."""
        return self.labels == np.arange(1, self.objects + 1, dtype=np.int32)[:, None, None]

    @property
    def ignored(self) -> np.ndarray | None:
        """Pixels that do not count, bool (H, W); None where every pixel counts."""
        ignored = self.labels == IGNORED
        return ignored if ignored.any() else None


class Dataset(Protocol):
    """Samples in the order of their names. Nothing is decoded before it is asked for."""

    def __len__(self) -> int: ...

    def name_of(self, index: int) -> str:
        """The name of sample ``index``, unique in the data set."""
        ...

    def __getitem__(self, index: int) -> Sample: ...


class Named(Protocol):
    @property
    def name(self) -> str: ...


E = TypeVar("E", bound=Named)


@dataclass(frozen=True)
class Entries(Generic[E]):
    """A ``Dataset`` of ``entries``, each of which says where a sample lies and is read when it is asked for."""

    entries: Sequence[E]
    read: Callable[[E], Sample]

    def __len__(self) -> int:
        return len(self.entries)

    def name_of(self, index: int) -> str:
        return self.entries[index].name

    def __getitem__(self, index: int) -> Sample:
        return self.read(self.entries[index])


def _size(array: np.ndarray) -> str:
    return f"{array.shape[1]}x{array.shape[0]}"
