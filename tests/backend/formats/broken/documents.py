"""Broken COCO documents: text that is no JSON, and records that are none. Beside each stands one good object."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kernels import rle
from tests.backend.formats.broken.archives import DOCUMENT, GOOD, document
from tests.backend.formats.broken.case import Case
from tests.backend.formats.conftest import disc

OTHER = rle.encode(disc(48, 64, 40, 20, 5))
MORE = json.loads(GOOD)["annotations"]
SQUARE = [40, 10, 60, 10, 60, 30, 40, 30]


def _text(name: str, content: bytes, *says: str, made: int = 1, why: str = "") -> Case:
    return Case(name, _written(content), says, made, ".json", why)


def _written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _with(name: str, annotation: Any, *says: str, made: int = 1, why: str = "") -> Case:
    """The good object, then another annotation."""
    return _text(f"annotation with {name}", document(annotations=[*MORE, annotation]), *says, made=made, why=why)


def _shaped(name: str, segmentation: Any, *says: str, made: int = 1, **more: Any) -> Case:
    value = {"id": 6, "image_id": 1, "category_id": 7, "segmentation": segmentation} | more
    return _with(name, value, *says, made=made)


def _boxed(name: str, bbox: Any, *says: str, made: int = 1) -> Case:
    return _with(name, {"id": 6, "image_id": 1, "category_id": 7, "bbox": bbox}, *says, made=made)


def _runs(name: str, counts: Any, *says: str, size: Any = (48, 64), made: int = 1) -> Case:
    return _shaped(f"run lengths {name}", {"size": list(size) if size else size, "counts": counts}, *says, made=made)


def _images(name: str, image: Any, *says: str, made: int = 1) -> Case:
    return _text(f"image with {name}", document(images=[*DOCUMENT["images"], image]), *says, made=made)


def _categories(name: str, category: Any, *says: str, made: int = 1) -> Case:
    return _text(f"category with {name}", document(categories=[*DOCUMENT["categories"], category]), *says, made=made)


def _odd(old: bytes, new: bytes) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


TEXTS = (
    *(_text(f"JSON cut off after {share:.0%}", GOOD[: int(len(GOOD) * share)], made=0) for share in (0.1, 0.3, 0.5)),
    _text("JSON cut off before its last bracket", GOOD[:-1], "bad-json", why="line 1"),
    _text("JSON that goes on after its end", GOOD + b'{"more": 1}', "bad-json", why="line 1"),
    _text("JSON twice in one file", GOOD + b"\n" + GOOD, "bad-json", why="line 2"),
    _text("JSON with a comma too many", _odd(b"]]}]", b"]]},]")),
    _text("JSON with a comma too few", _odd(b'"id": 5, ', b'"id": 5 '), "bad-record", made=0, why="delimiter"),
    _text("JSON with single quotes", GOOD.replace(b'"', b"'"), "unknown-format", made=0, why="line 1"),
    _text("JSON with comments", b"// by hand\n" + GOOD, "unknown-format", made=0, why="line 1"),
    _text("JSON with NaN", _odd(b"[10, 10,", b"[NaN, 10,"), "bad-number", made=0),
    _text("JSON with Infinity", _odd(b"[10, 10,", b"[-Infinity, 10,"), "bad-number", made=0),
    _text("JSON with a number of 4,000 digits", _odd(b'"id": 5', b'"id": ' + b"9" * 4000)),
    _text("JSON with a number of 5,000 digits", _odd(b'"id": 5', b'"id": ' + b"9" * 5000), made=0),
    _text("JSON with an exponent of 400", _odd(b"[10, 10,", b"[1e400, 10,"), "bad-number", made=0),
    _text("JSON with a NUL in a string", _odd(b'"cup"', b'"c\\u0000up"')),
    _text("JSON with half of a surrogate", _odd(b'"cup"', b'"c\\ud800up"')),
    _text("JSON with a raw line break in a string", _odd(b'"cup"', b'"c\nup"')),
    _text("JSON with bytes that are no UTF-8", _odd(b'"cup"', b'"c\xff\xfeup"')),
    _text("JSON nested 100,000 deep", b"[" * 100_000, "unknown-format", made=0, why="nested"),
    _text("JSON nested deep in an annotation", _odd(b'"id": 5', b'"id": ' + b"[" * 5000 + b"]" * 5000), made=0),
    _text(
        "JSON nested deep beside the rest",
        _odd(b'"images"', b'"x": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b', "images"'),
        made=0,
    ),
    _text("JSON in UTF-16 with a mark", json.dumps(DOCUMENT).encode("utf-16")),
    _text("JSON in UTF-16 without a mark", json.dumps(DOCUMENT).encode("utf-16-le"), "unknown-format", made=0),
    _text("JSON in UTF-32", json.dumps(DOCUMENT).encode("utf-32")),
    _text("JSON in UTF-8 with a mark", codecs.BOM_UTF8 + GOOD),
    _text(
        "JSON in UTF-16 cut in the middle of a letter", json.dumps(DOCUMENT).encode("utf-16")[:-3], "bad-json", made=0
    ),
    _text("JSON with the same name twice", _odd(b'"images"', b'"images": [], "images"')),
    _text("JSON of a number", b"17", "unknown-format", made=0),
    _text("JSON of a text", b'"annotations"', "unknown-format", made=0),
    _text("JSON of an empty object", b"{}", "unknown-format", made=0),
    _text("JSON of an empty list", b"[]", "unknown-format", made=0),
    _text("JSON of nulls", b"[null, null]", "unknown-format", made=0),
    _text("JSON lines", b'{"image_id": 1}\n{"image_id": 2}\n', "unknown-format", made=0, why="line 2"),
    _text("annotations that are an object", document(annotations={"5": MORE[0]}), made=0),
    _text("annotations that are null", document(annotations=None), made=0),
    _text("images that are null", document(images=None), made=0),
    _text("categories that are null", document(categories=None), "unknown-label", made=0),
    _text(
        "a document without images",
        json.dumps({"annotations": MORE, "categories": []}).encode(),
        "unknown-image",
        made=0,
    ),
    _text(
        "a document without categories", json.dumps({**DOCUMENT, "categories": []}).encode(), "unknown-label", made=0
    ),
)

RECORDS = (
    *(_with(f"no fields but {value!r}", value, "bad-record") for value in (None, 7, "x", [], True)),
    _with("nothing in it", {}, "unknown-image"),
    _with("the image 99", {"id": 6, "image_id": 99, "category_id": 7, "bbox": [1, 1, 2, 2]}, "unknown-image"),
    _with("a list for its image", {"id": 6, "image_id": [1], "category_id": 7, "bbox": [1, 1, 2, 2]}, "unknown-image"),
    _with("the category 99", {"id": 6, "image_id": 1, "category_id": 99, "bbox": [1, 1, 2, 2]}, "unknown-label"),
    _with("no category", {"id": 6, "image_id": 1, "bbox": [1, 1, 2, 2]}, "unknown-label"),
    _with("neither mask nor box", {"id": 6, "image_id": 1, "category_id": 7}, "bad-record"),
    _with("the same again", MORE[0], "twice"),
    _with("attributes that are a list", MORE[0] | {"id": 8, "segmentation": [SQUARE], "attributes": [1]}, made=2),
    _with(
        "20 kB of attributes", MORE[0] | {"id": 8, "segmentation": [SQUARE], "attributes": {"a": "x" * 20_000}}, made=2
    ),
    _with("a score of 7", MORE[0] | {"id": 8, "segmentation": [SQUARE], "score": 7}, made=2),
    _with("a score that is NaN", MORE[0] | {"id": 8, "segmentation": [SQUARE], "score": float("nan")}, made=2),
    _with("a z of 10 ** 30", MORE[0] | {"id": 8, "segmentation": [SQUARE], "z": 10**30}, made=2),
    _with("an id of 300 letters", MORE[0] | {"id": "é" * 300, "segmentation": [SQUARE]}, made=2),
    _with("a foreign stipple_id", MORE[0] | {"id": 8, "segmentation": [SQUARE], "stipple_id": "../../x"}, made=2),
    _shaped("a polygon of 2 corners", [[1, 1, 9, 9]], "bad-record"),
    _shaped("a polygon of an odd number of sides", [[1, 1, 9, 9, 5, 5, 7]], "bad-record"),
    _shaped("a polygon of texts", [["1", "1", "9", "9", "5", "5"]], "bad-record"),
    _shaped("a polygon of nulls", [[None] * 6], "bad-record"),
    _shaped("a polygon of truths", [[True, False, True, True, False, False]], "bad-record"),
    _shaped("an empty ring", [[]], "bad-record"),
    _shaped("a polygon outside of the image", [[100, 100, 200, 100, 200, 200]], "empty-mask"),
    _shaped("a polygon left of the image", [[-100, -100, -20, -100, -20, -20]], "empty-mask"),
    _shaped("a polygon of one point thrice", [[5, 5, 5, 5, 5, 5]], made=1),
    _shaped("a polygon that crosses itself", [[40, 10, 60, 30, 60, 10, 40, 30]], made=2),
    _shaped("a polygon far larger than the image", [[-1e7, -1e7, 1e7, -1e7, 1e7, 1e7, -1e7, 1e7]], made=2),
    _shaped("a corner at 1e300", [[1e300, 0, 5, 5, 0, 5]], "bad-number"),
    _shaped("200,000 corners", [[40 + (n % 7) for n in range(200_000)]], "empty-mask"),
    _shaped("a text for a segmentation", "cup", "bad-record"),
    _shaped("a number for a segmentation", 7, "bad-record"),
    _runs("of another size", OTHER["counts"], "bad-mask", size=(64, 48)),
    _runs("of 0 pixels", "", size=(0, 0)),
    _runs("of a size below 0", OTHER["counts"], "bad-record", size=(-48, -64)),
    _runs("of a size in parts", OTHER["counts"], "bad-record", size=(48.0, 64.0)),
    _runs("without a size", OTHER["counts"], "bad-record", size=None),
    _runs("of 2 ** 40 pixels", "0", size=(1 << 20, 1 << 20)),
    _runs("that end early", [100, 50]),
    _runs("that are too long", [100, 50, 48 * 64]),
    _runs("below 0", [100, -50, 48 * 64], "bad-record"),
    _runs("of texts", ["100", "50"], "bad-record"),
    _runs("of nothing", []),
    _runs("that are nothing but background", [48 * 64], "empty-mask"),
    _runs("of numbers beyond 34 bits", [1 << 40, 1], "bad-record"),
    _runs("that are no text of COCO's", "~~~~~~", made=1),
    _runs("of letters outside of ASCII", "日本語"),
    _runs("that break off within a number", OTHER["counts"][:-1] + "o"),
    _runs("of a million letters", "0" * 1_000_000),
    _boxed("a box of 3 numbers", [1, 2, 3], "bad-record"),
    _boxed("a box of texts", ["1", "2", "3", "4"], "bad-record"),
    _boxed("a box with NaN", [float("nan"), 1, 2, 2], "bad-number"),
    _boxed("a box outside of the image", [500, 500, 10, 10], "outside-image"),
    _boxed("a box with a width below 0", [30, 30, -10, 5], "bad-box"),
    _boxed("a box of no width", [40, 5, 0, 0], made=2),
    _boxed("a box at 1e308", [1e308, 1e308, 1e308, 1e308], "bad-number"),
    _boxed("a box of a number beyond floats", [10**400, 1, 1, 1], "bad-record"),
)

TABLES = (
    *(_images(f"no fields but {value!r}", value, "bad-record") for value in (None, 7, "x", [])),
    _images("no id", {"file_name": "b.png"}, "bad-record"),
    _images("no file name", {"id": 2}, "bad-record"),
    _images("a file name of a number", {"id": 2, "file_name": 7}, "bad-record"),
    _images("an empty file name", {"id": 2, "file_name": ""}, "bad-record"),
    _images("the id of another", {"id": 1, "file_name": "b.png"}, "bad-record"),
    _images("a file name that leads out", {"id": 2, "file_name": "../../../etc/passwd"}, "no-such-image"),
    _images("an absolute file name", {"id": 2, "file_name": "/etc/passwd"}, "no-such-image"),
    _images("an address for a file name", {"id": 2, "file_name": "http://127.0.0.1:1/c.png"}, "no-such-image"),
    _images("a NUL in its file name", {"id": 2, "file_name": "b\x00.png"}),
    _images("a file name of 10,000 letters", {"id": 2, "file_name": "b" * 10_000}, "no-such-image"),
    _images("an image that is not here", {"id": 2, "file_name": "c.png"}, "no-such-image"),
    _images("another size", {"id": 2, "file_name": "b.png", "width": 1, "height": 1}, "size-differs"),
    _images("a size below 0", {"id": 2, "file_name": "b.png", "width": -1, "height": -1}),
    _images("a size of texts", {"id": 2, "file_name": "b.png", "width": "48", "height": "64"}),
    _images("a size of 10 ** 30", {"id": 2, "file_name": "b.png", "width": 10**30, "height": 10**30}, "size-differs"),
    _images("the name of another", {"id": 2, "file_name": "a.jpg"}),
    *(_categories(f"no fields but {value!r}", value, "bad-record") for value in (None, 7, "x", [])),
    _categories("no name", {"id": 8}, "bad-record"),
    _categories("a blank name", {"id": 8, "name": "  "}, "bad-record"),
    _categories("a name of a number", {"id": 8, "name": 8}, "bad-record"),
    _categories("no id", {"name": "plate"}, "bad-record"),
    _categories("the id of another", {"id": 7, "name": "plate"}),
    _categories("the name of another", {"id": 8, "name": "CUP"}),
    _categories("a name of 5,000 letters", {"id": 8, "name": "x" * 5000}),
    _categories("a colour that is none", {"id": 8, "name": "plate", "color": [1, 2, 999]}),
    _categories("attributes that are none", {"id": 8, "name": "plate", "attributes": [{"kind": "rm"}, 7]}),
    _categories(
        "1,000 attributes",
        {"id": 8, "name": "plate", "attributes": [{"name": str(n), "kind": "text"} for n in range(1000)]},
    ),
)

DOCUMENTS = (*TEXTS, *RECORDS, *TABLES)
