"""LabelMe as LabelMe writes it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Project
from kernels import rle
from tests.backend.formats.conftest import Imported, pack, png

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]


def shape(label: str, points: list[list[float]], kind: str = "polygon", **more: Any) -> dict[str, Any]:
    return {
        "label": label, "points": points, "group_id": None, "description": "", "shape_type": kind, "flags": {},
        "mask": None,
    } | more  # fmt: skip


def document(*shapes: Any, **more: Any) -> dict[str, Any]:
    return {
        "version": "5.4.1", "flags": {"night": True, "rain": False}, "shapes": list(shapes),
        "imagePath": "..\\images\\photo.jpg", "imageData": None, "imageHeight": 48, "imageWidth": 64,
    } | more  # fmt: skip


def square(x: float, y: float, side: float) -> list[list[float]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]


def mask(pixels: list[list[int]]) -> str:
    return base64.b64encode(png(np.array(pixels, np.uint8))).decode()


def test_every_shape_with_an_area_comes_in_and_parts_of_a_group_are_one_object(
    overlapping: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    shapes = [
        shape("cup", square(2, 2, 4), group_id=1),
        shape("cup", square(12, 2, 3), group_id=1, flags={"broken": True}),
        shape("plate", square(30, 2, 6), group_id=1),
        shape("cup", [[20.0, 20.0], [22.0, 21.0]], "mask", mask=mask([[1, 0, 1], [0, 1, 1]]), description="new"),
        shape("plate", [[40.0, 30.0], [43.0, 34.0]], "circle"),
        shape("plate", [[60.0, 40.0], [50.0, 30.0]], "rectangle"),
        shape("tray", [[5.0, 40.0], [6.0, 41.0]], "mask", mask=mask([[1, 1], [1, 1]]), group_id=4),
        shape("tray", square(10, 40, 2), group_id=4),
    ]
    result = imported(overlapping, alice, pack(tmp_path / "a.zip", {"ann/a.json": document(*shapes)}))
    assert (result.summary["format"], result.problems) == ("labelme", [])
    assert result.objects == {"in": 6, "made": 6}
    rows = Object.objects.select_related("label")
    found = sorted((row.label.name, row.area, row.attributes.get("broken")) for row in rows if row.label)
    assert found[0] == ("cup", 4, None) and found[1] == ("cup", 16 + 9, True)
    assert found[3] == ("plate", 36, None) and found[5] == ("tray", 8, None)
    circle = rows.get(bbox=[35, 25, 10, 10])
    assert abs(circle.area - 25 * np.pi) < 4
    small = rows.get(area=4)
    assert sorted(zip(*rle.decode(small.rle).nonzero(), strict=True)) == [(20, 20), (20, 22), (21, 21), (21, 22)]
    assert small.attributes == {"description": "new"}
    assert rows.get(shape="box").bbox == [50, 30, 10, 10]
    assert [tag.name for tag in image.tags.all()] == ["night"]


def test_files_of_old_versions_have_no_size_and_no_kind(
    project: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    old = {
        "flags": {}, "imagePath": "photo.jpg", "imageData": "aGk=", "lineColor": [0, 255, 0, 128],
        "shapes": [{"label": "cup", "line_color": None, "fill_color": None, "points": square(2, 2, 4)}],
    }  # fmt: skip
    result = imported(project, alice, pack(tmp_path / "a.zip", {"photo.json": old}))
    assert result.objects == {"in": 1, "made": 1} and Object.objects.get().area == 16


def test_bad_shapes_and_files_are_named_while_the_rest_goes_in(
    project: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    bad: list[tuple[Any, str]] = [
        (shape("cup", [[1, 1], [2, 2]]), "bad-record"),
        (shape("", square(1, 1, 2)), "bad-record"),
        (shape("cup", [[1, 1]], "point"), "unsupported"),
        (shape("cup", [[1, 1], [2, 2], [3, 3]], "circle"), "bad-record"),
        (shape("cup", [[1, 1], [2, 2]], "mask", mask="!!"), "bad-mask"),
        (shape("cup", [[1, 1], [5, 2]], "mask", mask=mask([[1, 1], [1, 1]])), "bad-mask"),
        (shape("cup", [[1, "x"], [5, 2], [3, 3]]), "bad-record"),
        ("cup", "bad-record"),
    ]
    shapes = [each for each, _ in bad]
    files = {
        "a.json": document(*shapes, shape("cup", square(2, 2, 4))),
        "b.json": '{"imagePath": "photo.jpg", "shapes": [',
        "c.json": document() | {"shapes": None},
    }
    result = imported(project, alice, pack(tmp_path / "a.zip", files))
    assert result.objects == {"in": 9, "made": 1, "left_out": 8}
    reported = {problem["record"]: problem["code"] for problem in result.problems if problem["file"] == "a.json"}
    assert reported == {f"shapes[{index}]": code for index, (_, code) in enumerate(bad)}
    assert {(p["file"], p["code"]) for p in result.problems if p["file"] != "a.json"} == {
        ("b.json", "bad-json"),
        ("c.json", "bad-record"),
    }
