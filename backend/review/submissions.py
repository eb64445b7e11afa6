"""Writes down that an image was handed in, and what the review said: subscribes to the workflow's ``transitioned``.

Runs in the transaction of the transition, which holds the annotation's row: of one image one submission is open at a
time. Handing in again what was changed meanwhile, before anybody has judged it, extends the open one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from backend.accounts.models import User
from backend.annotation.fold import fold, in_effect
from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.rows import read_log, to_entry
from backend.annotation.state import Entry
from backend.annotation.undo import objects_of
from backend.images.models import Image
from backend.jobs import queue
from backend.review.effort import Effort, effort
from backend.review.models import LabelCount, Submission

ON_BACKGROUND = ("click", "scribble")
VERDICTS = {"accept": Submission.Verdict.ACCEPTED, "reject": Submission.Verdict.REJECTED}


def note_transition(
    *, user: User, image: Image, annotation: Annotation, name: str, reason: str, is_moved: bool, **_: Any
) -> None:
    """``is_moved``: the image came into another state by it."""
    if name == "submit":
        do_note_submission(user, image, annotation)
    elif is_moved:
        do_note_verdict(user, image, annotation, VERDICTS[name], reason)


def do_note_submission(user: User, image: Image, annotation: Annotation) -> None:
    now = timezone.now()
    found = Submission.objects.filter(image=image, verdict="").first()
    if found is not None and (found.annotator_id != user.pk or found.revision == annotation.revision):
        return
    if found is None:
        attempt = Submission.objects.filter(image=image).count() + 1
        kind = Submission.Kind.REPLICA if image.replica else Submission.Kind.IMAGE
        found = Submission(project_id=image.project_id, image=image, annotator=user, attempt=attempt, kind=kind)
    done = _effort_since_last(user, annotation, now)
    found.at, found.revision = now, annotation.revision
    found.seconds += done.seconds
    found.clicks += done.clicks
    found.strokes += done.strokes
    note_objects(found, annotation)
    if image.replica > 0:
        transaction.on_commit(lambda: queue.send(queue.SETTLE_REPLICA, str(image.pk)) and None)


def note_objects(submission: Submission, annotation: Annotation) -> None:
    """Save the submission with the objects in effect, by label; those without a pixel are none."""
    rows = Object.objects.filter(annotation=annotation, is_proposal=False)
    rows = rows.filter(Q(area__gt=0) | Q(shape=Object.Shape.BOX)).order_by()
    counts = dict(rows.values_list("label_id").annotate(n=Count("pk")))
    submission.objects_in_effect = sum(counts.values())
    submission.save()
    submission.label_counts.all().delete()
    LabelCount.objects.bulk_create(LabelCount(submission=submission, label_id=k, count=n) for k, n in counts.items())


def do_note_verdict(
    user: User, image: Image, annotation: Annotation, verdict: Submission.Verdict, reason: str = ""
) -> None:
    """Judge the latest submission; one that was judged before is judged anew."""
    latest = Submission.objects.filter(image=image).order_by("-attempt").first()
    if latest is None:
        return
    if latest.annotator_id != user.pk:
        latest.fixed_objects = _count_changed(user, annotation, latest.revision)
    latest.verdict, latest.reviewer, latest.verdict_at, latest.reason = verdict, user, timezone.now(), reason
    latest.save()


def _effort_since_last(user: User, annotation: Annotation, now: datetime) -> Effort:
    before = Submission.objects.filter(image_id=annotation.image_id, annotator=user).order_by("-revision").first()
    since = before.revision if before else 0
    log = Operation.objects.filter(annotation=annotation, actor=user, revision__gt=since).order_by("revision")
    return effort(list(log.values_list("kind", "created")), now)


def _count_changed(user: User, annotation: Annotation, since: int) -> int:
    """Objects that ``user`` has changed after revision ``since`` by operations still in effect: those worked on, and
    those that a click or stroke on the background took something from."""
    rows = Operation.objects.filter(annotation=annotation, actor__isnull=False, revision__gt=since)
    log = [to_entry(row) for row in rows.order_by("revision")]
    chosen = in_effect((entry.revision, entry.kind, entry.payload.get("target")) for entry in log)
    own = [entry for entry in log if entry.revision in chosen and entry.actor == user.pk]
    changed = _worked_on(own)
    if any(entry.kind in ON_BACKGROUND and entry.payload["object"] is None for entry in own):
        changed |= _of_other_shape(annotation, since) - _worked_on(entry for entry in log if entry.actor != user.pk)
    return len(changed)


def _worked_on(log: Iterable[Entry]) -> set[str]:
    return {key for entry in log for key in objects_of(entry)}


def _of_other_shape(annotation: Annotation, since: int) -> set[str]:
    """Objects that were there at revision ``since`` and have another mask now."""
    then, now = (fold(read_log(annotation.pk, until=until)) for until in (since, annotation.revision))
    masks = {item.id: item.rle for item in then.live()}
    return {str(item.id) for item in now.live() if item.id in masks and item.rle != masks[item.id]}
