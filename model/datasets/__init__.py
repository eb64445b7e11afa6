"""Benchmarks by name. A reader takes the data set's folder and yields its samples; a new one is a line in the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from model.datasets import grabcut
from model.datasets.sample import Sample

READERS: dict[str, Callable[[Path], Iterator[Sample]]] = {
    "grabcut": grabcut.read,
}


def read(name: str, root: Path) -> Iterator[Sample]:
    """The samples of data set ``name`` under ``root``, in the order of their names."""
    if name not in READERS:
        raise ValueError(f"no data set {name!r}; there are: {', '.join(sorted(READERS))}")
    return READERS[name](root)
