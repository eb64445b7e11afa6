"""Benchmarks by name. A reader lists the samples of a data set's folder; a new data set is a line in the table."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.datasets import grabcut
from model.datasets.sample import Dataset, Sample

__all__ = ["READERS", "Dataset", "Reader", "Sample", "open_dataset", "read"]


@dataclass(frozen=True)
class Reader:
    """A row of the table: how a data set is opened, what lies in its folder, how many samples it has if complete."""

    open: Callable[[Path], Dataset]
    kind: Literal["single", "multi"]
    layout: str
    rule: str
    samples: int | None = None

    def describe(self) -> str:
        """One line for a list of data sets."""
        count = "any number of samples" if self.samples is None else f"{self.samples} samples"
        return f"{self.kind}, {count}; {self.layout}; {self.rule}"


READERS: dict[str, Reader] = {
    "grabcut": Reader(
        grabcut.open_single, "single", grabcut.LAYOUT, "first channel: above 128 object, 128 ignored", 50
    ),
}


def open_dataset(name: str, root: Path) -> Dataset:
    """Data set ``name`` in the folder ``root``.

    Warns where the number of samples is not the published one. Raises ValueError for an unknown name or damaged
    annotations, FileNotFoundError where the folder is not laid out as ``READERS[name].layout``.
    """
    if name not in READERS:
        raise ValueError(f"no data set {name!r}; there are: {', '.join(sorted(READERS))}")
    reader = READERS[name]
    dataset = reader.open(root)
    if reader.samples is not None and len(dataset) != reader.samples:
        warnings.warn(
            f"{root} holds {len(dataset)} samples of {name}; the published set has {reader.samples}, so figures "
            "cannot be compared with published ones",
            stacklevel=2,
        )
    return dataset


def read(name: str, root: Path) -> Iterator[Sample]:
    """The samples of data set ``name`` under ``root``, in the order of their names."""
    dataset = open_dataset(name, root)
    return (dataset[index] for index in range(len(dataset)))
