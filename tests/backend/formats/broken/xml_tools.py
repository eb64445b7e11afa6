"""Broken files of CVAT and of Pascal VOC: XML. Beside each broken thing stands a good one, which goes in."""

from __future__ import annotations

from typing import Any

from tests.backend.formats.broken.case import Case
from tests.backend.formats.broken.packing import packed
from tests.backend.formats.conftest import disc, png

BLOB = disc(48, 64, 40, 20, 6)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
FETCHED = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ANSWERS = '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">'

BOX = '<box label="cup" xtl="1" ytl="1" xbr="9" ybr="9" z_order="0" occluded="0"/>'


def _cvat(
    name: str,
    shape: str,
    *says: str,
    made: int = 1,
    head: str = "",
    size: str = 'width="64" height="48"',
    why: str = "",
) -> Case:
    text = (
        f'<?xml version="1.0"?>{head}<annotations><image id="0" name="a.jpg" {size}>{BOX}{shape}</image></annotations>'
    )
    return packed(f"CVAT with {name}", {"annotations.xml": text}, *says, made=made, why=why)


CVAT = (
    _cvat(
        "a billion laughs", "&l9;", "unknown-format", made=0, why="declares entities", head=f"<!DOCTYPE a [{LAUGHS}]>"
    ),
    _cvat("an entity that reads a file", "&x;", "unknown-format", made=0, why="declares entities", head=FETCHED),
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
    _cvat("a box that is turned by 1e308 degrees", BOX.replace("/>", ' rotation="1e308"/>'), made=2),
    _cvat("a z_order of 1.5", BOX.replace('z_order="0"', 'z_order="1.5"'), "bad-record"),
    _cvat("a group of 1e999", BOX.replace("/>", ' group_id="1e999"/>').replace("9", "8", 2), made=2),
    _cvat("a polygon of 2 corners", '<polygon label="cup" points="1,1;5,5"/>', "bad-record"),
    _cvat("a polygon of words", '<polygon label="cup" points="1,1;a,b;5,5"/>', "bad-record"),
    _cvat("a polygon of corners with 3 sides", '<polygon label="cup" points="1,1,1;4,4,4;5,5,5"/>', "bad-record"),
    _cvat("an ellipse of infinite size", '<ellipse label="cup" cx="1" cy="1" rx="inf" ry="1"/>', "bad-number"),
    _cvat("an ellipse with a radius below 0", '<ellipse label="cup" cx="9" cy="9" rx="-4" ry="4"/>', made=2),
    *(
        _cvat(
            f"a mask of runs {runs!r}", f'<mask label="cup" rle="{runs}" left="1" top="1" width="4" height="2"/>', code
        )
        for runs, code in (
            ("", "bad-record"),
            ("1, 2", "bad-mask"),
            ("-1, 9", "bad-mask"),
            ("9999999999, 1", "bad-mask"),
            ("1.5, 6.5", "bad-record"),
            ("a, b", "bad-record"),
        )
    ),
    _cvat(
        "a mask of 10 ** 9 columns",
        '<mask label="cup" rle="1" left="0" top="0" width="1000000000" height="1000000000"/>',
        "bad-mask",
    ),
    _cvat(
        "a mask of a size below 0", '<mask label="cup" rle="1, 1" left="0" top="0" width="-2" height="-1"/>', "bad-mask"
    ),
    _cvat("a shape of an unknown kind", '<blob label="cup" points="1,1"/>', "unsupported"),
    _cvat("points", '<points label="cup" points="1,1"/>', "unsupported"),
    packed(
        "CVAT with a track",
        {"annotations.xml": f'<annotations><image name="a.jpg">{BOX}</image><track label="cup"/></annotations>'},
        "unsupported",
    ),
    packed(
        "CVAT with an image without a name",
        {"annotations.xml": f'<annotations><image name="a.jpg">{BOX}</image><image>{BOX}</image></annotations>'},
        "bad-record",
    ),
    packed(
        "CVAT cut off",
        {"annotations.xml": f'<annotations>\n<image name="a.jpg">{BOX}</image>\n<image name="b.png">{BOX}'},
        "bad-xml",
        why="line 3",
    ),
    packed(
        "CVAT in an encoding that there is not",
        {
            "annotations.xml": f'<?xml version="1.0" encoding="klingon"?>'
            f'<annotations><image name="a.jpg">{BOX}</image></annotations>'
        },
        "unknown-format",
        made=0,
    ),
    packed(
        "CVAT that says UTF-16 and is not",
        {
            "annotations.xml": f'<?xml version="1.0" encoding="utf-16"?>'
            f'<annotations><image name="a.jpg">{BOX}</image></annotations>'
        },
        "unknown-format",
        made=0,
    ),
)


VOC_BOX = "<bndbox><xmin>2</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax></bndbox>"
VOC_OBJECT = f"<object><name>cup</name>{VOC_BOX}</object>"


def _voc(name: str, thing: str, *says: str, made: int = 1, head: str = "", **files: Any) -> Case:
    text = (
        f"{head}<annotation><filename>a.jpg</filename><size><width>64</width><height>48</height></size>"
        f"{VOC_OBJECT}{thing}</annotation>"
    )
    return packed(f"VOC with {name}", {"Annotations/a.xml": text} | files, *says, made=made)


VOC = (
    _voc("a billion laughs", "&l9;", made=0, head=f"<!DOCTYPE a [{LAUGHS}]>"),
    _voc("an entity that reads a file", "&x;", made=0, head=FETCHED),
    _voc("an object without a box", "<object><name>cup</name></object>", "bad-record"),
    _voc("a box of words", VOC_OBJECT.replace("9", "nine"), "bad-record"),
    _voc("a box that ends before it begins", VOC_OBJECT.replace("9", "0"), "bad-box"),
    _voc("a box outside of the image", VOC_OBJECT.replace("9", "900").replace("2", "800"), "outside-image"),
    _voc("a box of infinite size", VOC_OBJECT.replace("9", "1e400"), "bad-record"),
    _voc("an object without a name", f"<object>{VOC_BOX}</object>"),
    _voc(
        "brackets nested deep in an attribute",
        VOC_OBJECT.replace("9", "12").replace(
            "</object>",
            f"<attributes><attribute><name>a</name><value>{'[' * 50_000}</value></attribute></attributes></object>",
        ),
        made=2,
    ),
    packed(
        "VOC with a second file that is broken",
        {
            "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
            "Annotations/b.xml": f"<annotation><filename>b.png</filename>\n{VOC_OBJECT}",
        },
        "bad-xml",
        why="line 2",
    ),
    packed(
        "VOC with two files of one image",
        {
            "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
            "more/Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        },
    ),
    packed(
        "VOC with two files of one name",
        {
            "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
            "a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        },
        "name-twice",
    ),
    packed(
        "VOC with pictures of another size",
        {
            "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
            "SegmentationClass/b.png": png(BLOB),
        },
        "size-differs",
    ),
    packed(
        "VOC with pictures that are none",
        {
            "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
            "SegmentationClass/b.png": b"no picture",
        },
        "bad-picture",
    ),
    packed(
        "VOC with a broken list of colours",
        {
            "labelmap.txt": "cup:1,2\n:::\ncup:999999999999999999999,1,1::\n\x00\n",
            "Annotations/a.xml": f"<annotation><filename>a.jpg</filename>{VOC_OBJECT}</annotation>",
        },
    ),
)

XML_TOOLS = (*CVAT, *VOC)
