"""What an operation may name: objects that are there and free, labels of the project, attributes that a label asks for.

Each function reads the rows that it is asked about, and raises Refused with a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from backend.annotation import leases, rows
from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.refusal import Refused
from backend.annotation.state import ObjectState
from backend.config.problems import Code
from backend.projects.attributes import check_values
from backend.projects.models import Label
from kernels.rle import Rle, area, union_all


def find_or_new(annotation: Annotation, object_id: UUID, label: int | None) -> ObjectState | None:
    """The free object, or None when this operation makes it; refuses one that was deleted or lies elsewhere."""
    found = rows.find_object(object_id)
    if found is None:
        _check_never_deleted(annotation, [object_id])
        check_label(annotation, label)
        return None
    if found[0] != annotation.pk:
        raise _unknown(object_id)
    check_free(annotation, found[1])
    return found[1]


def existing(annotation: Annotation, object_id: UUID) -> ObjectState:
    found = rows.find_object(object_id)
    if found is None or found[0] != annotation.pk:
        raise _unknown(object_id)
    return found[1]


def all_of(annotation: Annotation, object_ids: Collection[UUID]) -> list[ObjectState]:
    found = rows.select(Object.objects.filter(annotation=annotation, pk__in=object_ids))
    if missing := set(object_ids) - {item.id for item in found}:
        raise _unknown(min(missing))
    return found


def all_free(annotation: Annotation, named: Collection[UUID], new: Collection[UUID]) -> list[ObjectState]:
    """The free objects that a reshape works on; refuses ``new`` ones that exist and others that do not."""
    found = rows.select(Object.objects.filter(annotation=annotation, pk__in=named))
    known = {item.id for item in found}
    if missing := set(named) - known - set(new):
        raise _unknown(min(missing))
    if new and (taken := Object.objects.filter(pk__in=new).values_list("pk", flat=True).first()):
        raise Refused(Code.CONFLICT, f"object {taken} exists already; leave its label out to change its mask")
    if new:
        _check_never_deleted(annotation, new)
    for item in found:
        check_free(annotation, item)
    return found


def giving(annotation: Annotation, box_xyxy: tuple[int, int, int, int], but: Collection[UUID]) -> list[ObjectState]:
    """Objects, ``but`` some, that may give pixels of ``box_xyxy`` or keep them; none where masks may overlap."""
    return [] if annotation.image.project.overlap else reaching(annotation, box_xyxy, but)


def reaching(annotation: Annotation, box_xyxy: tuple[int, int, int, int], but: Collection[UUID]) -> list[ObjectState]:
    """Objects, ``but`` some, whose boxes share a pixel with ``box_xyxy``."""
    left, top, right, bottom = box_xyxy
    reaching = Object.objects.filter(left__lt=right, right__gt=left, top__lt=bottom, bottom__gt=top)
    return rows.select(reaching.filter(annotation=annotation).exclude(pk__in=but))


def kept_of(annotation: Annotation, around: Collection[ObjectState]) -> dict[str, Any]:
    """For the payload: objects that give no pixel because somebody else works on them. A replay knows no leases."""
    kept = sorted(str(item.id) for item in around if item.id in annotation.held)
    return {"kept": kept} if kept else {}


def overlap_of(annotation: Annotation) -> dict[str, Any]:
    """For the payload, where the project allows masks to overlap. A replay knows no projects."""
    return {"overlap": True} if annotation.image.project.overlap else {}


def check_disjoint(masks: Sequence[Rle]) -> None:
    if area(union_all(masks)) < sum(map(area, masks)):
        raise Refused(Code.BAD_RLE, "the masks of one reshape overlap; each pixel may be given to one object")


def _check_never_deleted(annotation: Annotation, object_ids: Collection[UUID]) -> None:
    """An id that an object had once is not given to another: what came late for that one would reach this one."""
    texts = [str(object_id) for object_id in object_ids]
    gone = Q(kind="delete", payload__object__in=texts)
    for text in texts:
        gone |= Q(kind="reshape", payload__removed__icontains=text) | Q(
            kind="restore", payload__objects__icontains=text
        )
    if Operation.objects.filter(gone, annotation=annotation).exists():
        which = f"object {texts[0]}" if len(texts) == 1 else "one of these objects"
        raise Refused(Code.UNKNOWN_OBJECT, f"{which} was deleted; undo that, or start a new object")


def check_free(annotation: Annotation, item: ObjectState) -> None:
    check_unlocked(item)
    if item.id in annotation.held:
        raise leases.refusal(annotation.held[item.id])


def check_unlocked(item: ObjectState) -> None:
    if item.is_locked:
        raise Refused(Code.OBJECT_LOCKED, "this object is locked; unlock it first")


def check_attributes(found: Sequence[ObjectState], values: dict[str, Any]) -> None:
    """What an object has already stays, also where its label asks for something else now."""
    changed: dict[int | None, dict[str, Any]] = defaultdict(dict)
    for item in found:
        changed[item.label] |= {
            name: value
            for name, value in values.items()
            if name not in item.attributes or item.attributes[name] != value
        }
    labels = Label.objects.filter(pk__in=[label for label in changed if label is not None])
    for label, name, schema in labels.values_list("pk", "name", "attributes_schema"):
        try:
            if schema:
                check_values(schema, changed[label])
        except ValueError as error:
            raise Refused(Code.INVALID, f"{error} (label {name!r})") from error


def check_label(annotation: Annotation, label: int | None) -> None:
    if label is not None and not Label.objects.filter(pk=label, project_id=annotation.image.project_id).exists():
        raise Refused(Code.UNKNOWN_LABEL, f"label {label} is not one of this project; load its labels again")


def _unknown(object_id: UUID) -> Refused:
    return Refused(Code.UNKNOWN_OBJECT, f"object {object_id} is not in this image; load the document again")
