"""Datumaro's JSON as Datumaro writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.conftest import Imported, disc, pack

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]


def annotation(kind: str, label: Any, group: int = 0, **more: Any) -> dict[str, Any]:
    return {"id": 0, "type": kind, "attributes": {}, "group": group, "label_id": label, "z_order": 0} | more


def polygon(label: Any, x: float, y: float, side: float, group: int = 0) -> dict[str, Any]:
    return annotation("polygon", label, group, points=[x, y, x + side, y, x + side, y + side, x, y + side])


def document(*annotations: Any, **more: Any) -> dict[str, Any]:
    labels = [{"name": name, "parent": "", "attributes": []} for name in ("cup", "plate", "night")]
    return {
        "dm_format_version": "1.0",
        "media_type": 2,
        "infos": {},
        "categories": {
            "label": {"labels": labels, "label_groups": [], "attributes": ["occluded"]},
            "mask": {"colormap": [{"label_id": 1, "r": 1, "g": 2, "b": 255}]},
        },
        "items": [
            {"id": "photo", "annotations": list(annotations), "attr": {"frame": 0},
             "image": {"path": "photo.jpg", "size": [48, 64]}},
        ],
    } | more  # fmt: skip


def test_what_has_an_area_comes_in_and_groups_are_one_object(
    overlapping: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    mask = rle.encode(disc(48, 64, 50, 30, 6))
    annotations = [
        annotation("mask", 0, rle=mask, attributes={"occluded": True, "score": 0.5}, z_order=3),
        polygon(1, 2, 2, 4, group=7),
        polygon(1, 10, 2, 3, group=7),
        polygon(0, 20, 2, 2, group=7),
        annotation("bbox", 1, 7, bbox=[2, 2, 11, 4]),
        annotation("bbox", 0, bbox=[5.0, 20.0, 10.0, 8.0]),
        annotation("mask", 0, 8, rle=rle.encode(disc(48, 64, 10, 40, 3))),
        polygon(0, 30, 40, 2, group=8),
        annotation("label", 2),
        annotation("points", 0, points=[1, 1]),
        annotation("caption", None, caption="a cup"),
        annotation("mask", 0, rle={"size": [48, 64], "counts": 5}),
        polygon(9, 1, 1, 2),
        polygon(None, 40, 2, 2),
        annotation("polygon", 0, points=[1, 1, 2]),
        "cup",
    ]
    path = pack(tmp_path / "a.zip", {"annotations/default.json": json.dumps(document(*annotations), indent=1)})
    result = imported(overlapping, alice, path)
    assert (result.summary["format"], result.objects) == ("datumaro", {"in": 13, "made": 6, "left_out": 7})
    found = {problem["record"]: problem["code"] for problem in result.problems}
    assert found == {
        "items[0].annotations[4]": "box-of-mask",
        "items[0].annotations[9]": "unsupported",
        "items[0].annotations[10]": "unsupported",
        "items[0].annotations[11]": "bad-mask",
        "items[0].annotations[12]": "unknown-label",
        "items[0].annotations[14]": "bad-record",
        "items[0].annotations[15]": "bad-record",
    }
    assert all(problem["line"] > 30 for problem in result.problems)
    rows = Object.objects.select_related("label")
    assert rows.get(z=3).quality == 0.5 and rows.get(z=3).rle["counts"] == mask["counts"]
    assert {(row.label.name if row.label else None, row.area) for row in rows.exclude(z=3)} == {
        ("plate", 25), ("cup", 4), ("cup", 0), ("cup", int(disc(48, 64, 10, 40, 3).sum()) + 4), (None, 4)
    }  # fmt: skip
    assert [tag.name for tag in image.tags.all()] == ["night"]
    assert Label.objects.get(name="plate").color == "#0102ff"


def test_items_that_are_broken_or_without_a_size_are_no_reason_to_stop(
    project: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    item = {"id": "photo", "annotations": [polygon(0, 2, 2, 4)], "image": {"path": "", "size": None}}
    text = json.dumps(document(items=["BROKEN", 5, {"id": "x"}, item])).replace('"BROKEN"', "{oops}")
    result = imported(project, alice, pack(tmp_path / "a.zip", {"annotations/train.json": text}))
    assert result.objects == {"in": 1, "made": 1}
    assert [problem["record"] for problem in result.problems] == ["items[0]", "items[1]", "items[2]"]
