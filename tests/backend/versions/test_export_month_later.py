"""An export of a version is the same, byte for byte, whatever became of the project since."""

from __future__ import annotations

import io
import json
import random
import time
import uuid
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from backend.accounts.actions import remove_member
from backend.accounts.models import Membership
from backend.accounts.roles import Role
from backend.annotation.models import Object, Operation
from backend.annotation.relabelling import do_relabel_objects
from backend.formats import tasks
from backend.formats.export import export
from backend.formats.options import Options
from backend.formats.table import FORMATS
from backend.images.actions import do_delete_image
from backend.images.models import Image
from backend.images.tags import do_change_tags
from backend.jobs.models import Job
from backend.projects.actions import change_label, change_project, create_label
from backend.projects.models import Label, Project
from backend.versions.models import Version
from tests.backend.versions.conftest import Bench, MakeVersion
from tests.conftest import Cast

pytestmark = pytest.mark.database

Exported = Callable[..., bytes]
WRITTEN = [row.name for row in FORMATS if row.writers]


@pytest.fixture
def month_later(bench: Bench, cast: Cast, project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Let a month of work pass; the number of operations that it took."""

    def pass_by() -> int:
        chance, before = random.Random(31), Operation.objects.count()
        labels = list(Label.objects.filter(project=project))
        for _ in range(200):
            _edit(bench, chance, labels)
        change_label(labels[0], name="mug", color="#ff0000", position=9)
        change_label(labels[1], attributes_schema=[])
        do_relabel_objects(cast.alice, labels[1], create_label(project, name="plate", color="#00ff00"))
        labels[1].delete()
        do_delete_image(Image.objects.filter(project=project).order_by("name").first())
        bench.image("new.jpg")
        change_project(project, name="Another name")
        remove_member(Membership.objects.get(user=cast.bob), Role.OWNER, False)
        cast.bob.delete()
        _move_clock(monkeypatch, timedelta(days=31))
        return Operation.objects.count() - before

    return pass_by


def _edit(bench: Bench, chance: random.Random, labels: list[Label]) -> None:
    """What people do in a day: paint, relabel, reorder, delete objects; tag and rename images."""
    image = chance.choice(list(Image.objects.filter(project=bench.project).order_by("name")))
    things = list(Object.objects.filter(annotation__image=image).order_by("z", "id").values_list("pk", flat=True))
    box = (chance.randrange(40), chance.randrange(30), chance.randrange(2, 20), chance.randrange(2, 15))
    act = chance.choice(("new", "more", "label", "z", "delete", "tag", "state")) if things else "new"
    if act == "new":
        bench.paint(image, chance.choice(labels), box)
    elif act == "more":
        bench.paint(image, None, box, chance.choice(things))
    elif act == "label":
        bench.set(image, chance.choice(things), "label", chance.choice(labels).pk)
    elif act == "z":
        bench.set(image, chance.choice(things), "z", chance.randrange(100))
    elif act == "delete" and len(things) > 1:
        bench.delete(image, chance.choice(things))
    elif act == "tag":
        do_change_tags(image, [chance.choice(("night", "rain", "train"))], ["snow"])
    else:
        Image.objects.filter(pk=image.pk).update(state=chance.choice(Image.State.values), name=f"{uuid.uuid4()}.jpg")


def _move_clock(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    now, local, zoned = time.time, time.localtime, timezone.now
    monkeypatch.setattr(time, "time", lambda: now() + by.total_seconds())
    monkeypatch.setattr(time, "localtime", lambda *at: local(at[0] if at else now() + by.total_seconds()))
    monkeypatch.setattr(timezone, "now", lambda: zoned() + by)


@pytest.mark.parametrize("split_by", ["none", "hash"])
def test_a_month_of_edits_later_the_archives_of_all_formats_are_the_same_byte_for_byte(
    dataset: list[Image], make: MakeVersion, exported: Exported, month_later: Callable[[], int], split_by: str
) -> None:
    Label.objects.filter(name="table").update(
        attributes_schema=[{"name": "legs", "type": "number", "options": [], "default": 4, "required": False}]
    )
    version = make(by=split_by)
    before = {name: exported(version, name) for name in WRITTEN}
    assert month_later() > 80
    later = make("later", by=split_by)
    for name, content in before.items():
        assert exported(version, name) == content, name
        assert exported(later, name) != content, name


def test_the_next_run_writes_the_same_without_splits_with_them_and_by_tag(
    dataset: list[Image], make: MakeVersion, exported: Exported
) -> None:
    do_change_tags(dataset[0], ["train"], [])
    do_change_tags(dataset[1], ["held out", "train"], [])
    for by in ("none", "hash", "tag"):
        version = make(by, by)
        assert exported(version) == exported(version)


def test_each_split_is_a_folder_with_a_whole_export(
    dataset: list[Image], make: MakeVersion, exported: Exported
) -> None:
    do_change_tags(dataset[0], ["train"], [])
    do_change_tags(dataset[1], ["held out", "train"], [])
    archive = zipfile.ZipFile(io.BytesIO(exported(make(by="tag"))))
    found = {}
    for folder in ("train", "test", "unassigned"):
        coco = json.loads(archive.read(f"{folder}/annotations/instances.json"))
        found[folder] = [image["file_name"] for image in coco["images"]]
        assert [category["name"] for category in coco["categories"]] == ["cup", "table", "unlabelled"]
        assert {row["image_id"] for row in coco["annotations"]} <= {image["id"] for image in coco["images"]}
    assert found == {"train": ["a.jpg"], "test": ["b.jpg"], "unassigned": ["c.jpg", "d.jpg", "e.jpg", "f.jpg"]}
    report = json.loads(archive.read("report.json"))
    assert report["images"] == {"in": 6, "out": 6} and report["objects"]["in"] == 10
    assert report["objects"]["out"] == {"coco": 10}


def test_without_splits_a_version_exports_what_the_project_exports(
    dataset: list[Image], make: MakeVersion, exported: Exported, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "project.zip"
    export(project, Options("coco+labelmap"), path, lambda done, total: None)
    ours = zipfile.ZipFile(io.BytesIO(exported(make(), "coco+labelmap")))
    theirs = zipfile.ZipFile(path)
    assert set(ours.namelist()) == {*theirs.namelist(), "version.json"}
    for name in theirs.namelist():
        one, other = ours.read(name), theirs.read(name)
        if name.endswith(".json") and name != "report.json" and "objects.json" not in name:
            one, other = (json.dumps(json.loads(text) | {"info": None}).encode() for text in (one, other))
        assert one == other, name


def test_a_version_that_is_deleted_while_it_is_exported_is_told_as_gone(
    dataset: list[Image], make: MakeVersion, exported: Exported
) -> None:
    version = make()
    Version.objects.filter(pk=version.pk).update(state=Version.State.DELETING)
    params = {"format": "coco", "version": version.pk}
    job = Job.objects.create(project=version.project, kind="export", params=params, heartbeat=timezone.now())
    tasks.export(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED and "has been deleted" in job.problem["detail"]
