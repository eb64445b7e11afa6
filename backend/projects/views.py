"""Projects, their labels and who works in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from backend.accounts.actions import check_organization
from backend.accounts.authentication import user_of
from backend.accounts.roles import Action, Role
from backend.annotation.relabelling import do_delete_objects, do_relabel_objects
from backend.config.problems import Code, Problem
from backend.config.query import allow_only, choice, whole_number
from backend.images.visibility import sees_all
from backend.projects import actions
from backend.projects.access import check, people_of, project_for, projects_of, projects_where, roles_in
from backend.projects.counts import count_now, count_objects, state_counts
from backend.projects.models import Label, Project
from backend.projects.serializers import LabelShape, MemberShape, ProjectShape

METHODS = ["get", "post", "patch", "delete", "head", "options"]
FATES = ("keep", "move", "delete")
ORDERINGS = ("name", "-name", "created", "-created", "updated", "-updated")


@extend_schema_view(
    list=extend_schema(
        parameters=[
            OpenApiParameter("organization", int),
            OpenApiParameter("search", str, description="Part of the name."),
            OpenApiParameter("ordering", str, enum=ORDERINGS),
        ]
    )
)
@extend_schema(tags=["projects"])
class ProjectViewSet(viewsets.ModelViewSet):
    queryset = Project.objects.none()
    serializer_class = ProjectShape
    http_method_names = METHODS
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Project]:
        is_list = self.action == "list"
        allow_only(self.request, {"organization", "search", "ordering"} if is_list else ())
        user = user_of(self.request)
        mine = roles_in(user.pk, pk=OuterRef("pk"))
        rows = (
            projects_of(user)
            .annotate(role=Subquery(mine.values("effective")[:1]))
            .prefetch_related(Prefetch("labels", Label.objects.order_by("position", "pk")))
            .order_by(choice(self.request, "ordering", ORDERINGS, "name"), "pk")
        )
        if (organization := whole_number(self.request, "organization")) is not None:
            rows = rows.filter(organization_id=organization)
        if search := self.request.query_params.get("search", ""):
            rows = rows.filter(name__icontains=search)
        return rows

    def get_object(self) -> Project:
        check(self.request.user, int(self.kwargs["pk"]), Action.VIEW)
        return super().get_object()

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer:
        shown = args[0] if args else None
        context = dict(kwargs.pop("context", None) or self.get_serializer_context())
        if shown is not None and "data" not in kwargs:
            projects = shown if kwargs.get("many") else [shown]
            context["states"] = state_counts(projects)
            with_gold = [project.pk for project in projects if sees_all(Role(project.role))]
            count_objects([label for project in projects for label in project.labels.all()], with_gold)
        return ProjectShape(*args, context=context, **kwargs)

    def _shown(self, project: Project, status_code: int) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=project.pk)).data, status_code)

    @extend_schema(responses={201: ProjectShape})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        user = user_of(request)
        values = serializer.validated_data
        check_organization(user, values["organization_id"], Action.CREATE_PROJECT)
        return self._shown(actions.create_project(**values), status.HTTP_201_CREATED)

    @extend_schema(responses=ProjectShape)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        project = project_for(request.user, int(kwargs["pk"]), Action.MANAGE_PROJECT)
        serializer = self.get_serializer(project, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return self._shown(actions.change_project(project, **serializer.validated_data), status.HTTP_200_OK)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        actions.delete_project(project_for(request.user, int(kwargs["pk"]), Action.DELETE_PROJECT))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=MemberShape(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def members(self, request: Request, pk: str) -> Response:
        """Who works in the project, with their roles here, whence these come, and their colours."""
        project = project_for(request.user, int(pk), Action.VIEW)
        return Response(MemberShape(people_of(project), many=True).data)


@extend_schema_view(
    list=extend_schema(parameters=[OpenApiParameter("project", int)]),
    destroy=extend_schema(
        parameters=[
            OpenApiParameter(
                "objects",
                str,
                enum=FATES,
                description="What becomes of its objects: kept without a label (the default), moved to the label `to`, "
                "or deleted.",
            ),
            OpenApiParameter("to", int, description="The other label, of the same project."),
        ]
    ),
)
@extend_schema(tags=["labels"])
class LabelViewSet(viewsets.ModelViewSet):
    """Labels of the caller's projects. Deleting one leaves its objects' masks, unless the caller says otherwise."""

    queryset = Label.objects.none()
    serializer_class = LabelShape
    http_method_names = METHODS
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Label]:
        allow_only(self.request, {"list": {"project"}, "destroy": {"objects", "to"}}.get(self.action, ()))
        rows = Label.objects.filter(project__in=projects_of(self.request.user)).order_by("position", "pk")
        project = whole_number(self.request, "project")
        return rows if project is None else rows.filter(project_id=project)

    def get_object(self) -> Label:
        """Who may not change it is told so before what they sent is looked at."""
        label: Label = super().get_object()
        check(self.request.user, label.project_id, Action.VIEW if self.action == "retrieve" else Action.MANAGE_LABELS)
        return label

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer:
        if args:
            self._count(args[0] if kwargs.get("many") else [args[0]])
        return super().get_serializer(*args, **kwargs)

    def perform_create(self, serializer: BaseSerializer) -> None:
        values = dict(serializer.validated_data)
        project = project_for(self.request.user, values.pop("project_id"), Action.MANAGE_LABELS)
        serializer.instance = actions.create_label(project, **values)
        self._count([serializer.instance])

    def perform_update(self, serializer: BaseSerializer) -> None:
        actions.change_label(cast(Label, serializer.instance), **serializer.validated_data)

    def perform_destroy(self, instance: Label) -> None:
        fate, to = choice(self.request, "objects", FATES, "keep"), whole_number(self.request, "to")
        other = Label.objects.filter(project_id=instance.project_id, pk=to or 0).exclude(pk=instance.pk).first()
        if fate == "move" and other is None:
            raise Problem(Code.UNKNOWN_LABEL, f"to={to} is not another label of this project; choose one that is.")
        if fate == "move" and other is not None:
            do_relabel_objects(user_of(self.request), instance, other)
        elif fate == "delete":
            do_delete_objects(user_of(self.request), instance)
        actions.delete_label(instance)

    def _count(self, labels: Collection[Label]) -> None:
        with_gold = projects_where(user_of(self.request), Action.REVIEW)
        if self.action == "retrieve":
            count_now(next(iter(labels)), with_gold)
        else:
            count_objects(labels, with_gold)
