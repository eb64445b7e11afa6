"""Files to import over REST: hand one over, list them, take one back. A job of the kind ``import`` then reads it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.authentication import user_of
from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.config.query import allow_only
from backend.formats.import_files import do_keep, do_remove
from backend.formats.models import ImportFile
from backend.formats.serializers import ImportFileSerializer, NewImportFileSerializer
from backend.images.upload import UnreadMultipart, received
from backend.projects.access import check, project_for


class ImportFiles(generics.GenericAPIView[ImportFile]):
    parser_classes = [UnreadMultipart]
    serializer_class = ImportFileSerializer
    queryset = ImportFile.objects.none()

    @extend_schema(responses=ImportFileSerializer(many=True), operation_id="import_files_list")
    def get(self, request: Request, project_id: int) -> Response:
        project_for(request.user, project_id, Action.UPLOAD)
        allow_only(request, ())
        page = self.paginate_queryset(ImportFile.objects.filter(project_id=project_id).order_by("-created"))
        return self.get_paginated_response(ImportFileSerializer(page, many=True).data)

    @extend_schema(
        request={"multipart/form-data": NewImportFileSerializer},
        responses={201: ImportFileSerializer},
        operation_id="import_files_create",
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Hand over one archive or annotation file. It is kept for a week; nothing is imported yet."""
        project = project_for(request.user, project_id, Action.UPLOAD)
        if not (request.content_type or "").startswith("multipart/form-data"):
            raise Problem(Code.UNSUPPORTED_MEDIA_TYPE, "Send multipart/form-data with the field `files`.", 415)
        with received(request._request) as files:
            if len(files) != 1:
                raise Problem(Code.BAD_REQUEST, f"Send exactly one file in the field `files`, not {len(files)}.")
            if refusal := files[0].refusal:
                raise Problem(refusal.code, refusal.detail)
            incoming = files[0].incoming
            incoming.close()
            row = do_keep(project, user_of(request), files[0].name, incoming.path, incoming.size_bytes)
        return Response(ImportFileSerializer(row).data, 201)


class OneImportFile(APIView):
    @extend_schema(responses=ImportFileSerializer, operation_id="import_files_retrieve")
    def get(self, request: Request, file_id: UUID) -> Response:
        return Response(ImportFileSerializer(_file_for(request, file_id)).data)

    @extend_schema(responses={204: None}, operation_id="import_files_destroy")
    def delete(self, request: Request, file_id: UUID) -> Response:
        do_remove(_file_for(request, file_id))
        return Response(status=204)


def _file_for(request: Request, file_id: UUID) -> ImportFile:
    row = ImportFile.objects.filter(pk=file_id).first()
    if row is None:
        raise Http404
    check(request.user, row.project_id, Action.UPLOAD)
    return row
