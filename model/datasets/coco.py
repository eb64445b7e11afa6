"""Photos with annotations in COCO's form: COCO val 2017, and any folder of that form, also one this product exported.

Crowds are left out (DynaMITe's rule). Photos without an object are left out too, or stand-ins take their places as
in the published evaluation, where another photo, drawn by a generator seeded with 42, is measured a second time.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.datasets.coco_masks import is_drawn, mask_of
from model.datasets.files import folder_with, read_photo, required
from model.datasets.painting import labels_of_masks
from model.datasets.sample import Entries, Sample

LAYOUT = "instances.json or annotations/instances.json, images/<file_name>"
LAYOUT_VAL = "annotations/instances_val2017.json, val2017/<file_name>"
STAND_IN_SEED = 42


@dataclass(frozen=True)
class Annotated:
    """A photo of ``size_hw`` pixels and the annotations of its objects: (id, segmentation) each."""

    name: str
    photo: Path
    size_hw: tuple[int, int]
    annotations: tuple[tuple[Any, Any], ...]


def open_multi(root: Path) -> Entries[Annotated]:
    """Every photo with an object is a sample."""
    return _by_photo(_folder(root))


def open_single(root: Path) -> Entries[Annotated]:
    """Every object is a sample; what other objects cover of it stays with it."""
    return _by_object(_folder(root))


def open_val_multi(root: Path) -> Entries[Annotated]:
    return _by_photo(_val(root))


def open_val_single(root: Path) -> Entries[Annotated]:
    return _by_object(_val(root))


def open_val_reference(root: Path) -> Entries[Annotated]:
    """Every photo is a sample; others stand in for those without an object."""
    return Entries(_with_stand_ins(_val(root)), read)


def read(entry: Annotated) -> Sample:
    masks = []
    for number, segmentation in entry.annotations:
        try:
            masks.append(mask_of(segmentation, entry.size_hw))
        except (ValueError, TypeError) as error:
            raise ValueError(f"annotation {number} of {entry.photo} cannot be drawn: {error}") from error
    labels = labels_of_masks(masks, entry.size_hw)
    return Sample(entry.name, entry.photo, read_photo(entry.photo), labels, len(masks))


def _folder(root: Path) -> list[Annotated]:
    file = folder_with("instances.json", root, ("annotations",), LAYOUT) / "instances.json"
    return _listed(file, root / "images" if (root / "images").is_dir() else root, LAYOUT)


def _val(root: Path) -> list[Annotated]:
    file = required(root / "annotations" / "instances_val2017.json", LAYOUT_VAL)
    return _listed(file, required(root / "val2017", LAYOUT_VAL), LAYOUT_VAL)


def _listed(file: Path, photos: Path, layout: str) -> list[Annotated]:
    """All photos of ``file`` by name, those without an object too."""
    try:
        content = json.loads(file.read_bytes())
        drawn: dict[Any, list[tuple[Any, Any]]] = {image["id"]: [] for image in content["images"]}
        for annotation in content["annotations"]:
            if is_drawn(annotation):
                drawn[annotation["image_id"]].append((annotation["id"], annotation["segmentation"]))
        listed = [
            Annotated(
                str(Path(image["file_name"]).with_suffix("")).replace("/", "_"),
                photos / image["file_name"],
                (int(image["height"]), int(image["width"])),
                tuple(drawn[image["id"]]),
            )
            for image in content["images"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file} is not in COCO's form ({error!r}); expected {layout}") from error
    twice = [name for name, count in Counter(each.name for each in listed).items() if count > 1]
    if twice:
        raise ValueError(f"{file} has two photos called {twice[0]!r}; sample names must be unique")
    return sorted(listed, key=lambda each: each.name)


def _by_photo(listed: Sequence[Annotated]) -> Entries[Annotated]:
    return Entries([each for each in listed if each.annotations], read)


def _by_object(listed: Sequence[Annotated]) -> Entries[Annotated]:
    entries = [
        replace(each, name=f"{each.name}#{annotation[0]}", annotations=(annotation,))
        for each in listed
        for annotation in each.annotations
    ]
    return Entries(entries, read)


def _with_stand_ins(listed: Sequence[Annotated]) -> list[Annotated]:
    """The published loader, run in one process: a photo without an object leaves the draw once it was met."""
    draw = random.Random(STAND_IN_SEED)  # noqa: S311  the published generator; nothing here is secret
    candidates = set(range(len(listed)))
    entries = []
    for index, entry in enumerate(listed):
        taken = index
        while not listed[taken].annotations:
            candidates.discard(taken)
            if not candidates:
                raise ValueError("no photo has an object, so none can stand in for another; check the annotations")
            taken = draw.choice(sorted(candidates))
        entries.append(entry if taken == index else replace(listed[taken], name=f"{listed[taken].name}~{entry.name}"))
    return entries
