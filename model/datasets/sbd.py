"""SBD val (Hariharan et al., 2011): 2,857 photos, 6,671 objects in MATLAB files; by object or by photo."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from model.datasets.files import folder_with, read_names, required
from model.datasets.id_maps import IdMap, by_object, by_photo
from model.datasets.mat5 import read_mat
from model.datasets.sample import Entries

LAYOUT = "img/<name>.jpg, inst/<name>.mat, val.txt (or in dataset/)"


def open_single(root: Path) -> Entries[IdMap]:
    return by_object(_photos(root))


def open_multi(root: Path) -> Entries[IdMap]:
    return by_photo(_photos(root))


def read_ids(path: Path) -> tuple[np.ndarray, None]:
    """``GTinst.Segmentation`` of a MATLAB file: int32 (H, W), 0 background, the ids of the objects; nothing is void."""
    instances = read_mat(path).get("GTinst")
    ids = instances.get("Segmentation") if isinstance(instances, dict) else None
    if not isinstance(ids, np.ndarray) or ids.ndim != 2:
        raise ValueError(f"{path} has no matrix GTinst.Segmentation; expected an instance file of SBD")
    return ids.astype(np.int32), None


def _photos(root: Path) -> list[IdMap]:
    folder = folder_with("val.txt", root, ("dataset",), LAYOUT)
    return [
        IdMap(
            name,
            required(folder / "img" / f"{name}.jpg", LAYOUT),
            required(folder / "inst" / f"{name}.mat", LAYOUT),
            read_ids,
        )
        for name in sorted(read_names(folder / "val.txt", LAYOUT))
    ]
