"""What becomes of images that have replicas, once their project wants another number of people an image."""

from __future__ import annotations

from collections import Counter, defaultdict
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from backend.images.models import Image
from backend.jobs import queue
from backend.projects.models import Project
from backend.work.returning import dealt, not_held, untouched

MAX_SENT = 200
"""So many images are sent to be settled at once; the sweep does what is left."""


def do_deal_anew(project: Project) -> None:
    """Fewer people: replicas too many that nobody began are dropped, and what is complete now is settled. More people:
    images are dealt again. The project's row is locked."""
    _drop_surplus(project)
    originals = Image.objects.filter(project=project, replica=0, consensus=None).exclude(state=Image.State.REJECTED)
    enough = dealt(Q(project=project))
    originals.filter(pk__in=enough, is_dealt=False).update(is_dealt=True)
    originals.filter(is_dealt=True).exclude(pk__in=enough).update(is_dealt=False)
    complete = _complete(project)
    transaction.on_commit(lambda: _send(complete))


def _send(replicas: list[UUID]) -> None:
    for replica in replicas:
        queue.send(queue.SETTLE_REPLICA, str(replica))


def _drop_surplus(project: Project) -> None:
    replicas = Image.objects.filter(project=project, replica_for=Image.ReplicaFor.CONSENSUS, original__consensus=None)
    surplus = Counter(replicas.values_list("original_id", flat=True))
    dropped: list[UUID] = []
    idle = untouched(replicas).filter(not_held(timezone.now())).order_by("-replica")
    for key, original in idle.values_list("pk", "original_id"):
        if surplus[original] > project.replicas:
            surplus[original] -= 1
            dropped.append(key)
    Image.objects.filter(pk__in=dropped).delete()


def _complete(project: Project) -> list[UUID]:
    """One replica that waits of each image of which enough are handed in."""
    waiting = Image.objects.filter(project=project, replica__gt=0, state=Image.State.SUBMITTED)
    waiting = waiting.exclude(replica_for=Image.ReplicaFor.GOLD)
    handed_in: dict[UUID | None, list[UUID]] = defaultdict(list)
    for key, original in waiting.values_list("pk", "original_id"):
        handed_in[original].append(key)
    return [keys[0] for keys in handed_in.values() if len(keys) >= project.replicas][:MAX_SENT]
