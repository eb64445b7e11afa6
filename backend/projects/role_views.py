"""Roles for one project over REST."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import is_id
from backend.accounts.permissions import SessionToWrite
from backend.accounts.roles import Action, Role
from backend.config.query import allow_only
from backend.projects.access import check, project_for
from backend.projects.models import ProjectRole
from backend.projects.roles import do_give_role, do_take_role
from backend.projects.serializers import ProjectRoleShape


@extend_schema(tags=["projects"])
class ProjectRoles(generics.ListAPIView):
    """Who has a role for this project, in place of that in the team."""

    serializer_class = ProjectRoleShape
    queryset = ProjectRole.objects.none()

    def get_queryset(self) -> QuerySet[ProjectRole]:
        allow_only(self.request, ())
        project = project_for(self.request.user, self.kwargs["project_id"], Action.VIEW)
        return ProjectRole.objects.filter(project=project).select_related("user").order_by("pk")


@extend_schema(tags=["projects"])
class OneProjectRole(APIView):
    permission_classes = [SessionToWrite]

    @extend_schema(request=ProjectRoleShape, responses=ProjectRoleShape, operation_id="projects_roles_give")
    def put(self, request: Request, project_id: int, user_id: int) -> Response:
        """Give a member of the team a role for this project: lower or higher than the one in the team."""
        project = project_for(request.user, project_id, Action.MANAGE_MEMBERS)
        body = ProjectRoleShape(data=request.data)
        body.is_valid(raise_exception=True)
        actor = check(request.user, project_id, Action.MANAGE_MEMBERS)
        role: Any = body.validated_data["role"]
        given = do_give_role(project, user_id if is_id(user_id) else 0, Role(role), actor)
        return Response(ProjectRoleShape(given).data)

    @extend_schema(responses={204: None}, operation_id="projects_roles_take")
    def delete(self, request: Request, project_id: int, user_id: int) -> Response:
        """Take the role for this project away: the one in the team counts again."""
        project = project_for(request.user, project_id, Action.MANAGE_MEMBERS)
        actor = check(request.user, project_id, Action.MANAGE_MEMBERS)
        do_take_role(project, user_id if is_id(user_id) else 0, actor)
        return Response(status=204)
