"""Datumaro reads what is exported here, and finds the same objects, to the pixel where the format has pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.projects.models import Label, Project
from tests.backend.formats.peers.conftest import Found, boxes_of, masks_of

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
SCRIPT = "read_with_datumaro.py"
Read = Callable[..., Any]
LayOut = Callable[..., Path]


def only(found: Found, kind: str, but: str = "") -> Found:
    kept = {stem: [each for each in things if each[1] == kind and each[0] != but] for stem, things in found.items()}
    return {stem: sorted(each, key=str) for stem, each in kept.items() if each}


@pytest.mark.parametrize(
    ("name", "theirs", "photos"),
    [
        ("cvat", "cvat", "images/{name}"),
        ("mapillary", "mapillary_vistas_instances", "training/images/{stem}.jpg"),
        ("voc", "voc_segmentation", "JPEGImages/{name}"),
    ],
)
def test_it_finds_every_mask_to_the_pixel(
    name: str, theirs: str, photos: str, project: Project, laid_out: LayOut, read_by: Read
) -> None:
    found = read_by(SCRIPT, theirs, laid_out(name, photos))
    assert only(found, "mask", "void--unlabeled") == masks_of(project)


def test_it_finds_every_mask_of_its_own_format_and_objects_without_a_label_have_none(
    project: Project, laid_out: LayOut, read_by: Read
) -> None:
    found = only(read_by(SCRIPT, "datumaro", laid_out("datumaro", "images/default/{name}")), "mask")
    named = {stem: [[each[0] or "unlabelled", *each[1:]] for each in things] for stem, things in found.items()}
    assert only(named, "mask") == masks_of(project)


def test_it_finds_every_mask_of_coco_by_its_run_lengths(project: Project, laid_out: LayOut, read_by: Read) -> None:
    folder = laid_out("coco", "images/{name}", geometry="rle")
    whole = folder / "annotations" / "instances.json"
    whole.rename(whole.with_name("instances_val.json"))  # it wants the name of a subset, as COCO's own have one
    assert only(read_by(SCRIPT, "coco_instances", folder), "mask") == masks_of(project)


def test_it_finds_every_segment_of_coco_panoptic(project: Project, laid_out: LayOut, read_by: Read) -> None:
    folder = laid_out("coco-panoptic", "images/{name}") / "annotations"
    (folder / "panoptic.json").rename(folder / "panoptic_val.json")  # it wants the name of a subset, as COCO's have one
    (folder / "panoptic").rename(folder / "panoptic_val")
    assert only(read_by(SCRIPT, "coco_panoptic", folder.parent), "mask") == masks_of(project)


def test_it_finds_every_box_of_yolo(project: Project, laid_out: LayOut, read_by: Read) -> None:
    assert read_by(SCRIPT, "yolo", laid_out("yolo", "images/train/{name}")) == boxes_of(project)


def test_it_finds_every_box_of_voc_whose_first_pixel_is_number_1(
    project: Project, laid_out: LayOut, read_by: Read
) -> None:
    """Datumaro takes the numbers as they are: from the first pixel, counted from 1, to the last one."""
    found = read_by(SCRIPT, "voc_detection", laid_out("voc", "JPEGImages/{name}"))
    ours = {
        stem: [
            [label, kind, [x + 1, y + 1, width - 1, height - 1], ""] for label, kind, (x, y, width, height), _ in each
        ]
        for stem, each in boxes_of(project).items()
    }
    assert found == {stem: sorted(each, key=str) for stem, each in ours.items()}


def test_it_finds_the_stuff_of_cityscapes_by_cityscapes_own_numbers(
    project: Project, label: Label, laid_out: LayOut, read_by: Read
) -> None:
    """Of things, which have numbers of their own in the map, it reads none."""
    Label.objects.filter(pk=label.pk).update(name="road", kind="stuff")
    folder = laid_out("cityscapes", "leftImg8bit/default/stipple/{stem}_leftImg8bit.png")
    found = only(read_by(SCRIPT, "cityscapes", folder), "mask")
    wanted = {stem: [each for each in things if each[0] == "road"] for stem, things in masks_of(project).items()}
    assert found == wanted
