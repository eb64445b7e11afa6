"""What a person is given next, tier by tier; each tier is one indexed query that locks the row it finds.

To annotate: (1) what the person holds already, (2) what was sent back to them, (3) what is assigned to them, replicas
too, (4) batches given to them, (5) batches given to a group of theirs, (6) what is given to nobody: images without a
batch, and of batches without assignee and group. What somebody else was given is in no tier of others.

In a tier the higher priority comes first, then the older image. In tiers 4 to 6 a batch adds its priority to that of
its images; where two have the same, the older batch comes first, and images without a batch last.
The conditions are those of partial indexes of ``images.models``, so that an index alone answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Now

from backend.accounts.models import Group, User
from backend.annotation.statements import Lock, Lookup
from backend.images.models import IN_ORDER, TO_ANNOTATE, TO_REVIEW, Image
from backend.work.models import Batch

NOTHING = UUID(int=0)
"""The key of no image: what a query leaves out that leaves out nothing."""
BATCHES_OF_PERSON, BATCHES_OF_GROUP, FOR_ANYBODY = 4, 5, 6
OF_BATCHES = Q(assignee__isnull=True, batch__isnull=False)
OF_NO_BATCH = Q(assignee__isnull=True, batch__isnull=True)


@dataclass(frozen=True)
class Held:
    """An image that the person holds: whether it is one to annotate or to review, and whether a replica."""

    pk: UUID
    is_to_annotate: bool
    is_to_review: bool
    replica: int


@dataclass(frozen=True)
class Prospects:
    """Which tiers can have anything, so that the others are not asked: each costs a visit to the database."""

    holds: bool
    has_assigned: bool
    has_batches: bool


@dataclass(frozen=True)
class Stream:
    """Images of one tier in one order; ``batch`` None: those without a batch. ``priority`` is that of the first."""

    batch: int | None
    tier: int
    priority: int


@dataclass(frozen=True)
class Shared:
    """An image that several people may take: an original, or a replica (> 0) that lost its person."""

    pk: UUID
    state: str
    replica: int
    tier: int


def lock_person(project_id: int, user_id: int) -> Prospects:
    """One person's questions are answered one after the other, so that two tabs do not hold two images."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [project_id, user_id])
    row = PERSON.first(project_id, user_id)  # a statement of its own: it sees what was written while it waited
    return Prospects(*row[1:]) if row else Prospects(False, False, False)


def held(project_id: int, user_id: int) -> list[Held]:
    """Everything that the person holds in the project, locked; also what ran out and nobody else has taken."""
    return [Held(*row) for row in HELD.rows(project_id, user_id)]


def sent_back(project_id: int, user_id: int, skip: UUID) -> UUID | None:
    return _key(SENT_BACK.first(project_id, user_id, skip))


def assigned(project_id: int, user_id: int, skip: UUID) -> UUID | None:
    return _key(ASSIGNED.first(project_id, user_id, skip))


def shared(project_id: int, user_id: int, skip: UUID, *, has_batches: bool) -> Shared | None:
    """The next image of tiers 4 to 6."""
    found = streams(project_id, user_id) if has_batches else [Stream(None, FOR_ANYBODY, 0)]
    for stream in found:
        if stream.batch is None:
            row = UNBATCHED.first(project_id, user_id, skip)
        else:
            row = BATCHED.first(stream.batch, user_id, skip)
        if row:
            return Shared(row[0], row[1], row[2], stream.tier)
    return None


def gold(project_id: int, user_id: int, skip: UUID) -> UUID | None:
    """A gold image that this person has not annotated, nor had a replica of."""
    return _key(GOLD.first(project_id, user_id, skip))


def to_review(project_id: int, user_id: int, skip: UUID) -> UUID | None:
    """The next image to review; those that the person has annotated come last."""
    return _key(REVIEW_OTHERS.first(project_id, user_id, skip) or REVIEW_OWN.first(project_id, user_id, skip))


def streams(project_id: int, user_id: int) -> list[Stream]:
    """What the person may draw from, in the order of the queue; only what has something left."""
    return sorted(_streams(project_id, user_id), key=lambda stream: (stream.tier, -stream.priority))


def _streams(project_id: int, user_id: int) -> Iterator[Stream]:
    for batch, priority, first, tier in STREAMS.rows(project_id, user_id):
        yield Stream(batch, tier, priority + first)
    if row := UNBATCHED_PRIORITY.first(project_id):
        yield Stream(None, FOR_ANYBODY, row[0])


def _key(row: Any) -> UUID | None:
    return row[0] if row else None


def _free_for(user_id: int) -> Q:
    return Q(lease_holder__isnull=True) | Q(lease_expires__lte=Now()) | Q(lease_holder=user_id)


def _has_replica(user_id: int) -> Exists:
    """Whether the person has a replica of the row, or of the row's original, that is not merged into it yet."""
    original = Coalesce(OuterRef("original"), OuterRef("pk"))
    return Exists(Image.objects.filter(original=original, assignee=user_id, original__consensus__isnull=True))


def _first(images: QuerySet[Image], user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    return images.filter(_free_for(user_id)).exclude(pk=skip).order_by(*IN_ORDER).values_list("pk")[:1]


def _person(project_id: int, user_id: int) -> QuerySet[User, Any]:
    assigned = Image.objects.filter(TO_ANNOTATE, assignee=OuterRef("pk"), assignee__isnull=False, project=project_id)
    prospects = {
        "holds": Exists(Image.objects.filter(lease_holder=OuterRef("pk"), project=project_id)),
        "has_assigned": Exists(assigned),
        "has_batches": Exists(Batch.objects.filter(project=project_id)),
    }
    return User.objects.filter(pk=user_id).annotate(**prospects).values_list("pk", *prospects)


def _held(project_id: int, user_id: int) -> QuerySet[Image, Any]:
    images = Image.objects.filter(project=project_id, lease_holder=user_id)
    kinds = {name: Case(When(state, then=Value(1)), default=Value(0)) for name, state in HELD_KINDS.items()}
    return images.annotate(**kinds).values_list("pk", *HELD_KINDS, "replica")


HELD_KINDS = {"to_annotate": TO_ANNOTATE, "to_review": TO_REVIEW}


def _sent_back(project_id: int, user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    images = Image.objects.filter(TO_ANNOTATE, project=project_id, assignee=user_id, state=Image.State.REJECTED)
    return _first(images.filter(assignee__isnull=False), user_id, skip)


def _assigned(project_id: int, user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    images = Image.objects.filter(TO_ANNOTATE, project=project_id, assignee=user_id, assignee__isnull=False)
    return _first(images, user_id, skip)


def _shared(images: QuerySet[Image], user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    """Of images that several people annotate each person gets one replica; what is sent back is anybody's to mend."""
    is_sent_back = Q(replica=0, state=Image.State.REJECTED)
    is_asked_for = Q(replica=0) | Q(replica_for=Image.ReplicaFor.CONSENSUS)
    found = images.filter(is_sent_back | ~Q(_has_replica(user_id)), is_asked_for)
    return _first(found, user_id, skip).values_list("pk", "state", "replica")


def _batched(batch_id: int, user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    return _shared(Image.objects.filter(TO_ANNOTATE & OF_BATCHES, batch=batch_id), user_id, skip)


def _unbatched(project_id: int, user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    return _shared(Image.objects.filter(TO_ANNOTATE & OF_NO_BATCH, project=project_id), user_id, skip)


def _unbatched_priority(project_id: int) -> QuerySet[Image, Any]:
    images = Image.objects.filter(TO_ANNOTATE & OF_NO_BATCH, project=project_id)
    return images.order_by(*IN_ORDER).values_list("priority")[:1]


def _batches(project_id: int, user_id: int) -> QuerySet[Batch, Any]:
    waiting = Image.objects.filter(TO_ANNOTATE & OF_BATCHES, batch=OuterRef("pk")).order_by(*IN_ORDER)
    groups = Group.objects.filter(pk=OuterRef("group"), people=user_id)
    tier = Case(
        When(assignee=user_id, then=Value(BATCHES_OF_PERSON)),
        When(Exists(groups), then=Value(BATCHES_OF_GROUP)),
        When(assignee=None, group=None, then=Value(FOR_ANYBODY)),
        output_field=IntegerField(),
    )
    batches = Batch.objects.filter(project=project_id)
    batches = batches.annotate(first=Subquery(waiting.values("priority")[:1]), tier=tier)
    return (
        batches.filter(first__isnull=False, tier__isnull=False)
        .order_by("pk")
        .values_list("pk", "priority", "first", "tier")
    )


def _gold(project_id: int, user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    theirs = Image.objects.filter(original=OuterRef("pk"), assignee=user_id)
    images = Image.objects.filter(
        ~Exists(theirs), ~Q(assignee=user_id), project=project_id, is_gold=True, status=Image.Status.READY
    )
    return images.exclude(pk=skip).order_by("created", "id").values_list("pk")[:1]


def _review_others(project_id: int, user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    return _first(Image.objects.filter(TO_REVIEW, ~Q(assignee=user_id), project=project_id), user_id, skip)


def _review_own(project_id: int, user_id: int, skip: UUID) -> QuerySet[Image, Any]:
    return _first(Image.objects.filter(TO_REVIEW, project=project_id, assignee=user_id), user_id, skip)


ASKED = (int, int, UUID)
PERSON = Lookup(_person, int, int)
HELD = Lookup(_held, int, int, locks=Image)
SENT_BACK = Lookup(_sent_back, *ASKED, locks=Image, how=Lock.FREE)
ASSIGNED = Lookup(_assigned, *ASKED, locks=Image, how=Lock.FREE)
STREAMS = Lookup(_batches, int, int)
UNBATCHED_PRIORITY = Lookup(_unbatched_priority, int)
BATCHED = Lookup(_batched, *ASKED, locks=Image, how=Lock.FREE)
UNBATCHED = Lookup(_unbatched, *ASKED, locks=Image, how=Lock.FREE)
GOLD = Lookup(_gold, *ASKED, locks=Image, how=Lock.FREE)
REVIEW_OTHERS = Lookup(_review_others, *ASKED, locks=Image, how=Lock.FREE)
REVIEW_OWN = Lookup(_review_own, *ASKED, locks=Image, how=Lock.FREE)
