"""Sources over REST: listed for everybody in the project, added, tried, synced and removed by managers."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.authentication import user_of
from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.config.query import allow_only
from backend.jobs.serializers import JobSerializer
from backend.projects.access import check, project_for
from backend.sources import folder
from backend.sources.access import source_for
from backend.sources.actions import (
    checked_credentials,
    checked_place,
    do_add_source,
    do_change_source,
    do_remove_source,
    do_sync_source,
)
from backend.sources.entries import Unreachable
from backend.sources.models import TAKEN, WAITING, Source, SourceFile
from backend.sources.places import why_not
from backend.sources.sealing import seal
from backend.sources.serializers import (
    NewSourceSerializer,
    RefusedFileSerializer,
    SourceChangeSerializer,
    SourceFoldersSerializer,
    SourcePlaceSerializer,
    SourceSerializer,
    SourceTestSerializer,
    SyncSerializer,
)


class ProjectSources(generics.GenericAPIView[Source]):
    serializer_class = SourceSerializer
    queryset = Source.objects.none()

    @extend_schema(responses=SourceSerializer(many=True), operation_id="sources_list")
    def get(self, request: Request, project_id: int) -> Response:
        role = check(request.user, project_id, Action.VIEW)
        allow_only(request, ())
        sources = Source.objects.filter(project_id=project_id).select_related("job").order_by("name", "id")
        page = self.paginate_queryset(sources)
        return self.get_paginated_response(SourceSerializer(page, many=True, context={"role": role}).data)

    @extend_schema(request=NewSourceSerializer, responses={201: SourceSerializer}, operation_id="sources_create")
    def post(self, request: Request, project_id: int) -> Response:
        """Add a folder of the server or a bucket. Nothing is read until it is synced, by hand or by its interval."""
        role = check(request.user, project_id, Action.MANAGE_PROJECT)
        project = project_for(request.user, project_id, Action.MANAGE_PROJECT)
        body = NewSourceSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        source = do_add_source(project, user_of(request), body.validated_data)
        return Response(SourceSerializer(source, context={"role": role}).data, 201)


class UnsavedSourceTest(APIView):
    @extend_schema(
        request=SourcePlaceSerializer, responses={200: SourceTestSerializer}, operation_id="sources_test_unsaved"
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Try to list a source before it is added. Keeps nothing."""
        project_for(request.user, project_id, Action.MANAGE_PROJECT)
        body = SourcePlaceSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        kind = body.validated_data["kind"]
        place = checked_place(kind, body.validated_data["place"])
        credentials = checked_credentials(kind, body.validated_data.get("credentials", {}))
        return Response(_verdict(*why_not(kind, place, seal(credentials))))


class SourceFolders(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("root", str, description="One of `roots`; without it no folders are listed."),
            OpenApiParameter("path", str, description="Of the folder below it, with `/` between the names."),
        ],
        responses=SourceFoldersSerializer,
        operation_id="sources_folders",
    )
    def get(self, request: Request, project_id: int) -> Response:
        """The folders of the server that a source may be."""
        project_for(request.user, project_id, Action.MANAGE_PROJECT)
        allow_only(request, ("root", "path"))
        names: list[str] = []
        has_more = False
        if request.query_params.get("root"):
            place = checked_place(Source.Kind.FOLDER, request.query_params.dict())
            try:
                names, has_more = folder.Folder.of(place, {}).folders()
            except Unreachable as error:
                raise Problem(Code.INVALID, error.detail) from None
        return Response({"roots": folder.roots(), "folders": names, "has_more": has_more})


class OneSource(APIView):
    @extend_schema(responses=SourceSerializer, operation_id="sources_retrieve")
    def get(self, request: Request, source_id: int) -> Response:
        source, role = source_for(request.user, source_id, Action.VIEW)
        return Response(SourceSerializer(source, context={"role": role}).data)

    @extend_schema(request=SourceChangeSerializer, responses=SourceSerializer, operation_id="sources_partial_update")
    def patch(self, request: Request, source_id: int) -> Response:
        source, role = source_for(request.user, source_id, Action.MANAGE_PROJECT)
        body = SourceChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(SourceSerializer(do_change_source(source, body.validated_data), context={"role": role}).data)

    @extend_schema(responses={204: None}, operation_id="sources_destroy")
    def delete(self, request: Request, source_id: int) -> Response:
        """The source is not looked at any more; what came from it stays in the project."""
        do_remove_source(source_for(request.user, source_id, Action.MANAGE_PROJECT)[0])
        return Response(status=204)


class SourceTest(APIView):
    @extend_schema(request=None, responses={200: SourceTestSerializer}, operation_id="sources_test")
    def post(self, request: Request, source_id: int) -> Response:
        """Try to list the source, and say in one sentence what is wrong."""
        source, _ = source_for(request.user, source_id, Action.MANAGE_PROJECT)
        return Response(_verdict(*why_not(source.kind, source.place, source.credentials)))


class SyncSource(APIView):
    @extend_schema(request=SyncSerializer, responses={202: JobSerializer}, operation_id="sources_sync")
    def post(self, request: Request, source_id: int) -> Response:
        """Bring in what is new. A job does it."""
        source, _ = source_for(request.user, source_id, Action.MANAGE_PROJECT)
        body = SyncSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        job = do_sync_source(source, user_of(request), body.validated_data.get("again", False))
        return Response(JobSerializer(job).data, 202)


class RefusedFiles(generics.GenericAPIView[SourceFile]):
    serializer_class = RefusedFileSerializer
    queryset = SourceFile.objects.none()

    @extend_schema(responses=RefusedFileSerializer(many=True), operation_id="sources_refused")
    def get(self, request: Request, source_id: int) -> Response:
        """The files that were not taken, each with the reason. They are not read again until they change."""
        source, _ = source_for(request.user, source_id, Action.MANAGE_PROJECT)
        allow_only(request, ())
        refused: QuerySet[SourceFile] = source.files.exclude(code=TAKEN).exclude(code=WAITING).order_by("id")
        page = self.paginate_queryset(refused)
        return self.get_paginated_response(RefusedFileSerializer(page, many=True).data)


def _verdict(problem: Unreachable | None, first: str) -> dict[str, object]:
    if problem is None:
        return {"is_reachable": True, "code": "", "detail": "", "first": first}
    return {"is_reachable": False, "code": problem.code, "detail": problem.detail, "first": ""}
