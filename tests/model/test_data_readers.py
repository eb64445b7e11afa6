"""Forms of training data: each layout found, read, and refused with a sentence; LVIS and COCO merged."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import cv2
import numpy as np
import pytest
from pycocotools import mask as coco

from model.data.annotation_pickle import read_annotation_pickle
from model.data.coco_lvis import CocoLvisPhotos, root_numbers
from model.data.mask_hierarchy import hierarchy_of
from model.data.mask_layers import stacked
from model.data.merge_lvis import main as merge
from model.data.merge_lvis import merge_photo, write_photo
from model.data.readers import READERS, open_photos
from model.data.rules import EpochData
from model.data.samples import open_samples
from tests.model.synthetic import write_photos


def box(top: int, bottom: int, left: int, right: int, size: int = 64) -> np.ndarray:
    mask = np.zeros((size, size), bool)
    mask[top:bottom, left:right] = True
    return mask


def polygon(top: int, bottom: int, left: int, right: int) -> list[list[int]]:
    return [[left, top, right, top, right, bottom, left, bottom]]


def write_coco(root: Path, boxes: list[tuple[int, int, int, int]], photos: int = 1) -> Path:
    (root / "images").mkdir(parents=True)
    images, annotations = [], []
    for index in range(photos):
        cv2.imwrite(str(root / "images" / f"{index}.png"), np.full((64, 64, 3), 90, np.uint8))
        images.append({"id": index, "file_name": f"{index}.png", "height": 64, "width": 64})
        for each in boxes:
            row = {"id": len(annotations), "image_id": index, "iscrowd": 0, "segmentation": polygon(*each)}
            annotations.append(row)
    (root / "instances.json").write_text(json.dumps({"images": images, "annotations": annotations}))
    return root


def write_coco_lvis(root: Path) -> Path:
    """One photo: a whole with a part, a second object, and stuff."""
    folder = root / "lvis" / "train"
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    cv2.imwrite(str(folder / "images" / "7.jpg"), np.full((64, 64, 3), 90, np.uint8))
    masks = [box(4, 36, 4, 36), box(8, 20, 8, 20), box(40, 60, 40, 60), box(40, 64, 0, 36)]
    rows = {"7": write_photo(folder / "masks", "7", masks, 3)}
    with (folder / "hannotation.pickle").open("wb") as file:
        pickle.dump(rows, file, protocol=pickle.HIGHEST_PROTOCOL)
    return root


def test_a_coco_folder_keeps_objects_whole_where_they_overlap(tmp_path: Path) -> None:
    photos = open_photos(write_coco(tmp_path, [(4, 40, 4, 40), (20, 60, 20, 60)]), "auto", tmp_path / "pack", 0)
    (layer,) = photos.read(0).layers
    assert [segment.area for segment in layer.listed()] == [36 * 36, 40 * 40]
    assert [int(layer.mask(segment).sum()) for segment in layer.listed()] == [36 * 36, 40 * 40]
    assert (photos.entries[0].dataset, photos.entries[0].kinds) == ("coco", ("objects",))


def test_a_coco_folder_with_one_file_holds_photos_out_and_with_two_reads_their_names(tmp_path: Path) -> None:
    one = open_photos(write_coco(tmp_path / "one", [(4, 40, 4, 40)], 60), "coco", tmp_path / "pack", 0)
    assert {entry.split for entry in one.entries} == {"train", "val"}
    two = write_coco(tmp_path / "two", [(4, 40, 4, 40)])
    (two / "annotations").mkdir()
    text = (two / "instances.json").read_text()
    (two / "instances.json").rename(two / "annotations" / "instances_train2017.json")
    (two / "annotations" / "instances_val2017.json").write_text(text)
    photos = open_photos(two, "auto", tmp_path / "pack", 0)
    assert [entry.split for entry in photos.entries] == ["train", "val"]


def test_roots_and_stuff_of_coco_lvis_are_objects_and_parts_are_not(tmp_path: Path) -> None:
    photos = open_photos(write_coco_lvis(tmp_path), "auto", tmp_path / "pack", 0)
    assert isinstance(photos, CocoLvisPhotos)
    (layer,) = photos.read(0).layers
    assert [(segment.area, segment.is_thing) for segment in layer.listed()] == [
        (32 * 32, True),
        (20 * 20, True),
        (24 * 36, False),
    ]
    labels = open_samples(photos, EpochData(min_area_px=100, stuff=1.0), 0).draw(0, 64).labels
    assert labels.max() >= 1


def test_roots_are_those_that_nothing_contains() -> None:
    row = {"num_instance_masks": 3, "hierarchy": {0: {"parent": None}, 1: {"parent": 0}, 2: None}}
    assert root_numbers(row, 5) == [0, 2, 3, 4]


def test_a_pickle_that_would_run_something_is_refused(tmp_path: Path) -> None:
    class Bad:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("run",)

    (tmp_path / "bad.pickle").write_bytes(pickle.dumps({"7": Bad()}))
    with pytest.raises(ValueError, match="nothing of it was run"):
        read_annotation_pickle(tmp_path / "bad.pickle")
    with pytest.raises(FileNotFoundError):
        read_annotation_pickle(tmp_path / "none.pickle")


def test_every_layout_is_found_and_an_unknown_one_lists_them(tmp_path: Path) -> None:
    stipple = write_photos(tmp_path / "stipple", 2)
    assert {e.dataset for e in open_photos(stipple, "auto", tmp_path / "p", 64).entries} == {"coco"}
    with pytest.raises(FileNotFoundError, match=r"stipple: .*coco_lvis: .*coco: "):
        open_photos(tmp_path, "auto", tmp_path / "q", 64)
    with pytest.raises(ValueError, match="choose auto or one of stipple, coco_lvis, coco"):
        open_photos(tmp_path, "voc", tmp_path / "q", 64)
    for name in READERS:
        with pytest.raises(FileNotFoundError):
            open_photos(tmp_path, name, tmp_path / "q", 64)


def test_damaged_annotations_are_named(tmp_path: Path) -> None:
    root = write_coco(tmp_path, [(4, 40, 4, 40)])
    photos = open_photos(root, "auto", tmp_path / "pack", 0)
    cv2.imwrite(str(root / "images" / "0.png"), np.zeros((32, 64, 3), np.uint8))
    with pytest.raises(ValueError, match=r"0\.png is \(32, 64\) pixels"):
        photos.read(0)
    (root / "instances.json").write_text("{}")
    with pytest.raises(ValueError, match="not in COCO's form"):
        open_photos(root, "auto", tmp_path / "pack", 0)


def test_masks_that_overlap_go_to_different_maps() -> None:
    maps, places = stacked([box(0, 8, 0, 8), box(4, 40, 4, 40), box(50, 60, 50, 60)], (64, 64))
    assert places == [(1, 1), (0, 1), (0, 2)] and maps.shape == (2, 64, 64)
    assert (maps[1] == 1).sum() == 64


def test_the_innermost_mask_around_is_the_parent() -> None:
    nodes = hierarchy_of([box(10, 20, 10, 20), box(0, 60, 0, 60), box(5, 30, 5, 30), box(0, 60, 55, 64)])
    assert [node.parent for node in nodes] == [2, None, 1, None]
    assert [node.level for node in nodes] == [2, 0, 1, 0] and nodes[1].children == [2]


def test_instances_of_coco_stay_unless_lvis_has_them_and_stuff_is_what_is_left() -> None:
    lvis = [box(0, 30, 0, 30), box(0, 30, 0, 29), box(0, 8, 50, 59)]  # the first two are the same, the third is small
    things = [box(0, 30, 0, 31), box(32, 60, 32, 60)]
    masks, instances = merge_photo(lvis, things, [box(0, 64, 0, 64), box(0, 30, 0, 50)])
    assert instances == 2
    assert np.array_equal(masks[0], things[1]) and np.array_equal(masks[1], lvis[1])
    assert len(masks) == 4 and not (masks[2] & (masks[0] | masks[1])).any()
    assert masks[3].sum() == 30 * 21
    assert merge_photo([], [], [box(0, 64, 0, 64)]) == ([], 0)


def test_merging_writes_what_the_reader_reads(tmp_path: Path) -> None:
    image = {"id": 1, "file_name": "000000000007.jpg", "height": 64, "width": 64}
    counts = coco.encode(np.asfortranarray(box(4, 20, 4, 20).astype(np.uint8)))["counts"].decode()
    drawn = {"id": 1, "image_id": 1, "segmentation": {"size": [64, 64], "counts": counts}}
    (tmp_path / "lvis.json").write_text(json.dumps({"images": [image], "annotations": [drawn]}))
    segments = np.zeros((64, 64, 3), np.uint8)
    segments[30:60, 30:60] = (0, 2, 5)  # BGR: id 5 + 256 · 2
    segments[:, :30] = (0, 0, 9)
    (tmp_path / "png").mkdir()
    cv2.imwrite(str(tmp_path / "png" / "000000000007.png"), segments)
    infos = [{"id": 517, "category_id": 1, "iscrowd": 0}, {"id": 9, "category_id": 2, "iscrowd": 0}]
    panoptic = {
        "categories": [{"id": 1, "isthing": 1}, {"id": 2, "isthing": 0}],
        "annotations": [
            {"file_name": "000000000007.png", "segments_info": infos},
            {"file_name": "8.png", "segments_info": []},
        ],
    }
    (tmp_path / "panoptic.json").write_text(json.dumps(panoptic))
    where = ["--lvis", "lvis.json", "--panoptic", "panoptic.json", "--segments", "png", "--out", "out"]
    merge([str(tmp_path / each) if index % 2 else each for index, each in enumerate(where)])
    images = tmp_path / "out" / "train" / "images"
    images.mkdir()
    cv2.imwrite(str(images / "000000000007.jpg"), np.zeros((64, 64, 3), np.uint8))
    (layer,) = open_photos(tmp_path / "out", "auto", tmp_path / "pack", 0).read(0).layers
    assert [(s.area, s.is_thing) for s in layer.listed()] == [(900, True), (256, True), (64 * 30 - 256, False)]
