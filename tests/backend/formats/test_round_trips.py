"""import(export(x)) equals x, up to what each format can carry (table.py), as docs/formats.md says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.accounts.models import Organization, User
from backend.annotation.models import Object, Operation
from backend.formats.table import FORMATS, Format
from backend.images import storage
from backend.images.models import Image
from backend.projects.models import Project
from tests.backend.formats.conftest import BOX, Imported, drawn
from tests.backend.formats.real_data import fill

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]
Export = Callable[..., Path]
IMAGES = 40
BOTH_WAYS = [row for row in FORMATS if row.read and row.writers]


def carried(project: Project, row: Format) -> list[tuple[Any, ...]]:
    """What ``row`` keeps of ``drawn(project)``."""
    carries = row.carries
    boxes = {
        (thing.annotation.image.name, thing.rle["counts"]): f"{BOX} {thing.bbox}"
        for thing in Object.objects.filter(annotation__image__project=project, rle__isnull=False)
        if thing.rle
    }
    return sorted(
        (
            image,
            label,
            shape if carries.masks else boxes.get((image, shape), shape),
            attributes if carries.attributes else "{}",
            quality if carries.scores else 0.0,
        )
        for image, label, shape, attributes, quality in drawn(project)
        if carries.boxes or not shape.startswith(BOX)
    )


@pytest.mark.parametrize("row", BOTH_WAYS, ids=lambda row: row.name)
def test_masks_with_holes_and_parts_boxes_and_objects_without_a_label_come_back(
    row: Format,
    project: Project,
    alice: User,
    filled: list[Image],
    exported: Export,
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    path, other = exported(project, row.name), twin()
    first = imported(other, alice, path)
    wanted = carried(project, row)
    assert (drawn(other), first.problems) == (wanted, [])
    assert imported(other, alice, path).objects == {"in": len(wanted), "unchanged": len(wanted)}


@pytest.mark.parametrize("row", [row for row in BOTH_WAYS if row.carries.stuff], ids=lambda row: row.name)
def test_real_masks_come_back(
    row: Format,
    project: Project,
    alice: User,
    datasets: Path,
    media_root: Path,
    exported: Export,
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    fill(project, alice, datasets, IMAGES)
    path, other = exported(project, row.name), twin()
    assert imported(other, alice, path).problems == []
    assert drawn(other) == carried(project, row)


def test_coco_keeps_every_pixel_of_real_masks_that_overlap_and_brings_its_photos_along(
    project: Project,
    organization: Organization,
    alice: User,
    datasets: Path,
    media_root: Path,
    exported: Export,
    imported: Import,
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    fill(project, alice, datasets, IMAGES, all_layers=True)
    count = Object.objects.count()
    path = with_images(exported(project, "coco", geometry="rle"), project)
    other = Project.objects.create(organization=organization, name="Twin", overlap=True)
    result = imported(other, alice, path)
    doubled = result.objects.get("left_out", 0)
    assert (result.summary["images"]["in"], result.summary["images"]["added"]) == (IMAGES, IMAGES)
    assert set(result.summary["reasons"]) <= {"twice"}
    assert result.objects["made"] + doubled == count
    assert set(drawn(other)) == set(drawn(project))
    before = Operation.objects.count()
    again = imported(other, alice, path)
    assert (again.objects["unchanged"], Operation.objects.count()) == (count - doubled, before)


def with_images(path: Path, project: Project) -> Path:
    """The same archive with the project's photos in it, in the folder ``images``."""
    with zipfile.ZipFile(path, "a") as archive:
        for image in Image.objects.filter(project=project):
            archive.write(storage.original(image.sha256), f"images/{image.name}")
    return path
