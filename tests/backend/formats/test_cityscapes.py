"""Cityscapes, both ways: as its rules have it, as its files really are, and what a round trip keeps."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

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
BASE = "gtFine/train/aachen/aachen_000000_000019_gtFine"
PHOTO = "aachen_000000_000019_leftImg8bit.png"


@pytest.fixture
def filled(project: Project, alice: User, make_image: MakeImage) -> list[Image]:
    """Cars that overlap, one with a hole, one in parts, a group; stuff twice; no label; a box."""
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    car = Label.objects.create(project=project, name="car", color="#00008e", position=0)
    lamp = Label.objects.create(project=project, name="lamp", color="#123456", position=1)
    road = Label.objects.create(project=project, name="road", color="#804080", position=2, kind=Label.Kind.STUFF)
    images = [make_image("a.jpg"), make_image("munich_000001_000019_leftImg8bit.png", width=48, height=64)]
    ring = disc(48, 64, 20, 20, 12) - disc(48, 64, 20, 20, 5)
    parts = disc(64, 48, 10, 10, 6) | disc(64, 48, 30, 50, 8)
    bring(
        alice,
        images[0],
        named(road, disc(48, 64, 10, 40, 9), 0),
        named(road, disc(48, 64, 50, 40, 7), 1),
        named(car, disc(48, 64, 30, 20, 8), 2),
        named(car, ring, 3),
        named(None, disc(48, 64, 55, 10, 5), 4),
        {"object": str(uuid.uuid4()), "label": car.pk, "box": [3, 4, 20, 10], "z": 5},
    )
    bring(
        alice,
        images[1],
        named(lamp, parts, 0),
        named(car, disc(64, 48, 40, 20, 6), 1, attributes={"iscrowd": True}),
        named(lamp, disc(64, 48, 10, 10, 2), 2),
        named(lamp, disc(64, 48, 10, 10, 4), 3),
    )
    return images


def test_maps_are_as_the_rules_of_cityscapes_have_them(
    project: Project, filled: list[Image], exported: Callable[..., Path]
) -> None:
    archive = zipfile.ZipFile(exported(project, "cityscapes"))
    (folder,) = {name.rsplit("/", 1)[0] for name in archive.namelist() if name.endswith(".png")}
    assert folder.count("/") == 2 and folder.startswith("gtFine/")
    ids = {each["name"]: each["id"] for each in json.loads(archive.read("labels.json"))["labels"]}
    assert (ids["car"], ids["road"], ids["lamp"]) == (26, 7, 34)

    def pixels(name: str) -> np.ndarray:
        with Pillow.open(io.BytesIO(archive.read(f"{folder}/{name}.png"))) as picture:
            assert picture.mode == ("I;16" if "instance" in name else "L" if "label" in name else "RGB")
            return np.asarray(picture).astype(int)

    first, second = pixels("a_gtFine_instanceIds"), pixels("munich_000001_000019_gtFine_instanceIds")
    assert set(np.unique(first)) == {0, 7, 26000, 26001, ids[None] * 1000}
    assert (first[20, 30], first[20, 20], first[40, 10], first[40, 50]) == (26001, 0, 7, 7)
    assert set(np.unique(second)) == {0, 26, 34000, 34002}
    for name, instances in (("a_gtFine", first), ("munich_000001_000019_gtFine", second)):
        labels = pixels(f"{name}_labelIds")
        assert (labels == np.where(instances < 1000, instances, instances // 1000)).all()
        assert (pixels(f"{name}_color")[labels == 26] == (0, 0, 0x8E)).all()
    report = json.loads(archive.read("report.json"))
    assert report["objects"] == {"in": 10, "out": {"cityscapes": 7}, "left_out": 0}
    notes = " ".join(report["notes"])
    for part in ("1 bounding boxes", "1 objects are covered wholly", "1 objects are one with another", "1 holes"):
        assert part in notes


def test_polygons_painted_by_the_rules_give_the_maps_but_for_holes(
    project: Project, filled: list[Image], exported: Callable[..., Path]
) -> None:
    archive = zipfile.ZipFile(exported(project, "cityscapes"))
    (name,) = (name for name in archive.namelist() if name.endswith("000019_gtFine_polygons.json"))
    about = json.loads(archive.read(name))
    assert {each["label"] for each in about["objects"]} == {"lamp", "cargroup"}
    ids = {"lamp": 34, "cargroup": 26}
    picture = Pillow.new("L", (about["imgWidth"], about["imgHeight"]))
    for each in about["objects"]:
        ImageDraw.Draw(picture).polygon([tuple(corner) for corner in each["polygon"]], fill=ids[each["label"]])
    with Pillow.open(io.BytesIO(archive.read(name.replace("polygons.json", "labelIds.png")))) as labels:
        assert (np.asarray(labels) == np.asarray(picture)).mean() > 0.99


def test_what_was_exported_comes_in_as_far_as_maps_can_hold_it_and_a_second_time_changes_nothing(
    project: Project,
    alice: User,
    filled: list[Image],
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    path, other = exported(project, "cityscapes"), twin()
    result = imported(other, alice, path)
    assert (result.summary["format"], result.objects, result.problems) == ("cityscapes", {"in": 7, "made": 7}, [])
    assert shown(other) == shown(project, merges=is_stuff)
    assert Object.objects.filter(annotation__image__project=other, attributes={"iscrowd": True}).count() == 1
    kinds = dict(Label.objects.filter(project=other).values_list("name", "kind"))
    assert kinds == {"car": "thing", "lamp": "thing", "road": "stuff"}
    assert imported(other, alice, path).objects == {"in": 7, "unchanged": 7}


def test_real_masks_come_through_to_the_pixel(
    project: Project,
    organization: Any,
    alice: User,
    datasets: Path,
    media_root: Path,
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    fill(project, alice, datasets, 30)
    path, other = exported(project, "cityscapes"), twin()
    result = imported(other, alice, path)
    out = json.loads(zipfile.ZipFile(path).read("report.json"))["objects"]["out"]["cityscapes"]
    assert out > 150 and result.objects == {"in": out, "made": out} and result.problems == []
    assert shown(other) == shown(project, merges=lambda row: is_stuff(row) or row.label is None), (
        "so many labels that what has none is beyond the ids that have instances"
    )


def outlines(*objects: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"imgHeight": 48, "imgWidth": 64, "objects": list(objects)} | more


def square(label: str, x0: int, y0: int, x1: int, y1: int, **more: Any) -> dict[str, Any]:
    return {"label": label, "polygon": [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]} | more


def test_of_polygons_alone_later_ones_cover_earlier_ones(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image(PHOTO)
    about = outlines(
        square("road", 0, 20, 63, 47),
        square("car", 2, 2, 3, 3),
        square("car", 0, 0, 9, 9),
        square("car", 5, 5, 9, 9, deleted=1),
        square("cargroup", 30, 30, 39, 39),
        square("polegroup", 60, 0, 70, 5),
        square("unlabeled", 0, 40, 63, 47),
        {"label": "sky", "polygon": [[1, 2], [3, 4]]},
        {"label": "sky", "polygon": [[1, 2], [3, "4"], [5, 6]]},
        {"polygon": [[1, 2], [3, 4], [5, 6]]},
    )
    result = imported(project, alice, pack(tmp_path / "a.zip", {f"{BASE}_polygons.json": about}))
    assert result.objects == {"in": 8, "made": 4, "left_out": 4}
    rows = Object.objects.select_related("label").order_by("label__name", "area")
    found = {(row.label.name, row.area, row.attributes.get("iscrowd", False)) for row in rows if row.label}
    assert found == {("road", 64 * 20 - 100, False), ("car", 100, False), ("car", 100, True), ("polegroup", 24, False)}
    assert sorted((p["record"], p["code"]) for p in result.problems) == [
        ("objects[1]", "covered"),
        ("objects[7]", "bad-record"),
        ("objects[8]", "bad-record"),
        ("objects[9]", "bad-record"),
    ]


def maps(**changes: Any) -> dict[str, Any]:
    instances = np.zeros((48, 64), np.uint16)
    instances[:10, :10], instances[20:30, :10], instances[40:, :], instances[0, 63] = 26000, 26001, 7, 900
    labels = np.where(instances < 1000, instances, instances // 1000).astype(np.uint8)
    files = {"instanceIds.png": png(instances), "labelIds.png": png(labels), "polygons.json": outlines()}
    return {f"{BASE}_{name}": content for name, content in (files | changes).items()}


def test_maps_of_instances_are_taken_before_polygons_and_unknown_numbers_named(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image(PHOTO)
    result = imported(project, alice, pack(tmp_path / "a.zip", maps()))
    assert result.objects == {"in": 4, "made": 3, "left_out": 1}
    assert sorted(Object.objects.values_list("label__name", "area")) == [("car", 100), ("car", 100), ("road", 512)]
    (problem,) = result.problems
    assert (problem["code"], problem["record"], problem["image"]) == ("unknown-label", "value 900", PHOTO)
    assert problem["file"].endswith("instanceIds.png")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png(np.full((48, 64), 26, np.uint8)), "bad-bit-depth"),
        (png(np.full((48, 64), 26, np.uint8), "P"), "bad-picture"),
        (png(np.zeros((48, 64, 3), np.uint8)), "bad-picture"),
        (png(np.zeros((48, 64), np.uint16))[:-30], "bad-picture"),
        (b"GIF89a", "bad-picture"),
    ],
)
def test_a_map_of_instances_that_is_none_is_named_and_the_polygons_are_taken(
    content: bytes, code: str, alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image(PHOTO)
    files = maps(**{"instanceIds.png": content, "polygons.json": outlines(square("car", 0, 0, 9, 9))})
    result = imported(project, alice, pack(tmp_path / "a.zip", files))
    assert result.objects == {"in": 1, "made": 1}
    assert [(p["code"], p["what"]) for p in result.problems] == [(code, "file")] and "instanceIds" in result.problems[
        0
    ]["detail"]


def test_maps_that_disagree_or_lack_their_pair_are_named(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image(PHOTO)
    smaller = maps(**{"labelIds.png": png(np.zeros((24, 32), np.uint8))})
    result = imported(project, alice, pack(tmp_path / "a.zip", smaller), dry_run=True)
    assert result.summary["reasons"] == {"size-differs": 1, "unknown-label": 1}
    alone = {name: content for name, content in maps().items() if "labelIds" in name}
    result = imported(project, alice, pack(tmp_path / "b.zip", alone), dry_run=True)
    assert result.summary["reasons"] == {"missing-pair": 1, "unknown-label": 1}
    broken = {f"{BASE}_polygons.json": "{", f"{BASE}_color.png": b""}
    result = imported(project, alice, pack(tmp_path / "c.zip", broken), dry_run=True)
    assert result.summary["reasons"] == {"bad-json": 1, "missing-pair": 1}
    wrong = maps(**{"instanceIds.png": png(np.full((10, 10), 26000, np.uint16))})
    result = imported(project, alice, pack(tmp_path / "d.zip", wrong), dry_run=True)
    assert (result.objects, result.summary["reasons"]) == ({"in": 1, "left_out": 1}, {"size-differs": 2})
