"""Versions over REST: made, listed, exported, deleted; never changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.authentication import user_of
from backend.accounts.roles import Action
from backend.config.query import allow_only, choice
from backend.config.text import cleaned
from backend.formats.export_options import export_options
from backend.images import storage
from backend.images.serving import FILE_RESPONSES, PICTURE_RESPONSES, AnyMedia, serve
from backend.images.sniffing import EXTENSIONS
from backend.jobs.serializers import JobSerializer
from backend.projects.access import project_for
from backend.versions.access import ready_version_for, version_for, visible
from backend.versions.actions import do_delete_version, do_export_version, do_make_version
from backend.versions.filtering import chosen, stored
from backend.versions.models import Version, VersionImage
from backend.versions.preview import preview
from backend.versions.serializers import (
    NewVersionSerializer,
    VersionDetailSerializer,
    VersionExportSerializer,
    VersionImageSerializer,
    VersionPlanSerializer,
    VersionPreviewSerializer,
    VersionSerializer,
)
from backend.versions.splits import SPLITS


class ProjectVersions(generics.GenericAPIView[Version]):
    serializer_class = VersionSerializer
    queryset = Version.objects.none()

    @extend_schema(responses=VersionSerializer(many=True), operation_id="versions_list")
    def get(self, request: Request, project_id: int) -> Response:
        """The versions of the project, the latest first, with those that are being made."""
        project_for(request.user, project_id, Action.EXPORT)
        allow_only(request, ())
        page = self.paginate_queryset(visible().filter(project=project_id).order_by("-number"))
        return self.get_paginated_response(VersionSerializer(page, many=True).data)

    @extend_schema(request=NewVersionSerializer, responses={202: VersionSerializer}, operation_id="versions_create")
    def post(self, request: Request, project_id: int) -> Response:
        """Freeze images as they are now, with their objects, labels, tags and splits. A job does it."""
        project = project_for(request.user, project_id, Action.MANAGE_VERSIONS)
        body = NewVersionSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        version = do_make_version(project, user_of(request), body.validated_data)
        return Response(VersionSerializer(version).data, 202)


class VersionPreview(APIView):
    @extend_schema(
        request=VersionPlanSerializer, responses={200: VersionPreviewSerializer}, operation_id="versions_preview"
    )
    def post(self, request: Request, project_id: int) -> Response:
        """How many images a version would hold now, in which states and splits. Makes none."""
        project = project_for(request.user, project_id, Action.MANAGE_VERSIONS)
        body = VersionPlanSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        plan = body.validated_data
        images = chosen(project.pk, stored(plan["filter"], request.user), request.user)
        return Response(preview(images, plan["split_rule"]))


class OneVersion(APIView):
    @extend_schema(responses=VersionDetailSerializer, operation_id="versions_retrieve")
    def get(self, request: Request, version_id: int) -> Response:
        return Response(VersionDetailSerializer(version_for(request.user, version_id, Action.EXPORT)).data)

    @extend_schema(responses={204: None}, operation_id="versions_destroy")
    def delete(self, request: Request, version_id: int) -> Response:
        """Delete the version, for good; what it holds can then not be exported any more. The project stays as it is."""
        do_delete_version(ready_version_for(request.user, version_id, Action.MANAGE_VERSIONS))
        return Response(status=204)


class VersionImages(generics.GenericAPIView[VersionImage]):
    serializer_class = VersionImageSerializer
    queryset = VersionImage.objects.none()

    @extend_schema(
        parameters=[
            OpenApiParameter("split", enum=(*SPLITS, "none")),
            OpenApiParameter("search", str, description="Part of the name, upper and lower case alike."),
        ],
        responses=VersionImageSerializer(many=True),
        operation_id="versions_images",
    )
    def get(self, request: Request, version_id: int) -> Response:
        """The images of the version as they were, deleted ones too."""
        version = ready_version_for(request.user, version_id, Action.EXPORT)
        allow_only(request, ("split", "search"))
        images = version.images.select_related("content").order_by("position")
        if split := choice(request, "split", (*SPLITS, "none")):
            images = images.filter(split="" if split == "none" else split)
        if search := cleaned(request.query_params.get("search", "")).strip():
            images = images.filter(name__icontains=search[:100])
        page = self.paginate_queryset(images)
        return self.get_paginated_response(VersionImageSerializer(page, many=True).data)


class VersionImageFile(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(responses=FILE_RESPONSES, operation_id="versions_image_file")
    def get(self, request: Request, version_id: int, index: int) -> HttpResponseBase:
        """The bytes that were uploaded as the image at this place, also when it was deleted since."""
        image = _image(request, version_id, index)
        media_type = image.media_type if image.media_type in EXTENSIONS else "application/octet-stream"
        path = storage.original(image.sha256)
        return serve(request._request, path, media_type, etag=image.sha256, filename=image.name, is_attachment=True)


class VersionImageThumbnail(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(responses=PICTURE_RESPONSES, operation_id="versions_image_thumbnail")
    def get(self, request: Request, version_id: int, index: int) -> HttpResponseBase:
        image = _image(request, version_id, index)
        return serve(request._request, storage.thumbnail(image.sha256), "image/webp", etag=f"{image.sha256}-thumbnail")


def _image(request: Request, version_id: int, index: int) -> VersionImage:
    version = ready_version_for(request.user, version_id, Action.EXPORT)
    image = version.images.filter(position=index).first()
    if image is None:
        raise Http404
    return image


class VersionExports(APIView):
    posts_that_read = True

    @extend_schema(request=VersionExportSerializer, responses={202: JobSerializer}, operation_id="versions_export")
    def post(self, request: Request, version_id: int) -> Response:
        """Export the version: a job writes the same archive, byte for byte, whenever it is asked to."""
        version = ready_version_for(request.user, version_id, Action.EXPORT)
        fields: Any = VersionExportSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        options = export_options(fields.validated_data, version.project)
        return Response(JobSerializer(do_export_version(version, user_of(request), options)).data, 202)
