"""Exports read by the rules that the makers of the formats have published, with nothing but NumPy, Pillow and JSON."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from PIL import Image as Pillow
from PIL import ImageDraw

from backend.accounts.models import User
from backend.images.models import Image
from backend.projects.models import Label, Project
from tests.backend.formats.conftest import bring, disc
from tests.backend.formats.peers.conftest import Found, boxes_of, digest_of, masks_of
from tests.backend.formats.shown import named

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
LayOut = Callable[..., Path]
ROAD, CAR = 7, 26
"""Cityscapes' own numbers: https://github.com/mcordts/cityscapesScripts, helpers/labels.py."""


def pixels_of(path: Path) -> np.ndarray:
    with Pillow.open(path) as picture:
        return np.asarray(picture).astype(np.int64)


def found_in(masks: dict[str, list[tuple[str, np.ndarray]]]) -> Found:
    return {
        stem: sorted(([label, "mask", int(mask.sum()), digest_of(mask)] for label, mask in each), key=str)
        for stem, each in masks.items()
    }


def test_yolo_has_a_line_an_object_class_from_0_and_centre_and_size_as_shares(
    project: Project, laid_out: LayOut
) -> None:
    """https://docs.ultralytics.com/datasets/detect/"""
    folder = laid_out("yolo", "images/train/{name}")
    about = yaml.safe_load((folder / "data.yaml").read_text())
    found: Found = {}
    for photo in sorted((folder / about["path"] / about["train"]).iterdir()):
        text = Path(str(photo).replace("/images/", "/labels/")).with_suffix(".txt")  # as the trainer finds it
        with Pillow.open(photo) as picture:
            width, height = picture.size
        for line in text.read_text().splitlines():
            number, *shares = line.split()
            sides = [float(share) for share in shares]
            assert all(0 <= side <= 1 for side in sides)
            box = [
                (sides[0] - sides[2] / 2) * width,
                (sides[1] - sides[3] / 2) * height,
                sides[2] * width,
                sides[3] * height,
            ]
            found.setdefault(photo.stem, []).append(
                [about["names"][int(number)], "bbox", [float(round(s, 3)) for s in box], ""]
            )
    assert {stem: sorted(each, key=str) for stem, each in found.items()} == boxes_of(project)


def test_yolo_segmentation_has_the_corners_of_polygons_as_shares(project: Project, laid_out: LayOut) -> None:
    """https://docs.ultralytics.com/datasets/segment/; filled by the parity of crossings, as OpenCV fills them."""
    folder = laid_out("yolo-segmentation", "images/train/{name}")
    names = yaml.safe_load((folder / "data.yaml").read_text())["names"]
    masks: dict[str, list[tuple[str, np.ndarray]]] = {}
    for photo in sorted((folder / "images" / "train").iterdir()):
        with Pillow.open(photo) as picture:
            size = picture.size
        for line in (folder / "labels" / "train" / f"{photo.stem}.txt").read_text().splitlines():
            number, *sides = line.split()
            inside = filled_by_parity(np.array(sides, float).reshape(-1, 2) * size, size)
            masks.setdefault(photo.stem, []).append((names[int(number)], inside))
    assert found_in(masks) == masks_of(project)


def filled_by_parity(corners: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Pixels from whose centres a line to the right crosses the outline an odd number of times."""
    xs, ys = np.meshgrid(np.arange(size[0]) + 0.5, np.arange(size[1]) + 0.5)
    inside = np.zeros(xs.shape, bool)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, 0), strict=True):
        is_crossed = (y0 > ys) != (y1 > ys)
        with np.errstate(divide="ignore", invalid="ignore"):
            inside ^= is_crossed & (xs < (x1 - x0) * (ys - y0) / (y1 - y0) + x0)
    return inside


def test_cityscapes_has_class_times_1000_and_number_for_things_and_the_class_for_stuff(
    project: Project, alice: User, make_image: Callable[..., Image], exported: Callable[..., Path], tmp_path: Path
) -> None:
    """https://www.cityscapes-dataset.com; csHelpers and json2instanceImg of its scripts say so."""

    road = Label.objects.create(project=project, name="road", color="#804080", kind="stuff")
    car = Label.objects.create(project=project, name="car", color="#00008e")
    shapes = [(road, disc(48, 64, 12, 30, 9)), (car, disc(48, 64, 40, 12, 6)), (car, disc(48, 64, 50, 36, 5))]
    bring(alice, make_image("a.jpg"), *(named(label, mask, z) for z, (label, mask) in enumerate(shapes)))
    with zipfile.ZipFile(exported(project, "cityscapes")) as archive:
        archive.extractall(tmp_path / "city")
    (instances,) = (tmp_path / "city").rglob("gtFine/*/*/a_gtFine_instanceIds.png")
    (labels,) = (tmp_path / "city").rglob("gtFine/*/*/a_gtFine_labelIds.png")
    values, classes = pixels_of(instances), pixels_of(labels)
    assert np.array_equal(np.where(values >= 1000, values // 1000, values), classes)
    assert set(np.unique(values)) == {0, ROAD, CAR * 1000, CAR * 1000 + 1}
    assert np.array_equal(classes == ROAD, shapes[0][1] > 0)
    cars = sorted(digest_of(values == CAR * 1000 + number) for number in range(2))
    assert cars == sorted(digest_of(mask) for _, mask in shapes[1:])
    (outlines,) = (tmp_path / "city").rglob("a_gtFine_polygons.json")
    about = json.loads(outlines.read_text())
    drawn = Pillow.new("L", (about["imgWidth"], about["imgHeight"]))
    for each in about["objects"]:  # json2labelImg: one over the other, through the centres of pixels
        number = {"road": ROAD, "car": CAR}.get(each["label"], 0)
        ImageDraw.Draw(drawn).polygon([tuple(corner) for corner in each["polygon"]], fill=number)
    assert np.array_equal(np.asarray(drawn), classes)


def test_ade20k_has_the_class_in_red_and_green_and_the_object_in_blue(project: Project, laid_out: LayOut) -> None:
    """https://github.com/CSAILVision/ADE20K: class = R / 10 * 256 + G, object = B; the challenge has classes alone."""
    folder = laid_out("ade20k")
    rows = [line.split("\t") for line in (folder / "objectInfo150.txt").read_text().splitlines()]
    names = {int(row[0]): row[-1].strip() for row in rows[1:]}
    masks: dict[str, list[tuple[str, np.ndarray]]] = {}
    for path in sorted(folder.rglob("*_seg.png")):
        colors = pixels_of(path)
        classes = pixels_of(next(folder.rglob(f"annotations/{path.stem[:-4]}.png")))
        number = colors[..., 0] // 10 * 256 + colors[..., 1]
        assert np.array_equal(number, classes)
        pairs = {(int(n), int(b)) for n, b in zip(number.flat, colors[..., 2].flat, strict=True) if n}
        masks[path.stem[:-4]] = [(names[n], (number == n) & (colors[..., 2] == b)) for n, b in sorted(pairs)]
    assert found_in(masks) == masks_of(project)


def test_mapillary_has_label_times_256_and_number_by_the_places_of_its_configuration(
    project: Project, laid_out: LayOut
) -> None:
    """https://www.mapillary.com/dataset/vistas, demo.py: instance_array // 256 is the label, % 256 the instance."""
    folder = laid_out("mapillary")
    labels = json.loads((folder / "config_v2.0.json").read_text())["labels"]
    masks: dict[str, list[tuple[str, np.ndarray]]] = {}
    for path in sorted(folder.glob("training/v2.0/instances/*.png")):
        values, classes = pixels_of(path), pixels_of(folder / "training" / "v2.0" / "labels" / path.name)
        assert np.array_equal(values // 256, classes)
        found = [(labels[value // 256]["readable"], values == value) for value in np.unique(values)]
        masks[path.stem] = [(label, mask) for label, mask in found if label != "Unlabeled"]
    assert found_in(masks) == masks_of(project)


def test_coco_panoptic_has_every_pixel_in_a_segment_of_its_area_and_box(project: Project, laid_out: LayOut) -> None:
    """panopticapi: id = R + 256 G + 256 ** 2 B; every id of the picture stands in segments_info, and the other way."""
    folder = laid_out("coco-panoptic") / "annotations"
    whole: dict[str, Any] = json.loads((folder / "panoptic.json").read_text())
    known = {category["id"]: category for category in whole["categories"]}
    assert {category["isthing"] for category in known.values()} <= {0, 1}
    for annotation in whole["annotations"]:
        red, green, blue = np.moveaxis(pixels_of(folder / "panoptic" / annotation["file_name"]), 2, 0)
        ids = red + 256 * green + 256**2 * blue
        segments = {segment["id"]: segment for segment in annotation["segments_info"]}
        assert set(np.unique(ids)) - {0} == segments.keys()
        for key, segment in segments.items():
            ys, xs = np.nonzero(ids == key)
            box = [xs.min(), ys.min(), xs.max() - xs.min() + 1, ys.max() - ys.min() + 1]
            assert (segment["area"], segment["bbox"]) == (len(xs), box) and segment["category_id"] in known
            assert segment["iscrowd"] in (0, 1)
