"""GrabCut: 50 photos with one object each (Rother et al., 2004), the standard benchmark of click methods."""

from __future__ import annotations

from pathlib import Path

from model.datasets.mask_files import MaskFile, open_mask_files, trimap
from model.datasets.sample import Entries

LAYOUT = "data_GT/<name>.jpg, boundary_GT/<name>.png"


def open_single(root: Path) -> Entries[MaskFile]:
    return open_mask_files(root / "data_GT", root / "boundary_GT", trimap, LAYOUT)
