"""The workflow of an image: submitted by who annotates, accepted or rejected by who reviews.

``transitioned`` is sent inside the transaction of every move, so that what subscribers write is written with it or not
at all: user, image (its locked row), annotation (locked), name, reason, and ``is_moved``, which is False where the
image was in that state already.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.dispatch import Signal

from backend.accounts.audit import Event, record
from backend.accounts.models import User
from backend.accounts.roles import Action, allows
from backend.annotation.models import Annotation, Object, Operation
from backend.annotation.reading import annotation_of
from backend.config.problems import Code, Problem
from backend.images.models import Image
from backend.projects.access import role_in
from backend.projects.attributes import missing

State = Image.State
transitioned = Signal()


@dataclass(frozen=True)
class Transition:
    """From which states it leads, to which, and who may do it."""

    action: Action
    sources: tuple[str, ...]
    target: str


TRANSITIONS = {
    "submit": Transition(
        Action.SUBMIT,
        (State.NEW, State.PRELABELLED, State.IN_PROGRESS, State.REJECTED, State.SUBMITTED),
        State.SUBMITTED,
    ),
    "accept": Transition(Action.REVIEW, (State.SUBMITTED, State.ACCEPTED), State.ACCEPTED),
    "reject": Transition(Action.REVIEW, (State.SUBMITTED, State.ACCEPTED, State.REJECTED), State.REJECTED),
}


def do_transition(user: User, image: Image, name: str, reason: str = "") -> Annotation:
    """Move the image; doing it twice changes nothing. Raises Problem 409 from a state that it does not lead from.

    Who submits an image that is nobody's has it from then on: it comes back to them if it is rejected.

    Locks the annotation, then the image: the order of every other change of a document.
    """
    transition = TRANSITIONS[name]
    with transaction.atomic():
        annotation = Annotation.objects.select_for_update().get(pk=annotation_of(image).pk)
        row = Image.objects.select_for_update().get(pk=image.pk)
        if name == "submit" and row.replica and row.state == State.ACCEPTED:
            return annotation  # it was compared since, which who made it is not told
        if row.state not in transition.sources:
            raise Problem(Code.CONFLICT, f"An image that is {row.state} cannot be changed by {name}.", 409)
        if name == "submit":
            _check_attributes(annotation)
        is_moved = row.state != transition.target
        if is_moved:
            row.state = transition.target
            _hand_over(row, user, name)
            if name == "reject":
                _log_reason(user, annotation, reason)
        transitioned.send(
            Image, user=user, image=row, annotation=annotation, name=name, reason=reason, is_moved=is_moved
        )
    image.state = row.state
    return annotation


def _hand_over(row: Image, user: User, name: str) -> None:
    """Store the new state: nobody holds the image any more. Who handed it in gets it back where it is rejected, and
    what is not accepted is no standard for others. Where that person may not annotate any more, or several people made
    it, a rejected image is for whoever asks next."""
    row.lease_holder, row.lease_expires = None, None
    if name == "submit" and row.assignee_id is None:
        row.assignee = user
    if name == "reject":
        row.is_dealt = False
        row.assignee_id = row.assignee_id if _may_annotate(row) else None
    if row.is_gold and row.state != State.ACCEPTED:
        row.is_gold = False
        record(Event.GOLD_CLEARED, row.project.organization_id, project_id=row.project_id, target=row.name)
    row.save(update_fields=["state", "lease_holder", "lease_expires", "assignee", "is_gold", "is_dealt", "updated"])


def _may_annotate(row: Image) -> bool:
    """Whether the assignee may still annotate in the project."""
    person = row.assignee
    return person is not None and person.is_active and allows(role_in(person, row.project_id), Action.ANNOTATE)


def _check_attributes(annotation: Annotation) -> None:
    """Raise Problem 409 where an object lacks what its label requires."""
    rows = Object.objects.filter(annotation=annotation, is_proposal=False).exclude(label__attributes_schema=[])
    values = rows.order_by("z", "id").values_list("label__name", "label__attributes_schema", "attributes")
    lacking = [(label, missing(schema or [], given)) for label, schema, given in values]
    lacking = [(label, names) for label, names in lacking if names]
    if lacking:
        label, names = lacking[0]
        detail = f"Objects without a required attribute: {len(lacking)}. The first is a {label!r} without {names[0]!r}."
        raise Problem(Code.CONFLICT, f"{detail} Fill them in, then submit again.", 409)


def _log_reason(user: User, annotation: Annotation, reason: str) -> None:
    """A rejection is part of the document's history; whoever mends the image reads the reason there."""
    annotation.revision += 1
    annotation.save(update_fields=["revision", "updated"])
    Operation.objects.create(
        annotation=annotation, revision=annotation.revision, actor=user, kind="reject", payload={"reason": reason}
    )
