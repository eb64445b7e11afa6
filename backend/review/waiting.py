"""What waits for a review, and what was sent back to somebody: rows of submissions."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet, Subquery
from rest_framework.request import Request

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.comments.threads import count_of, open_threads_of_replicas, open_threads_of_row
from backend.config.query import allow_only, choice, whole_number
from backend.images.models import Image
from backend.projects.access import Person, projects_of
from backend.review.models import Submission

ORDERINGS = ("at", "-at")
TO_MEND = (Image.State.REJECTED, Image.State.IN_PROGRESS)


def waiting(project_id: int) -> QuerySet[Submission]:
    """What nobody has judged yet; replicas are never judged."""
    return Submission.objects.filter(project_id=project_id, verdict="", image__state=Image.State.SUBMITTED).exclude(
        kind=Submission.Kind.REPLICA
    )


def listed(request: Request, project_id: int) -> QuerySet[Submission]:
    """The longest waiting first, unless the query string says otherwise; Problem 400 for what is not allowed."""
    allow_only(request, {"person", "label", "ordering"})
    rows = waiting(project_id)
    if (person := whole_number(request, "person")) is not None:
        rows = rows.filter(annotator_id=person)
    if (label := whole_number(request, "label")) is not None:
        objects = Object.objects.filter(annotation__image=OuterRef("image"), label_id=label, is_proposal=False)
        rows = rows.filter(Exists(objects))
    asked_in_replicas = count_of(open_threads_of_replicas("image"), "image__original")
    shown = _shown(rows).annotate(open_comments=F("open_comments") + asked_in_replicas)
    return shown.order_by(choice(request, "ordering", ORDERINGS, "at"))


def summary(project_id: int) -> dict[str, Any]:
    """How many wait, since when the longest, and whose they are."""
    rows = waiting(project_id).order_by()
    counts = dict(rows.values_list("annotator_id").annotate(n=Count("pk")))
    users = User.objects.filter(pk__in=[key for key in counts if key is not None])
    people = [{"id": u.pk, "name": u.display_name, "color": u.color, "count": counts[u.pk]} for u in users]
    return {
        "count": sum(counts.values()),
        "oldest": rows.aggregate(oldest=Min("at"))["oldest"],
        "people": sorted(people, key=lambda person: (-person["count"], person["name"])),
    }


def to_mend(user: Person) -> QuerySet[Submission]:
    """The images that were sent back to ``user`` and have not been handed in again, the latest first."""
    latest = Submission.objects.filter(image=OuterRef("image")).order_by("-attempt").values("pk")[:1]
    rows = Submission.objects.filter(
        project__in=projects_of(user),
        image__assignee_id=user.pk,
        image__state__in=TO_MEND,
        verdict=Submission.Verdict.REJECTED,
        pk=Subquery(latest),
    )
    return _shown(rows).order_by("-verdict_at")


def _shown(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """With all that the serializer shows."""
    return rows.select_related("image", "annotator", "reviewer", "project").annotate(
        agreement=F("image__consensus__mean_iou"),
        open_comments=count_of(open_threads_of_row("image")),
    )
