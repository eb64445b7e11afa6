"""CVAT for images 1.1 read: ``annotations.xml`` with one ``<image>`` after the other.

https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/. Polygons, boxes (turned ones become masks),
ellipses, masks with run lengths of their own box, and tags, which become tags of the image. ``occluded`` and
``group_id`` become attributes. Tracks of "CVAT for video" and what has no area are reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from backend.formats import cvat_shapes
from backend.formats.cvat_labels import Asked, Labels
from backend.formats.fields import BadRecord, corners, number, size_hw, whole
from backend.formats.records import ImageRecord, ObjectRecord, Polygons, Problem, Record, Shape
from backend.formats.sources import Files, Unreadable
from backend.formats.sources.files import file_problem
from backend.formats.xml_records import Node, records, root_tag

ROOT = "annotations"


def recognises(files: Files) -> bool:
    return any(root_tag(files, name) == ROOT for name in files.ending(".xml")[:20])


def read(files: Files) -> Iterator[Record]:
    for name in files.ending(".xml"):
        if root_tag(files, name) != ROOT:
            continue
        try:
            yield from _document(files, name)
        except Unreadable as error:
            yield file_problem(name, error.code, error.detail)


def _document(files: Files, name: str) -> Iterator[Record]:
    labels = Labels()
    for node in records(files, name, {"label", "image", "track"}):
        if node.tag == "label":
            yield from _label(node, labels)
        elif node.tag == "track":
            detail = "a track of a video is read from no file yet; export the task as 'CVAT for images 1.1'"
            yield Problem(node.place(name), "unsupported", detail)
        else:
            yield _image(files, name, node, labels)


def _label(node: Node, labels: Labels) -> Iterator[Record]:
    """Labels of tags, and those of a skeleton's points, are none of objects."""
    label, is_ours = node.get("name"), "stipple_id" in node.attributes
    is_of_objects = node.get("type") != "tag" and node.find("parent") is None
    if label and is_of_objects and node.attributes.get("stipple_id") != "":
        holder = node.find("attributes")
        asked = [_asked(each) for each in holder.all("attribute")] if holder is not None else []
        yield labels.learn(label, node.get("color"), [each for each in asked if each.name], is_ours=is_ours)


def _asked(node: Node) -> Asked:
    return Asked(
        node.get("name"), node.get("input_type"), tuple(node.get("values").splitlines()), node.get("default_value")
    )


def _image(files: Files, file: str, node: Node, labels: Labels) -> Record:
    given = node.attributes
    name = given.get("name", "").strip()
    shapes = [child for child in node.children if child.tag != "tag"]
    if not name:
        return Problem(node.place(file), "bad-record", "an image needs a name", "image", count=len(shapes))
    return ImageRecord(
        name,
        node.place(file, f"image {given.get('id', '')}".strip()),
        [_object(child, file, number, name, labels) for number, child in enumerate(shapes)],
        size_hw(given.get("height"), given.get("width")),
        _path(files, file, given.get("subset", ""), name),
        given.get("stipple_id", ""),
        tuple(tag for child in node.all("tag") if (tag := child.attributes.get("label", ""))),
    )


def _path(files: Files, file: str, subset: str, name: str) -> str | None:
    """The same name may be in several subsets, so the longest path is tried first."""
    tried = (f"images/{subset}/{name}", f"images/{name}", name)
    return next((found for path in tried if (found := files.beside(file, path))), None)


def _object(node: Node, file: str, index: int, image: str, labels: Labels) -> ObjectRecord | Problem:
    place, given = node.place(file, f"{node.tag} {index}"), node.attributes
    label = given.get("label", "")
    try:
        if not label:
            raise BadRecord("a shape needs a label")
        shape = _shape(node)
        z = whole(given["z_order"], "z_order") if "z_order" in given else None
        quality = number(given["quality"], "quality") if "quality" in given else None
    except BadRecord as error:
        return Problem(place, error.code, error.detail, image=image)
    values = [(each.attributes.get("name", ""), each.text) for each in node.all("attribute")]
    return ObjectRecord(
        None if given.get("unlabelled") == "1" else label,
        shape,
        place,
        key=given.get("stipple_id", ""),
        stipple_id=given.get("stipple_id", ""),
        attributes=labels.values(label, values, given.get("occluded", ""), given.get("group_id", "")),
        score=quality,
        z=z,
    )


def _shape(node: Node) -> Shape:
    given = node.attributes
    sides = {"box": ("xtl", "ytl", "xbr", "ybr"), "ellipse": ("cx", "cy", "rx", "ry")}.get(node.tag)
    if sides:
        a, b, c, d = (number(given.get(side), side) for side in sides)
        angle = number(given.get("rotation", 0), "rotation")
        draw = cvat_shapes.rectangle if node.tag == "box" else cvat_shapes.ellipse
        return draw(a, b, c, d, angle)
    if node.tag == "polygon":
        return Polygons((corners([corner.split(",") for corner in given.get("points", "").split(";") if corner]),))
    if node.tag == "mask":
        runs = [whole(run, "rle") for run in given.get("rle", "").split(",")]
        left, top, width, height = (whole(given.get(name), name) for name in ("left", "top", "width", "height"))
        return cvat_shapes.mask(runs, left, top, width, height)
    raise cvat_shapes.unsupported(node.tag)
