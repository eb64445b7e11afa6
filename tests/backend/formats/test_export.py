"""An export holds every object that has a mask, exactly, and says what it left out."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from backend.annotation.models import Annotation, Object
from backend.formats.export import export
from backend.formats.options import Options
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels import rle

MakeImage = Callable[..., Image]

pytestmark = pytest.mark.database
INSTANCES = "annotations/instances.json"
POLYGONS = "annotations/instances_polygons.json"


@dataclass
class Exported:
    archive: zipfile.ZipFile
    folder: Path

    def json(self, name: str) -> Any:
        return json.loads(self.archive.read(name))

    def png(self, name: str) -> np.ndarray:
        with Pillow.open(io.BytesIO(self.archive.read(name))) as picture:
            return np.asarray(picture)

    def coco(self, name: str = INSTANCES) -> COCO:
        return COCO(self.archive.extract(name, self.folder))

    @property
    def report(self) -> Any:
        return self.json("report.json")


@pytest.fixture
def exported(project: Project, tmp_path: Path) -> Callable[..., Exported]:
    def run(name: str = "coco+labelmap", **options: Any) -> Exported:
        path = tmp_path / "export.zip"
        export(project, Options(name, **options), path, lambda done, total: None)
        return Exported(zipfile.ZipFile(path), tmp_path)

    return run


def draw(image: Image, label: Label | None, mask: np.ndarray | None, **fields: Any) -> Object:
    annotation, _ = Annotation.objects.get_or_create(image=image)
    fields = {"rle": None if mask is None else rle.encode(mask)} | fields
    return Object.objects.create(annotation=annotation, label=label, **fields)


def disc(image: Image, x: int, y: int, radius: int) -> np.ndarray:
    rows, columns = np.ogrid[: image.height, : image.width]
    return ((columns - x) ** 2 + (rows - y) ** 2 <= radius**2).astype(np.uint8)


def ring(image: Image) -> np.ndarray:
    return disc(image, 45, 20, 12) - disc(image, 45, 20, 5)


def test_coco_says_which_model_made_each_mask_and_how_good_it_expects_it_to_be(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image("a.jpg")
    made = {"name": "nano", "digest": "d" * 64, "engine": "onnx/cpu"}
    draw(image, label, disc(image, 15, 20, 9), model=made, quality=0.93)
    draw(image, label, ring(image), z=1, source="brush")
    rows = exported("coco").json(INSTANCES)["annotations"]
    assert [(row["model"], row["quality"]) for row in rows] == [(made, 0.93), (None, None)]


def test_coco_carries_attributes_with_their_defaults_and_what_the_label_asks_for(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    age = {"name": "age", "type": "number", "options": [], "default": 3, "required": False}
    Label.objects.filter(pk=label.pk).update(attributes_schema=[age])
    image = make_image("a.jpg")
    draw(image, label, disc(image, 15, 20, 9), attributes={"age": 5})
    draw(image, label, ring(image), z=1)
    document = exported("coco").json(INSTANCES)
    assert [row["attributes"] for row in document["annotations"]] == [{"age": 5}, {"age": 3}]
    assert document["categories"][0]["attributes"] == [age]


def test_a_bounding_box_has_no_segmentation_and_no_pixels_in_label_maps(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image("a.jpg")
    draw(image, label, disc(image, 15, 20, 9))
    draw(image, label, None, shape="box", bbox=[30, 10, 20, 12], z=1, source="box")
    result = exported("coco+labelmap", geometry="both")
    for name in (INSTANCES, POLYGONS):
        _, row = result.json(name)["annotations"]
        assert (row["segmentation"], row["bbox"], row["area"]) == ([], [30.0, 10.0, 20.0, 12.0], 240.0)
        assert row["category_id"] == 1
    coco = result.coco()
    evaluation = COCOeval(coco, coco.loadRes([{**row, "score": 1.0} for row in coco.dataset["annotations"]]), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == pytest.approx(1.0)
    assert result.report["objects"] == {"in": 2, "out": {"coco": 2, "labelmap": 1}, "left_out": 0}
    assert "1 bounding boxes" in result.report["notes"][-1]


def test_pycocotools_reads_the_very_masks_that_are_stored(
    make_image: MakeImage, label: Label, second_label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image("a.jpg")
    masks = {draw(image, label, disc(image, 15, 20, 9)).pk: disc(image, 15, 20, 9)}
    masks[draw(image, second_label, ring(image), z=1, attributes={"full": True}).pk] = ring(image)
    coco = exported().coco()
    assert [category["name"] for category in coco.loadCats(coco.getCatIds())][:2] == ["cup", "table"]
    found = coco.loadAnns(coco.getAnnIds())
    assert len(found) == 2
    for annotation in found:
        mask = masks[next(pk for pk in masks if str(pk) == annotation["stipple_id"])]
        assert (coco.annToMask(annotation) == mask).all()
        assert annotation["area"] == mask.sum()
        assert annotation["bbox"] == list(rle.bbox_xywh(rle.encode(mask)))
        assert annotation["iscrowd"] == 0
    assert [annotation.get("attributes") for annotation in found] == [None, {"full": True}]


def test_the_export_evaluates_against_itself_as_perfect(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image()
    draw(image, label, disc(image, 20, 20, 12))
    coco = exported("coco").coco()
    results = [annotation | {"score": 1.0} for annotation in coco.loadAnns(coco.getAnnIds())]
    evaluation = COCOeval(coco, coco.loadRes(results), "segm")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == pytest.approx(1.0)


def test_polygons_are_exact_but_for_holes_and_say_so(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image()
    draw(image, label, disc(image, 15, 20, 9))
    draw(image, label, ring(image))
    result = exported("coco", geometry="both")
    coco = result.coco(POLYGONS)
    first, second = coco.loadAnns(coco.getAnnIds())
    masks = sorted((coco.annToMask(a) for a in (first, second)), key=lambda mask: int(mask.sum()))
    assert (masks[0] == disc(image, 15, 20, 9)).all()
    assert (masks[1] == disc(image, 45, 20, 12)).all()
    assert "1 holes" in result.report["notes"][0]


def test_geometry_chooses_the_files(make_image: MakeImage, exported: Callable[..., Exported]) -> None:
    make_image()
    names = {geometry: set(exported("coco", geometry=geometry).archive.namelist()) for geometry in ("rle", "polygons")}
    assert names == {"rle": {INSTANCES, "report.json"}, "polygons": {POLYGONS, "report.json"}}


def test_label_maps_hold_label_values_and_object_numbers(
    make_image: MakeImage, label: Label, second_label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image("a.jpg")
    draw(image, second_label, disc(image, 15, 20, 9), z=0)
    draw(image, label, ring(image), z=1)
    draw(image, None, disc(image, 45, 20, 3), z=2)
    result = exported("labelmap")
    values, numbers = result.png("label_maps/a.png"), result.png("instance_maps/a.png")
    assert (values == 2 * disc(image, 15, 20, 9) + ring(image) + 3 * disc(image, 45, 20, 3)).all()
    assert (numbers == disc(image, 15, 20, 9) + 2 * ring(image) + 3 * disc(image, 45, 20, 3)).all()
    legend = result.json("labels.json")["labels"]
    assert [(entry["value"], entry["name"]) for entry in legend] == [
        (0, "background"),
        (1, "cup"),
        (2, "table"),
        (3, "unlabelled"),
    ]
    (entry,) = result.json("objects.json")
    assert [thing["label"] for thing in entry["objects"]] == [2, 1, 3]
    assert [thing["area"] for thing in entry["objects"]] == [int((numbers == k).sum()) for k in (1, 2, 3)]


def test_of_objects_that_overlap_coco_has_whole_masks_and_label_maps_the_topmost(
    make_image: MakeImage, label: Label, second_label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image("a.jpg")
    low, top = disc(image, 20, 20, 9), disc(image, 30, 20, 9)
    draw(image, second_label, top, z=5)
    draw(image, label, low, z=4)
    result = exported("coco+labelmap")
    rows = result.json(INSTANCES)["annotations"]
    assert [row["area"] for row in rows] == [float(low.sum()), float(top.sum())]
    assert (rle.decode(rows[0]["segmentation"]) == low).all()
    assert (result.png("label_maps/a.png") == np.where(top, 2, low)).all()
    numbers = result.png("instance_maps/a.png")
    assert (numbers == np.where(top, 2, low)).all()
    (entry,) = result.json("objects.json")
    assert [thing["area"] for thing in entry["objects"]] == [int((numbers == k).sum()) for k in (1, 2)]
    assert "1 objects are covered by others" in result.report["notes"][-1]


def test_label_maps_carry_the_labels_colours(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image("a.jpg")
    draw(image, label, disc(image, 15, 20, 9))
    with Pillow.open(io.BytesIO(exported("labelmap").archive.read("label_maps/a.png"))) as picture:
        assert picture.mode == "P"
        assert picture.convert("RGB").getpixel((15, 20)) == (0x22, 0x8B, 0xE6)


def test_more_labels_than_eight_bits_hold_make_sixteen_bit_maps(
    project: Project, make_image: MakeImage, exported: Callable[..., Exported]
) -> None:
    labels = [Label.objects.create(project=project, name=f"l{n}", color="#000000", position=n) for n in range(300)]
    image = make_image("a.jpg")
    draw(image, labels[-1], disc(image, 15, 20, 9))
    assert exported("labelmap").png("label_maps/a.png").max() == 300


def test_what_is_left_out_is_counted_and_named(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    image = make_image("a.jpg")
    make_image("broken.jpg", status="failed")
    draw(image, label, disc(image, 15, 20, 9))
    waiting = draw(image, label, None)
    empty = draw(image, label, np.zeros((48, 64), np.uint8))
    alien = draw(image, label, np.ones((5, 5), np.uint8))
    spoilt = draw(image, label, None, rle={"size": [48, 64], "counts": "~~~"})
    proposal = draw(image, label, disc(image, 40, 20, 9), is_proposal=True)
    result = exported()
    assert [annotation["area"] > 0 for annotation in result.coco().dataset["annotations"]] == [True]
    report = result.report
    assert report["images"] == {"in": 2, "out": 1}
    assert report["objects"] == {"in": 6, "out": {"coco": 1, "labelmap": 1}, "left_out": 5}
    assert {(left["object"], left["reason"]) for left in report["left_out"]} == {
        (None, "not-ready"),
        (str(waiting.pk), "no-mask"),
        (str(empty.pk), "empty-mask"),
        (str(alien.pk), "bad-mask"),
        (str(spoilt.pk), "bad-mask"),
        (str(proposal.pk), "proposal"),
    }


def test_equal_names_stay_apart_also_as_label_maps(
    make_image: MakeImage, label: Label, exported: Callable[..., Exported]
) -> None:
    for name in ("image1.jpg", "image1.png", "image1.jpg", "IMAGE1.jpg", "../image1.jpg"):
        image = make_image(name)
        draw(image, label, disc(image, 15, 20, 9))
    result = exported()
    files = [image["file_name"] for image in result.json(INSTANCES)["images"]]
    assert len({name.lower() for name in files}) == 5
    assert len([name for name in result.archive.namelist() if name.startswith("label_maps/")]) == 5
    assert not [name for name in result.archive.namelist() if ".." in name or name.startswith("/")]


def test_only_the_states_asked_for_are_exported(make_image: MakeImage, exported: Callable[..., Exported]) -> None:
    make_image("a.jpg", state="accepted")
    make_image("b.jpg")
    images = exported("coco", states=("accepted",)).json(INSTANCES)["images"]
    assert [image["file_name"] for image in images] == ["a.jpg"]


def test_a_project_without_images_gives_an_empty_but_valid_export(exported: Callable[..., Exported]) -> None:
    result = exported()
    assert result.coco().getAnnIds() == []
    assert result.json("objects.json") == []


def test_memory_does_not_grow_with_the_number_of_objects(
    project: Project, make_image: MakeImage, label: Label, tmp_path: Path
) -> None:
    mask = rle.encode(np.random.default_rng(0).random((120, 320)) < 0.5)

    def peak_bytes(images: int) -> int:
        for number in range(images):
            image = make_image(f"{number}.jpg", width=320, height=120)
            Object.objects.create(annotation=Annotation.objects.create(image=image), label=label, rle=mask)
        tracemalloc.start()
        export(project, Options("coco", geometry="rle"), tmp_path / "export.zip", lambda done, total: None)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few = peak_bytes(10)
    assert peak_bytes(100) < few + 1_000_000
    assert len(mask["counts"]) * 90 > 1_500_000


def test_a_stopped_export_leaves_no_file(project: Project, make_image: MakeImage, tmp_path: Path) -> None:
    make_image()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(project, Options("coco"), tmp_path / "export.zip", stop)
    assert list(tmp_path.iterdir()) == []
