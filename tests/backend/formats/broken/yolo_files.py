"""Broken files of YOLO. Beside each broken line stands a good one, which goes in."""

from __future__ import annotations

from tests.backend.formats.broken.case import Case
from tests.backend.formats.broken.packing import packed

YAML_LAUGHS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'lol'] * 10)}]\n" for n in range(10))


def _yolo(name: str, line: str, *says: str, made: int = 1, names: str = "names: [cup]\n", why: str = "") -> Case:
    texts = {"data.yaml": names, "labels/train/a.txt": f"0 0.5 0.5 0.1 0.1\n{line}\n"}
    return packed(f"YOLO with {name}", texts, *says, made=made, why=why)


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
    _yolo("100,000 corners", "0 " + "0.1 0.2 0.3 0.1 " * 50_000, "empty-mask"),
    _yolo("a page of HTML for labels", "<html>", "bad-record"),
    _yolo("a description with a billion laughs", "", "bad-record", names=f"{YAML_LAUGHS}names: [*a9]\n"),
    _yolo("a description that makes objects", "", "bad-yaml", names="names: !!python/object/apply:os.system ['id']\n"),
    _yolo("a description that is no YAML", "", "bad-yaml", names="names: [cup\nnc: {1", why="line"),
    _yolo("a description nested 10,000 deep", "", "bad-yaml", names="names: " + "[" * 10_000),
    _yolo("a description of 2 MB", "", "too-large", names="names: [cup]\n#" + "x" * (2 << 20)),
    _yolo("names that are nothing", "", "bad-record", names="names: [null]\n"),
    _yolo("names by words", "", "bad-record", names="names: {one: cup}\n"),
    _yolo("a tab in its description", "", "bad-yaml", names="names:\n\t- cup\n", why="line 2"),
)

YOLO_FILES = YOLO
