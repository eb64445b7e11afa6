"""Images over REST: upload and list, one image, its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.images import filters, storage, tiles
from backend.images.access import image_and_role, image_for
from backend.images.actions import do_add_image, do_delete_image, queue_processing
from backend.images.listing import ORDERINGS, at, found, listed, neighbours, shown, with_counts
from backend.images.models import Image
from backend.images.refusal import Refused
from backend.images.serializers import (
    FilesSerializer,
    ImageDetailSerializer,
    ImageSerializer,
    UploadSerializer,
)
from backend.images.serving import FILE_RESPONSES, PICTURE_RESPONSES, AnyMedia, serve
from backend.images.sniffing import EXTENSIONS
from backend.images.upload import Received, UnreadMultipart, received
from backend.projects.access import check, project_for
from backend.projects.models import Project

SHOWN_INLINE = {"image/jpeg", "image/png", "image/webp", "image/gif"}
LIST_PARAMETERS = [
    OpenApiParameter("state", enum=Image.State.values),
    OpenApiParameter("status", enum=Image.Status.values),
    OpenApiParameter("label", int, description="Images with an object of this label."),
    OpenApiParameter("tag", str, description="Images with this tag, upper and lower case alike."),
    OpenApiParameter("flagged", enum=("true", "false"), description="Only images that are set aside, or the others."),
    OpenApiParameter("comments", enum=("open",), description="Only images with a thread that nobody has resolved."),
    OpenApiParameter("assignee", str, description="A person's id, `me` for the caller, `none` for nobody's."),
    OpenApiParameter("batch", str, description="A batch's id, `none` for images in no batch."),
    OpenApiParameter("gold", enum=("true", "false"), description="Only gold images, or the others; for reviewers."),
    OpenApiParameter("held", enum=("true",), description="Only images that somebody holds now; for reviewers."),
    OpenApiParameter("search", str, description="Part of the name, upper and lower case alike."),
    *filters.PARAMETERS,
    OpenApiParameter("ordering", enum=ORDERINGS, description="By name unless said otherwise."),
]


class ProjectImages(generics.GenericAPIView[Image]):
    parser_classes = [UnreadMultipart]
    serializer_class = ImageSerializer
    queryset = Image.objects.none()

    @extend_schema(parameters=LIST_PARAMETERS, responses=ImageSerializer(many=True), operation_id="images_list")
    def get(self, request: Request, project_id: int) -> Response:
        role = check(request.user, project_id, Action.VIEW)
        page = self.paginate_queryset(found(listed(request, project_id, role)))
        return self.get_paginated_response(ImageSerializer(shown(page or []), many=True, context={"role": role}).data)

    @extend_schema(
        request={"multipart/form-data": FilesSerializer},
        responses={202: UploadSerializer},
        operation_id="images_upload",
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Every file gets its own verdict: accepted, a duplicate of an image of this project, or refused."""
        project = project_for(request.user, project_id, Action.UPLOAD)
        if not (request.content_type or "").startswith("multipart/form-data"):
            raise Problem(Code.UNSUPPORTED_MEDIA_TYPE, "Send multipart/form-data with the field `files`.", 415)
        with received(request._request) as files:
            if not files:
                raise Problem(Code.BAD_REQUEST, "There is no file in this request; send some in the field `files`.")
            verdicts = [_verdict(project, request.user, file) for file in files]
        return Response({kind: [v for k, v in verdicts if k == kind] for kind in KINDS}, 202)


KINDS = ("accepted", "duplicates", "refused")


def _verdict(project: Project, user: Any, file: Received) -> tuple[str, Any]:
    try:
        image, is_new = do_add_image(project, user, file.name, file.incoming, file.media_type())
    except Refused as refusal:
        return "refused", {"name": file.name, "code": refusal.code, "detail": refusal.detail}
    if not is_new:
        return "duplicates", {"name": file.name, "image": str(image.pk)}
    queue_processing(image)
    image.object_count = image.open_comments = image.replica_comments = 0  # type: ignore[attr-defined]
    return "accepted", ImageSerializer(image).data


class ImageAt(APIView):
    @extend_schema(parameters=LIST_PARAMETERS, responses=ImageSerializer, operation_id="images_at")
    def get(self, request: Request, project_id: int, index: int) -> Response:
        """The image at this place, counted from 0, of the list with the same filters and ordering."""
        role = check(request.user, project_id, Action.VIEW)
        key = at(listed(request, project_id, role), index)
        image = None if key is None else with_counts(Image.objects.filter(pk=key)).first()
        if image is None:
            raise Problem(Code.NOT_FOUND, f"The list ends before the image at index {index}; count from 0.", 404)
        return Response(ImageSerializer(image, context={"role": role}).data)


class OneImage(APIView):
    @extend_schema(parameters=LIST_PARAMETERS, responses=ImageDetailSerializer, operation_id="images_retrieve")
    def get(self, request: Request, image_id: UUID) -> Response:
        """The image and its neighbours in the list with the same filters and ordering."""
        row, role = image_and_role(request.user, image_id, Action.VIEW)
        image = with_counts(Image.objects.filter(pk=row.pk)).get()
        image.neighbours = neighbours(request, image, role)  # type: ignore[attr-defined]
        return Response(ImageDetailSerializer(image, context={"role": role}).data)

    @extend_schema(responses={204: None}, operation_id="images_destroy")
    def delete(self, request: Request, image_id: UUID) -> Response:
        """Delete the image with its masks and their whole history. This cannot be undone."""
        do_delete_image(image_for(request.user, image_id, Action.DELETE_IMAGE))
        return Response(status=204)


class ImageFile(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(responses=FILE_RESPONSES, operation_id="images_file")
    def get(self, request: Request, image_id: UUID) -> HttpResponseBase:
        """The bytes that were uploaded."""
        image = image_for(request.user, image_id, Action.VIEW)
        return serve(
            request._request,
            storage.original(image.sha256),
            image.media_type if image.media_type in EXTENSIONS else "application/octet-stream",
            etag=image.sha256,
            filename=image.name,
            is_attachment=image.media_type not in SHOWN_INLINE,
        )


class ImageDisplay(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(responses=PICTURE_RESPONSES, operation_id="images_display")
    def get(self, request: Request, image_id: UUID) -> HttpResponseBase:
        """What the editor shows: upright, sRGB, at most 2048 pixels on the longer side."""
        image = _ready(image_for(request.user, image_id, Action.VIEW))
        path = storage.display(image.sha256)
        is_original = path == storage.original(image.sha256)
        media_type = image.media_type if is_original else "image/webp"
        return serve(request._request, path, media_type, etag=f"{image.sha256}-display")


class ImageThumbnail(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(responses=PICTURE_RESPONSES, operation_id="images_thumbnail")
    def get(self, request: Request, image_id: UUID) -> HttpResponseBase:
        image = _ready(image_for(request.user, image_id, Action.VIEW))
        return serve(request._request, storage.thumbnail(image.sha256), "image/webp", etag=f"{image.sha256}-thumbnail")


class ImageTile(APIView):
    content_negotiation_class = AnyMedia

    @extend_schema(responses=PICTURE_RESPONSES, operation_id="images_tile")
    def get(self, request: Request, image_id: UUID, z: int, x: int, y: int) -> HttpResponseBase:
        """A 256-pixel WebP tile; level 0 is the whole image in one tile, the last level full size."""
        image = _ready(image_for(request.user, image_id, Action.VIEW))
        if not tiles.has_tile(image.width, image.height, z, x, y):
            raise Problem(Code.NOT_FOUND, f"There is no tile {z}/{x}/{y} of this image.", 404)
        path = tiles.ensure(image.sha256, z, x, y)
        return serve(request._request, path, "image/webp", etag=f"{image.sha256}-{z}-{x}-{y}")


def _ready(image: Image) -> Image:
    if image.status != Image.Status.READY:
        raise Problem(Code.IMAGE_NOT_READY, f"This image is {image.status}; there is nothing to show yet.", 409)
    return image
