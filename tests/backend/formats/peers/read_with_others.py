"""Run by a Python that has them: ``read_with_others.py lvis|datasets|label-studio FILE`` prints what they find."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np


def digest_of(pixels: Any) -> str:
    return hashlib.sha256(np.packbits(np.asarray(pixels).astype(bool)).tobytes()).hexdigest()


def lvis(path: str) -> dict[str, list[Any]]:
    from lvis import LVIS

    dataset, found = LVIS(path), {}
    for key in dataset.get_img_ids():
        image = dataset.load_imgs([key])[0]
        things = dataset.load_anns(dataset.get_ann_ids(img_ids=[key]))
        stem = Path(image["coco_url"].rsplit("/", 1)[-1]).stem
        found[stem] = [
            [dataset.load_cats([thing["category_id"]])[0]["name"], "mask", int(mask.sum()), digest_of(mask)]
            for thing in things
            for mask in [dataset.ann_to_mask(thing)]
        ]
    return found


def datasets(path: str) -> dict[str, list[Any]]:
    from datasets import Image, load_dataset

    rows = load_dataset("parquet", data_files=path, split="train", cache_dir=str(Path(path).parent / "cache"))
    rows = rows.cast_column("image", Image(decode=False))
    feature = rows.features["objects"]
    category = (feature.feature if hasattr(feature, "feature") else feature)["category"]
    names = category.feature if hasattr(category, "feature") else category
    found = {}
    for row in rows:
        objects = row["objects"]
        pairs = zip(objects["category"], objects["bbox"], strict=True)
        found[Path(row["image"]["path"]).stem] = [[names.int2str(key), "bbox", box, ""] for key, box in pairs]
    return found


def label_studio(path: str) -> dict[str, list[Any]]:
    from label_studio_sdk.converter.brush import decode_rle

    found = {}
    for task in json.loads(Path(path).read_text()):
        things = []
        for each in task["annotations"][0]["result"]:
            if each["type"] == "brushlabels":
                size = each["original_height"], each["original_width"], 4
                alpha = np.reshape(decode_rle(each["value"]["rle"]), size)[:, :, 3]
                label, *_ = each["value"]["brushlabels"] or ["unlabelled"]
                things.append([label, "mask", int((alpha > 0).sum()), digest_of(alpha > 0)])
        found[Path(task["data"]["image"]).stem] = things
    return found


if __name__ == "__main__":
    read = {"lvis": lvis, "datasets": datasets, "label-studio": label_studio}[sys.argv[1]]
    whole = {name: sorted(things, key=str) for name, things in read(sys.argv[2]).items()}
    print()  # what the libraries say of themselves ends here
    print(json.dumps(whole))
