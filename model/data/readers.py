"""Training data by the name of its form; a new form is a line in the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model.data import coco_folder, coco_lvis, pack
from model.data.coco_folder import CocoPhotos
from model.data.coco_lvis import CocoLvisPhotos
from model.data.pack import PackedPhotos
from model.data.photos import Photos


@dataclass(frozen=True)
class Reader:
    """A row of the table. ``open`` takes the folder of the data, the folder of its pack and the pack's longer side."""

    matches: Callable[[Path], bool]
    open: Callable[[Path, Path, int], Photos]
    layout: str


READERS: dict[str, Reader] = {
    "stipple": Reader(
        lambda root: any((root / name).exists() for name in pack.FILES),
        lambda root, packed, side: PackedPhotos(pack.pack(root, packed, side)),
        f"{' or '.join(pack.FILES)} (one photo a line, layers of COCO run lengths), images/",
    ),
    "coco_lvis": Reader(
        lambda root: any((root / each / "hannotation.pickle").exists() for each in ("train", "lvis/train")),
        lambda root, packed, side: CocoLvisPhotos(root),
        coco_lvis.LAYOUT,
    ),
    "coco": Reader(
        lambda root: bool(coco_folder.annotation_files(root)),
        lambda root, packed, side: CocoPhotos(root),
        coco_folder.LAYOUT,
    ),
}


def open_photos(root: Path, form: str, packed: Path, longer_side: int) -> Photos:
    """The photos in ``root``, in ``form`` or, for "auto", in the first form whose layout they have.

    Raises ValueError for an unknown form, FileNotFoundError, which lists the layouts, where none fits.
    """
    if form == "auto":
        # A complete pack stands for its source, which may be gone.
        if (packed / "index.json").exists():
            form = "stipple"
        else:
            form = next((name for name, reader in READERS.items() if reader.matches(root)), "")
        if not form:
            layouts = "; ".join(f"{name}: {reader.layout}" for name, reader in READERS.items())
            raise FileNotFoundError(f"{root} holds no annotations in a known form; expected one of {layouts}")
    if form not in READERS:
        raise ValueError(f"form {form!r} does not exist; choose auto or one of {', '.join(READERS)}")
    return READERS[form].open(root, packed, longer_side)
