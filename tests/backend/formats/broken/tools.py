"""What is broken in the files of every other format. Beside each broken thing stands a good one, which goes in."""

from __future__ import annotations

import base64
import io
import json
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kernels import rle
from tests.backend.formats import test_cvat_backup as backup
from tests.backend.formats import test_datumaro as datumaro
from tests.backend.formats import test_hf_parquet as parquet
from tests.backend.formats import test_label_studio as studio
from tests.backend.formats import test_labelme as labelme
from tests.backend.formats import test_supervisely as supervisely
from tests.backend.formats.broken.archives import zipped
from tests.backend.formats.broken.case import Case
from tests.backend.formats.conftest import disc, png

BLOB = disc(48, 64, 40, 20, 6)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
FETCHED = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ANSWERS = '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">'


def _files(name: str, files: Mapping[str, Any], *says: str, made: int = 1, why: str = "") -> Case:
    """An archive of ``files``: bytes, text, or anything else as JSON, by name."""
    members = [
        (file, content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else
         json.dumps(content).encode())
        for file, content in files.items()
    ]  # fmt: skip
    return Case(name, _written(zipped(*members)), says, made, ".zip", why)


def _written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


# CVAT ------------------------------------------------------------------------------------------------------------

BOX = '<box label="cup" xtl="1" ytl="1" xbr="9" ybr="9" z_order="0" occluded="0"/>'


def _cvat(name: str, shape: str, *says: str, made: int = 1, head: str = "", size: str = 'width="64" height="48"') -> Case:
    text = f'<?xml version="1.0"?>{head}<annotations><image id="0" name="a.jpg" {size}>{BOX}{shape}</image></annotations>'
    return _files(f"CVAT with {name}", {"annotations.xml": text}, *says, made=made)


CVAT = (
    _cvat("a billion laughs", "&l9;", "bad-xml", made=0, head=f"<!DOCTYPE a [{LAUGHS}]>"),
    _cvat("an entity that reads a file", "&x;", "bad-xml", made=0, head=FETCHED),
    _cvat("a document type that is fetched", "", made=1, head=ANSWERS),
    _cvat("10,000 elements in each other", "<a>" * 10_000, "bad-xml", made=0),
    _cvat("an element that nobody closes", "<box>", "bad-xml", made=0),
    _cvat("a NUL", "\x00", "bad-xml", made=0),
    _cvat("no size of the image", "", size=""),
    _cvat("another size of the image", "", "size-differs", made=0, size='width="6" height="4"'),
    _cvat("a size of the image in words", "", size='width="six" height="4"'),
    _cvat("a box of words", BOX.replace('"9"', '"nine"'), "bad-record"),
    _cvat("a box with NaN", BOX.replace('"9"', '"nan"'), "bad-number"),
    _cvat("a box without a side", BOX.replace('xtl="1"', ""), "bad-record"),
    _cvat("a box without a label", BOX.replace('label="cup"', ""), "bad-record"),
    _cvat("a box that is turned by 1e308 degrees", BOX.replace("/>", ' rotation="1e308"/>')),
    _cvat("a z_order of 1.5", BOX.replace('z_order="0"', 'z_order="1.5"'), "bad-record"),
    _cvat("a group of 1e999", BOX.replace("/>", ' group_id="1e999"/>').replace("9", "8", 2)),
    _cvat("a polygon of 2 corners", '<polygon label="cup" points="1,1;5,5"/>', "bad-record"),
    _cvat("a polygon of words", '<polygon label="cup" points="1,1;a,b;5,5"/>', "bad-record"),
    _cvat("a polygon of corners with 3 sides", '<polygon label="cup" points="1,1,1;4,4,4;5,5,5"/>', "bad-record"),
    _cvat("an ellipse of infinite size", '<ellipse label="cup" cx="1" cy="1" rx="inf" ry="1"/>', "bad-number"),
    _cvat("an ellipse with a radius below 0", '<ellipse label="cup" cx="9" cy="9" rx="-4" ry="4"/>'),
    *(_cvat(f"a mask of runs {runs!r}", f'<mask label="cup" rle="{runs}" left="1" top="1" width="4" height="2"/>', code)
      for runs, code in (("", "bad-record"), ("1, 2", "bad-mask"), ("-1, 9", "bad-mask"), ("9999999999, 1", "bad-mask"),
                         ("1.5, 6.5", "bad-record"), ("a, b", "bad-record"))),
    _cvat("a mask of 10 ** 9 columns", '<mask label="cup" rle="1" left="0" top="0" width="1000000000" height="1000000000"/>',
          "bad-mask"),
    _cvat("a mask of a size below 0", '<mask label="cup" rle="1, 1" left="0" top="0" width="-2" height="-1"/>', "bad-mask"),
    _cvat("a shape of an unknown kind", '<blob label="cup" points="1,1"/>', "unsupported"),
    _cvat("points", '<points label="cup" points="1,1"/>', "unsupported"),
    _files("CVAT with a track", {"annotations.xml": f'<annotations><image name="a.jpg">{BOX}</image><track label="cup"/>'
                                                    "</annotations>"}, "unsupported"),
    _files("CVAT with an image without a name", {"annotations.xml": f'<annotations><image name="a.jpg">{BOX}</image>'
                                                                    f"<image>{BOX}</image></annotations>"}, "bad-record"),
    _files("CVAT cut off", {"annotations.xml": f'<annotations>\n<image name="a.jpg">{BOX}</image>\n<image name="b.png">{BOX}'},
           "bad-xml", why="line 3"),
    _files("CVAT in an encoding that there is not", {"annotations.xml": f'<?xml version="1.0" encoding="klingon"?>'
           f'<annotations><image name="a.jpg">{BOX}</image></annotations>'}, "unknown-format", made=0),
    _files("CVAT that says UTF-16 and is not", {"annotations.xml": f'<?xml version="1.0" encoding="utf-16"?>'
           f'<annotations><image name="a.jpg">{BOX}</image></annotations>'}, "unknown-format", made=0),
)  # fmt: skip

# VOC -------------------------------------------------------------------------------------------------------------

VOC_BOX = "<bndbox><xmin>2</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax></bndbox>"
VOC_OBJECT = f"<object><name>cup</name>{VOC_BOX}</object>"


def _voc(name: str, thing: str, *says: str, made: int = 1, head: str = "", **files: Any) -> Case:
    text = (
        f"{head}<annotation><filename>a.jpg</filename><size><width>64</width><height>48</height></size>"
        f"{VOC_OBJECT}{thing}</annotation>"
    )
    return _files(f"VOC with {name}", {"Annotations/a.xml": text} | files, *says, made=made)


VOC = (
    _voc("a billion laughs", "&l9;", made=0, head=f"<!DOCTYPE a [{LAUGHS}]>"),
    _voc("an entity that reads a file", "&x;", made=0, head=FETCHED),
    _voc("an object without a box", "<object><name>cup</name></object>", "bad-record"),
    _voc("a box of words", VOC_OBJECT.replace("9", "nine"), "bad-record"),
    _voc("a box that ends before it begins", VOC_OBJECT.replace("9", "1"), "bad-box"),
    _voc("a box outside of the image", VOC_OBJECT.replace("9", "900").replace("2", "800"), "outside-image"),
    _voc("a box of infinite size", VOC_OBJECT.replace("9", "1e400"), "bad-record"),
    _voc("an object without a name", f"<object>{VOC_BOX}</object>"),
    _voc("brackets nested deep in an attribute", VOC_OBJECT.replace("9", "12").replace(
        "</object>", f"<attributes><attribute><name>a</name><value>{'[' * 50_000}</value></attribute></attributes></object>"),
        made=2),
    _files("VOC with a second file that is broken", {
        "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        "Annotations/b.xml": f"<annotation><filename>b.png</filename>\n{VOC_OBJECT}"}, "bad-xml", why="line 2"),
    _files("VOC with two files of one image", {
        "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        "more/Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>"}, "ambiguous-image"),
    _files("VOC with two files of one name", {
        "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        "a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>"}, "name-twice"),
    _files("VOC with pictures of another size", {
        "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        "SegmentationClass/b.png": png(BLOB)}, "size-differs"),
    _files("VOC with pictures that are none", {
        "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        "SegmentationClass/b.png": b"no picture"}, "bad-picture"),
    _files("VOC with a broken list of colours", {
        "labelmap.txt": "cup:1,2\n:::\ncup:999999999999999999999,1,1::\n\x00\n",
        "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>"}),
)  # fmt: skip

# YOLO ------------------------------------------------------------------------------------------------------------

YAML_LAUGHS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'lol'] * 10)}]\n" for n in range(10))


def _yolo(name: str, line: str, *says: str, made: int = 1, names: str = "names: [cup]\n", why: str = "") -> Case:
    texts = {"data.yaml": names, "labels/train/a.txt": f"0 0.5 0.5 0.1 0.1\n{line}\n"}
    return _files(f"YOLO with {name}", texts, *says, made=made, why=why)


YOLO = (
    _yolo("a class out of range", "7 0.2 0.2 0.1 0.1", "unknown-label"),
    _yolo("a class below 0", "-1 0.2 0.2 0.1 0.1", "bad-record"),
    _yolo("a class of 1.5", "1.5 0.2 0.2 0.1 0.1", "bad-record"),
    _yolo("a class of 10 ** 30", "1000000000000000000000000000000 0.2 0.2 0.1 0.1", "unknown-label"),
    _yolo("a class in words", "cup 0.2 0.2 0.1 0.1", "bad-record"),
    _yolo("three numbers", "0 0.2 0.2", "bad-record"),
    _yolo("a box in pixels", "0 320 240 50 50", "outside-image"),
    _yolo("a box of NaN", "0 nan nan nan nan", "bad-record"),
    _yolo("a box of infinite size", "0 0.5 0.5 inf inf", "bad-record"),
    _yolo("a box with a width below 0", "0 0.2 0.2 -0.1 0.1", "bad-box"),
    _yolo("commas", "0,0.2,0.2,0.1,0.1", "bad-record"),
    _yolo("decimal commas", "0 0,2 0,2 0,1 0,1", "bad-record"),
    _yolo("bytes that are no text", "\x00\x01\x02\x7f", "bad-record"),
    _yolo("a polygon outside of the image", "0 5 5 6 5 6 6", "empty-mask"),
    _yolo("100,000 corners", "0 " + "0.1 0.2 0.3 0.1 " * 50_000, made=2),
    _yolo("a page of HTML for labels", "<html>", "bad-record"),
    _yolo("a description with a billion laughs", "", "bad-record", names=f"{YAML_LAUGHS}names: [*a9]\n"),
    _yolo("a description that makes objects", "", "bad-yaml", names="names: !!python/object/apply:os.system ['id']\n"),
    _yolo("a description that is no YAML", "", "bad-yaml", names="names: [cup\nnc: {1", why="line"),
    _yolo("a description nested 10,000 deep", "", "bad-yaml", names="names: " + "[" * 10_000),
    _yolo("a description of 2 MB", "", "too-large", names="names: [cup]\n#" + "x" * (2 << 20)),
    _yolo("names that are nothing", "", "bad-record", names="names: [null]\n"),
    _yolo("names by words", "", "bad-record", names="names: {one: cup}\n"),
    _yolo("a tab in its description", "", "bad-yaml", names="names:\n\t- cup\n", why="line 2"),
)  # fmt: skip

# LabelMe, Label Studio, Datumaro, Supervisely, backups of CVAT ------------------------------------------------------

SQUARE = labelme.shape("cup", labelme.square(2, 2, 6))


def _labelme(name: str, shape: Any, *says: str, made: int = 1, **more: Any) -> Case:
    document = labelme.document(SQUARE, shape, imagePath="a.jpg") | more
    return _files(f"LabelMe with {name}", {"a.json": document}, *says, made=made)


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
    _labelme("a mask of 4 GB", _masked(base64.b64encode(__import__("struct").pack(">8s8xII", b"\x89PNG\r\n\x1a\n", 65000, 65000)).decode()), "bad-mask"),
    _labelme("shapes that are an object", SQUARE, "bad-record", made=0, shapes={"a": 1}),
    _labelme("a path that leads out", SQUARE, made=1, imagePath="../../../../a.jpg"),
    _labelme("a path that is a number", SQUARE, made=1, imagePath=7),
    _labelme("pixels of its own that are none", SQUARE, made=1, imageData="###"),
    _labelme("a size of 10 ** 12 pixels", SQUARE, "size-differs", made=0, imageHeight=1_000_000, imageWidth=1_000_000),
    _files("LabelMe with a file that is cut off", {"a.json": labelme.document(SQUARE, imagePath="a.jpg"),
                                                  "b.json": '{"version": "5",\n "shapes": ['}, "bad-json", why="line 2"),
    _files("LabelMe with a file of another kind", {"a.json": labelme.document(SQUARE, imagePath="a.jpg"),
                                                  "b.json": {"hello": 1}}, "not-read"),
)  # fmt: skip

BRUSH = studio.region("brushlabels", studio.brush(BLOB), "cup")


def _studio(name: str, result: Any, *says: str, made: int = 1, **more: Any) -> Case:
    task = studio.task(BRUSH, result, file_upload="3b9f3e35-a.jpg", data={"image": "/data/upload/1/3b9f3e35-a.jpg"})
    return _files(f"Label Studio with {name}", {"a.json": [task | more]}, *says, made=made)


def _brushed(packed: Any, **more: Any) -> dict[str, Any]:
    return studio.region("brushlabels", {"format": "rle", "rle": packed}, "cup", **more)


PACKED = studio.brush(BLOB)["rle"]
STUDIO = (
    *(_studio(f"{value!r} for a region", value, "bad-record") for value in (None, 7, "x", [])),
    _studio("a brush that breaks off", _brushed(PACKED[: len(PACKED) // 2]), "bad-mask"),
    _studio("a brush of nothing", _brushed([]), "bad-mask"),
    _studio("a brush of texts", _brushed(["a"] * 40), "bad-mask"),
    _studio("a brush of numbers beyond bytes", _brushed([999] * 40), "bad-mask"),
    _studio("a brush of another size", _brushed(PACKED, original_width=32), "size-differs"),
    _studio("a brush without an original size", _brushed(PACKED, original_width=None, original_height=None), "bad-record"),
    _studio("a brush of 10 ** 12 pixels", _brushed(PACKED, original_width=10**6, original_height=10**6)),
    _studio("a polygon without points", studio.region("polygonlabels", {}, "cup"), "bad-record"),
    _studio("a polygon of NaN", studio.region("polygonlabels", {"points": [[float("nan"), 1]] * 3}, "cup"), "bad-number"),
    _studio("a box of texts", studio.region("rectanglelabels", studio.box(1, 1, 4, 4) | {"x": "one"}, "cup"), "bad-record"),
    _studio("a box without an original size", studio.region("rectanglelabels", studio.box(1, 1, 4, 4), "cup",
                                                           original_width=None), made=2),
    _studio("a box that is turned by infinity", studio.region("rectanglelabels", studio.box(1, 1, 4, 4, float("inf")), "cup"),
            "bad-number"),
    _studio("a region without a label", studio.region("polygonlabels", studio.polygon(1, 1, 5))),
    _studio("annotations that are an object", BRUSH, made=0, annotations={"a": 1}),
    _studio("data that is text", BRUSH, "bad-record", made=0, data="x"),
    _studio("data of no image", BRUSH, "bad-record", made=0, data={"a": 7}, file_upload=None),
    _studio("an address that is none", BRUSH, made=0, data={"image": "http://[::1"}, file_upload=None),
    _files("Label Studio with a task that is null", {"a.json": [None, studio.task(
        BRUSH, data={"image": "a.jpg"}, file_upload=None)]}, "bad-record"),
    _files("Label Studio with a broken configuration", {"label_config.xml": f"{FETCHED}<View>&x;</View>", "a.json": [
        studio.task(BRUSH, data={"image": "a.jpg"}, file_upload=None)]}, "bad-xml"),
)  # fmt: skip

MASK = datumaro.annotation("mask", 0, rle=rle.encode(BLOB))


def _datumaro(name: str, annotation: Any, *says: str, made: int = 1, **more: Any) -> Case:
    item = {"id": "a", "annotations": [MASK, annotation], "image": {"path": "a.jpg", "size": [48, 64]}}
    return _files(f"Datumaro with {name}", {"annotations/default.json": datumaro.document(items=[item | more])}, *says, made=made)


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
    _files("Datumaro with an item that is null", {"annotations/default.json": datumaro.document(items=[None, {
        "id": "a", "annotations": [MASK], "image": {"path": "a.jpg"}}])}, "bad-record"),
    _files("Datumaro with items that are an object", {"annotations/default.json": datumaro.document(items={"a": 1})}, made=0),
)  # fmt: skip


def _supervisely(name: str, thing: Any, *says: str, made: int = 1, meta: Any = supervisely.META, **more: Any) -> Case:
    good = supervisely.thing("rectangle", points=supervisely.points((2, 2), (9, 9)))
    files = {"meta.json": meta, "ds/ann/a.jpg.json": supervisely.document(good, thing) | more}
    return _files(f"Supervisely with {name}", files, *says, made=made)


def _bitmap(data: Any, origin: Any = (1, 1)) -> dict[str, Any]:
    return supervisely.thing("bitmap", bitmap={"data": data, "origin": list(origin)})


SUPERVISELY = (
    *(_supervisely(f"{value!r} for an object", value, "bad-record") for value in (None, 7, "x", [])),
    _supervisely("a bitmap that is no base64", _bitmap("###"), "bad-mask"),
    _supervisely("a bitmap that is not packed", _bitmap(base64.b64encode(b"hello").decode()), "bad-mask"),
    _supervisely("a bitmap that unpacks to 100 MB", _bitmap(base64.b64encode(zlib.compress(bytes(100 << 20))).decode()), "bad-mask"),
    _supervisely("a bitmap that is no picture", _bitmap(base64.b64encode(zlib.compress(b"hello")).decode()), "bad-mask"),
    _supervisely("a bitmap that begins outside of the image", _bitmap(
        base64.b64encode(zlib.compress(png(np.ones((4, 4), np.uint8)))).decode(), (500, 500)), "empty-mask"),
    _supervisely("a bitmap without an origin", _bitmap(
        base64.b64encode(zlib.compress(png(np.ones((4, 4), np.uint8)))).decode(), ()), "bad-record"),
    _supervisely("a polygon of 2 corners", supervisely.thing("polygon", points=supervisely.points((1, 1), (2, 2))), "bad-record"),
    _supervisely("a polygon without points", supervisely.thing("polygon"), "bad-record"),
    _supervisely("a shape of an unknown kind", supervisely.thing("cuboid_3d"), "unsupported"),
    _supervisely("objects that are text", None, "bad-record", made=0, objects="x"),
    _supervisely("a description that is null", supervisely.thing("point"), "unsupported", meta=None),
    _supervisely("a description of broken classes", supervisely.thing("point"), "bad-record", meta={"classes": [None, {"title": ""}]}),
    _files("Supervisely with an annotation that is a list", {"meta.json": supervisely.META, "ds/ann/a.jpg.json":
           supervisely.document(supervisely.thing("rectangle", points=supervisely.points((2, 2), (9, 9)))),
           "ds/ann/b.png.json": []}, "bad-record"),
    _files("Supervisely with an annotation that is something else", {"meta.json": supervisely.META, "ds/ann/a.jpg.json":
           supervisely.document(supervisely.thing("rectangle", points=supervisely.points((2, 2), (9, 9)))),
           "ds/ann/b.png.json": {"hello": 1}}, "not-read"),
)  # fmt: skip


def _backup(name: str, shape: Any, *says: str, made: int = 1, manifest: str = "", **task: Any) -> Case:
    files = {
        "task.json": backup.task() | task,
        "annotations.json": [{"version": 0, "tags": [], "tracks": [], "shapes": [backup.shape("polygon", backup.SQUARE), shape]}],
        "data/manifest.jsonl": manifest or backup.manifest("a"),
    }  # fmt: skip
    return _files(f"CVAT backup with {name}", files, *says, made=made)


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
    _backup("a broken line in its manifest", backup.shape("points", [1.0, 1.0]), "bad-json",
            manifest=backup.manifest("a") + '{"name": "b", \n'),
    _backup("jobs that are text", backup.shape("points", [1.0, 1.0]), "unsupported", jobs="x"),
)  # fmt: skip

# Parquet ---------------------------------------------------------------------------------------------------------

ROW = parquet.row("a.jpg")
GOOD_PARQUET = parquet.parquet([ROW])


def _rows(name: str, rows: list[dict[str, Any]], *says: str, made: int = 1) -> Case:
    return _files(f"Parquet with {name}", {"data/train.parquet": parquet.parquet(rows)}, *says, made=made)


def _raw(name: str, content: bytes, *says: str, made: int = 1) -> Case:
    return _files(f"Parquet {name}", {"data/a.parquet": GOOD_PARQUET, "data/b.parquet": content}, *says, made=made)


def _table(**columns: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def _changed(content: bytes, at: int, by: bytes) -> bytes:
    found = bytearray(content)
    found[at : at + len(by) or None] = by
    return bytes(found)


PARQUET = (
    _raw("of 0 bytes", b"", "bad-parquet"),
    _raw("of its beginning alone", b"PAR1", "bad-parquet"),
    _raw("cut off", GOOD_PARQUET[:-20], "bad-parquet"),
    _raw("with a footer of 4 GB", _changed(GOOD_PARQUET, len(GOOD_PARQUET) - 8, b"\xff\xff\xff\xff"), "bad-parquet"),
    _raw("with a footer of 0 bytes", _changed(GOOD_PARQUET, len(GOOD_PARQUET) - 8, bytes(4)), "bad-parquet"),
    _raw("with a footer of noise", _changed(GOOD_PARQUET, len(GOOD_PARQUET) - 200, bytes(range(100, 200))), "bad-parquet"),
    _raw("with pages of noise", _changed(GOOD_PARQUET, 8, bytes(range(100, 180)))),
    _raw("of other columns", _table(a=[1], b=["x"]), "bad-record"),
    _raw("without rows", _table(image=pa.array([], pa.string())), made=1),
    _raw("of images that are numbers", _table(image=[7], objects=[7]), "bad-record"),
    _raw("of a row group of 20 million numbers", _table(image=pa.array(np.zeros(20_000_000, np.int8))[:1], x=[1]), "bad-record"),
    _rows("a box of 3 numbers", [ROW, parquet.row("b.png", bbox=[[1.0, 1.0, 2.0]]) | {"width": 48, "height": 64}], "bad-record"),
    _rows("a category out of range", [ROW, parquet.row("b.png", category=[77]) | {"width": 48, "height": 64}], "unknown-label"),
    _rows("lists of other lengths", [ROW, parquet.row("b.png", category=[1, 1, 1]) | {"width": 48, "height": 64}], "bad-record"),
    _rows("no objects", [ROW, parquet.row("b.png") | {"objects": None, "width": 48, "height": 64}]),
    _rows("a photo that is none", [ROW, parquet.row(None, b"no picture")], "not-an-image"),
    _rows("no image", [ROW, ROW | {"image": None}], "bad-record"),
    _rows("a path that leads out", [ROW, parquet.row("../../etc/passwd")], "no-such-image"),
    _rows("another size", [ROW, parquet.row("b.png") | {"width": 7, "height": 7}], "size-differs"),
)  # fmt: skip

TOOLS = (*CVAT, *VOC, *YOLO, *LABELME, *STUDIO, *DATUMARO, *SUPERVISELY, *BACKUP, *PARQUET)
