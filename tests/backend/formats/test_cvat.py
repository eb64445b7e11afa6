"""CVAT for images 1.1 as CVAT writes it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.formats.archive import archive
from backend.formats.cvat import CvatWriter
from backend.formats.exported import ExportedImage
from backend.formats.options import Options
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle
from tests.backend.formats.conftest import Imported, pack, png

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]

DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta>
    <task>
      <id>7</id>
      <name>cups</name>
      <size>1</size>
      <mode>annotation</mode>
      <labels>
        <label>
          <name>cup</name>
          <color>#FF6037</color>
          <type>any</type>
          <attributes>
            <attribute>
              <name>material</name>
              <mutable>False</mutable>
              <input_type>radio</input_type>
              <default_value>glass</default_value>
              <values>glass
clay</values>
            </attribute>
            <attribute>
              <name>broken</name>
              <mutable>True</mutable>
              <input_type>checkbox</input_type>
              <default_value>false</default_value>
              <values>false</values>
            </attribute>
          </attributes>
        </label>
        <label><name>plate</name><color>#33ddff</color><type>any</type><attributes></attributes></label>
        <label><name>night</name><color>#33ddff</color><type>tag</type><attributes></attributes></label>
        <label><name>knot</name><color>#33ddff</color><type>points</type><parent>man</parent></label>
      </labels>
    </task>
    <dumped>2024-01-01 10:00:00+00:00</dumped>
  </meta>
  <image id="0" name="photo.jpg" width="64" height="48">
    <mask label="cup" source="manual" occluded="1" rle="1, 2, 2, 3" left="10" top="20" width="4" height="2" z_order="2">
      <attribute name="material">clay</attribute>
      <attribute name="broken">true</attribute>
    </mask>
    <polygon label="plate" occluded="0" points="5.00,5.00;15.00,5.00;15.00,9.00;5.00,9.00" z_order="-1" group_id="3">
    </polygon>
    <box label="plate" source="manual" occluded="0" xtl="30.00" ytl="10.00" xbr="40.00" ybr="20.00" z_order="0">
    </box>
    <box label="plate" occluded="0" xtl="30.00" ytl="30.00" xbr="50.00" ybr="34.00" rotation="90.00" z_order="0">
    </box>
    <ellipse label="plate" source="manual" occluded="0" cx="20.00" cy="38.00" rx="6.00" ry="4.00" z_order="0">
    </ellipse>
    <points label="cup" source="manual" occluded="0" points="1.00,1.00" z_order="0">
    </points>
    <mask label="cup" source="manual" occluded="0" rle="1, 2, 2, 4" left="10" top="20" width="4" height="2" z_order="0">
    </mask>
    <polygon label="cup" source="manual" occluded="0" points="5.00,5.00;15.00,x" z_order="0">
    </polygon>
    <tag label="night" source="manual">
    </tag>
  </image>
</annotations>
"""


def test_all_of_what_has_an_area_comes_in_and_the_rest_is_reported_with_its_line(
    overlapping: Project, alice: User, image: Image, imported: Import, tmp_path: Path
) -> None:
    result = imported(overlapping, alice, pack(tmp_path / "a.zip", {"annotations.xml": DOCUMENT}))
    assert (result.summary["format"], result.objects) == ("cvat", {"in": 8, "made": 5, "left_out": 3})
    lines = {problem["line"]: (problem["record"], problem["code"]) for problem in result.problems}
    numbers = dict(enumerate(DOCUMENT.splitlines(), 1))
    assert {numbers[line].split()[0][1:]: code for line, (_, code) in lines.items()} == {
        "points": "unsupported", "mask": "bad-mask", "polygon": "bad-record"
    }  # fmt: skip
    mask = Object.objects.get(z=2)
    pixels = rle.decode(mask.rle)
    assert sorted(zip(*pixels.nonzero(), strict=True)) == [(20, 11), (20, 12), (21, 11), (21, 12), (21, 13)]
    assert mask.attributes == {"material": "clay", "broken": True, "occluded": True}
    polygon = Object.objects.get(z=-1)
    assert (polygon.area, polygon.attributes) == (40, {"group_id": 3})
    assert Object.objects.get(shape="box").bbox == [30, 10, 10, 10]
    turned = Object.objects.get(shape="mask", area=80)
    assert turned.bbox == [38, 22, 4, 20]
    assert Object.objects.filter(bbox=[14, 34, 12, 8], area__range=(70, 80)).count() == 1
    assert [tag.name for tag in image.tags.all()] == ["night"]
    cup, plate = Label.objects.filter(project=overlapping).order_by("position")
    assert (cup.name, cup.color, plate.attributes_schema) == ("cup", "#ff6037", [])
    assert [(each["name"], each["type"], each["default"]) for each in cup.attributes_schema] == [
        ("material", "select", "glass"), ("broken", "checkbox", False), ("occluded", "checkbox", None),
        ("group_id", "number", None),
    ]  # fmt: skip


def test_a_document_that_breaks_off_keeps_its_whole_images_and_tracks_are_named(
    project: Project, alice: User, make_image: Callable[..., Image], imported: Import, tmp_path: Path
) -> None:
    make_image("photo.jpg")
    track = '<track id="0" label="cup"><box frame="0" xtl="1" ytl="1" xbr="2" ybr="2"/></track>'
    second = DOCUMENT[DOCUMENT.index("  <image") :].replace("photo.jpg", "other.jpg")[:900]
    broken = DOCUMENT.replace("</annotations>", track + second)
    result = imported(project, alice, pack(tmp_path / "a.zip", {"job/annotations.xml": broken}))
    assert result.objects == {"in": 9, "made": 5, "left_out": 4}
    assert [problem["code"] for problem in result.problems if problem["what"] == "file"] == ["bad-xml"]
    assert any("track" in problem["detail"] for problem in result.problems)


def test_the_same_name_in_two_subsets_means_two_images(
    project: Project, alice: User, media_root: Path, imported: Import, tmp_path: Path
) -> None:
    shown = '<image id="{}" name="a.png" subset="{}" width="8" height="{}"><box label="cup" {}/></image>'
    sides = 'xtl="1" ytl="1" xbr="3" ybr="4"'
    images = [shown.format(0, "train", 6, sides), shown.format(1, "val", 9, sides)]
    files = {
        "annotations.xml": f"<annotations>{''.join(images)}</annotations>",
        "images/train/a.png": png(np.zeros((6, 8), np.uint8)),
        "images/val/a.png": png(np.zeros((9, 8), np.uint8)),
    }
    result = imported(project, alice, pack(tmp_path / "a.zip", files))
    assert (result.objects, result.summary["images"]["added"]) == ({"in": 2, "made": 2}, 2)


def test_tags_are_written_in_the_order_in_which_they_come(tmp_path: Path) -> None:
    """Not in that of a set, which changes from one process to the next."""
    tags = tuple(f"tag {number}" for number in range(20))
    with archive(tmp_path / "a.zip") as target:
        writer = CvatWriter(target, (), Options("cvat"), {"description": "", "date_created": ""})
        writer.add(ExportedImage(1, "", "a.jpg", 64, 48, tags), ())
        writer.close()
    document = zipfile.ZipFile(tmp_path / "a.zip").read("annotations.xml").decode()
    assert re.findall("<label><name>(.*?)</name>", document) == list(tags)
