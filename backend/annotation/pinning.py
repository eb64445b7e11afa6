"""Which model answers an image: pinned at its first decode request, and kept until somebody asks for another.

So masks do not shift under people's hands when the project chooses another model or its weights are replaced. The first
pin is noted in the annotation's row; pinning another is an operation of the log (kind ``model``), which replay repeats.
It cannot be undone by undo, leaves the masks that exist as they are (dispatch.py: a finished mask of another model is
frozen until somebody clicks on that object), and has what is unanswered asked for again. Weights that are gone are
succeeded by those that have their name now (succession.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction

from backend.accounts.models import User
from backend.annotation import rows
from backend.annotation.actions import Sending
from backend.annotation.dispatch import build_request, note_request, send_decode
from backend.annotation.live_workers import LIVE
from backend.annotation.locking import lock_by_id, save
from backend.annotation.reading import annotation_of
from backend.annotation.representation import changed_message
from backend.annotation.state import DocumentState, Effect, Entry
from backend.images.models import Image
from backend.model_store.models import StoredModel


@dataclass(frozen=True)
class Pinned:
    """The revision now, the model, and the ``changed`` message for everybody; None when it was pinned already."""

    revision: int
    model: dict[str, str]
    changed: dict[str, Any] | None


def do_pin_model(user: User, image: Image, model: StoredModel) -> Pinned:
    """Answer later clicks on ``image`` with ``model``, which is usable. The caller has checked the permission."""
    LIVE.workers()  # ask Redis now if at all, not while the row is locked
    name = {"name": model.name, "digest": model.digest}
    with transaction.atomic():
        annotation = lock_by_id(annotation_of(image).pk)
        assert annotation is not None
        if (annotation.model_name, annotation.model_digest) == (model.name, model.digest):
            return Pinned(annotation.revision, name, None)
        annotation.revision += 1
        annotation.model_name, annotation.model_digest = model.name, model.digest
        entry = Entry(annotation.revision, "model", name, user.pk, uuid4())
        rows.append(annotation.pk, entry)
        request = build_request(annotation)
        sending = Sending(request, note_request(annotation, request)) if request else None
        save(annotation)
    if sending is not None:
        send_decode(sending.request, sending.worker)
    changed = changed_message(user, entry.client_id, "model", annotation.revision, DocumentState(), Effect())
    return Pinned(annotation.revision, name, changed | {"model": name})
