"""Backups of CVAT tasks as CVAT writes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.conftest import Imported, pack, png

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]


def shape(kind: str, points: list[float], frame: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "type": kind, "occluded": False, "outside": False, "z_order": 0, "rotation": 0.0, "points": points,
        "frame": frame, "group": 0, "source": "manual", "attributes": [], "elements": [], "label": "cup",
    } | more  # fmt: skip


def task(**data: Any) -> dict[str, Any]:
    attribute = {"name": "material", "mutable": False, "input_type": "select", "default_value": "clay",
                 "values": ["clay", "glass"]}  # fmt: skip
    label = {"name": "cup", "color": "#FF6037", "attributes": [attribute], "type": "any", "sublabels": []}
    return {
        "name": "cups", "bug_tracker": "", "status": "annotation", "subset": "", "labels": [label], "version": "1.0",
        "data": {"chunk_size": 72, "image_quality": 70, "start_frame": 0, "stop_frame": 1, "storage": "local",
                 "deleted_frames": []} | data,
        "jobs": [{"start_frame": 0, "stop_frame": 1, "status": "annotation", "type": "annotation"},
                 {"start_frame": 0, "stop_frame": 0, "status": "annotation", "type": "ground_truth"}],
    }  # fmt: skip


def manifest(*names: str) -> str:
    images = [
        {"name": name, "extension": ".png", "width": 64, "height": 48, "meta": {"related_images": []}} for name in names
    ]
    return "".join(f"{json.dumps(line)}\n" for line in ({"version": "1.1"}, {"type": "images"}, *images))


SQUARE = [2.0, 2.0, 6.0, 2.0, 6.0, 6.0, 2.0, 6.0]


def test_shapes_tags_and_images_of_a_task_come_in(
    overlapping: Project, alice: User, media_root: Path, imported: Import, tmp_path: Path
) -> None:
    shapes = [
        shape("mask", [1, 2, 2, 3, 10.0, 20.0, 13.0, 21.0], occluded=True, z_order=3,
              attributes=[{"value": "glass", "name": "material"}]),
        shape("polygon", SQUARE, 1, group=4),
        shape("rectangle", [30.0, 10.0, 40.0, 20.0]),
        shape("rectangle", [30.0, 30.0, 50.0, 34.0], rotation=90.0),
        shape("ellipse", [20.0, 38.0, 26.0, 34.0]),
        shape("points", [1.0, 1.0]),
        shape("mask", [1, 2, 10.0, 20.0, 13.0, 21.0]),
        shape("polygon", SQUARE, 7),
        shape("polygon", SQUARE, label=None),
    ]  # fmt: skip
    tracks = [
        {"frame": 0, "group": 0, "source": "manual", "shapes": [], "attributes": [], "elements": [], "label": "cup"}
    ]
    tags = [{"frame": 1, "group": 0, "source": "manual", "attributes": [], "label": "night"}]
    jobs = [
        {"version": 0, "tags": tags, "shapes": shapes, "tracks": tracks},
        {"version": 0, "tags": [], "shapes": [shape("polygon", SQUARE)], "tracks": []},
    ]
    files = {
        "task.json": task(), "annotations.json": jobs, "data/manifest.jsonl": manifest("a", "sub/b"),
        "data/a.png": png(np.zeros((48, 64), np.uint8)), "data/sub/b.png": png(np.ones((48, 64), np.uint8)),
    }  # fmt: skip
    result = imported(overlapping, alice, pack(tmp_path / "a.zip", files))
    assert (result.summary["format"], result.objects) == ("cvat-backup", {"in": 11, "made": 5, "left_out": 6})
    assert result.summary["images"]["added"] == 2
    assert {problem["record"]: problem["code"] for problem in result.problems} == {
        "[0].shapes[5]": "unsupported",
        "[0].shapes[6]": "bad-mask",
        "[0].shapes[7]": "unknown-image",
        "[0].shapes[8]": "bad-record",
        "[0].tracks[0]": "unsupported",
        "[1].shapes[0]": "superseded",
    }
    mask = Object.objects.get(z=3)
    where = sorted(zip(*rle.decode(mask.rle).nonzero(), strict=True))
    assert where == [(20, 11), (20, 12), (21, 11), (21, 12), (21, 13)]
    assert mask.attributes == {"material": "glass", "occluded": True}
    second = Image.objects.get(name="b.png")
    assert [tag.name for tag in second.tags.all()] == ["night"]
    polygon = Object.objects.get(annotation__image=second)
    assert (polygon.area, polygon.attributes) == (16, {"group_id": 4})
    assert Object.objects.get(shape="box").bbox == [30, 10, 10, 10]
    assert Object.objects.get(area=80).bbox == [38, 22, 4, 20]
    assert Object.objects.filter(bbox=[14, 34, 12, 8]).count() == 1
    assert Label.objects.get().color == "#ff6037"


def test_a_task_may_show_only_some_images_of_its_data(
    project: Project, alice: User, make_image: Callable[..., Image], imported: Import, tmp_path: Path
) -> None:
    for name in "abcdefg":
        make_image(f"{name}.png")
    jobs = [{"tags": [], "shapes": [shape("polygon", SQUARE, frame) for frame in range(4)], "tracks": []}]
    files = {
        "task_0/task.json": task(start_frame=1, stop_frame=5, frame_filter="step=2", deleted_frames=[1]),
        "task_0/annotations.json": jobs,
        "task_0/data/manifest.jsonl": manifest(*"abcdefg"),
        "project.json": {"name": "p", "labels": []},
    }
    result = imported(project, alice, pack(tmp_path / "a.zip", files))
    assert result.objects == {"in": 4, "made": 2, "left_out": 2}
    names = Object.objects.order_by("annotation__image__name").values_list("annotation__image__name", flat=True)
    assert list(names) == ["b.png", "f.png"]
    assert result.summary["reasons"] == {"deleted-frame": 1, "unknown-image": 1}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"annotations.json": '[{"shapes": ['}, "bad-json"),
        ({"annotations.json": "[5]"}, "bad-record"),
        ({"data/manifest.jsonl": ""}, "unknown-image"),
        ({"task.json": '{"data": {}, "labels": 5, "jobs": {}}'}, ""),
    ],
)
def test_broken_backups_are_reported(
    changed: dict[str, str], code: str, project: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    jobs = [{"tags": [5], "shapes": [shape("polygon", SQUARE)], "tracks": []}]
    files = {"task.json": task(), "annotations.json": jobs, "data/manifest.jsonl": manifest("photo")}
    result = imported(project, alice, pack(tmp_path / "a.zip", files | changed))
    assert [problem["code"] for problem in result.problems] == ([code] if code else [])
