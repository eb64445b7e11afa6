"""LVIS, both ways: what it says of images and categories beyond COCO, and documents as the dataset has them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pycocotools import mask as coco_mask

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.images.models import Image, ImageTag
from backend.images.tags import do_change_tags
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.conftest import BOX, Imported, bring, disc, drawn, pack
from tests.backend.formats.shown import named

MakeImage = Callable[..., Image]
Import = Callable[..., Imported]

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]


def test_images_say_what_is_absent_and_what_is_not_all_marked(
    project: Project,
    label: Label,
    second_label: Label,
    alice: User,
    make_image: MakeImage,
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    ring = disc(48, 64, 30, 20, 12) - disc(48, 64, 30, 20, 5)
    for number in range(11):
        image = make_image(f"{number}.jpg")
        bring(alice, image, named(label, ring, 0), named(label, disc(48, 64, 20, 20, 9), 1))
    do_change_tags(image, ["absent: TABLE", "not all marked: cup", "absent: moon", "night"], ())
    bring(alice, image, {"object": "0b9d6a86-4a5e-4d0a-9a3b-0d6f1f0c7a11", "label": label.pk, "box": [3, 4, 20, 10]})
    path, other = exported(project, "lvis"), twin()
    archive = zipfile.ZipFile(path)
    document = json.loads(archive.read("annotations/lvis.json"))
    cup, table, _ = document["categories"]
    assert (cup["frequency"], cup["image_count"], cup["instance_count"]) == ("c", 11, 22)
    assert (table["frequency"], table["image_count"], table["synonyms"]) == ("r", 0, ["table"])
    (said,) = (each for each in document["images"] if each["file_name"] == "10.jpg")
    assert (said["neg_category_ids"], said["not_exhaustive_category_ids"]) == ([table["id"]], [cup["id"]])
    assert all(each["neg_category_ids"] == [] for each in document["images"] if each is not said)
    for each in document["annotations"]:
        assert coco_mask.decode(each["segmentation"]).sum() == each["area"]
    report = json.loads(archive.read("report.json"))
    assert report["objects"]["out"] == {"lvis": 22} and "1 bounding boxes" in " ".join(report["notes"])
    result = imported(other, alice, path)
    assert (result.summary["format"], result.objects, result.problems) == ("lvis", {"in": 22, "made": 22}, [])
    assert drawn(other) == [row for row in drawn(project) if not row[2].startswith(BOX)]
    tags = ImageTag.objects.filter(image__project=other).values_list("image__name", "key")
    assert set(tags) == {("10.jpg", "absent: table"), ("10.jpg", "not all marked: cup")}


def document(**changes: Any) -> dict[str, Any]:
    """As version 1 of the dataset has it: no file names, polygons, no iscrowd."""
    image = {
        "id": 9,
        "coco_url": "http://images.cocodataset.org/train2017/000000000009.jpg",
        "width": 64,
        "height": 48,
        "neg_category_ids": [2],
        "not_exhaustive_category_ids": [],
    }
    ring = [10, 10, 30, 10, 30, 30, 10, 30]
    return {
        "images": [image | changes],
        "annotations": [{"id": 1, "image_id": 9, "category_id": 1, "segmentation": [ring], "bbox": [10, 10, 20, 20]}],
        "categories": [
            {"id": 1, "name": "aerosol_can", "synset": "aerosol.n.02", "frequency": "c"},
            {"id": 2, "name": "air_conditioner", "synset": "air_conditioner.n.01", "frequency": "f"},
        ],
    }


def test_images_are_found_by_their_address(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    image = make_image("000000000009.jpg")
    result = imported(project, alice, pack(tmp_path / "a.zip", {"lvis_v1_train.json": document()}))
    assert (result.summary["format"], result.objects, result.problems) == ("lvis", {"in": 1, "made": 1}, [])
    assert rle.area(Object.objects.get().rle) == 400  # type: ignore[arg-type]
    assert [tag.name for tag in image.tags.all()] == ["absent: air_conditioner"]


@pytest.mark.parametrize(
    ("changes", "code", "made"),
    [
        ({"neg_category_ids": [77]}, "unknown-label", 1),
        ({"coco_url": None}, "bad-record", 0),
        ({"coco_url": "http://images.cocodataset.org/"}, "bad-record", 0),
        ({"neg_category_ids": "all", "width": 65}, "size-differs", 0),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    changes: dict[str, Any],
    code: str,
    made: int,
    alice: User,
    make_image: MakeImage,
    project: Project,
    imported: Import,
    tmp_path: Path,
) -> None:
    make_image("000000000009.jpg")
    text = json.dumps(document(**changes), indent=0)
    result = imported(project, alice, pack(tmp_path / "a.zip", {"lvis.json": text}))
    assert result.objects.get("made", 0) == made
    problem = result.problems[0]
    assert (problem["file"], problem["record"], problem["code"]) == ("lvis.json", "images[0]", code)
    assert problem["line"] and problem["detail"]
