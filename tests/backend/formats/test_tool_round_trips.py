"""import(export(x)) equals x for the formats of annotation tools, on a small case always and on real photos."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backend.accounts.models import User
from backend.annotation.models import Object, Operation
from backend.formats.table import FROM_TOOLS
from backend.images.models import Image
from backend.images.tags import do_change_tags
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.conftest import Imported, bring, disc, drawn
from tests.backend.formats.real_data import fill
from tests.backend.formats.test_round_trips import with_images

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]
BOTH_WAYS = [row.name for row in FROM_TOOLS if row.writers and row.read]
SCHEMA = [
    {"name": "full", "type": "checkbox", "options": [], "default": None, "required": False},
    {"name": "size", "type": "select", "options": ["small", "large"], "default": None, "required": False},
    {"name": "count", "type": "number", "options": [], "default": None, "required": False},
    {"name": "note", "type": "text", "options": [], "default": None, "required": False},
]
ASKED = {"full": False, "size": "large", "count": 3.5, "note": 'a < b & "c"'}


@dataclass
class Loses:
    """What a format does not bring back, as docs/formats.md says."""

    colors: bool = False
    schema: bool = False


LOSES = {"labelme": Loses(colors=True, schema=True), "labelstudio": Loses(schema=True)}


@pytest.fixture
def small(project: Project, alice: User, make_image: Callable[..., Image]) -> Project:
    """Masks with a hole, in parts, on each other, without a label; boxes, attributes, a quality, tags."""
    Project.objects.filter(pk=project.pk).update(overlap=True)
    project.refresh_from_db()
    cup = Label.objects.create(project=project, name="cup", color="#e64980", position=0)
    table = Label.objects.create(project=project, name="table, große", color="#12b886", position=1)
    Label.objects.filter(pk=table.pk).update(attributes_schema=SCHEMA)
    first, second, _ = make_image("a b.jpg"), make_image("b.png", width=48, height=64), make_image("empty.jpg")
    ring = disc(48, 64, 40, 20, 12) - disc(48, 64, 40, 20, 5)
    parts = disc(64, 48, 10, 10, 6) | disc(64, 48, 30, 50, 8)
    whole = disc(48, 64, 0, 0, 500)
    bring(alice, first, *_objects((cup, whole, {}), (cup, disc(48, 64, 15, 20, 9), {"full": True}), (None, ring, {})))
    bring(
        alice,
        second,
        *_objects((table, parts, ASKED), (cup, [3, 4, 20, 10], {"occluded": True}), (None, [0, 0, 48, 64], {})),
    )
    do_change_tags(first, ("night", "läng"), ())
    return project


def _objects(*described: tuple[Label | None, Any, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"object": str(uuid.uuid4()), "label": label.pk if label else None, "attributes": attributes, "z": z}
        | ({"box": shape} if isinstance(shape, list) else {"rle": rle.encode(shape)})
        | ({"quality": 0.75} if z == 1 else {})
        for z, (label, shape, attributes) in enumerate(described)
    ]


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_small_case_comes_back_whole(
    name: str,
    small: Project,
    alice: User,
    exported: Callable[..., Path],
    imported: Import,
    twin: Callable[[], Project],
) -> None:
    path, other = exported(small, name), twin()
    first = imported(other, alice, path)
    assert (first.summary["format"], first.objects, first.problems) == (name, {"in": 6, "made": 6}, [])
    assert drawn(other) == drawn(small)
    assert _order(other) == _order(small)
    assert _tags(other) == _tags(small)
    loses = LOSES.get(name, Loses())
    assert _labels(other, loses) == _labels(small, loses)
    revisions = Operation.objects.count()
    for existing in ("add", "replace", "update"):
        assert imported(other, alice, path, existing=existing).objects == {"in": 6, "unchanged": 6}, existing
    assert imported(small, alice, path, existing="update").objects == {"in": 6, "unchanged": 6}
    assert Operation.objects.count() == revisions


def _order(project: Project) -> list[Any]:
    rows = Object.objects.filter(annotation__image__project=project).order_by("annotation__image__name", "z")
    return [(row.annotation.image.name, row.area, row.bbox) for row in rows.select_related("annotation__image")]


def _tags(project: Project) -> list[Any]:
    return [[tag.name for tag in image.tags.all()] for image in Image.objects.filter(project=project).order_by("name")]


def _labels(project: Project, loses: Loses) -> list[Any]:
    rows = Label.objects.filter(project=project).order_by("position", "id")
    return [
        (row.name, None if loses.colors else row.color, None if loses.schema else row.attributes_schema) for row in rows
    ]


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_every_pixel_of_real_masks_that_overlap_is_kept(
    name: str,
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
    fill(project, alice, datasets, 8, all_layers=True)
    count = Object.objects.count()
    assert count > 60
    path = with_images(exported(project, name), project)
    other = Project.objects.create(organization=organization, name="Twin", overlap=True)
    result = imported(other, alice, path)
    assert set(result.summary["reasons"]) <= {"twice"}
    assert result.objects["made"] + result.objects.get("left_out", 0) == count
    assert set(drawn(other)) == set(drawn(project))
