"""The figures of a set of submissions, added up by the database; docs/statistics.md defines each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, Sum

from backend.review.models import Submission

Kind, Verdict = Submission.Kind, Submission.Verdict
BY_PEOPLE = ~Q(kind=Kind.CONSENSUS)
FIRST = BY_PEOPLE & Q(attempt=1)


def sums() -> dict[str, Any]:
    """For ``aggregate`` and ``annotate``."""
    return {
        "images": Count("pk", filter=FIRST),
        "reworked": Count("pk", filter=BY_PEOPLE & Q(attempt__gt=1)),
        "objects": Sum("objects_in_effect", filter=FIRST, default=0),
        "seconds": Sum("seconds", default=0.0),
        "clicks": Sum("clicks", default=0),
        "strokes": Sum("strokes", default=0),
        "accepted": Count("pk", filter=Q(verdict=Verdict.ACCEPTED)),
        "rejected": Count("pk", filter=Q(verdict=Verdict.REJECTED)),
        "fixed_objects": Sum("fixed_objects", default=0),
    }


def figures(row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` has the columns of ``sums``; added are what they come to for one object and of all verdicts."""
    added = {name: row[name] for name in sums()}
    added["seconds"] = round(added["seconds"], 1)
    return added | {
        "seconds_per_object": ratio(row["seconds"], row["objects"]),
        "clicks_per_object": ratio(row["clicks"], row["objects"]),
        "acceptance": ratio(row["accepted"], row["accepted"] + row["rejected"]),
    }


def ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None
