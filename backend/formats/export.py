"""Write a project's annotations into an archive: one walk over the images, few of them in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from backend.annotation.models import Object
from backend.formats.archive import archive
from backend.formats.exported import UNLABELLED, ExportedImage, ExportedLabel, ExportedObject
from backend.formats.gathered import Gathered
from backend.formats.names import DistinctNames
from backend.formats.options import Options
from backend.formats.report import Report
from backend.formats.table import BY_NAME
from backend.images.models import Image
from backend.projects.attributes import with_defaults
from backend.projects.models import Label, Project
from kernels import rle

GATHERED = ".rows"
Progress = Callable[[int, int], None]


def export(project: Project, options: Options, path: Path, progress: Progress, earlier: Iterable[Path] = ()) -> Report:
    """Write the archive at ``path``; ``progress(done, total)`` is called often and may raise to stop the work.

    ``earlier``: what runs that were killed had gathered (``path`` with GATHERED); this one goes on after it.
    """
    rows = Gathered(path.with_suffix(GATHERED), earlier)
    try:
        images = _images(project, options)
        total = max(images.count(), rows.count)
        rows.gather(images, lambda done: progress(min(done, total) // 2, total))
        return _write(project, options, path, rows, lambda done: progress((total + done) // 2, total))
    finally:
        rows.remove()


def _write(project: Project, options: Options, path: Path, rows: Gathered, tick: Callable[[int], None]) -> Report:
    report = Report()
    with archive(path) as target:
        labels = exported_labels(project)
        info = _info(project)
        writers = [writer(target, list(labels.values()), options, info) for writer in BY_NAME[options.format].writers]
        names, with_proposals = DistinctNames(), BY_NAME[options.format].carries.proposals
        for done, row in enumerate(rows):
            tick(done)
            image = row.image
            report.images_in += 1
            if image.status != Image.Status.READY:
                report.leave_out("not-ready", image.name)
                continue
            report.images_out += 1
            number, name = report.images_out, names.take(image.name)
            exported = ExportedImage(number, str(image.pk), name, image.width, image.height, row.tags)
            objects = list(exported_objects(row.objects, image, labels, report, with_proposals))
            for writer in writers:
                writer.add(exported, objects)
        for writer in writers:
            writer.close()
        objects_out = {writer.name: writer.object_count for writer in writers}
        notes = [note for writer in writers for note in writer.notes()]
        target.write_json("report.json", report.as_dict(objects_out, notes))
    tick(rows.count)
    return report


def exported_labels(project: Project) -> dict[int | None, ExportedLabel]:
    """The labels by id, numbered from 1 in the project's order; the last, None, is for objects without a label."""
    return numbered(Label.objects.filter(project=project).order_by("position", "id"))


def numbered(rows: Iterable[Label]) -> dict[int | None, ExportedLabel]:
    """The same for labels in the order of ``rows``."""
    labels: dict[int | None, ExportedLabel] = {row.pk: _exported_label(n, row) for n, row in enumerate(rows, 1)}
    names = {label.name.casefold() for label in labels.values()}
    name = UNLABELLED if UNLABELLED not in names else f"({UNLABELLED})"
    labels[None] = ExportedLabel(len(labels) + 1, None, name, "#868e96", True)
    return labels


def _exported_label(value: int, row: Label) -> ExportedLabel:
    is_thing = row.kind == Label.Kind.THING
    return ExportedLabel(value, row.pk, row.name, row.color, is_thing, tuple(row.attributes_schema))


def _images(project: Project, options: Options) -> QuerySet[Image]:
    images = Image.objects.filter(project=project, replica=0)
    return images.filter(state__in=options.states) if options.states else images


def exported_objects(
    rows: Iterable[Object],
    image: Image,
    labels: dict[int | None, ExportedLabel],
    report: Report,
    with_proposals: bool = False,
) -> Iterator[ExportedObject]:
    """The objects of an image that can be exported; the report counts all of them."""
    for row in rows:
        report.objects_in += 1
        if reason := _reason_to_leave_out(row, image, with_proposals):
            report.leave_out(reason, image.name, str(row.pk))
            continue
        mask = _mask(row, image)
        box_xywh = rle.bbox_xywh(mask) if mask else tuple(row.bbox or (0, 0, 0, 0))
        label = labels.get(row.label_id, labels[None])
        yield ExportedObject(
            str(row.pk),
            label,
            mask,
            rle.area(mask) if mask else box_xywh[2] * box_xywh[3],
            box_xywh,
            with_defaults(label.attributes_schema, row.attributes or {}),
            row.source,
            row.model,
            row.quality,
            row.z,
            row.is_proposal,
        )


def _mask(row: Object, image: Image) -> rle.Rle | None:
    """None for a bounding box."""
    return None if row.rle is None else {"size": [image.height, image.width], "counts": row.rle["counts"]}


def _reason_to_leave_out(row: Object, image: Image, with_proposals: bool) -> str | None:
    if row.is_proposal and not with_proposals:
        return "proposal"
    if row.shape == Object.Shape.BOX:
        return None
    if row.rle is None:
        return "no-mask"
    try:
        rle.validate(row.rle, (image.height, image.width))
    except ValueError:
        return "bad-mask"
    return None if rle.area(row.rle) else "empty-mask"


def _info(project: Project) -> dict[str, Any]:
    now = timezone.now()
    return {
        "description": project.name,
        "url": "",
        "version": "1.0",
        "year": now.year,
        "contributor": "",
        "date_created": now.isoformat(timespec="seconds"),
    }
