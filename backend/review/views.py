"""What waits for review, what is to be mended, and the figures of a project, a team or oneself."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions import check_organization
from backend.accounts.authentication import user_of
from backend.accounts.roles import Action
from backend.config.query import allow_only, whole_number
from backend.projects.access import check, projects_of, projects_where
from backend.review.models import Submission
from backend.review.period import Period, period_of
from backend.review.serializers import (
    StatisticsSerializer,
    SubmissionSerializer,
    TeamStatisticsSerializer,
    WaitingSummarySerializer,
)
from backend.review.statistics import Scope, statistics
from backend.review.tables import table
from backend.review.team_projects import team_projects
from backend.review.waiting import ORDERINGS, listed, summary, to_mend

PERIOD = [
    OpenApiParameter("from", OpenApiTypes.DATE, description="The first day, in UTC; 30 days back by default."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="The last day, included; today by default."),
]
PERSON = OpenApiParameter("person", int, description="Only what this user has handed in.")
CSV = {(200, "text/csv"): OpenApiTypes.STR}


class ProjectReviews(generics.GenericAPIView[Submission]):
    serializer_class = SubmissionSerializer
    queryset = Submission.objects.none()

    @extend_schema(
        parameters=[
            PERSON,
            OpenApiParameter("label", int, description="Images with an object of this label."),
            OpenApiParameter(
                "ordering", enum=ORDERINGS, description="The longest waiting first unless said otherwise."
            ),
        ],
        responses=SubmissionSerializer(many=True),
        operation_id="reviews_list",
    )
    def get(self, request: Request, project_id: int) -> Response:
        """The images that wait for review, with what was handed in."""
        check(request.user, project_id, Action.REVIEW)
        page = self.paginate_queryset(listed(request, project_id))
        return self.get_paginated_response(SubmissionSerializer(page, many=True).data)


class ReviewSummary(APIView):
    @extend_schema(responses=WaitingSummarySerializer, operation_id="reviews_summary")
    def get(self, request: Request, project_id: int) -> Response:
        """How many images wait for review, since when, and whose they are."""
        check(request.user, project_id, Action.REVIEW)
        allow_only(request, ())
        return Response(WaitingSummarySerializer(summary(project_id)).data)


class MyRejected(generics.GenericAPIView[Submission]):
    serializer_class = SubmissionSerializer
    queryset = Submission.objects.none()

    @extend_schema(responses=SubmissionSerializer(many=True), operation_id="me_rejected_list")
    def get(self, request: Request) -> Response:
        """The caller's images that were sent back and are to be mended."""
        allow_only(request, ())
        page = self.paginate_queryset(to_mend(request.user))
        return self.get_paginated_response(SubmissionSerializer(page, many=True).data)


class StatisticsView(APIView):
    """The figures in one answer, or one ``table`` of them as a CSV file."""

    table = ""

    def answer(self, request: Request, within: Q, person: int | None, with_gold: Q | None = None) -> Any:
        period = period_of(request, timezone.now().date())
        scope = Scope(within, person, with_gold or Q())
        if not self.table:
            return Response(self.figures(scope, period))
        answer = HttpResponse(table(self.table, scope, period), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.table}_{period.first}_{period.last}.csv"'
        return answer

    def figures(self, scope: Scope, period: Period) -> Any:
        return StatisticsSerializer(statistics(scope, period)).data


class ProjectStatistics(StatisticsView):
    @extend_schema(parameters=[*PERIOD, PERSON], responses=StatisticsSerializer, operation_id="projects_statistics")
    def get(self, request: Request, project_id: int) -> Any:
        """Throughput, time, acceptance, labels and agreement of a project."""
        check(request.user, project_id, Action.SEE_STATISTICS)
        allow_only(request, {"from", "to", "person"})
        return self.answer(request, Q(project_id=project_id), whole_number(request, "person"))


class OrganizationStatistics(StatisticsView):
    @extend_schema(
        parameters=[*PERIOD, PERSON], responses=TeamStatisticsSerializer, operation_id="organizations_statistics"
    )
    def get(self, request: Request, organization_id: int) -> Any:
        """The same of all projects of a team, and of each of them."""
        check_organization(user_of(request), organization_id, Action.SEE_STATISTICS)
        allow_only(request, {"from", "to", "person"})
        within = Q(project__organization_id=organization_id)
        return self.answer(request, within, whole_number(request, "person"))

    def figures(self, scope: Scope, period: Period) -> Any:
        found = statistics(scope, period) | {"projects": team_projects(scope, period)}
        return TeamStatisticsSerializer(found).data


class MyStatistics(StatisticsView):
    @extend_schema(parameters=PERIOD, responses=StatisticsSerializer, operation_id="me_statistics")
    def get(self, request: Request) -> Any:
        """The caller's own figures, of all projects that they are still in; gold where they review alone."""
        allow_only(request, {"from", "to"})
        user = user_of(request)
        with_gold = Q(project__in=projects_where(user, Action.REVIEW))
        return self.answer(request, Q(project__in=projects_of(user)), user.pk, with_gold)


class ProjectTable(ProjectStatistics):
    @extend_schema(parameters=[*PERIOD, PERSON], responses=CSV)
    def get(self, request: Request, project_id: int) -> Any:
        """One table of a project's statistics as a CSV file."""
        return super().get(request, project_id)


class OrganizationTable(OrganizationStatistics):
    @extend_schema(parameters=[*PERIOD, PERSON], responses=CSV)
    def get(self, request: Request, organization_id: int) -> Any:
        """One table of a team's statistics as a CSV file."""
        return super().get(request, organization_id)
