"""ADE20K, both ways: as its rules have it, and as its files really are."""

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
from kernels import rle
from tests.backend.formats.conftest import Imported, bring, disc, pack
from tests.backend.formats.shown import named, png, shown

MakeImage = Callable[..., Image]
Import = Callable[..., Imported]

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
LEGEND = (
    "Idx\tRatio\tTrain\tVal\tStuff\tName\n1\t0.1576\t11664\t1172\t1\twall\n2\t0.1\t5\t0\t1\tbuilding, edifice\n"
    "13\t0.0160\t2568\t304\t0\tperson, individual\n"
)


def by_the_rules(archive: zipfile.ZipFile, stem: str) -> dict[tuple[str, int], np.ndarray]:
    """The masks of an image as the dataset's documentation says: (name of the class, object) to pixels."""
    rows = [line.split("\t") for line in archive.read("objectInfo150.txt").decode().splitlines()]
    names = {int(row[rows[0].index("Idx")]): row[rows[0].index("Name")] for row in rows[1:]}
    with Pillow.open(io.BytesIO(archive.read(f"annotations/{stem}.png"))) as picture:
        classes = np.asarray(picture).astype(int)
    with Pillow.open(io.BytesIO(archive.read(f"instances/{stem}_seg.png"))) as picture:
        assert picture.mode == "RGB"
        red, green, blue = np.moveaxis(np.asarray(picture).astype(int), 2, 0)
    assert (red // 10 * 256 + green == classes).all()
    return {
        (names[number], n): (classes == number) & (blue == n)
        for number, n in {*zip(classes.ravel().tolist(), blue.ravel().tolist(), strict=True)}
        if number
    }


def test_maps_are_as_the_documentation_has_them_with_many_classes_too(
    project: Project, alice: User, make_image: MakeImage, exported: Callable[..., Path], imported: Import
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    labels = [Label.objects.create(project=project, name=f"n {n}", color="#228be6", position=n) for n in range(300)]
    low, ring = disc(48, 64, 20, 20, 12), disc(48, 64, 30, 20, 12) - disc(48, 64, 30, 20, 5)
    box = {"object": "0b9d6a86-4a5e-4d0a-9a3b-0d6f1f0c7a11", "label": labels[0].pk, "box": [3, 4, 20, 10]}
    hidden = named(labels[2], disc(48, 64, 10, 20, 1), 0)
    bring(alice, make_image("a.jpg"), named(labels[2], low, 1), named(labels[299], ring, 2), hidden, box | {"z": 3})
    path = exported(project, "ade20k")
    archive = zipfile.ZipFile(path)
    found = by_the_rules(archive, "a")
    assert {name for name, _ in found} == {"n 2", "n 299"}
    for (name, _), mask in found.items():
        assert (mask == ((low > ring) if name == "n 2" else (ring > 0))).all()
    assert archive.read("objectInfo150.txt").decode().splitlines()[1] == "1\t0.0000\t0\t0\t0\tn 0"
    report = json.loads(archive.read("report.json"))
    assert report["objects"]["out"] == {"ade20k": 2}
    assert "1 bounding boxes" in report["notes"][0] and "1 objects are covered wholly" in report["notes"][1]
    other = Project.objects.create(organization=project.organization, name="Twin")
    make_image("a.jpg", project=other)
    assert imported(other, alice, path).objects == {"in": 2, "made": 2}
    assert shown(other) == shown(project)


def test_more_objects_than_a_byte_can_number_are_counted(
    project: Project, label: Label, alice: User, make_image: MakeImage, exported: Callable[..., Path]
) -> None:
    masks = np.eye(300, 48 * 64, dtype=np.uint8).reshape(300, 48, 64)
    bring(alice, make_image("a.jpg"), *(named(label, mask, n) for n, mask in enumerate(masks)))
    report = json.loads(zipfile.ZipFile(exported(project, "ade20k")).read("report.json"))
    assert report["objects"]["out"] == {"ade20k": 255} and "45 objects are left out" in report["notes"][0]


def challenge(**changes: Any) -> dict[str, Any]:
    """The folders of the challenge: people stand before a wall; the instances' R counts in a list of its own."""
    classes = np.ones((48, 64), np.uint8)
    classes[10:20, 10:30] = 13
    classes[:5] = 0
    instances = np.zeros((48, 64, 3), np.uint8)
    instances[10:20, 10:20], instances[10:20, 20:30] = (4, 1, 0), (4, 2, 0)
    files = {
        "objectInfo150.txt": LEGEND,
        "annotations/validation/ADE_val_00000001.png": png(classes),
        "annotations_instance/validation/ADE_val_00000001.png": png(instances),
    }
    return {f"ADEChallengeData2016/{name}": content for name, content in (files | changes).items() if content}


def test_the_challenge_gives_stuff_whole_and_things_one_by_one(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image("ADE_val_00000001.jpg")
    result = imported(project, alice, pack(tmp_path / "a.zip", challenge()))
    assert (result.summary["format"], result.objects, result.problems) == ("ade20k", {"in": 3, "made": 3}, [])
    rows = Object.objects.order_by("label__name", "area").values_list("label__name", "label__kind", "area")
    assert list(rows) == [
        ("person, individual", "thing", 100),
        ("person, individual", "thing", 100),
        ("wall", "stuff", 43 * 64 - 200),
    ]


def test_equal_names_in_two_folders_stay_apart(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image("ADE_val_00000001.jpg")
    first = png(np.ones((48, 64), np.uint8))
    path = pack(tmp_path / "a.zip", challenge(**{"annotations/training/ADE_val_00000001.png": first}))
    result = imported(project, alice, path, dry_run=True)
    assert (result.summary["images"]["in"], result.objects["in"]) == (2, 4)


SEMANTIC = "annotations/validation/ADE_val_00000001.png"
INSTANCE = "annotations_instance/validation/ADE_val_00000001.png"


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({INSTANCE: None}, {}),
        ({SEMANTIC: None}, {"missing-pair": 1}),
        ({SEMANTIC: png(np.ones((24, 32), np.uint8))}, {"size-differs": 1}),
        ({SEMANTIC: png(np.ones((48, 64, 3), np.uint8))}, {"bad-picture": 1}),
        ({INSTANCE: png(np.ones((48, 64), np.uint8))}, {"bad-picture": 1}),
        ({SEMANTIC: b"GIF89a"}, {"bad-picture": 1}),
        ({SEMANTIC: png(np.full((48, 64), 77, np.uint8))}, {"unknown-label": 3}),
        ({"objectInfo150.txt": LEGEND.replace("\t0.1\t", " ")}, {"bad-record": 1}),
    ],
)
def test_what_is_wrong_is_named_with_its_file(
    changes: dict[str, Any],
    reasons: dict[str, int],
    alice: User,
    make_image: MakeImage,
    project: Project,
    imported: Import,
    tmp_path: Path,
) -> None:
    make_image("ADE_val_00000001.jpg")
    result = imported(project, alice, pack(tmp_path / "a.zip", challenge(**changes)))
    assert result.summary["reasons"] == reasons
    assert all(problem["file"] and problem["detail"] for problem in result.problems)


def test_the_whole_dataset_has_its_classes_in_two_channels(
    alice: User, make_image: MakeImage, project: Project, imported: Import, tmp_path: Path
) -> None:
    make_image("ADE_train_00000001.jpg")
    seg = np.zeros((48, 64, 3), np.uint8)
    seg[:10, :10], seg[20:30, :10] = (10, 44, 1), (0, 13, 2)
    legend = LEGEND + "300\t0\t0\t0\t0\tzebra\n"
    files = {"objectInfo150.txt": legend, "training/ADE_train_00000001_seg.png": png(seg)}
    assert imported(project, alice, pack(tmp_path / "a.zip", files)).objects == {"in": 2, "made": 2}
    assert set(Object.objects.values_list("label__name", flat=True)) == {"zebra", "person, individual"}
    assert rle.area(Object.objects.get(label__name="zebra").rle) == 100  # type: ignore[arg-type]
