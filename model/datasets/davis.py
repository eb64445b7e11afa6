"""DAVIS-345: 345 frames of DAVIS 2016 with one object each, as chosen by Jang and Kim (BRS, 2019)."""

from __future__ import annotations

from pathlib import Path

from model.datasets.mask_files import MaskFile, any_channel, open_mask_files
from model.datasets.sample import Entries

LAYOUT = "img/<name>.jpg, gt/<name>.png"


def open_single(root: Path) -> Entries[MaskFile]:
    return open_mask_files(root / "img", root / "gt", any_channel, LAYOUT)
