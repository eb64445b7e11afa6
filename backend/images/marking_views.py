"""What people put on images over REST: flags, tags and metadata."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action, Role
from backend.images.access import image_and_role
from backend.images.flags import do_clear_flag, do_flag
from backend.images.listing import with_counts
from backend.images.metadata import do_change_metadata
from backend.images.metadata_table import do_import_table
from backend.images.models import Image
from backend.images.publishing import publish_image
from backend.images.serializers import (
    FlagReasonSerializer,
    ImageSerializer,
    MetadataChangeSerializer,
    MetadataTableReportSerializer,
    MetadataTableSerializer,
    TagChangeSerializer,
    TagSerializer,
)
from backend.images.tags import do_change_tags, tags_of
from backend.projects.access import check, project_for


class ImageFlag(APIView):
    @extend_schema(request=FlagReasonSerializer, responses=ImageSerializer, operation_id="images_flag")
    def put(self, request: Request, image_id: UUID) -> Response:
        """Set the image aside with a reason: nobody is given it as the next one to annotate."""
        image, role = image_and_role(request.user, image_id, Action.ANNOTATE)
        body = FlagReasonSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        user: Any = request.user
        changed = do_flag(user, image, body.validated_data["reason"])
        return _told(image, role, changed)

    @extend_schema(responses={200: ImageSerializer}, operation_id="images_clear_flag")
    def delete(self, request: Request, image_id: UUID) -> Response:
        """The image is to be annotated after all."""
        image, role = image_and_role(request.user, image_id, Action.ANNOTATE)
        return _told(image, role, do_clear_flag(image))


class ImageTags(APIView):
    @extend_schema(request=TagChangeSerializer, responses=ImageSerializer, operation_id="images_change_tags")
    def patch(self, request: Request, image_id: UUID) -> Response:
        """Give the image tags and take others; two people who do it at once lose nothing of each other's."""
        image, role = image_and_role(request.user, image_id, Action.ANNOTATE)
        body = TagChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        do_change_tags(image, body.validated_data["add"], body.validated_data["remove"])
        return _told(image, role, [image.pk])


class ImageMetadata(APIView):
    @extend_schema(request=MetadataChangeSerializer, responses=ImageSerializer, operation_id="images_change_metadata")
    def patch(self, request: Request, image_id: UUID) -> Response:
        """Set some values and take others away; two people who do it at once lose nothing of each other's."""
        image, role = image_and_role(request.user, image_id, Action.ANNOTATE)
        body = MetadataChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        do_change_metadata(image, body.validated_data["set"], body.validated_data["remove"])
        return _told(image, role, [image.pk])


class MetadataTable(APIView):
    @extend_schema(
        request=MetadataTableSerializer,
        responses=MetadataTableReportSerializer,
        operation_id="projects_import_metadata",
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Set metadata of the project's images from a table that names them; every line gets its own verdict."""
        project = project_for(request.user, project_id, Action.UPLOAD)
        body = MetadataTableSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        report: Any = do_import_table(project, body.validated_data["csv"])
        return Response(MetadataTableReportSerializer(report).data)


class ProjectTags(APIView):
    @extend_schema(responses=TagSerializer(many=True), operation_id="projects_tags")
    def get(self, request: Request, project_id: int) -> Response:
        """The tags of a project's images, by name."""
        return Response(tags_of(project_id, check(request.user, project_id, Action.VIEW)))


def _told(image: Image, role: Role, changed: Sequence[UUID]) -> Response:
    for key in changed:
        publish_image(key)
    shown = with_counts(Image.objects.filter(pk=image.pk)).get()
    return Response(ImageSerializer(shown, context={"role": role}).data)
