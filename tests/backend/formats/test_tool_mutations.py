"""Files of annotation tools with one value replaced by something else: readers name what is wrong and go on."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from backend.formats.records import ImageRecord, LabelRecord, ObjectRecord, Problem
from backend.formats.shapes import BadShape, stored
from backend.formats.sources import Files
from backend.formats.table import BY_NAME
from kernels import rle
from tests.backend.formats import test_cvat as cvat
from tests.backend.formats import test_cvat_backup as backup
from tests.backend.formats import test_datumaro as datumaro
from tests.backend.formats import test_label_studio as studio
from tests.backend.formats import test_labelme as labelme
from tests.backend.formats import test_supervisely as supervisely
from tests.backend.formats.conftest import disc

MUTATIONS = 400
WRONG: list[Any] = [
    None, True, "", "x", "-1", -1, 0, 2.5, 1e300, float("nan"), float("inf"), 1 << 70, [], {}, [[]], [None], [1],
    [[1, 2]], {"a": 1}, "\x00", "é" * 300,
]  # fmt: skip
BLOB = disc(48, 64, 40, 20, 6)


def samples() -> dict[str, dict[str, Any]]:
    region, box = studio.region, studio.box(3, 4, 5, 6, 30)
    task = studio.task(
        region("brushlabels", studio.brush(BLOB), "cup"),
        region("polygonlabels", studio.polygon(4, 4, 5), "cup"),
        region("rectanglelabels", box, "cup"),
        region("choices", {"choices": ["night"]}),
        predictions=[{"score": 0.5, "result": [region("ellipselabels", {"x": 5, "y": 5, "radiusX": 2, "radiusY": 3})]}],
    )
    shapes = [
        labelme.shape("cup", labelme.square(2, 2, 4), group_id=1, flags={"a": True}),
        labelme.shape("cup", [[20, 20], [22, 21]], "mask", mask=labelme.mask([[1, 0, 1], [0, 1, 1]]), group_id=1),
        labelme.shape("cup", [[4, 4], [8, 8]], "circle"),
        labelme.shape("cup", [[4, 4], [8, 8]], "rectangle"),
    ]
    things = [
        supervisely.thing("bitmap", bitmap=supervisely.bitmap(supervisely.palette([[1, 0], [1, 1]]))),
        supervisely.thing(
            "polygon", points=supervisely.points((2, 2), (9, 2), (9, 9), interior=[[[3, 3], [5, 3], [5, 5]]])
        ),
        supervisely.thing("rectangle", points=supervisely.points((2, 2), (9, 9)), tags=[{"name": "a", "value": 3}]),
    ]
    annotations = [
        datumaro.annotation("mask", 0, 2, rle=rle.encode(BLOB)),
        datumaro.polygon(0, 2, 2, 4, 2),
        datumaro.annotation("bbox", 1, 2, bbox=[1, 2, 3, 4]),
        datumaro.annotation("label", 2),
    ]
    job = {
        "tags": [{"frame": 0, "label": "night", "attributes": []}],
        "shapes": [
            backup.shape(
                "mask", [1, 2, 2, 3, 10.0, 20.0, 13.0, 21.0], attributes=[{"name": "material", "value": "clay"}]
            ),
            backup.shape("polygon", backup.SQUARE),
            backup.shape("ellipse", [20.0, 38.0, 26.0, 34.0]),
        ],
        "tracks": [],
    }
    return {
        "labelme": {"a.json": labelme.document(*shapes)},
        "labelstudio": {"a.json": [task, task]},
        "datumaro": {"annotations/default.json": datumaro.document(*annotations)},
        "supervisely": {"meta.json": supervisely.META, "ds/ann/photo.jpg.json": supervisely.document(*things)},
        "cvat-backup": {
            "task.json": backup.task(),
            "annotations.json": [job],
            "data/manifest.jsonl": backup.manifest("photo").encode(),
        },
    }


def places(value: Any) -> Iterator[Callable[[Any], None]]:
    """A setter for each value within ``value``."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield lambda new, key=key: value.__setitem__(key, new)  # type: ignore[misc]
        yield from places(value[key])


def files_of(contents: dict[str, Any]) -> Files:
    packed = {name: each if isinstance(each, bytes) else json.dumps(each).encode() for name, each in contents.items()}
    return Files({name: len(each) for name, each in packed.items()}, lambda name: io.BytesIO(packed[name]))


def check(name: str, files: Files) -> int:
    """Read all; the number of objects whose shapes can be stored."""
    row, usable = BY_NAME[name], 0
    assert row.read is not None and row.recognises is not None
    row.recognises(files)
    for record in row.read(files):
        assert isinstance(record, LabelRecord | ImageRecord | Problem)
        for each in record.objects if isinstance(record, ImageRecord) else ():
            assert isinstance(each, Problem) or isinstance(each.label, str | None)
            if isinstance(each, ObjectRecord):
                with suppress(BadShape):
                    stored(each.shape, (48, 64))
                    usable += 1
    return usable


@pytest.mark.parametrize("name", samples())
def test_one_wrong_value_is_never_the_end(name: str) -> None:
    assert check(name, files_of(samples()[name])) >= 1
    chosen = random.Random(name)
    for _ in range(MUTATIONS):
        contents = deepcopy(samples()[name])
        setters = [setter for content in contents.values() for setter in places(content)]
        chosen.choice(setters)(deepcopy(chosen.choice(WRONG)))
        check(name, files_of(contents))


def test_one_wrong_value_of_xml_is_never_the_end() -> None:
    values = [found.span(1) for found in re.finditer('="([^"]*)"|>([^<\n]+)<', cvat.DOCUMENT) if found.span(1)[0] >= 0]
    chosen = random.Random(5)
    for _ in range(MUTATIONS):
        begin, end = chosen.choice(values)
        wrong = str(chosen.choice(WRONG)).replace("\x00", "")
        text = cvat.DOCUMENT[:begin] + wrong + cvat.DOCUMENT[end:]
        check("cvat", files_of({"annotations.xml": text.encode()}))


@pytest.mark.parametrize("name", [*samples(), "cvat"])
def test_bytes_that_are_lost_or_changed_are_never_the_end(name: str) -> None:
    contents = {"annotations.xml": cvat.DOCUMENT.encode()} if name == "cvat" else samples()[name]
    whole = {key: each if isinstance(each, bytes) else json.dumps(each).encode() for key, each in contents.items()}
    noise = np.random.default_rng(11)
    for _ in range(100):
        broken = dict(whole)
        key = str(noise.choice(list(broken)))
        content = bytearray(broken[key][: int(noise.integers(0, len(broken[key]) + 1))])
        for at in noise.integers(0, max(len(content), 1), 3):
            content[at : at + 1] = bytes([int(noise.integers(0, 256))])
        check(name, files_of(broken | {key: bytes(content)}))
