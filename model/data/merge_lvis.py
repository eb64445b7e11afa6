"""``python -m model.data.merge_lvis``: LVIS and COCO as one set of training annotations, by the rule of RITM.

For every photo that both know: LVIS masks, COCO instances that LVIS lacks, COCO stuff where no instance is. Writes what
:mod:`model.data.coco_lvis` reads: ``OUT/SPLIT/hannotation.pickle`` and ``OUT/SPLIT/masks/ID.pickle``; link or copy the
photos to ``OUT/SPLIT/images``. The published models were trained on RITM's own files, which this rule made (arXiv
2102.06583); they are the ones to take where they can be had.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from tqdm import tqdm

from model.data.mask_hierarchy import box_area, box_intersection, box_of, hierarchy_of
from model.data.mask_layers import stacked
from model.data.pack import read_rgb
from model.datasets.coco_masks import is_drawn, mask_of

MIN_INSTANCE_PX = 80
MIN_STUFF_PX = 500
SAME_BOX = 0.7
SAME_OBJECT = 0.7
SAME_LVIS = 0.85


def merge_photo(
    lvis: Sequence[np.ndarray], coco: Sequence[np.ndarray], stuff: Sequence[np.ndarray]
) -> tuple[list[np.ndarray], int]:
    """Masks of a photo, all bool (H, W), and how many of them (the first) are instances; stuff follows."""
    lvis = [mask for mask in lvis if mask.sum() >= MIN_INSTANCE_PX]
    coco = [mask for mask in coco if mask.sum() >= MIN_INSTANCE_PX]
    masks = [each for each in coco if not any(_are_same(each, other, SAME_OBJECT) for other in lvis)]
    for place, mask in enumerate(lvis):
        if not any(_are_same(mask, later, SAME_LVIS) for later in lvis[place + 1 :]):
            masks.append(mask)
    if not masks:
        return [], 0
    covered = np.logical_or.reduce(masks)
    rest = [region & ~covered for region in stuff]
    return [*masks, *(region for region in rest if region.sum() > MIN_STUFF_PX)], len(masks)


def write_photo(folder: Path, name: str, masks: Sequence[np.ndarray], instances: int) -> dict[str, Any]:
    """Write the label maps of a photo below ``folder`` and return its row of ``hannotation.pickle``."""
    maps, places = stacked(masks, (masks[0].shape[0], masks[0].shape[1]))
    encoded = [np.ascontiguousarray(cv2.imencode(".png", drawn)[1]).reshape(-1) for drawn in maps]
    with (folder / f"{name}.pickle").open("wb") as file:
        pickle.dump((encoded, places), file)
    nodes = hierarchy_of(masks[:instances])
    hierarchy = {
        number: {"children": node.children, "parent": node.parent, "node_level": node.level}
        if node.children or node.parent is not None
        else None
        for number, node in enumerate(nodes)
    }
    return {"num_instance_masks": instances, "hierarchy": hierarchy}


def merge(lvis: Path, panoptic: Path, segments: Path, out: Path, split: str, instances: Path | None = None) -> int:
    """Merge all photos of a split and return their number.

    ``lvis`` and ``panoptic`` are the JSON files, ``segments`` the folder of the panoptic PNGs. COCO's instances are the
    panoptic ones, as RITM's, or the polygons of ``instances``.
    """
    polygons = _drawn_by_name(instances) if instances else {}
    content = json.loads(panoptic.read_bytes())
    things = {each["id"] for each in content["categories"] if each["isthing"]}
    folder = out / split / "masks"
    folder.mkdir(parents=True, exist_ok=True)
    known = _drawn_by_name(lvis)
    rows = {}
    for annotation in tqdm(content["annotations"], desc=split, unit="photos", disable=None):
        name = Path(annotation["file_name"]).stem
        if name not in known:
            continue
        size_hw, drawn = known[name]
        thing, stuff = _panoptic_masks(segments / annotation["file_name"], annotation["segments_info"], things)
        if instances:
            thing = [mask_of(each["segmentation"], size_hw) for each in polygons.get(name, (size_hw, []))[1]]
        masks, count = merge_photo([mask_of(each["segmentation"], size_hw) for each in drawn], thing, stuff)
        if count:
            rows[name] = write_photo(folder, name, masks, count)
    with (out / split / "hannotation.pickle").open("wb") as file:
        pickle.dump(rows, file)
    return len(rows)


def _are_same(one: np.ndarray, two: np.ndarray, share: float) -> bool:
    boxes = box_of(one), box_of(two)
    common = box_intersection(*boxes)
    if common <= SAME_BOX * (box_area(boxes[0]) + box_area(boxes[1]) - common):
        return False
    return bool((one & two).sum() > share * (one | two).sum())


def _drawn_by_name(file: Path) -> dict[str, tuple[tuple[int, int], list[dict[str, Any]]]]:
    """Photos by the stem of their file: size (H, W) and their annotations, crowds left out."""
    content = json.loads(file.read_bytes())
    by_id: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for annotation in content["annotations"]:
        if is_drawn(annotation):
            by_id[annotation["image_id"]].append(annotation)
    return {
        Path(image.get("file_name") or image["coco_url"]).stem: ((image["height"], image["width"]), by_id[image["id"]])
        for image in content["images"]
    }


def _panoptic_masks(
    file: Path, segments: Sequence[Mapping[str, Any]], things: set[int]
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Masks of the things (crowds too, as RITM has them) and of the stuff of a panoptic PNG."""
    colours = read_rgb(file).astype(np.int32)
    ids = colours[:, :, 0] + 256 * colours[:, :, 1] + 65536 * colours[:, :, 2]
    thing = [ids == each["id"] for each in segments if each["category_id"] in things]
    return thing, [ids == each["id"] for each in segments if each["category_id"] not in things]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m model.data.merge_lvis", description=__doc__)
    parser.add_argument("--lvis", type=Path, required=True, help="lvis_v1_train.json")
    parser.add_argument("--panoptic", type=Path, required=True, help="panoptic_train2017.json")
    parser.add_argument("--segments", type=Path, required=True, help="folder of the panoptic PNGs")
    parser.add_argument("--instances", type=Path, help="instances_train2017.json: take its polygons for COCO's things")
    parser.add_argument("--out", type=Path, required=True, help="folder of the merged data")
    parser.add_argument("--split", choices=["train", "val"], default="train")
    told = parser.parse_args(arguments)
    count = merge(told.lvis, told.panoptic, told.segments, told.out, told.split, told.instances)
    print(f"{count} photos; put them into {told.out / told.split / 'images'} as ID.jpg")


if __name__ == "__main__":
    main()
