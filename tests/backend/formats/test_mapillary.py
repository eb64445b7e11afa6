"""Mapillary Vistas, both ways: as its rules have it, and as its files really are."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Label, Project
from tests.backend.formats.conftest import Imported, bring, disc, pack
from tests.backend.formats.real_data import fill
from tests.backend.formats.shown import is_stuff, named, png, shown

MakeImage = Callable[..., Image]
Import = Callable[..., Imported]

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
FOLDER = "training/v2.0"


def test_maps_are_as_the_documentation_has_them(
    project: Project,
    label: Label,
    alice: User,
    make_image: MakeImage,
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    sky = Label.objects.create(project=project, name="sky", color="#102030", position=5, kind=Label.Kind.STUFF)
    ring = disc(48, 64, 30, 20, 12) - disc(48, 64, 30, 20, 5)
    bring(
        alice,
        make_image("a.jpg"),
        named(label, disc(48, 64, 10, 10, 5), 0),
        named(label, ring, 1),
        named(sky, disc(48, 64, 50, 40, 5), 2),
        named(sky, disc(48, 64, 10, 40, 5), 3),
        named(None, disc(48, 64, 30, 20, 3), 4),
    )
    path, other = exported(project, "mapillary"), twin()
    archive = zipfile.ZipFile(path)
    labels = json.loads(archive.read("config_v2.0.json"))["labels"]
    assert [each["name"] for each in labels] == ["cup", "sky", "unlabelled", "void--unlabeled"]
    with Pillow.open(io.BytesIO(archive.read(f"{FOLDER}/instances/a.png"))) as picture:
        assert picture.mode == "I;16"
        values = np.asarray(picture).astype(int)
    with Pillow.open(io.BytesIO(archive.read(f"{FOLDER}/labels/a.png"))) as picture:
        assert picture.mode == "P" and picture.getpalette()[3:6] == [0x10, 0x20, 0x30]  # type: ignore[index]
        assert (np.asarray(picture) == values // 256).all()
    found = {(labels[value // 256]["name"], value % 256, int((values == value).sum())) for value in np.unique(values)}
    areas = [int(disc(48, 64, 10, 10, 5).sum()), int(ring.sum()), int(disc(48, 64, 30, 20, 3).sum())]
    assert {("cup", 0, areas[0]), ("cup", 1, areas[1]), ("unlabelled", 0, areas[2]), ("sky", 0, 2 * areas[0])} < found
    panoptic = json.loads(archive.read(f"{FOLDER}/panoptic/panoptic_2020.json"))
    with Pillow.open(io.BytesIO(archive.read(f"{FOLDER}/panoptic/a.png"))) as picture:
        red, green, blue = np.moveaxis(np.asarray(picture).astype(int), 2, 0)
    for segment in panoptic["annotations"][0]["segments_info"]:
        inside = red + 256 * green + 65536 * blue == segment["id"]
        assert (values[inside] // 256 == segment["category_id"] - 1).all() and inside.sum() == segment["area"]
    report = json.loads(archive.read("report.json"))
    assert (
        report["objects"]["out"] == {"mapillary": 4, "mapillary-panoptic": 5}
        and "1 objects are one with another" in report["notes"][0]
    )
    result = imported(other, alice, path)
    assert (result.summary["format"], result.objects, result.problems) == ("mapillary", {"in": 4, "made": 4}, [])
    assert shown(other) == shown(project, merges=is_stuff)
    assert imported(other, alice, path).objects == {"in": 4, "unchanged": 4}


def test_more_objects_of_a_label_than_a_byte_can_number_are_counted(
    project: Project, label: Label, alice: User, make_image: MakeImage, exported: Callable[..., Path]
) -> None:
    masks = np.eye(300, 48 * 64, dtype=np.uint8).reshape(300, 48, 64)
    bring(alice, make_image("a.jpg"), *(named(label, mask, n) for n, mask in enumerate(masks)))
    report = json.loads(zipfile.ZipFile(exported(project, "mapillary")).read("report.json"))
    assert (
        report["objects"]["out"] == {"mapillary": 256, "mapillary-panoptic": 300}
        and "44 objects are left out" in report["notes"][0]
    )


def test_real_masks_come_through_to_the_pixel(
    project: Project,
    alice: User,
    datasets: Path,
    media_root: Path,
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    fill(project, alice, datasets, 30)
    path, other = exported(project, "mapillary"), twin()
    assert imported(other, alice, path).problems == []
    assert shown(other) == shown(project, merges=is_stuff) and Object.objects.filter(label__project=other).count() > 150


def entry(name: str, readable: str, instances: bool) -> dict[str, Any]:
    return {"name": name, "readable": readable, "instances": instances, "color": [1, 2, 3], "evaluate": True}


def vistas(**changes: Any) -> dict[str, Any]:
    """A folder of version 1.2: two cars, sky, and pixels without a label."""
    labels = [
        entry("object--vehicle--car", "Car", True),
        entry("nature--sky", "Sky", False),
        entry("void--unlabeled", "Unlabeled", False),
    ]
    instances = np.full((48, 64), 2 * 256, np.uint16)
    instances[:10, :10], instances[:10, 20:30], instances[40:] = 0, 1, 256
    files = {
        "config.json": {"labels": labels},
        "training/instances/x_Y-1.png": png(instances),
        "training/labels/x_Y-1.png": png((instances // 256).astype(np.uint8), "P"),
        "training/panoptic/x_Y-1.png": png(np.zeros((48, 64, 3), np.uint8)),
    }
    return {name: content for name, content in (files | changes).items() if content}


def test_labels_have_their_readable_names_and_things_are_apart(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image("x_Y-1.jpg")
    result = imported(project, alice, pack(tmp_path / "a.zip", vistas()))
    assert (result.objects, result.problems) == ({"in": 3, "made": 3}, [])
    rows = Object.objects.order_by("area").values_list("label__name", "label__kind", "label__color", "area")
    assert list(rows) == [("Car", "thing", "#010203", 100)] * 2 + [("Sky", "stuff", "#010203", 512)]


def test_panoptic_alone_is_read_as_coco_has_it(
    project: Project, alice: User, filled: list[Image], exported: Callable[..., Path], imported: Import, tmp_path: Path
) -> None:
    with zipfile.ZipFile(exported(project, "mapillary")) as archive:
        names = [name for name in archive.namelist() if "panoptic" in name or "config" in name]
        path = pack(tmp_path / "a.zip", {name: archive.read(name) for name in names})
    result = imported(project, alice, path)
    assert (result.summary["format"], result.objects) == ("coco-panoptic", {"in": 4, "unchanged": 4})


INSTANCES, LABELS = "training/instances/x_Y-1.png", "training/labels/x_Y-1.png"


@pytest.mark.parametrize(
    ("changes", "reasons", "made"),
    [
        ({INSTANCES: png(np.zeros((48, 64), np.uint8))}, {"bad-bit-depth": 1, "missing-pair": 1}, 2),
        ({INSTANCES: png(np.zeros((48, 64), np.uint8), "P")}, {"bad-picture": 1, "missing-pair": 1}, 2),
        ({INSTANCES: None}, {"missing-pair": 1}, 2),
        ({LABELS: None}, {"missing-pair": 1}, 3),
        ({LABELS: png(np.zeros((24, 32), np.uint8))}, {"size-differs": 1}, 3),
        ({INSTANCES: png(np.full((48, 64), 9 * 256, np.uint16))}, {"unknown-label": 1}, 0),
        ({INSTANCES: png(np.full((24, 32), 256, np.uint16))}, {"size-differs": 2}, 0),
        ({INSTANCES: b"", LABELS: b"x"}, {"bad-picture": 1, "missing-pair": 1}, 0),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_goes_in(
    changes: dict[str, Any],
    reasons: dict[str, int],
    made: int,
    alice: User,
    make_image: MakeImage,
    project: Project,
    imported: Import,
    tmp_path: Path,
) -> None:
    make_image("x_Y-1.jpg")
    result = imported(project, alice, pack(tmp_path / "a.zip", vistas(**changes)))
    assert (result.summary["reasons"], result.objects.get("made", 0)) == (reasons, made)
    assert all(problem["file"].startswith("training/") and problem["detail"] for problem in result.problems)
