"""What people do to a document (hop 4): each operation becomes one row of the log, and the objects follow.

``perform`` runs one transaction that locks the annotation's row: it checks (``checks.py``), gives out the revision,
appends, stores what the operation does to the objects (``fold.py``) and notes the decode request; after the commit
the request is sent. An operation id that is already in the log is acknowledged again and nothing is done twice.
How the model's answers come in is in ``answers.py``.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.annotation import messages, rows
from backend.annotation.checks import CHECKS
from backend.annotation.dispatch import Request, build_request, note_request, send_decode
from backend.annotation.leases import live, of_others, taken, views, worked_on
from backend.annotation.live_workers import LIVE
from backend.annotation.locking import lock_for_user, save
from backend.annotation.models import Annotation
from backend.annotation.permissions import check_message
from backend.annotation.refusal import Refused
from backend.annotation.representation import changed_message, person_view
from backend.annotation.step import Step, entry_of, kind_of
from backend.annotation.succession import pin_successor
from backend.config.problems import Code
from backend.images.models import Image
from backend.work.leasing import do_renew, is_due

BEGUN = (Image.State.NEW, Image.State.PRELABELLED, Image.State.REJECTED)


@dataclass(frozen=True)
class Outcome:
    """What to tell: the revision for the ``ack``; for everybody ``changed``, None when the operation was repeated.

    ``can_undo`` and ``can_redo`` are the sender's; ``image_state`` is the image's new workflow state, if it changed.
    ``is_unserved``: masks were asked for, but no worker that lives serves the image's model. ``leases``: the views
    of all, where the operation has changed who works on what.
    """

    revision: int
    is_repeated: bool = False
    changed: dict[str, Any] | None = None
    can_undo: bool = True
    can_redo: bool = False
    image_state: str | None = None
    is_unserved: bool = False
    leases: list[dict[str, Any]] | None = None


@dataclass(frozen=True)
class Terms:
    """How an operation comes in (``perform``), and when, in seconds since 1970."""

    is_late: bool
    takes_lease: bool
    now_s: float


@dataclass(frozen=True)
class Sending:
    """A decode request and the worker that it goes to (None: nobody is there, the watchdog will find one)."""

    request: Request
    worker: str | None


def perform(
    user: User, image_id: UUID, message: messages.Operation, *, is_late: bool = False, takes_lease: bool = False
) -> Outcome:
    """Do one operation of ``user``. Raises Refused, and Annotation.DoesNotExist without access to the image.

    ``is_late``: it was made some time ago, and goes in whoever works on its object now. ``takes_lease``: an open editor
    sends it, so that the object is leased to ``user`` from here on (leases.py).
    """
    terms = Terms(is_late, takes_lease, time.time())
    LIVE.workers()  # ask Redis now if at all, not while the row is locked
    try:
        outcome, sending = _perform(user, image_id, message, terms)
    except IntegrityError:  # the same operation, sent twice, was recorded while this one waited for the lock
        outcome, sending = _perform_again(user, image_id, message, terms)
    if sending is not None:
        send_decode(sending.request, sending.worker)
    return outcome


def _perform_again(
    user: User, image_id: UUID, message: messages.Operation, terms: Terms
) -> tuple[Outcome, Sending | None]:
    try:
        return _perform(user, image_id, message, terms)
    except IntegrityError as error:
        detail = "this met another change of the same thing; send it again"
        raise Refused(Code.CONFLICT, detail, retry=True) from error


@transaction.atomic
def _perform(user: User, image_id: UUID, message: messages.Operation, terms: Terms) -> tuple[Outcome, Sending | None]:
    locked = lock_for_user(image_id, user.pk, message.id)
    if locked is None or locked.role is None:
        raise Annotation.DoesNotExist(f"no image {image_id} that user {user.pk} may see")
    if locked.known_revision is not None:  # stored already, whatever its sender may do now
        return Outcome(locked.known_revision, is_repeated=True), None
    annotation = locked.annotation
    check_message(locked.role, message, annotation.image.state)
    if annotation.image.status != Image.Status.READY:
        raise Refused(Code.IMAGE_NOT_READY, "this image is still being processed; try again in a moment", retry=True)
    since = annotation.revision
    successor = pin_successor(annotation) if _may_leave_work(message) else None
    annotation.revision += 1
    before, annotation.leases = annotation.leases, live(annotation.leases, terms.now_s)
    annotation.held = {} if terms.is_late else of_others(annotation.leases, user.pk)
    if terms.is_late and isinstance(message, messages.Restore):
        detail = "others may have worked since you chose to go back; look at the history again and choose anew"
        raise Refused(Code.CONFLICT, detail)
    step = CHECKS[type(message)](annotation, user, message)
    _lease(annotation, user, message, step, terms)
    outcome, sending = _append(annotation, user, message, step)
    if is_due(annotation.image, user.pk):
        do_renew(annotation.image_id, user.pk)
    if views(annotation.leases) != views(before):
        outcome = replace(outcome, leases=views(annotation.leases))
    if successor is not None and outcome.changed is not None:  # one message tells both operations
        outcome = replace(outcome, changed=outcome.changed | {"since": since, "model": successor})
    return outcome, sending


def _lease(annotation: Annotation, user: User, message: messages.Operation, step: Step, terms: Terms) -> None:
    if terms.takes_lease and not terms.is_late:
        annotation.leases = taken(annotation.leases, person_view(user), worked_on(message), terms.now_s)
    gone = {str(key) for key in step.effect.removed}
    annotation.leases = {key: lease for key, lease in annotation.leases.items() if key not in gone}


def _append(
    annotation: Annotation, user: User, message: messages.Operation, step: Step
) -> tuple[Outcome, Sending | None]:
    kind, revision = kind_of(message), annotation.revision
    rows.append(annotation.pk, entry_of(annotation, user, message, step.payload))
    rows.store(annotation, step.state, step.effect, step.existing)
    annotation.background = step.state.background
    sending = _note_sending(annotation, user, message)
    save(annotation)
    changed = changed_message(user, message.id, kind, revision, step.state, step.effect)
    undo, redo = (bool(step.stacks.undo), bool(step.stacks.redo)) if step.stacks else (True, False)
    is_unserved = sending is not None and sending.worker is None
    return Outcome(revision, False, changed, undo, redo, _begin_work(annotation), is_unserved), sending


def _note_sending(annotation: Annotation, user: User, message: messages.Operation) -> Sending | None:
    if not _may_leave_work(message):
        return None
    request = build_request(annotation, getattr(message, "object", None), _place_of(message), user.pk)
    return Sending(request, note_request(annotation, request)) if request else None


def _place_of(message: messages.Operation) -> messages.PointXY | None:
    """Where in the image its work is: the click, the middle one of a scribble's points, the middle of a box."""
    if isinstance(message, messages.Scribble):
        return message.points_xy[len(message.points_xy) // 2]
    if isinstance(message, messages.Box):
        x0, y0, x1, y1 = message.box_xyxy
        return (x0 + x1) / 2, (y0 + y1) / 2
    return message.point_xy if isinstance(message, messages.Click) else None


def _may_leave_work(message: messages.Operation) -> bool:
    """Whether objects can be unanswered because of it: new clicks, another past, another base, an object unlocked."""
    if isinstance(message, messages.Set):
        return message.field == "locked" and not message.value
    return not isinstance(message, messages.Delete | messages.Accept | messages.Bounds)


def _begin_work(annotation: Annotation) -> str | None:
    if annotation.image.state not in BEGUN:
        return None
    begun = Image.objects.filter(pk=annotation.image_id, state__in=BEGUN).update(state=Image.State.IN_PROGRESS)
    return str(Image.State.IN_PROGRESS) if begun else None
