"""The audit log of a team over REST: for its managers and owners, the latest first, and as a CSV file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import time
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.accounts.actions import check_organization
from backend.accounts.audit import Event
from backend.accounts.authentication import user_of
from backend.accounts.models import AuditEntry, Membership, User
from backend.accounts.roles import Action
from backend.config.query import allow_only, choice, moment, whole_number
from backend.images.serving import AnyMedia

FILTERS = {"actor", "action", "project", "from", "to"}
EVENTS = [event.value for event in Event]
COLUMNS = ("at", "actor", "action", "target", "project", "detail", "address")
FORMULA_STARTS = ("=", "+", "-", "@", "\t")
PARAMETERS = [
    OpenApiParameter("actor", int, description="Id of the person who did it."),
    OpenApiParameter("action", str, enum=EVENTS),
    OpenApiParameter("project", int),
    OpenApiParameter("from", str, description="A day or a time (ISO 8601); the day counts from its start, in UTC."),
    OpenApiParameter("to", str, description="A day or a time (ISO 8601); the day counts to its end."),
]


@extend_schema_serializer(component_name="AuditEntry")
class AuditEntryShape(serializers.ModelSerializer):
    actor = serializers.SerializerMethodField(help_text="The name of who did it; empty for the program itself.")
    project_name = serializers.CharField(source="project.name", default="", read_only=True)
    detail = serializers.DictField(read_only=True)

    class Meta:
        model = AuditEntry
        fields = ["id", "at", "actor", "action", "target", "project", "project_name", "detail", "address"]
        read_only_fields = fields

    def get_actor(self, entry: AuditEntry) -> str:
        return entry.actor.display_name if entry.actor else entry.actor_name


@extend_schema_serializer(component_name="AuditActor")
class AuditActorShape(serializers.ModelSerializer):
    name = serializers.CharField(source="display_name", read_only=True)
    is_member = serializers.BooleanField(read_only=True, help_text="False: they have left the team.")

    class Meta:
        model = User
        fields = ["id", "name", "username", "is_member"]
        read_only_fields = fields


def entries(request: Request, organization_id: int) -> QuerySet[AuditEntry]:
    """What the request asks for of a team's log, when the caller may see it."""
    check_organization(user_of(request), organization_id, Action.VIEW_AUDIT)
    allow_only(request, FILTERS)
    rows = AuditEntry.objects.filter(organization_id=organization_id).select_related("actor", "project")
    for name in ("actor", "project"):
        if (key := whole_number(request, name)) is not None:
            rows = rows.filter(**{name: key})
    if event := choice(request, "action", EVENTS):
        rows = rows.filter(action=event)
    if (start := moment(request, "from", time.min)) is not None:
        rows = rows.filter(at__gte=start)
    if (end := moment(request, "to", time.max)) is not None:
        rows = rows.filter(at__lte=end)
    return rows.order_by("-at", "-id")


@extend_schema(tags=["audit"], parameters=PARAMETERS)
class TeamAudit(generics.ListAPIView[AuditEntry]):
    """Who did what in a team, the latest first."""

    serializer_class = AuditEntryShape
    queryset = AuditEntry.objects.none()

    def get_queryset(self) -> QuerySet[AuditEntry]:
        return entries(self.request, self.kwargs["organization_id"])


@extend_schema(tags=["audit"])
class TeamAuditActors(generics.ListAPIView[User]):
    """Whom `actor` of the log can be: who is in the team, and who has left it and is in the log."""

    serializer_class = AuditActorShape
    queryset = User.objects.none()

    def get_queryset(self) -> QuerySet[User]:
        allow_only(self.request, ())
        team = self.kwargs["organization_id"]
        check_organization(user_of(self.request), team, Action.VIEW_AUDIT)
        members = Membership.objects.filter(organization_id=team)
        actors = AuditEntry.objects.filter(organization_id=team, actor__isnull=False).values("actor")
        rows = User.objects.annotate(is_member=Exists(members.filter(user=OuterRef("pk"))))
        return rows.filter(Q(is_member=True) | Q(pk__in=actors)).order_by("pk")


class TeamAuditCsv(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(
        tags=["audit"],
        parameters=PARAMETERS,
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
        operation_id="organizations_audit_csv",
    )
    def get(self, request: Request, organization_id: int) -> StreamingHttpResponse:
        """The same as a CSV file, all of it."""
        answer = StreamingHttpResponse(lines(entries(request, organization_id)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="activity-{timezone.now().date().isoformat()}.csv"'
        return answer


class Echo:
    """A file that hands back what is written to it: csv writes to files only."""

    def write(self, line: str) -> str:
        return line


def lines(rows: QuerySet[AuditEntry]) -> Iterator[str]:
    writer: Any = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    for entry in rows.iterator(chunk_size=500):
        yield writer.writerow([cell(value) for value in _values(entry)])


def _values(entry: AuditEntry) -> tuple[str, ...]:
    return (
        entry.at.isoformat(),
        entry.actor_name,
        entry.action,
        entry.target,
        entry.project.name if entry.project else "",
        json.dumps(entry.detail, ensure_ascii=False) if entry.detail else "",
        entry.address,
    )


def cell(text: str) -> str:
    """Spreadsheets run cells that begin like a formula; names are typed by anybody."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text
