"""How fast the figures of a month are: every statistics endpoint, asked over HTTP of a seeded project."""

from __future__ import annotations

import time
from typing import Any

from backend.operations.bench.figures import percentiles
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account

PROJECT = "Seeded month"


def run(product: TemporaryProduct, people: int, images: int, runs: int) -> dict[str, Any]:
    """Milliseconds of each endpoint, p50 and p95 of ``runs`` requests by its owner after one that warms up."""
    began = time.perf_counter()
    product.manage("seed_month", "--project", PROJECT, "--people", str(people), "--images", str(images))
    seeded_s = time.perf_counter() - began
    with Account(product.url, product.username, product.password) as account:
        project = next(row for row in account.all_pages("/api/v1/projects/") if row["name"] == PROJECT)
        endpoints = _endpoints(project["id"], project["organization"])
        measured = {name: _measure(account, path, runs) for name, path in endpoints.items()}
        totals = account.get(endpoints["project"])["totals"]
    facts = {"people": people, "images": images, "submissions": totals["images"] + totals["reworked"]}
    return {**facts, "seed_s": round(seeded_s, 1), "runs": runs, "ms": measured}


def _endpoints(project: int, organization: int) -> dict[str, str]:
    base, team = f"/api/v1/projects/{project}", f"/api/v1/organizations/{organization}"
    return {
        "project": f"{base}/statistics/",
        "organization": f"{team}/statistics/",
        "me": "/api/v1/me/statistics/",
        **{f"{name}.csv": f"{base}/statistics/{name}.csv" for name in ("people", "daily", "labels", "agreement")},
        "projects.csv": f"{team}/statistics/projects.csv",
        "reviews": f"{base}/reviews/",
        "reviews summary": f"{base}/reviews/summary/",
    }


def _measure(account: Account, path: str, runs: int) -> dict[str, float | None]:
    account.fetch(path)
    times_ms = []
    for _ in range(runs):
        began = time.perf_counter()
        account.fetch(path)
        times_ms.append((time.perf_counter() - began) * 1000)
    return percentiles(times_ms)
