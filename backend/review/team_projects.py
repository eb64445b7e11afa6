"""The projects of a team side by side: what was handed in to each during a period, and how far it is now."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Avg, Count, Q

from backend.images.models import Image
from backend.projects.models import Project
from backend.review.figures import figures, sums
from backend.review.models import Comparison
from backend.review.period import Period
from backend.review.statistics import Row, Scope

NOTHING = dict.fromkeys(sums(), 0)


def team_projects(scope: Scope, period: Period) -> list[Row]:
    """Every project with an image or with work in the period, the busiest first: four queries, however many there are.

    Of one person: those in which they handed something in, with the states of the images that are assigned to them.
    """
    worked = _work_by_project(scope, period)
    states = _states_by_project(scope)
    compared = _comparisons_by_project(scope, period)
    shown = {*worked, *states} if scope.person is None else {*worked}
    names = dict(Project.objects.filter(pk__in=shown).values_list("pk", "name"))
    found = [
        {"project": {"id": key, "name": name}, "states": states[key]}
        | figures(worked.get(key, NOTHING))
        | compared.get(key, {"gold_score": None, "agreement": None})
        for key, name in names.items()
    ]
    return sorted(found, key=lambda row: (-row["images"], row["project"]["name"]))


def _work_by_project(scope: Scope, period: Period) -> dict[int, Row]:
    rows: Any = scope.submissions(period).values("project_id").annotate(**sums())
    return {row["project_id"]: row for row in rows}


def _states_by_project(scope: Scope) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Image.State.values, 0))
    for project, state, count in scope.images().values_list("project_id", "state").annotate(n=Count("pk")):
        found[project][state] = count
    return found


def _comparisons_by_project(scope: Scope, period: Period) -> dict[int, Row]:
    gold, pair = (Avg("mean_iou", filter=Q(kind=kind)) for kind in (Comparison.Kind.GOLD, Comparison.Kind.PAIR))
    rows = scope.comparisons(period).values("project_id").annotate(gold_score=gold, agreement=pair)
    return {row["project_id"]: {name: row[name] for name in ("gold_score", "agreement")} for row in rows}
