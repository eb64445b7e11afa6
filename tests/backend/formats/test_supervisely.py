"""Supervisely as Supervisely writes it."""

from __future__ import annotations

import base64
import io
import zlib
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
from tests.backend.formats.conftest import Imported, pack, png

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]
META = {
    "classes": [{"title": "cup", "shape": "bitmap", "color": "#FF00AA", "geometry_config": {}, "id": 3, "hotkey": ""}],
    "tags": [{"name": "broken", "value_type": "none", "color": "#FF00AA", "id": 1}],
    "projectType": "images",
}


def thing(kind: str, label: str = "cup", **more: Any) -> dict[str, Any]:
    return {
        "id": 0, "classId": 3, "description": "", "geometryType": kind, "labelerLogin": "a", "tags": [],
        "classTitle": label, "createdAt": "2023-01-01T10:00:00.000Z", "updatedAt": "2023-01-01T10:00:00.000Z",
    } | more  # fmt: skip


def document(*objects: Any) -> dict[str, Any]:
    tags = [{"name": "night", "value": None}, {"name": "place", "value": "port"}]
    return {"description": "", "tags": tags, "size": {"height": 48, "width": 64}, "objects": list(objects)}


def points(*exterior: tuple[float, float], interior: Any = ()) -> dict[str, Any]:
    return {"exterior": [list(corner) for corner in exterior], "interior": list(interior)}


def bitmap(content: bytes, x: int = 10, y: int = 20) -> dict[str, Any]:
    return {"data": base64.b64encode(zlib.compress(content)).decode(), "origin": [x, y]}


def palette(pixels: list[list[int]]) -> bytes:
    """Two colours, the first of them transparent."""
    picture = Pillow.fromarray(np.array(pixels, np.uint8), "P")
    picture.putpalette([0, 0, 0, 255, 255, 255])
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", transparency=0, optimize=0)
    return buffer.getvalue()


def test_bitmaps_polygons_and_rectangles_come_in_pixel_by_pixel(
    overlapping: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    pixels = [[1, 0, 1], [0, 1, 1]]
    clear = np.zeros((2, 3, 4), np.uint8)
    clear[..., 3] = np.array(pixels) * 255
    square = [(2, 2), (12, 2), (12, 8), (2, 8)]
    objects = [
        thing(
            "bitmap",
            bitmap=bitmap(palette(pixels)),
            tags=[{"name": "broken", "value": None}, {"name": "n", "value": 3}],
        ),
        thing("bitmap", bitmap=bitmap(png(clear), 30, 20)),
        thing("polygon", points=points(*square, interior=[[[4, 4], [6, 4], [6, 6], [4, 6]]])),
        thing("polygon", points=points((20.5, 2.5), (24.5, 2.5), (24.5, 6.5), (20.5, 6.5))),
        thing("rectangle", points=points((40, 30), (49, 33))),
        thing(
            "multipolygon",
            parts=[points((50, 2), (52, 2), (52, 3), (50, 3)), points((56, 2), (57, 2), (57, 3), (56, 3))],
        ),
        thing("point", points=points((1, 1))),
        thing("bitmap", bitmap={"data": base64.b64encode(b"no").decode(), "origin": [1, 1]}),
        thing("bitmap", bitmap=bitmap(b"no png")),
        thing("polygon", label="", points=points(*square)),
        thing("polygon", points=points((1, 1), (2, 2))),
    ]
    files = {"p/meta.json": META, "p/ds/ann/photo.jpg.json": document(*objects)}
    result = imported(overlapping, alice, pack(tmp_path / "a.zip", files))
    assert (result.summary["format"], result.objects) == ("supervisely", {"in": 11, "made": 6, "left_out": 5})
    assert [(problem["record"], problem["code"]) for problem in result.problems] == [
        ("objects[6]", "unsupported"), ("objects[7]", "bad-mask"), ("objects[8]", "bad-mask"),
        ("objects[9]", "bad-record"), ("objects[10]", "bad-record"),
    ]  # fmt: skip
    first, second, holed, smooth, box, parts = Object.objects.order_by("z")
    for row, left in ((first, 10), (second, 30)):
        where = sorted(zip(*rle.decode(row.rle).nonzero(), strict=True))
        assert where == [(20, left), (20, left + 2), (21, left + 1), (21, left + 2)]
    assert first.attributes == {"broken": True, "n": 3}
    assert (holed.area, holed.bbox, smooth.area) == (11 * 7 - 9, [2, 2, 11, 7], 16)
    assert (box.bbox, parts.area) == ([40, 30, 10, 4], 6 + 4)
    assert [tag.name for tag in image.tags.all()] == ["night", "place: port"]
    assert Label.objects.get(name="cup").color == "#ff00aa"


def test_old_files_and_broken_ones(
    project: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    old = {"tags": ["night"], "size": {"width": 64, "height": 48}, "description": "", "objects": [
        {"classTitle": "cup", "tags": ["broken"], "bitmap": None,
         "points": points((2, 2), (12, 2), (12, 8), (2, 8))},
    ]}  # fmt: skip
    files = {"ds/ann/photo.json": old, "ds/ann/b.jpg.json": "{", "ds/ann/c.jpg.json": "[]", "meta.json": "x"}
    result = imported(project, alice, pack(tmp_path / "a.zip", files))
    assert result.objects == {"in": 1, "made": 1}
    assert Object.objects.get().attributes == {"broken": True}
    assert {problem["file"] for problem in result.problems} == {"ds/ann/b.jpg.json", "ds/ann/c.jpg.json", "meta.json"}
