"""Berkeley: 100 objects on 96 photos (McGuinness and O'Connor, 2010); the published readers take a sample a file."""

from __future__ import annotations

from pathlib import Path

from model.datasets.mask_files import MaskFile, open_mask_files, trimap
from model.datasets.sample import Entries

LAYOUT = "images/<name>.jpg, masks/<name>.png"


def open_single(root: Path) -> Entries[MaskFile]:
    return open_mask_files(root / "images", root / "masks", trimap, LAYOUT)
