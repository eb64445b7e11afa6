"""COCO_MVal: 800 objects of COCO val, ten a class (BRS, 2019). Its masks are read by two rules that may differ.

RITM and most of the field take any channel above 0, DynaMITe the first channel above 128. Edges that were saved
smoothed differ between the two, so both are rows of the table.
"""

from __future__ import annotations

from pathlib import Path

from model.datasets.mask_files import MaskFile, above_half, any_channel, open_mask_files
from model.datasets.sample import Entries

LAYOUT = "img/<name>.jpg, gt/<name>.png"


def open_single(root: Path) -> Entries[MaskFile]:
    return open_mask_files(root / "img", root / "gt", any_channel, LAYOUT)


def open_single_dynamite(root: Path) -> Entries[MaskFile]:
    return open_mask_files(root / "img", root / "gt", above_half, LAYOUT)
