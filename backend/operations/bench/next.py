"""`manage.py bench next`: 200 people ask for their next image at once, in a project of a million images.

It runs on an empty PostgreSQL database of its own, beside that of STIPPLE_DATABASE_URL, which is dropped at the end.
All people of a round ask in the same instant; a call lasts from that instant, with its wait for one of the
connections, until the answer is stored. The connections have been asked something before, as those of a server that
runs. Rounds: (1) 200 people ask and are not seen again, (2) their leases have run out and 200 others ask, (3) these ask
again, skipping what they have. ``spread`` is a fourth round, of 200 more people who ask one after the other within a
second, ``alone`` one person at a time; ``cpu_ms`` is what a call costs of a core in Python, without the server's share.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.images.models import Image
from backend.operations.bench.figures import percentiles
from backend.operations.bench.own_database import empty_database
from backend.projects.models import Project
from backend.work.actions import do_lease_next

DATABASE = "stipple_bench_next"
ALONE = 50
SPREAD_S = 1.0
SPARE_CONNECTIONS = 10
"""Left to others of the server's ``max_connections``."""
GENERATE = """
INSERT INTO images_image (id, project_id, name, sha256, size_bytes, media_type, width, height, status, state, priority,
    replica, replica_for, is_gold, is_dealt, has_objects, flag_reason, metadata, attempts, created, updated)
SELECT gen_random_uuid(), %s, 'photo ' || lpad(n::text, 7, '0') || '.jpg', md5(n::text) || md5('x' || n), 500000,
    'image/jpeg', 1024, 768, 'ready', 'new', 0, 0, '', false, false, false, '', '{}', 0,
    now() + n * interval '1 microsecond', now()
FROM generate_series(1, %s) AS n
"""


def run(images: int, people: int, connections: int) -> dict[str, Any]:
    """The figures; ``twice`` and ``starved`` must be 0, ``returned_after_expiry`` must be ``people``."""
    with empty_database(DATABASE):
        project = _project(images)
        first, second, third = (_people(project, group, people) for group in ("first", "second", "third"))
        count = _connections(min(people, connections))
        with callers(count) as ask:
            ask(Project.objects.create(organization=project.organization, name="Empty"), second, {})  # warms up
            began_s = time.process_time()
            given, first_ms = ask(project, first, {})
            Image.objects.filter(lease_holder__isnull=False).update(lease_expires=timezone.now() - timedelta(seconds=1))
            taken_up, second_ms = ask(project, second, {})
            skipped, third_ms = ask(project, second, taken_up)
            cpu_s = time.process_time() - began_s
            spread, spread_ms = ask(project, third, {}, SPREAD_S)
        rounds = [given, taken_up, skipped, spread]
        alone_ms = _alone(project, second[:ALONE], skipped)
        return {
            "images": images,
            "calls": people * len(rounds),
            "leased": sum(len(set(_found(answers))) for answers in rounds),
            "twice": sum(len(_found(answers)) - len(set(_found(answers))) for answers in rounds),
            "starved": sum(people - len(_found(answers)) for answers in rounds),
            **{f"{name}_ms": value for name, value in percentiles([*first_ms, *second_ms, *third_ms]).items()},
            "rounds_ms": [percentiles(times) for times in (first_ms, second_ms, third_ms)],
            "spread_ms": percentiles(spread_ms),
            "alone_ms": percentiles(alone_ms),
            "cpu_ms": round(cpu_s * 1000 / (people * 3), 2),
            "connections": count,
            "returned_after_expiry": len(set(_found(given)) & set(_found(taken_up))),
        }


Answers = dict[int, UUID | None]
"""By the person's id."""
Ask = Callable[..., tuple[Answers, list[float]]]


@contextmanager
def callers(count: int) -> Iterator[Ask]:
    """Threads with a connection of their own, ``count`` of them; people beyond wait for one."""
    with ThreadPoolExecutor(count) as threads:
        _on_each(threads, count, lambda: connection.ensure_connection())
        try:
            yield partial(_round, threads)
        finally:
            _on_each(threads, count, lambda: connection.close())


def _round(
    threads: ThreadPoolExecutor, project: Project, asking: Sequence[User], skip: Answers, spread_s: float = 0.0
) -> tuple[Answers, list[float]]:
    """``spread_s``: their questions come evenly within so long, instead of all at once."""

    def ask(user: User, asked_at: float) -> tuple[UUID | None, float]:
        time.sleep(max(0.0, asked_at - time.perf_counter()))
        key = do_lease_next(project, user, "annotate", skip.get(user.pk))
        return key, (time.perf_counter() - asked_at) * 1000

    began = time.perf_counter()
    moments = [began + spread_s * number / len(asking) for number in range(len(asking))]
    answers = list(threads.map(ask, asking, moments))
    return {user.pk: key for user, (key, _) in zip(asking, answers, strict=True)}, [ms for _, ms in answers]


def _on_each(threads: ThreadPoolExecutor, count: int, act: Callable[[], None]) -> None:
    barrier = Barrier(count)

    def once(_: int) -> None:
        barrier.wait()
        act()

    list(threads.map(once, range(count)))


def _alone(project: Project, people: Sequence[User], skip: Answers) -> list[float]:
    times = []
    for user in people:
        began = time.perf_counter()
        do_lease_next(project, user, "annotate", skip.get(user.pk))
        times.append((time.perf_counter() - began) * 1000)
    return times


def _found(answers: Answers) -> list[UUID]:
    return [key for key in answers.values() if key is not None]


def _connections(wanted: int) -> int:
    """As many as the server lets in."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return min(wanted, int(cursor.fetchone()[0]) - SPARE_CONNECTIONS)


def _project(images: int) -> Project:
    team = Organization.objects.create(name="A million photos")
    project = Project.objects.create(organization=team, name="Streets")
    with connection.cursor() as cursor:
        cursor.execute(GENERATE, [project.pk, images])
        cursor.execute("VACUUM ANALYZE images_image")
    return project


def _people(project: Project, group: str, count: int) -> list[User]:
    names = [f"{group} {number}" for number in range(count)]
    people = User.objects.bulk_create(User(username=name, name=name) for name in names)
    Membership.objects.bulk_create(
        Membership(organization=project.organization, user=user, role=Role.ANNOTATOR) for user in people
    )
    return people
