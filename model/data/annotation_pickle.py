"""Pickled annotations (RITM's COCO+LVIS): containers, numbers, text and numpy arrays, and nothing that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from model.checkpoints.errors import CheckpointError
from model.checkpoints.restricted_pickle import read_pickle


def read_annotation_pickle(path: Path) -> Any:
    """What ``path`` holds. Raises FileNotFoundError, or ValueError for anything but plain data."""
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist")
    try:
        return read_pickle(path)
    except CheckpointError as error:
        raise ValueError(
            f"{path} is no pickle of plain numbers, text and arrays, and nothing of it was run ({error}); build it "
            "again with python -m model.data.merge_lvis, or get it from its authors"
        ) from error
