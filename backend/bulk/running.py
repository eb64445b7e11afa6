"""One run of a change of many images, chunk by chunk in the order of their keys.

The filter is asked anew for each chunk, for keys above the last one: an image that the change takes out of the list was
looked at already, and one that was uploaded since is left out. Each chunk is one transaction with its record; so a run
that was killed goes on after the last chunk, and a worker that was taken for dead finds that the job is not its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.accounts.roles import Role, allows
from backend.bulk.change import CHANGE, GONE, Change, with_verdict
from backend.bulk.changes import CHANGES
from backend.bulk.models import BulkChunk, BulkRun
from backend.bulk.selection import FIRST, chosen, summary
from backend.images.models import Image
from backend.images.visibility import listed_for
from backend.jobs.actions import Run, Stopped
from backend.jobs.models import Job
from backend.projects.access import role_in

BEFORE_ALL = UUID(int=0)
SINCE = "changed-since"
"""Not put back by undo: somebody has changed it since, or may no longer be shown it."""


class NotAllowed(Exception):
    """Who asked for the change may not make it any more."""


def run_chunks(run: Run, bulk: BulkRun, user: User) -> dict[str, Any]:
    """Do all that is left; returns the summary of the whole job."""
    change = CHANGES[bulk.change]
    step = _undo_next if bulk.undoes_id else _change_next
    last = bulk.chunks.last()
    done = sum(sum(chunk.counts.values()) for chunk in bulk.chunks.only("counts").iterator())
    total = done + _left(bulk, change, user, last)
    run.progress(done, total)
    while (last := _stepped(step, run, bulk, change, user, last)) is not None:
        done += sum(last.counts.values())
        run.progress(done, max(done, total))
    return told(bulk)


def told(bulk: BulkRun) -> dict[str, Any]:
    """What was done so far: the counts of selection.preview, by all chunks."""
    counts: Counter[str] = Counter()
    first: dict[str, list[str]] = {}
    for chunk in bulk.chunks.only("counts", "first").iterator():
        counts.update(chunk.counts)
        for verdict, names in chunk.first.items():
            first[verdict] = (first.get(verdict, []) + names)[:FIRST]
    if missing := len(set(bulk.selection.get("images", ()))) - counts.total() if "images" in bulk.selection else 0:
        counts[GONE] = max(0, missing)
    can_undo = bulk.undoes_id is None and CHANGES[bulk.change].restore is not None and counts[CHANGE] > 0
    return summary(counts, first) | {"can_undo": can_undo}


def _stepped(step: Any, run: Run, *arguments: Any) -> BulkChunk | None:
    try:
        with transaction.atomic():
            mine = Job.objects.select_for_update().filter(pk=run.job.pk, state=Job.State.RUNNING, attempts=run.attempt)
            if not mine.exists():
                raise Stopped
            return step(*arguments)
    except IntegrityError as error:
        if "bulk_chunk_once" in str(error) or "bulk_bulkchunk" in str(error):
            raise Stopped from error
        raise


def _left(bulk: BulkRun, change: Change, user: User, last: BulkChunk | None) -> int:
    if bulk.undoes is not None:
        chunks = bulk.undoes.chunks.filter(number__gt=last.number if last else -1)
        return sum(len(chunk.before) for chunk in chunks.only("before").iterator())
    after = last.last if last else BEFORE_ALL
    return _rows(bulk, change, user).filter(pk__gt=after).count()


def _rows(bulk: BulkRun, change: Change, user: User) -> Any:
    return chosen(bulk.job.project, _role(bulk, change, user), user, bulk.selection, bulk.job.created)


def _role(bulk: BulkRun, change: Change, user: User) -> Role:
    role = role_in(user, bulk.job.project_id) if user.is_active else None
    if role is None or not allows(role, change.action):
        raise NotAllowed
    return role


def _change_next(bulk: BulkRun, change: Change, user: User, last: BulkChunk | None) -> BulkChunk | None:
    rows = _rows(bulk, change, user).filter(pk__gt=last.last if last else BEFORE_ALL)
    found = with_verdict(rows, change, bulk.values, user).order_by("pk").values_list("pk", "name", "verdict")
    chunk = list(found[: change.chunk])
    if not chunk:
        return None
    verdicts = {key: verdict for key, _, verdict in chunk}
    images = _taken([key for key, verdict in verdicts.items() if verdict == CHANGE], change)
    done = change.apply(images, bulk.values, user) if images else None
    before = done.before if done else {}
    for reason, refused in (done.refused if done else {}).items():
        verdicts |= {image.pk: reason for image in refused}
    verdicts |= {key: GONE for key, verdict in verdicts.items() if verdict == CHANGE and str(key) not in before}
    return BulkChunk.objects.create(
        run=bulk,
        number=last.number + 1 if last else 0,
        last=chunk[-1][0],
        counts=Counter(verdicts.values()),
        first=_first((verdicts[key], name) for key, name, _ in chunk),
        before=before if change.restore else {},
    )


def _undo_next(bulk: BulkRun, change: Change, user: User, last: BulkChunk | None) -> BulkChunk | None:
    assert bulk.undoes is not None and change.restore is not None
    role = _role(bulk, change, user)
    undone = bulk.undoes.chunks.filter(number__gt=last.number if last else -1).first()
    if undone is None:
        return None
    images = _taken([UUID(key) for key in undone.before], change, listed_for(role))
    restored = change.restore(images, undone.before, bulk.values) if images else 0
    counts = {CHANGE: restored, SINCE: len(undone.before) - restored}
    return BulkChunk.objects.create(run=bulk, number=undone.number, last=undone.last, counts=counts)


def _taken(keys: list[UUID], change: Change, *conditions: Any) -> list[Image]:
    rows = Image.objects.filter(*conditions, pk__in=keys).order_by("pk")
    return list(rows.select_for_update(of=("self",)) if change.locks else rows)


def _first(verdicts: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = {}
    for verdict, name in verdicts:
        if len(names.setdefault(verdict, [])) < FIRST:
            names[verdict].append(name)
    return names
