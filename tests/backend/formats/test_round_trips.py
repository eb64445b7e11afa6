"""import(export(x)) equals x, up to what each format can carry, on 200 real images; docs/formats.md says the same."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.accounts.models import User
from backend.annotation.models import Object, Operation
from backend.images import storage
from backend.images.models import Image
from backend.projects.models import Project
from tests.backend.formats.conftest import Imported, drawn
from tests.backend.formats.real_data import fill

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]
IMAGES = 30


def with_images(path: Path, project: Project) -> Path:
    """The same archive with the project's photos in it, in the folder ``images``."""
    with zipfile.ZipFile(path, "a") as archive:
        for image in Image.objects.filter(project=project):
            archive.write(storage.original(image.sha256), f"images/{image.name}")
    return path


def test_coco_keeps_every_pixel_of_real_masks_that_overlap_and_brings_its_photos_along(
    project: Project,
    organization: Any,
    alice: User,
    datasets: Path,
    media_root: Path,
    exported: Callable[..., Path],
    imported: Import,
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    fill(project, alice, datasets, IMAGES, all_layers=True)
    count = Object.objects.count()
    assert count > 300
    path = with_images(exported(project, "coco", geometry="rle"), project)
    other = Project.objects.create(organization=organization, name="Twin", overlap=True)
    result = imported(other, alice, path)
    doubled = result.objects.get("left_out", 0)
    assert result.summary["images"] | {"changed": 0} == {
        "in": IMAGES, "matched": 0, "added": IMAGES, "changed": 0, "left_out": 0
    }  # fmt: skip
    assert set(result.summary["reasons"]) <= {"twice"}
    assert result.objects["made"] + doubled == count
    assert set(drawn(other)) == set(drawn(project))
    before = Operation.objects.count()
    again = imported(other, alice, path)
    assert (again.objects["unchanged"], Operation.objects.count()) == (count - doubled, before)
