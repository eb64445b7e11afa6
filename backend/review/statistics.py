"""The statistics of a project, a team or a person in a period: every sum is made by the database, a dozen queries."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate, TruncWeek
from django.utils import timezone

from backend.accounts.models import User
from backend.images.models import Image
from backend.review.figures import figures, ratio, sums
from backend.review.models import Comparison, LabelCount, Submission
from backend.review.period import Period

FORECAST_DAYS = 14
DONE = (Image.State.SUBMITTED, Image.State.ACCEPTED)
Row = dict[str, Any]


@dataclass(frozen=True)
class Scope:
    """``within``: a filter on anything that has a ``project``. ``person``: only what this user has done. Comparisons
    with gold count where ``with_gold`` holds alone."""

    within: Q
    person: int | None = None
    with_gold: Q = field(default_factory=Q)

    def submissions(self, period: Period) -> QuerySet[Submission]:
        start, end = period.bounds
        rows = Submission.objects.filter(self.within, at__gte=start, at__lt=end).order_by()
        return rows if self.person is None else rows.filter(annotator_id=self.person)

    def comparisons(self, period: Period) -> QuerySet[Comparison]:
        start, end = period.bounds
        shown = self.with_gold | Q(kind=Comparison.Kind.PAIR) if self.with_gold else Q()
        rows = Comparison.objects.filter(self.within, shown, at__gte=start, at__lt=end).order_by()
        return rows if self.person is None else rows.filter(Q(person_id=self.person) | Q(other_person_id=self.person))

    def images(self) -> QuerySet[Image]:
        rows = Image.objects.filter(self.within, replica=0).order_by()
        return rows if self.person is None else rows.filter(assignee_id=self.person)


def statistics(scope: Scope, period: Period) -> Row:
    """The figures that a project, a team and a person have alike."""
    states = states_of(scope)
    return {
        "from": period.first,
        "to": period.last,
        "person": scope.person,
        "person_name": name_of_person(scope),
        "totals": totals(scope, period),
        "before": totals(scope, period.before),
        "daily": daily(scope, period),
        "labels": labels(scope, period),
        "agreement": agreement(scope, period),
        "people": people(scope, period),
        "reviewers": reviewers(scope, period),
        "states": states,
        "forecast": forecast(scope, states, timezone.now()),
    }


def name_of_person(scope: Scope) -> str | None:
    """None, too, for who has never handed anything in here: no stranger's name is told."""
    handed_in = Submission.objects.filter(scope.within, annotator=OuterRef("pk"))
    person = User.objects.filter(Exists(handed_in), pk=scope.person).first() if scope.person else None
    return person.display_name if person else None


def totals(scope: Scope, period: Period) -> Row:
    added = figures(scope.submissions(period).aggregate(**sums()))
    gold, pair = (Avg("mean_iou", filter=Q(kind=kind)) for kind in (Comparison.Kind.GOLD, Comparison.Kind.PAIR))
    return added | scope.comparisons(period).aggregate(gold_score=gold, agreement=pair)


def daily(scope: Scope, period: Period) -> list[Row]:
    """The days on which something was handed in, in order."""
    rows = scope.submissions(period).annotate(day=TruncDate("at")).values("day").annotate(**sums()).order_by("day")
    return [{"day": row["day"]} | figures(row) for row in rows]


def labels(scope: Scope, period: Period) -> list[Row]:
    """Objects by label as they were handed in for the first time, the most frequent first."""
    handed_in = scope.submissions(period).filter(attempt=1).exclude(kind=Submission.Kind.CONSENSUS)
    rows = LabelCount.objects.filter(submission__in=handed_in).order_by()
    named = rows.values("label_id", name=F("label__name"), color=F("label__color"), project=F("label__project_id"))
    counted = named.annotate(found=Sum("count")).order_by("-found", "label_id")
    return [{**row, "objects": row["found"]} for row in counted]


def agreement(scope: Scope, period: Period) -> list[Row]:
    """By week (its Monday) and kind, in order."""
    weekly = scope.comparisons(period).annotate(week=TruncWeek("at")).values("week", "kind")
    rows = weekly.annotate(mean_iou=Avg("mean_iou"), dice=Avg("dice"), pq=Avg("pq"), comparisons=Count("pk")).order_by(
        "week", "kind"
    )
    return [row | {"week": row["week"].date()} for row in rows]


def people(scope: Scope, period: Period) -> list[Row]:
    """Everybody who handed something in, the busiest first."""
    rows = scope.submissions(period).filter(annotator__isnull=False).values("annotator_id").annotate(**sums())
    gold = _gold_of(scope, period)
    pairs = _pairs_of(scope, period)
    known = _persons(row["annotator_id"] for row in rows)
    found = []
    for row in rows:
        key = row["annotator_id"]
        score, count = gold.get(key, (None, 0))
        agreed = {"gold_score": score, "gold_count": count, "agreement": pairs.get(key)}
        found.append({"person": known[key]} | figures(row) | agreed)
    return sorted(found, key=lambda row: (-row["images"], row["person"]["name"]))


def reviewers(scope: Scope, period: Period) -> list[Row]:
    """Everybody who judged what was handed in during the period, the busiest first."""
    judged = scope.submissions(period).filter(reviewer__isnull=False)
    rows: Any = judged.values("reviewer_id").annotate(**sums())
    known = _persons(row["reviewer_id"] for row in rows)
    found = [
        {"person": known[row["reviewer_id"]]}
        | {name: row[name] for name in ("accepted", "rejected", "fixed_objects")}
        | {"acceptance": ratio(row["accepted"], row["accepted"] + row["rejected"])}
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row["accepted"] - row["rejected"], row["person"]["name"]))


def states_of(scope: Scope) -> dict[str, int]:
    """How many images are in each state now."""
    found = dict(scope.images().values_list("state").annotate(n=Count("pk")))
    return {state: found.get(state, 0) for state in Image.State.values}


def forecast(scope: Scope, states: dict[str, int], now: datetime) -> Row:
    """When the rest will have been handed in at the rate of the last FORECAST_DAYS, which holidays count in, or of all
    ``days`` since the first image was handed in; null where nothing was handed in then."""
    remaining = sum(count for state, count in states.items() if state not in DONE)
    handed_in = Submission.objects.filter(scope.within, at__lte=now, attempt=1).exclude(kind=Submission.Kind.REPLICA)
    handed_in = handed_in if scope.person is None else handed_in.filter(annotator_id=scope.person)
    begun = handed_in.aggregate(first=Min("at"))["first"]
    days = FORECAST_DAYS if begun is None else min(FORECAST_DAYS, (now.date() - begun.date()).days + 1)
    per_day = round(handed_in.filter(at__gte=now - timedelta(days=FORECAST_DAYS)).count() / days, 2)
    done_on: date | None = None
    if per_day and remaining / per_day < 36_500:
        done_on = now.date() + timedelta(days=math.ceil(remaining / per_day))
    return {"remaining": remaining, "per_day": per_day, "days": days, "done_on": done_on}


def _gold_of(scope: Scope, period: Period) -> dict[int, tuple[float, int]]:
    rows = scope.comparisons(period).filter(kind=Comparison.Kind.GOLD, person__isnull=False)
    scores = rows.values("person_id").annotate(score=Avg("mean_iou"), count=Count("pk"))
    return {row["person_id"]: (round(row["score"], 4), row["count"]) for row in scores}


def _pairs_of(scope: Scope, period: Period) -> dict[int, float]:
    """The mean over all pairs that a person was one of."""
    added: dict[int, tuple[float, int]] = {}
    pairs = scope.comparisons(period).filter(kind=Comparison.Kind.PAIR)
    for side in ("person_id", "other_person_id"):
        rows = pairs.filter(**{f"{side}__isnull": False}).values(side).annotate(total=Sum("mean_iou"), n=Count("pk"))
        for row in rows:
            total, count = added.get(row[side], (0.0, 0))
            added[row[side]] = (total + row["total"], count + row["n"])
    return {key: round(total / count, 4) for key, (total, count) in added.items()}


def _persons(keys: Iterable[int]) -> dict[int, Row]:
    rows = User.objects.filter(pk__in=set(keys))
    return {user.pk: {"id": user.pk, "name": user.display_name, "color": user.color} for user in rows}
