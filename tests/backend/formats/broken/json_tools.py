"""Broken files of LabelMe, Label Studio, Datumaro, Supervisely and backups of CVAT, each beside something good."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np

from kernels import rle
from tests.backend.formats import test_cvat_backup as backup
from tests.backend.formats import test_datumaro as datumaro
from tests.backend.formats import test_label_studio as studio
from tests.backend.formats import test_labelme as labelme
from tests.backend.formats import test_supervisely as supervisely
from tests.backend.formats.broken.case import Case
from tests.backend.formats.broken.packing import packed
from tests.backend.formats.broken.xml_tools import FETCHED
from tests.backend.formats.conftest import disc, png

BLOB = disc(48, 64, 40, 20, 6)


SQUARE = labelme.shape("cup", labelme.square(2, 2, 6))


def _labelme(name: str, shape: Any, *says: str, made: int = 1, **more: Any) -> Case:
    document = labelme.document(SQUARE, shape, imagePath="a.jpg") | more
    return packed(f"LabelMe with {name}", {"a.json": document}, *says, made=made)


def _masked(content: Any) -> dict[str, Any]:
    return labelme.shape("cup", [[20, 20], [22, 21]], "mask", mask=content)


LABELME = (
    *(_labelme(f"{value!r} for a shape", value, "bad-record") for value in (None, 7, "x", [])),
    _labelme("a shape without a label", labelme.shape("", labelme.square(20, 2, 4)), "bad-record"),
    _labelme("a shape of an unknown kind", labelme.shape("cup", [[1, 1]], "spiral"), "unsupported"),
    _labelme("points", labelme.shape("cup", [[1, 1]], "point"), "unsupported"),
    _labelme("a polygon of 2 corners", labelme.shape("cup", [[1, 1], [2, 2]]), "bad-record"),
    _labelme("a circle of one point", labelme.shape("cup", [[1, 1]], "circle"), "bad-record"),
    _labelme("a circle of infinite size", labelme.shape("cup", [[1, 1], [float("inf"), 1]], "circle"), "bad-number"),
    _labelme("a mask that is no base64", _masked("###"), "bad-mask"),
    _labelme("a mask that is no picture", _masked(base64.b64encode(b"x" * 50).decode()), "bad-mask"),
    _labelme("a mask of another size", _masked(labelme.mask([[1] * 9] * 9)), "bad-mask"),
    _labelme(
        "a mask of 4 GB",
        _masked(base64.b64encode(struct.pack(">8s8xII", b"\x89PNG\r\n\x1a\n", 65000, 65000)).decode()),
        "bad-mask",
    ),
    _labelme("shapes that are an object", SQUARE, "bad-record", made=0, shapes={"a": 1}),
    _labelme("a path that leads out", SQUARE, made=1, imagePath="../../../../a.jpg"),
    _labelme("a path that is a number", SQUARE, made=1, imagePath=7),
    _labelme("pixels of its own that are none", SQUARE, made=1, imageData="###"),
    _labelme("a size of 10 ** 12 pixels", SQUARE, "size-differs", made=0, imageHeight=1_000_000, imageWidth=1_000_000),
    packed(
        "LabelMe with a file that is cut off",
        {"a.json": labelme.document(SQUARE, imagePath="a.jpg"), "b.json": '{"version": "5",\n "shapes": ['},
        "bad-json",
        why="line 2",
    ),
    packed(
        "LabelMe with a file of another kind",
        {"a.json": labelme.document(SQUARE, imagePath="a.jpg"), "b.json": {"hello": 1}},
        "not-read",
    ),
)

BRUSH = studio.region("brushlabels", studio.brush(BLOB), "cup")


def _studio(name: str, result: Any, *says: str, made: int = 1, **more: Any) -> Case:
    task = studio.task(BRUSH, result, file_upload="3b9f3e35-a.jpg", data={"image": "/data/upload/1/3b9f3e35-a.jpg"})
    return packed(f"Label Studio with {name}", {"a.json": [task | more]}, *says, made=made)


def _brushed(packed: Any, **more: Any) -> dict[str, Any]:
    return studio.region("brushlabels", {"format": "rle", "rle": packed}, "cup", **more)


PACKED = studio.brush(BLOB)["rle"]
STUDIO = (
    *(_studio(f"{value!r} for a region", value, "bad-record") for value in (None, 7, "x", [])),
    _studio("a brush that breaks off", _brushed(PACKED[: len(PACKED) // 2]), "bad-mask"),
    _studio("a brush of nothing", _brushed([]), "bad-mask"),
    _studio("a brush of texts", _brushed(["a"] * 40), "bad-mask"),
    _studio("a brush of numbers beyond bytes", _brushed([999] * 40), "bad-mask"),
    _studio("a brush of another size", _brushed(PACKED, original_width=32), "bad-mask"),
    _studio(
        "a brush without an original size", _brushed(PACKED, original_width=None, original_height=None), "bad-record"
    ),
    _studio("a brush of 10 ** 12 pixels", _brushed(PACKED, original_width=10**6, original_height=10**6)),
    _studio("a polygon without points", studio.region("polygonlabels", {}, "cup"), "bad-record"),
    _studio(
        "a polygon of NaN", studio.region("polygonlabels", {"points": [[float("nan"), 1]] * 3}, "cup"), "bad-number"
    ),
    _studio(
        "a box of texts", studio.region("rectanglelabels", studio.box(1, 1, 4, 4) | {"x": "one"}, "cup"), "bad-record"
    ),
    _studio(
        "a box without an original size",
        studio.region("rectanglelabels", studio.box(1, 1, 4, 4), "cup", original_width=None),
        made=2,
    ),
    _studio(
        "a box that is turned by infinity",
        studio.region("rectanglelabels", studio.box(1, 1, 4, 4, float("inf")), "cup"),
        "bad-number",
    ),
    _studio("a region without a label", studio.region("polygonlabels", studio.polygon(1, 1, 5)), made=2),
    _studio("annotations that are an object", BRUSH, made=0, annotations={"a": 1}),
    _studio("data that is text", BRUSH, "unknown-format", made=0, data="x"),
    _studio("data of no image", BRUSH, "bad-record", made=0, data={"a": 7}, file_upload=None),
    _studio("an address that is none", BRUSH, made=0, data={"image": "http://[::1"}, file_upload=None),
    packed(
        "Label Studio with a task that is null",
        {"a.json": [None, studio.task(BRUSH, data={"image": "a.jpg"}, file_upload=None)]},
        "bad-record",
    ),
    packed(
        "Label Studio with a broken configuration",
        {
            "label_config.xml": f"{FETCHED}<View>&x;</View>",
            "a.json": [studio.task(BRUSH, data={"image": "a.jpg"}, file_upload=None)],
        },
        "not-read",
        why="declares entities",
    ),
)

MASK = datumaro.annotation("mask", 0, rle=rle.encode(BLOB))


def _datumaro(name: str, annotation: Any, *says: str, made: int = 1, **more: Any) -> Case:
    item = {"id": "a", "annotations": [MASK, annotation], "image": {"path": "a.jpg", "size": [48, 64]}}
    return packed(
        f"Datumaro with {name}", {"annotations/default.json": datumaro.document(items=[item | more])}, *says, made=made
    )


DATUMARO = (
    *(_datumaro(f"{value!r} for an annotation", value, "bad-record") for value in (None, 7, "x", [])),
    _datumaro("a label out of range", datumaro.polygon(77, 2, 2, 4), "unknown-label"),
    _datumaro("a label below 0", datumaro.polygon(-1, 2, 2, 4), "unknown-label"),
    _datumaro("a label in words", datumaro.polygon("cup", 2, 2, 4), "unknown-label"),
    _datumaro("a mask without run lengths", datumaro.annotation("mask", 0), "bad-mask"),
    _datumaro("a mask of another size", datumaro.annotation("mask", 0, rle=rle.encode(BLOB[:9])), "bad-mask"),
    _datumaro("a mask of numbers below 0", datumaro.annotation("mask", 0, rle={"size": [48, 64], "counts": [-5, 9]})),
    _datumaro("a polygon of 2 corners", datumaro.annotation("polygon", 0, points=[1, 1, 2, 2]), "bad-record"),
    _datumaro("a box of 3 numbers", datumaro.annotation("bbox", 0, bbox=[1, 1, 2]), "bad-record"),
    _datumaro("a shape of an unknown kind", datumaro.annotation("hologram", 0), "unsupported"),
    _datumaro("an image without a path", MASK | {"label_id": 1}, image=None, made=1),
    _datumaro("annotations that are null", MASK, "bad-record", annotations=None, made=0),
    packed(
        "Datumaro with an item that is null",
        {
            "annotations/default.json": datumaro.document(
                items=[None, {"id": "a", "annotations": [MASK], "image": {"path": "a.jpg"}}]
            )
        },
        "bad-record",
    ),
    packed(
        "Datumaro with items that are an object",
        {"annotations/default.json": datumaro.document(items={"a": 1})},
        made=0,
    ),
)


def _supervisely(name: str, thing: Any, *says: str, made: int = 1, meta: Any = supervisely.META, **more: Any) -> Case:
    good = supervisely.thing("rectangle", points=supervisely.points((2, 2), (9, 9)))
    files = {"meta.json": meta, "ds/ann/a.jpg.json": supervisely.document(good, thing) | more}
    return packed(f"Supervisely with {name}", files, *says, made=made)


def _bitmap(data: Any, origin: Any = (1, 1)) -> dict[str, Any]:
    return supervisely.thing("bitmap", bitmap={"data": data, "origin": list(origin)})


SUPERVISELY = (
    *(_supervisely(f"{value!r} for an object", value, "bad-record") for value in (None, 7, "x", [])),
    _supervisely("a bitmap that is no base64", _bitmap("###"), "bad-mask"),
    _supervisely("a bitmap that is not packed", _bitmap(base64.b64encode(b"hello").decode()), "bad-mask"),
    _supervisely(
        "a bitmap that unpacks to 100 MB",
        _bitmap(base64.b64encode(zlib.compress(bytes(100 << 20))).decode()),
        "bad-mask",
    ),
    _supervisely(
        "a bitmap that is no picture", _bitmap(base64.b64encode(zlib.compress(b"hello")).decode()), "bad-mask"
    ),
    _supervisely(
        "a bitmap that begins outside of the image",
        _bitmap(base64.b64encode(zlib.compress(png(np.ones((4, 4), np.uint8)))).decode(), (500, 500)),
        "empty-mask",
    ),
    _supervisely(
        "a bitmap without an origin",
        _bitmap(base64.b64encode(zlib.compress(png(np.ones((4, 4), np.uint8)))).decode(), ()),
        "bad-mask",
    ),
    _supervisely(
        "a polygon of 2 corners", supervisely.thing("polygon", points=supervisely.points((1, 1), (2, 2))), "bad-record"
    ),
    _supervisely("a polygon without points", supervisely.thing("polygon"), "bad-record"),
    _supervisely("a shape of an unknown kind", supervisely.thing("cuboid_3d"), "unsupported"),
    _supervisely("objects that are text", None, "bad-record", made=0, objects="x"),
    _supervisely("a description that is null", supervisely.thing("point"), "unsupported", meta=None),
    _supervisely(
        "a description of broken classes",
        supervisely.thing("point"),
        "bad-record",
        meta={"classes": [None, {"title": ""}]},
    ),
    packed(
        "Supervisely with an annotation that is a list",
        {
            "meta.json": supervisely.META,
            "ds/ann/a.jpg.json": supervisely.document(
                supervisely.thing("rectangle", points=supervisely.points((2, 2), (9, 9)))
            ),
            "ds/ann/b.png.json": [],
        },
        "bad-record",
    ),
    packed(
        "Supervisely with an annotation that is something else",
        {
            "meta.json": supervisely.META,
            "ds/ann/a.jpg.json": supervisely.document(
                supervisely.thing("rectangle", points=supervisely.points((2, 2), (9, 9)))
            ),
            "ds/ann/b.png.json": {"hello": 1},
        },
        "not-read",
    ),
)


def _backup(name: str, shape: Any, *says: str, made: int = 1, manifest: str = "", **task: Any) -> Case:
    files = {
        "task.json": backup.task() | task,
        "annotations.json": [
            {"version": 0, "tags": [], "tracks": [], "shapes": [backup.shape("polygon", backup.SQUARE), shape]}
        ],
        "data/manifest.jsonl": manifest or backup.manifest("a"),
    }
    return packed(f"CVAT backup with {name}", files, *says, made=made)


BACKUP = (
    *(_backup(f"{value!r} for a shape", value, "bad-record") for value in (None, 7, "x", [])),
    _backup("a frame that there is not", backup.shape("rectangle", [1.0, 1.0, 5.0, 5.0], 99), "unknown-image"),
    _backup("a frame in words", backup.shape("rectangle", [1.0, 1.0, 5.0, 5.0]) | {"frame": "one"}, "unknown-image"),
    _backup("a mask of too few numbers", backup.shape("mask", [1.0, 2.0]), "bad-mask"),
    _backup("a mask of a size below 0", backup.shape("mask", [1, 1, 9.0, 9.0, 2.0, 2.0]), "bad-mask"),
    _backup("a mask of 10 ** 18 pixels", backup.shape("mask", [1, 0.0, 0.0, 1e9, 1e9]), "bad-mask"),
    _backup("a polygon of NaN", backup.shape("polygon", [float("nan")] * 6), "bad-number"),
    _backup("a skeleton", backup.shape("skeleton", []), "unsupported"),
    _backup("labels that are null", backup.shape("points", [1.0, 1.0]), "unsupported", labels=None),
    _backup(
        "a broken line in its manifest",
        backup.shape("points", [1.0, 1.0]),
        "bad-json",
        manifest=backup.manifest("a") + '{"name": "b", \n',
    ),
    _backup("jobs that are text", backup.shape("points", [1.0, 1.0]), "unsupported", jobs="x"),
)

JSON_TOOLS = (*LABELME, *STUDIO, *DATUMARO, *SUPERVISELY, *BACKUP)
