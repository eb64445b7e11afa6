"""COCO val and folders of COCO's form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as coco

from model.datasets import open_dataset
from model.datasets.coco_masks import mask_of
from tests.model.datasets.layouts import save_coco, save_photo

SIZE = (12, 16)
pytestmark = pytest.mark.filterwarnings("ignore:.*the published set has")


def box(x: int, y: int, width: int, height: int) -> list[list[float]]:
    return [[x, y, x + width, y, x + width, y + height, x, y + height]]


def runs(mask: np.ndarray) -> list[int]:
    """Uncompressed run lengths, counted one by one."""
    counts, value = [0], 0
    for pixel in mask.T.ravel():
        if pixel != value:
            counts.append(0)
            value = pixel
        counts[-1] += 1
    return counts


def annotation(image: int, segmentation: Any, crowd: int = 0) -> Mapping[str, Any]:
    return {"image_id": image, "segmentation": segmentation, "iscrowd": crowd, "category_id": 1}


def write(root: Path, annotations: list[Mapping[str, Any]], photos: int = 1) -> None:
    names = [f"{number}.jpg" for number in range(1, photos + 1)]
    save_coco(root / "instances.json", dict.fromkeys(names, SIZE), annotations)
    for name in names:
        save_photo(root / "images" / name, SIZE)


def test_the_three_forms_of_a_mask_are_the_same_mask() -> None:
    mask = np.zeros(SIZE, np.uint8)
    mask[2:7, 3:9] = 1
    compressed = coco.encode(np.asfortranarray(mask))
    text = {"size": list(SIZE), "counts": compressed["counts"].decode()}
    for form in (box(3, 2, 6, 5), {"size": list(SIZE), "counts": runs(mask)}, text):
        assert (mask_of(form, SIZE) == mask.astype(bool)).all()


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"size": [12, 16], "counts": [100, 20]}, "adds up to 120 pixels; a 16x12 mask has 192"),
        ({"size": [16, 12], "counts": [192]}, r"size=\[16, 12\] of the mask"),
        ({"size": [12, 16], "counts": "??"}, "adds up to|counts"),
        ({"size": [16, 12], "counts": "P6"}, "the mask is 12x16 pixels, the image 16x12"),
        ([[1, 1, 1e9, 1, 5, 5]], "far outside"),
        ([[1, 1, float("nan"), 1, 5, 5]], "far outside"),
        (3, "expected polygons or run lengths"),
    ],
)
def test_a_mask_that_cannot_be_drawn_says_why(form: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        mask_of(form, SIZE)


def test_a_photo_has_its_objects_by_area_without_crowds_and_degenerate_polygons(tmp_path: Path) -> None:
    write(
        tmp_path,
        [
            annotation(1, box(2, 2, 2, 2)),
            annotation(1, box(0, 0, 8, 8)),
            annotation(1, box(0, 0, 16, 12), crowd=1),
            annotation(1, [[1, 1, 5, 5]]),
        ],
    )
    sample = open_dataset("coco", tmp_path)[0]
    assert sample.objects == 2 and sample.name == "1"
    assert np.bincount(sample.labels.ravel()).tolist() == [192 - 64, 60, 4]


def test_photos_without_objects_are_skipped_and_objects_can_be_taken_alone(tmp_path: Path) -> None:
    write(tmp_path, [annotation(2, box(0, 0, 8, 8)), annotation(2, box(2, 2, 2, 2)), annotation(1, [], 0)], photos=3)
    assert [open_dataset("coco", tmp_path).name_of(0)] == ["2"] and len(open_dataset("coco", tmp_path)) == 1
    single = open_dataset("coco_single", tmp_path)
    assert [single.name_of(index) for index in range(len(single))] == ["2#1", "2#2"]
    assert [(single[index].ground_truth == 1).sum() for index in range(2)] == [64, 4]  # whole, also where covered


def test_an_export_of_this_product_is_such_a_folder(tmp_path: Path) -> None:
    write(tmp_path, [annotation(1, box(0, 0, 8, 8))])
    (tmp_path / "annotations").mkdir()
    (tmp_path / "instances.json").rename(tmp_path / "annotations" / "instances.json")
    assert open_dataset("coco", tmp_path)[0].objects == 1


def write_val(root: Path, with_objects: list[int], photos: int) -> None:
    names = [f"{number:012}.jpg" for number in range(1, photos + 1)]
    objects = [annotation(number, box(0, 0, 8, 8)) for number in with_objects]
    save_coco(root / "annotations" / "instances_val2017.json", dict.fromkeys(names, SIZE), objects)
    for name in names:
        save_photo(root / "val2017" / name, SIZE)


def test_coco_val_reference_keeps_the_number_of_photos_with_the_same_stand_ins_every_time(tmp_path: Path) -> None:
    write_val(tmp_path, [1, 4, 5], photos=6)
    assert len(open_dataset("coco_val", tmp_path)) == len(open_dataset("coco_val_single", tmp_path)) == 3
    one, two = open_dataset("coco_val_reference", tmp_path), open_dataset("coco_val_reference", tmp_path)
    names = [one.name_of(index) for index in range(len(one))]
    assert len(set(names)) == 6 and names == [two.name_of(index) for index in range(len(two))]
    assert [name for name in names if "~" not in name] == [f"{number:012}" for number in (1, 4, 5)]
    stand_ins = [(index, name.split("~")) for index, name in enumerate(names) if "~" in name]
    assert [missing for _, (_, missing) in stand_ins] == [f"{number:012}" for number in (2, 3, 6)]
    assert all(one[index].path.stem == taken and one[index].objects == 1 for index, (taken, _) in stand_ins)


def test_no_photo_with_an_object_leaves_nothing_to_stand_in(tmp_path: Path) -> None:
    write_val(tmp_path, [], photos=2)
    with pytest.raises(ValueError, match="no photo has an object"):
        open_dataset("coco_val_reference", tmp_path)


def test_damaged_annotations_and_photos_are_named(tmp_path: Path) -> None:
    write(tmp_path, [annotation(1, {"size": [12, 16], "counts": [1, 2]})])
    with pytest.raises(ValueError, match=r"annotation 1 of .*1\.jpg cannot be drawn: counts adds up to 3"):
        open_dataset("coco", tmp_path)[0]
    content = json.loads((tmp_path / "instances.json").read_text())
    content["annotations"][0]["image_id"] = 77
    (tmp_path / "instances.json").write_text(json.dumps(content))
    with pytest.raises(ValueError, match=r"instances\.json is not in COCO's form \(KeyError\(77\)\)"):
        open_dataset("coco", tmp_path)
    (tmp_path / "instances.json").write_text("[1, 2")
    with pytest.raises(ValueError, match=r"instances\.json is not in COCO's form"):
        open_dataset("coco", tmp_path)


def test_a_photo_of_another_size_than_annotated_is_named(tmp_path: Path) -> None:
    write(tmp_path, [annotation(1, box(0, 0, 8, 8))])
    save_photo(tmp_path / "images" / "1.jpg", (16, 12))
    with pytest.raises(ValueError, match=r"1\.jpg is 12x16 pixels .* its mask 16x12"):
        open_dataset("coco", tmp_path)[0]
    (tmp_path / "images" / "1.jpg").unlink()
    with pytest.raises(FileNotFoundError, match=r"1\.jpg does not exist"):
        open_dataset("coco", tmp_path)[0]
