"""The replicas of an image, once all are handed in, become the image's document: one operation of kind ``import``.

Everything is one transaction that holds the original's annotation: a worker that dies leaves nothing, and whoever comes
second finds the consensus there.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from backend.annotation import rows
from backend.annotation.fold import apply
from backend.annotation.locking import lock_by_id, save
from backend.annotation.models import Annotation
from backend.annotation.reading import annotation_of
from backend.annotation.state import Entry, ObjectState
from backend.images.models import TO_ANNOTATE_STATES, Image
from backend.review.closing import do_close
from backend.review.comparing import do_compare_pair
from backend.review.consensus import Merged, Outcome, consensus, trust_of
from backend.review.models import Consensus, Submission
from backend.review.segments import objects_of_image, segments
from backend.review.submissions import note_objects

OPEN = (Image.State.NEW, Image.State.PRELABELLED, Image.State.IN_PROGRESS)


def is_settled(original: str = "") -> Q:
    """Images that no replicas are merged into (any more): gold ones, and those that were merged or handed in before.

    ``original`` is the path to the image, with the underscores after it.
    """
    is_done = Q(**{f"{original}is_gold": True}) | ~Q(**{f"{original}state__in": OPEN})
    return is_done | Q(**{f"{original}consensus__isnull": False}) | Q(**{f"{original}submissions__isnull": False})


def do_merge(original: Image) -> Consensus | None:
    """Merge, when as many replicas of ``original`` are handed in as its project wants now.

    What is handed in when there is nothing to merge into any more is closed: nobody waits for it.
    """
    with transaction.atomic():
        annotation = lock_by_id(annotation_of(original).pk)
        row = Image.objects.select_for_update(of=("self",)).select_related("project").filter(pk=original.pk).first()
        if annotation is None or row is None:
            return None
        handed_in = Image.objects.filter(original=row, replica__gt=0, state=Image.State.SUBMITTED)
        handed_in = handed_in.exclude(replica_for=Image.ReplicaFor.GOLD)
        replicas = list(handed_in.select_for_update().order_by("replica"))
        if Image.objects.filter(is_settled(), pk=row.pk).exists():
            do_close([replica.pk for replica in replicas])
            return None
        if len(replicas) < max(1, row.project.replicas):
            return None
        drawn = [objects_of_image(replica.pk) for replica in replicas]
        mean_ious = _compare(replicas, drawn)
        trust = trust_of(len(replicas), mean_ious)
        outcome = consensus(
            [segments(objects) for objects in drawn], trust, may_overlap=annotation.image.project.overlap
        )
        _append(annotation, outcome, replicas, drawn, trust)
        return _hand_in(row, annotation, outcome, replicas, list(mean_ious.values()))


def _compare(replicas: list[Image], drawn: list[list[ObjectState]]) -> dict[tuple[int, int], float]:
    """The mean IoU of each pair of people, which is kept."""
    return {
        (one, other): do_compare_pair(replicas[one], replicas[other], drawn[one], drawn[other]).mean_iou
        for one, other in combinations(range(len(replicas)), 2)
    }


def _append(
    annotation: Annotation,
    outcome: Outcome,
    replicas: list[Image],
    drawn: list[list[ObjectState]],
    trust: list[float],
) -> None:
    """The operation, and the objects that follow from it. What the original had before, proposals mostly, goes."""
    before = rows.all_objects(annotation)
    annotation.revision += 1
    people = [
        {"replica": str(replica.pk), "person": replica.assignee_id, "trust": round(value, 4)}
        for replica, value in zip(replicas, trust, strict=True)
    ]
    payload: dict[str, Any] = {
        "from": "consensus",
        "people": people,
        "left_out": outcome.left_out,
        "objects": [_object(item, drawn) for item in outcome.objects],
        "removed": sorted(str(item.id) for item in before),
    }
    if annotation.image.project.overlap:
        payload["overlap"] = True
    entry = Entry(annotation.revision, "import", payload, None, uuid4())
    rows.append(annotation.pk, entry)
    state = rows.read_state(annotation, before)
    effect = apply(state, entry)
    rows.store(annotation, state, effect, frozenset(item.id for item in before))
    save(annotation)


def _object(item: Merged, drawn: list[list[ObjectState]]) -> dict[str, Any]:
    sources = [drawn[person][place] for person, place in item.members]
    made: dict[str, Any] = {
        "object": str(uuid4()),
        "label": item.segment.label,
        "votes": len(sources),
        "attributes": _attributes(sources, item.segment.label),
    }
    return made | ({"box": item.segment.bbox} if item.segment.rle is None else {"rle": item.segment.rle})


def _attributes(sources: list[ObjectState], label: int | None) -> dict[str, Any]:
    """What most people say of each attribute, of those who gave the object the label that it has now."""
    known = [source.attributes for source in sources if source.label == label]
    names = dict.fromkeys(name for attributes in known for name in attributes)
    return {name: _most_common([attributes[name] for attributes in known if name in attributes]) for name in names}


def _most_common(values: list[Any]) -> Any:
    counts = Counter(map(repr, values))
    return max(values, key=lambda value: counts[repr(value)])


def _hand_in(
    original: Image, annotation: Annotation, outcome: Outcome, replicas: list[Image], mean_ious: list[float]
) -> Consensus:
    """The original waits for review now; nobody waits for the replicas any more, and nobody is given one."""
    now = timezone.now()
    Image.objects.filter(pk=original.pk).update(state=Image.State.SUBMITTED, updated=now)
    do_close([replica.pk for replica in replicas])
    unfinished = original.replicas.filter(state__in=TO_ANNOTATE_STATES).exclude(replica_for=Image.ReplicaFor.GOLD)
    unfinished.update(is_dealt=True)
    attempt = Submission.objects.filter(image=original).count() + 1
    values = {"project_id": original.project_id, "at": now, "attempt": attempt, "kind": Submission.Kind.CONSENSUS}
    submission, _ = Submission.objects.get_or_create(image=original, verdict="", defaults=values)
    submission.revision = annotation.revision
    note_objects(submission, annotation)
    return Consensus.objects.create(
        image=original,
        at=now,
        people=[replica.assignee_id for replica in replicas],
        object_count=len(outcome.objects),
        left_out=outcome.left_out,
        mean_iou=sum(mean_ious) / len(mean_ious) if mean_ious else None,
    )
