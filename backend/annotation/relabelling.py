"""What becomes of the objects of a label that is deleted: another label, or they go too.

Each object's change is an operation of the log, so that history shows it and replay repeats it, and open editors hear
of it. Every image is one transaction: a call that was interrupted is made again.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from backend.accounts.models import User
from backend.annotation import rows
from backend.annotation.fold import apply
from backend.annotation.locking import lock_by_id, save
from backend.annotation.models import Object
from backend.annotation.publishing import event, publish_from_view
from backend.annotation.representation import changed_message
from backend.annotation.state import Effect, Entry
from backend.projects.models import Label


def do_relabel_objects(user: User, label: Label, other: Label) -> None:
    """Every object with ``label`` gets ``other``, of the same project. The caller has checked the permission."""
    _change_all(user, label, "set", {"label": other.pk})


def do_delete_objects(user: User, label: Label) -> None:
    """Every object with ``label`` is deleted, locked ones too. The caller has checked the permission."""
    _change_all(user, label, "delete", {})


def _change_all(user: User, label: Label, kind: str, values: dict[str, Any]) -> None:
    used = Object.objects.filter(label=label).order_by("annotation_id")
    for annotation_id in used.values_list("annotation_id", flat=True).distinct():
        _change(user, annotation_id, label, kind, values)


def _change(user: User, annotation_id: int, label: Label, kind: str, values: dict[str, Any]) -> None:
    """One message tells all operations of the image: ``since`` is the revision before the first."""
    with transaction.atomic():
        annotation = lock_by_id(annotation_id)
        items = rows.select(Object.objects.filter(annotation_id=annotation_id, label=label).order_by("z", "pk"))
        if annotation is None or not items:
            return
        since, existing = annotation.revision, frozenset(item.id for item in items)
        state, effect, last = rows.read_state(annotation, items), Effect(), UUID(int=0)
        for item in items:
            annotation.revision += 1
            last = uuid4()
            entry = Entry(annotation.revision, kind, {"object": str(item.id), **values}, user.pk, last)
            rows.append(annotation_id, entry)
            done = apply(state, entry)
            effect.changed |= done.changed
            effect.removed |= done.removed
        rows.store(annotation, state, effect, existing)
        save(annotation)
    message = changed_message(user, last, kind, annotation.revision, state, effect) | {"since": since}
    flags = {"can_undo": True, "can_redo": False}
    publish_from_view(annotation.image_id, event(message, actor=user.pk, flags=flags))
