"""Resumable uploads over REST: tus 1.0.0, and beside it what an upload became, as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, UnreadablePostError
from django.http.request import QueryDict
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.authentication import user_of
from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.config.query import allow_only
from backend.projects.access import check, project_for
from backend.uploads import checksum, limits, protocol
from backend.uploads.access import check_own, upload_for
from backend.uploads.actions import do_append, do_begin, do_end, settle_if_whole, stand
from backend.uploads.models import Upload
from backend.uploads.serializers import ResumableUploadSerializer

PIECE = {protocol.PIECE_TYPE: OpenApiTypes.BINARY}
TUS = OpenApiParameter("Tus-Resumable", str, OpenApiParameter.HEADER, required=True, enum=[protocol.VERSION])
CHECKSUM = OpenApiParameter(
    "Upload-Checksum", str, OpenApiParameter.HEADER, description="sha1 or sha256, a space, the digest in base64."
)


class UnreadBody(BaseParser):
    """Leaves the body to the view, which reads it piece by piece once the caller's permission is known."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> QueryDict:
        return QueryDict("")


class TusView(APIView):
    parser_classes = [UnreadBody]

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        protocol.mark(answer)
        return answer

    @extend_schema(exclude=True)
    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What this server can do, for whoever may upload here."""
        self.check_access(request, **kwargs)
        return Response(status=204, headers=protocol.of_server(limits.largest_bytes()))

    def check_access(self, request: Request, **names: Any) -> None:
        raise NotImplementedError


class ProjectUploads(TusView, generics.GenericAPIView[Upload]):
    serializer_class = ResumableUploadSerializer
    queryset = Upload.objects.none()

    @extend_schema(responses=ResumableUploadSerializer(many=True), operation_id="uploads_list")
    def get(self, request: Request, project_id: int) -> Response:
        """What is on its way into the project, and what became of the uploads of the last week; newest first."""
        check(request.user, project_id, Action.UPLOAD)
        allow_only(request, ())
        page = self.paginate_queryset(Upload.objects.filter(project_id=project_id).order_by("-created"))
        return self.get_paginated_response(ResumableUploadSerializer(page, many=True).data)

    @extend_schema(
        parameters=[
            TUS,
            OpenApiParameter("Upload-Length", int, OpenApiParameter.HEADER, required=True, description="Bytes."),
            OpenApiParameter(
                "Upload-Metadata",
                str,
                OpenApiParameter.HEADER,
                description="`filename` and `purpose` (image, archive or import), each with its value in base64.",
            ),
            CHECKSUM,
        ],
        request=PIECE,
        responses={201: None},
        operation_id="uploads_create",
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Begin an upload (tus creation): its address is in `Location`. The body may hold its first piece."""
        project = project_for(request.user, project_id, Action.UPLOAD)
        protocol.check_version(request._request)
        begun, expected = protocol.begun(request._request), checksum.parsed(request.headers.get("Upload-Checksum"))
        upload = do_begin(project, user_of(request), begun)
        offset = 0
        if protocol.is_piece(request._request):
            offset = do_append(upload, 0, _reading(request._request), expected)
        settle_if_whole(upload)
        where = reverse("api:upload", args=[upload.pk])  # proxies may change the rest of the address
        return Response(status=201, headers={"Location": where} | protocol.of_upload(upload, offset))

    def check_access(self, request: Request, **names: Any) -> None:
        check(request.user, names["project_id"], Action.UPLOAD)


class OneUpload(TusView):
    @extend_schema(responses=ResumableUploadSerializer, operation_id="uploads_retrieve")
    def get(self, request: Request, upload_id: UUID) -> Response:
        """Where the upload stands, and what became of it."""
        upload = upload_for(request.user, upload_id)
        settle_if_whole(upload)
        return Response(ResumableUploadSerializer(upload).data)

    @extend_schema(exclude=True)
    def head(self, request: Request, upload_id: UUID) -> Response:
        upload = upload_for(request.user, upload_id)
        protocol.check_version(request._request)
        offset = stand(upload)
        settle_if_whole(upload)
        headers = protocol.of_upload(upload, offset)
        if upload.metadata:
            headers["Upload-Metadata"] = upload.metadata
        return Response(status=200, headers=headers)

    @extend_schema(
        parameters=[
            TUS,
            OpenApiParameter("Upload-Offset", int, OpenApiParameter.HEADER, required=True, description="Bytes."),
            CHECKSUM,
        ],
        request=PIECE,
        responses={204: None},
        operation_id="uploads_append",
    )
    def patch(self, request: Request, upload_id: UUID) -> Response:
        """Send a piece, of any size: what arrives stays, also when the connection breaks in the middle of it."""
        upload = upload_for(request.user, upload_id)
        protocol.check_version(request._request)
        protocol.check_piece(request._request)
        check_own(request.user, upload)
        offset, expected = (
            protocol.number(request._request, "Upload-Offset"),
            checksum.parsed(request.headers.get("Upload-Checksum")),
        )
        if upload.is_settled:
            raise Problem(Code.WRONG_OFFSET, "This upload is whole already; ask for what became of it (GET).", 409)
        reached = do_append(upload, offset, _reading(request._request), expected)
        settle_if_whole(upload)
        return Response(status=204, headers=protocol.of_upload(upload, reached))

    @extend_schema(parameters=[TUS], responses={204: None}, operation_id="uploads_destroy")
    def delete(self, request: Request, upload_id: UUID) -> Response:
        """End the upload and forget what has arrived. What a whole one became stays."""
        upload = upload_for(request.user, upload_id)
        protocol.check_version(request._request)
        do_end(upload.pk)
        return Response(status=204)

    def check_access(self, request: Request, **names: Any) -> None:
        upload_for(request.user, names["upload_id"])


def _reading(request: HttpRequest) -> Any:
    """Its body piece by piece; a broken connection is told to whoever still listens."""

    def read(size: int) -> bytes:
        try:
            return request.read(size)
        except UnreadablePostError:
            detail = "The connection broke. What had arrived is kept: ask for the offset (HEAD), and go on there."
            raise Problem(Code.BAD_REQUEST, detail) from None

    return read
