"""What other tools really write is read, and recognised by what it holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.formats.detection import format_of
from backend.formats.sources import Unreadable, opened
from backend.formats.voc import voc_colors
from backend.images.models import Image
from backend.projects.models import Label, Project
from tests.backend.formats.conftest import Imported, disc, pack

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
Import = Callable[..., Imported]
MakeImage = Callable[..., Image]

XML = """<annotation><filename>photo.jpg</filename><size><width>64</width><height>48</height></size>
{}
</annotation>"""
THING = "<object><name>{}</name><difficult>{}</difficult><bndbox>{}</bndbox></object>"


def png(values: np.ndarray, palette: list[tuple[int, int, int]] | None = None) -> bytes:
    picture = Pillow.fromarray(values.astype(np.uint8))
    if palette is not None:
        picture = Pillow.frombytes("P", values.shape[::-1], values.astype(np.uint8).tobytes())
        picture.putpalette(bytes(side for color in palette for side in color))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def sides(*values: float) -> str:
    return "".join(f"<{n}>{v}</{n}>" for n, v in zip(("xmin", "ymin", "xmax", "ymax"), values, strict=True))


def kept() -> list[tuple[Any, ...]]:
    rows = Object.objects.select_related("label").order_by("label__name", "left")
    return [(row.label.name if row.label else None, row.bbox, row.area) for row in rows]


@pytest.fixture
def run(project: Project, alice: User, image: Image, imported: Import, tmp_path: Path) -> Callable[..., Imported]:
    def imports(files: dict[str, Any], **options: Any) -> Imported:
        return imported(project, alice, pack(tmp_path / "a.zip", files), **options)

    return imports


def test_yolo_boxes_polygons_and_predictions_are_read_line_by_line(run: Callable[..., Imported]) -> None:
    lines = ["0 0.5 0.5 0.25 0.5", "1 0 0 0.25 0 0.25 0.25 0 0.25", "0 0.5 0.5 0.1 0.1 0.75", "x", "7 0.5 0.5 1 1", ""]
    result = run({"set/data.yaml": "names:\n  0: cup\n  1: table\n", "set/labels/val/photo.txt": "\r\n".join(lines)})
    assert result.summary["format"] == "yolo"
    assert result.objects == {"in": 5, "made": 3, "left_out": 2}
    assert kept()[0] == ("cup", [24, 12, 16, 24], 0)
    assert kept()[2] == ("table", [0, 0, 16, 12], 192)
    assert Object.objects.get(quality=0.75).bbox == [29, 22, 6, 4]
    assert [(problem["line"], problem["code"]) for problem in result.problems] == [
        (4, "bad-record"),
        (5, "unknown-label"),
    ]


def test_yolo_lines_of_no_finite_number_are_reported_and_later_files_are_read(run: Callable[..., Imported]) -> None:
    lines = ["nan 0.5 0.5 1 1", "inf 0.5 0.5 1 1", "0 0.5 nan 1 1", "0 0.5 0.5 0.25 0.5"]
    result = run({"labels/photo.txt": "\n".join(lines), "labels/z.txt": "1 0 0 0.25 0 0.25 0.25 0 0.25"})
    assert result.objects == {"in": 5, "made": 1, "left_out": 4}
    *bad, later = [(problem["line"], problem["code"]) for problem in result.problems]
    assert bad == [(n, "bad-record") for n in (1, 2, 3)] and later[1] == "no-such-image"


@pytest.mark.parametrize(
    "names",
    [{"data.yaml": "names: [cup, table]\nnc: 2"}, {"classes.txt": "cup\ntable\n"}, {"obj.names": "cup\r\ntable"}, {}],
)
def test_yolo_names_are_a_list_a_map_a_text_or_missing(run: Callable[..., Imported], names: dict[str, str]) -> None:
    result = run({**names, "labels/photo.txt": "1 0.5 0.5 0.25 0.5"})
    assert result.objects == {"in": 1, "made": 1}
    assert kept()[0][0] == ("table" if names else "1")


def test_voc_counts_pixels_from_one_and_other_tools_from_zero(run: Callable[..., Imported]) -> None:
    from_one = XML.format(THING.format("cup", 1, sides(1, 1, 10, 20)))
    from_zero = XML.format(THING.format("table", 0, sides(0, 30.0, 10, 40)))
    result = run({"Annotations/a.xml": from_one, "Annotations/b.xml": from_zero})
    assert (result.summary["format"], result.objects) == ("voc", {"in": 2, "made": 2})
    assert kept() == [("cup", [0, 0, 10, 20], 0), ("table", [0, 30, 10, 10], 0)]
    assert list(Object.objects.order_by("label__name").values_list("attributes", flat=True)) == [
        {"difficult": True},
        {},
    ]


def test_voc_files_of_one_stem_in_two_folders_are_two_images(run: Callable[..., Imported]) -> None:
    mask = png(7 * disc(48, 64, 40, 20, 6), voc_colors())
    result = run(
        {
            "Annotations/cam1/photo.xml": XML.format(THING.format("cup", 0, sides(1, 1, 10, 20))),
            "Annotations/cam2/photo.xml": XML.format(THING.format("table", 0, sides(1, 1, 10, 20))),
            "SegmentationClass/cam2/photo.png": mask,
        }
    )
    assert (result.summary["images"]["in"], result.objects) == (2, {"in": 3, "made": 3})
    assert [label for label, _, _ in kept()] == ["car", "cup", "table"]


def test_voc_masks_and_boxes_of_the_same_thing_are_one_object(run: Callable[..., Imported]) -> None:
    numbers = disc(48, 64, 15, 20, 9) + 2 * disc(48, 64, 40, 20, 6)
    classes = np.where(numbers == 1, 7, np.where(numbers == 2, 15, 0))
    classes[0, :] = numbers[0, :] = 255
    things = [("car", (7, 12, 24, 29)), ("person", (35, 15, 47, 27)), ("dog", (1, 40, 9, 48))]
    result = run(
        {
            "VOC/Annotations/photo.xml": XML.format("".join(THING.format(n, 0, sides(*box)) for n, box in things)),
            "VOC/SegmentationClass/photo.png": png(classes, voc_colors()),
            "VOC/SegmentationObject/photo.png": png(numbers, voc_colors()),
        }
    )
    assert result.objects == {"in": 3, "made": 3}
    assert [(label, area > 0) for label, _, area in kept()] == [("car", True), ("dog", False), ("person", True)]


def test_voc_as_cvat_writes_it_has_colours_and_a_list_of_them(run: Callable[..., Imported]) -> None:
    colors = np.zeros((48, 64, 3), np.uint8)
    colors[10:20, 10:20] = (250, 50, 83)
    colors[30:40, 10:20] = (51, 221, 255)
    objects = colors.copy()
    objects[30:40, 15:20] = (1, 2, 3)
    legend = "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncup:250,50,83::\ntable: 51,221,255::\n"
    result = run(
        {
            "labelmap.txt": legend.replace(" 51", "51"),
            "SegmentationClass/photo.png": png(colors),
            "SegmentationObject/photo.png": png(objects),
        }
    )
    assert result.objects == {"in": 3, "made": 3}
    assert [(label, area) for label, _, area in kept()] == [("cup", 100), ("table", 50), ("table", 50)]
    assert Label.objects.get(name="cup").color == "#fa3253"


def test_panoptic_pngs_lie_in_a_folder_called_as_the_document(run: Callable[..., Imported]) -> None:
    numbers = np.zeros((48, 64, 3), np.uint8)
    numbers[:, :32] = (1, 2, 0)
    numbers[:, 32:] = (7, 0, 3)
    segments = [{"id": 513, "category_id": 1}, {"id": 7 + (3 << 16), "category_id": 200}, {"id": 9, "category_id": 1}]
    document = {
        "images": [{"id": 1, "file_name": "photo.jpg", "width": 64, "height": 48}],
        "annotations": [{"image_id": 1, "file_name": "photo.png", "segments_info": segments}],
        "categories": [{"id": 1, "name": "person", "isthing": 1}, {"id": 200, "name": "sky", "isthing": 0}],
    }
    result = run(
        {"annotations/panoptic_val2017.json": document, "annotations/panoptic_val2017/photo.png": png(numbers)}
    )
    assert (result.summary["format"], result.objects) == ("coco-panoptic", {"in": 3, "made": 2, "left_out": 1})
    assert [(label, area) for label, _, area in kept()] == [("person", 48 * 32), ("sky", 48 * 32)]
    assert result.problems[0]["record"] == "annotations[0].segments_info[2]"


@pytest.mark.parametrize("palette", [None, voc_colors()])
def test_a_picture_of_classes_gives_an_object_for_each(run: Callable[..., Imported], palette: Any) -> None:
    values = disc(48, 64, 15, 20, 9) + 2 * disc(48, 64, 40, 20, 6)
    result = run({"masks/photo.png": png(values, palette), "labels.txt": "background\ncup\ntable\n"})
    assert (result.summary["format"], result.objects) == ("masks", {"in": 2, "made": 2})
    assert [label for label, _, _ in kept()] == ["cup", "table"]


def test_the_first_class_of_a_list_is_one_like_others_unless_its_name_says_nothing(
    run: Callable[..., Imported],
) -> None:
    values = np.zeros((48, 64), np.uint8)
    values[:10, :20] = 1
    result = run({"masks/photo.png": png(values), "labels.txt": "road\ncar\n"})
    assert result.objects == {"in": 2, "made": 2}
    assert sorted(Object.objects.values_list("label__name", "area")) == [("car", 200), ("road", 48 * 64 - 200)]


def test_masks_are_never_taken_for_photos(
    project: Project, alice: User, make_image: MakeImage, imported: Import, tmp_path: Path
) -> None:
    make_image("photo.png")
    result = imported(project, alice, pack(tmp_path / "a.zip", {"masks/photo.png": png(disc(48, 64, 15, 20, 9))}))
    assert result.objects == {"in": 1, "made": 1}
    assert Image.objects.filter(project=project).count() == 1


def test_photos_of_the_archive_come_in_with_their_annotations(
    project: Project, alice: User, imported: Import, tmp_path: Path
) -> None:
    photo = Pillow.fromarray(np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8))
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG")
    files = {
        "classes.txt": "cup\n",
        "images/train/a.jpg": buffer.getvalue(),
        "images/train/broken.jpg": b"\xff\xd8\xff broken",
        "labels/train/a.txt": "0 0.5 0.5 0.25 0.5\n",
        "labels/train/broken.txt": "0 0.5 0.5 0.25 0.5\n",
    }
    path = pack(tmp_path / "a.zip", files)
    dry = imported(project, alice, path, dry_run=True)
    result = imported(project, alice, path)
    assert dry.summary | {"dry_run": False} == result.summary
    assert result.objects == {"in": 2, "made": 1, "left_out": 1}
    assert (Image.objects.get().name, Image.objects.get().status) == ("a.jpg", "ready")
    without = imported(
        Project.objects.create(organization=project.organization, name="B"), alice, path, add_images=False
    )
    assert without.summary["reasons"] == {"no-such-image": 2}


def test_what_is_in_no_format_says_which_there_are(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.docx": b"1", "b.json": {"a": [1]}})
    with opened(path) as files, pytest.raises(Unreadable, match="COCO instances"):
        format_of(files)
