"""`manage.py bench scale`: lists, filters and figures of a project of a million images and twenty million objects.

On an empty PostgreSQL database of its own, dropped at the end (own_database.py), filled by scale_rows.py. Every request
goes through the whole of Django, without a network, as its owner. Each kind is asked ``runs`` times, of a different
part of the data each time, after one that warms up.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from rest_framework.test import APIClient

from backend.config.pagination import Cursor
from backend.operations.bench.figures import percentiles
from backend.operations.bench.own_database import empty_database
from backend.operations.bench.scale_rows import LABELS, generate
from backend.projects.models import Label, Project

DATABASE = "stipple_bench_scale"
MONTH = "created_from=2026-01-01&created_to=2026-01-31"
Ask = Callable[[], str]


def run(images: int, objects: int, runs: int) -> dict[str, Any]:
    """``ms``: 50 and 95 % of each kind of request; ``slowest``: the kind with the highest 95 %."""
    with empty_database(DATABASE):
        began = time.perf_counter()
        project, owner = generate(images, objects)
        generated_s = time.perf_counter() - began
        client = APIClient(SERVER_NAME="127.0.0.1")
        client.force_authenticate(owner)
        measured = {name: _measure(client, ask, runs) for name, ask in _kinds(client, project, images).items()}
        slowest = max(measured, key=lambda name: measured[name]["p95"] or 0.0)
        return {
            "images": images,
            "objects": objects,
            "generated_s": round(generated_s, 1),
            "database_mb": _database_mb(),
            "runs": runs,
            "ms": measured,
            "slowest": {slowest: measured[slowest]},
        }


def _kinds(client: APIClient, project: Project, images: int) -> dict[str, Ask]:
    """Each makes the address of its next request."""
    chosen = random.Random(1)  # noqa: S311
    base = f"/api/v1/projects/{project.pk}"
    labels = list(Label.objects.filter(project=project).order_by("position").values_list("pk", flat=True))
    lists = {
        "all": "", "by -created": "ordering=-created", "by -updated": "ordering=-updated",
        "state": "state=submitted", "state by -updated": "state=rejected&ordering=-updated",
        "common label": f"label={labels[0]}", "middle label": f"label={labels[LABELS // 2]}",
        "last label": f"label={labels[-1]}", "label and state": f"label={labels[3]}&state=in_progress",
        "common tag": "tag=night", "rare tag": "tag=rare", "flagged": "flagged=true", "comments": "comments=open",
        "mine": "assignee=me", "nobody's": "assignee=none", "no batch": "batch=none", "gold": "gold=true",
        "held": "held=true", "without objects": "objects=none", "of nobody here": "annotator=0",
        "quality": "quality_below=0.01", "size": "pixels_from=1000000",
        "common metadata": "metadata=camera:8", "rare metadata": "metadata=place:street 7", "made in a month": MONTH,
        "made in a month by -updated": f"{MONTH}&ordering=-updated",
    }  # fmt: skip

    def place() -> int:
        return chosen.randrange(images)

    def image() -> str:
        return str(client.get(f"{base}/images/at/{place()}/").data["id"])

    kinds: dict[str, Ask] = {f"list: {name}": partial(_page, base, query) for name, query in lists.items()}
    return kinds | {
        "search: common": partial(_page, base, "search=camera 7/"),
        "search: one frame": lambda: _page(base, f"search=frame {place():08}"),
        "search: nothing": lambda: _page(base, f"search=missing {place()}"),
        "deep page": lambda: _deep(client, base, place()),
        "count of a filter": lambda: f"{base}/images/count/?tag=night",
        "views": lambda: f"{base}/views/",
        "image at a place": lambda: f"{base}/images/at/{place()}/",
        "image with its neighbours": lambda: f"/api/v1/images/{image()}/",
        "image with its neighbours of a state": lambda: f"/api/v1/images/{image()}/?state=accepted",
        "project": lambda: f"{base}/",
        "projects": lambda: "/api/v1/projects/",
        "labels": lambda: f"/api/v1/labels/?project={project.pk}",
        "tags": lambda: f"{base}/tags/",
        "batches": lambda: f"{base}/batches/",
        "statistics": lambda: f"{base}/statistics/",
        "reviews summary": lambda: f"{base}/reviews/summary/",
    }


def _page(base: str, query: str) -> str:
    return f"{base}/images/?{query}"


def _deep(client: APIClient, base: str, place: int) -> str:
    """The page that begins after a place of the list: what scrolling far reaches."""
    image = client.get(f"{base}/images/at/{place}/").data
    return f"{base}/images/?cursor={Cursor((image['name'], image['id']), False).encode()}"


def _measure(client: APIClient, ask: Ask, runs: int) -> dict[str, float | None]:
    times_ms = []
    for _ in range(runs + 1):
        address = ask()
        began = time.perf_counter()
        answer = client.get(address)
        times_ms.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"GET {address} answered {answer.status_code}: {answer.content[:300]!r}")
    return percentiles(times_ms[1:])


def _database_mb() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) >> 20")
        return int(cursor.fetchone()[0])
