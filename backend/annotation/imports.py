"""Objects made elsewhere come into a document: one operation of kind ``import``, which undo takes back as a whole.

Who brings them decides what changes while the annotation's row is locked, so that nothing has changed meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from backend.accounts.models import User
from backend.annotation import rows
from backend.annotation.fold import apply, fold
from backend.annotation.leases import live, of_others
from backend.annotation.locking import lock_by_id, save
from backend.annotation.models import Annotation, Operation
from backend.annotation.reading import annotation_of
from backend.annotation.representation import changed_message
from backend.annotation.state import Entry, ObjectState
from backend.images.models import Image


@dataclass(frozen=True)
class Present:
    """The document as who imports meets it. ``fixed``: objects that are locked, or that somebody works on now.
    ``is_begun``: somebody has opened the image before, or something was done to it.

    ``deleted`` says which of some ids were objects of this image that have been deleted; ``keys`` which object an
    earlier import made of what the files called so; ``brought`` what the last import of each object said of it.
    """

    objects: Sequence[ObjectState] = ()
    fixed: frozenset[UUID] = frozenset()
    overlap: bool = False
    is_begun: bool = False
    deleted: Callable[[set[UUID]], set[UUID]] = lambda ids: set()
    keys: Callable[[], dict[str, UUID]] = dict
    brought: Callable[[], dict[UUID, Mapping[str, Any]]] = dict


@dataclass(frozen=True)
class Change:
    """``objects`` as the log's payload has them ({"object", "label", "attributes", "rle" | "box", "quality"?, "z"?,
    "proposal"?, "key"?}), disjoint unless masks may overlap; ``removed`` objects go. ``kept`` give no pixels to what
    comes in, nor do those that are ``fixed``."""

    objects: Sequence[Mapping[str, Any]] = ()
    removed: Sequence[UUID] = field(default_factory=tuple)
    kept: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.objects or self.removed)


def look(image: Image, overlap: bool) -> Present:
    """The document now, without a lock: for a dry run."""
    annotation = Annotation.objects.filter(image=image).first()
    return Present(overlap=overlap) if annotation is None else _present(annotation, overlap)


def do_import(user: User, image: Image, source: str, decide: Callable[[Present], Change]) -> dict[str, Any] | None:
    """Append what ``decide`` wants changed; nothing where it wants nothing. ``source`` says in the log where it came
    from. The ``changed`` message for open editors; None where nothing was changed, or the image is gone."""
    key = annotation_of(image).pk
    with transaction.atomic():
        annotation = lock_by_id(key)
        if annotation is None:
            return None
        present = _present(annotation, annotation.image.project.overlap)
        change = decide(present)
        return _append(annotation, user, source, present, change) if change else None


def _present(annotation: Annotation, overlap: bool) -> Present:
    objects = rows.all_objects(annotation)
    held = of_others(live(annotation.leases, time.time()), 0)
    fixed = frozenset(item.id for item in objects if item.is_locked) | frozenset(held)
    return Present(
        objects,
        fixed,
        overlap,
        True,
        lambda ids: _deleted(annotation, ids),
        lambda: {named["key"]: key for key, named in _brought(annotation) if "key" in named},
        lambda: dict(_brought(annotation)),
    )


def _deleted(annotation: Annotation, ids: set[UUID]) -> set[UUID]:
    """Only what an earlier import brought can have been deleted under an id that comes again: else no log is read."""
    earlier = Operation.objects.filter(annotation=annotation, kind=Operation.Kind.IMPORT)
    if not ids or not earlier.exists():
        return set()
    state = fold(rows.read_log(annotation.pk))
    return {key for key in ids if key in state.objects and state.objects[key].is_deleted}


def _brought(annotation: Annotation) -> Iterator[tuple[UUID, Mapping[str, Any]]]:
    """What imports said of each object, the latest last."""
    earlier = Operation.objects.filter(annotation=annotation, kind=Operation.Kind.IMPORT).order_by("revision")
    for payload in earlier.values_list("payload", flat=True).iterator():
        for named in payload["objects"]:
            yield UUID(named["object"]), named


def _append(annotation: Annotation, user: User, source: str, present: Present, change: Change) -> dict[str, Any]:
    annotation.revision += 1
    kept = sorted(str(key) for key in present.fixed | change.kept)
    payload: dict[str, Any] = {
        "from": source,
        "objects": [dict(named) for named in change.objects],
        "removed": sorted(str(key) for key in change.removed),
    }
    payload |= {"overlap": True} if present.overlap else {"kept": kept} if kept else {}
    entry = Entry(annotation.revision, "import", payload, user.pk, uuid4())
    rows.append(annotation.pk, entry)
    state = rows.read_state(annotation, present.objects)
    existing = frozenset(item.id for item in present.objects)
    effect = apply(state, entry)
    rows.store(annotation, state, effect, existing)
    save(annotation)
    _note_state(annotation, change)
    return changed_message(user, entry.client_id, "import", annotation.revision, state, effect)


def _note_state(annotation: Annotation, change: Change) -> None:
    """Objects that count begin the work on a new image; proposals alone make it one that a model has been at."""
    is_proposed = all(named.get("proposal") for named in change.objects)
    begun = (Image.State.NEW,) if is_proposed else (Image.State.NEW, Image.State.PRELABELLED)
    after = Image.State.PRELABELLED if is_proposed else Image.State.IN_PROGRESS
    if change.objects:
        Image.objects.filter(pk=annotation.image_id, state__in=begun).update(state=after)
