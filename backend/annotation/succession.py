"""What answers an image whose pinned weights are gone: the model of the same name as it is installed now.

An upgrade replaces the built-in model, an operator deletes a model and adds a newer one under its name: the digest that
an image is pinned to is then served by no worker and installed nowhere. The next thing people do there pins what has
taken the name: an operation of the log (kind ``model``, nobody's), so that replay pins the same. Masks stay as they are
(pinning.py). As long as a worker serves the old weights, or a folder has them, nothing moves.
"""

from __future__ import annotations

from uuid import uuid4

from django.db.models import Q

from backend.annotation import rows
from backend.annotation.live_workers import LIVE
from backend.annotation.models import Annotation
from backend.annotation.routing import servers_of
from backend.annotation.state import Entry
from backend.model_store.models import StoredModel

Model = dict[str, str]
"""{"name", "digest"}"""


def successor_of(pinned: Model) -> Model | None:
    """What takes over from ``pinned``; None where that can still answer, or nothing usable has its name.

    While no worker lives, or Redis does not say so, nothing moves: the old weights may come back with the next one. No
    query then, nor while a worker serves the pinned weights; one otherwise.
    """
    workers = LIVE.workers()
    if not pinned["digest"] or not workers or servers_of(pinned["digest"], workers):
        return None
    same = Q(digest=pinned["digest"]) | Q(name=pinned["name"], is_enabled=True)
    ready = StoredModel.objects.filter(same, state=StoredModel.State.READY)
    found = list(ready.values_list("digest", flat=True))
    return {**pinned, "digest": found[0]} if found and pinned["digest"] not in found else None


def pin_successor(annotation: Annotation) -> Model | None:
    """Record that ``annotation``, whose row is locked, has a successor for its model; None where it needs none.

    The columns are the caller's to save.
    """
    successor = successor_of({"name": annotation.model_name, "digest": annotation.model_digest})
    if successor is not None:
        annotation.revision += 1
        annotation.model_digest = successor["digest"]
        rows.append(annotation.pk, Entry(annotation.revision, "model", successor, None, uuid4()))
    return successor
