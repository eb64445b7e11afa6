"""Look-alikes over REST: those of one image, and the groups of a project that the last search found.

A search is a job of the kind ``duplicates``: POST projects/{id}/jobs/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action, Role
from backend.config.query import allow_only, whole_number
from backend.duplicates.actions import do_keep_fingerprint, thumbnail
from backend.duplicates.lookup import near
from backend.duplicates.models import Fingerprint, Group, GroupImage
from backend.duplicates.options import DEFAULT_DISTANCE, MOST_DISTANCE, checked_distance
from backend.duplicates.serializers import DuplicateGroupSerializer, SimilarImagesSerializer
from backend.images.access import image_and_role
from backend.images.listing import with_counts
from backend.images.models import Image
from backend.images.serializers import ImageSerializer
from backend.images.visibility import listed_for
from backend.projects.access import check

MOST_SIMILAR = 100
MOST_OF_GROUP = 50


class SimilarImages(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("distance", int, description=f"0 to {MOST_DISTANCE}, {DEFAULT_DISTANCE} unless said.")
        ],
        responses=SimilarImagesSerializer,
        operation_id="images_similar",
    )
    def get(self, request: Request, image_id: UUID) -> Response:
        """The images of the same project that look like this one."""
        image, role = image_and_role(request.user, image_id, Action.VIEW)
        allow_only(request, ("distance",))
        asked = whole_number(request, "distance")
        distance = checked_distance(DEFAULT_DISTANCE if asked is None else asked)
        found = _similar(image, role, distance)
        rows = _shown([key for _, key in found[:MOST_SIMILAR]])
        context = {"role": role}
        results = [
            {"distance": bits, "image": ImageSerializer(rows[key], context=context).data}
            for bits, key in found[:MOST_SIMILAR]
            if key in rows
        ]
        return Response({"results": results, "count": len(found)})


class ProjectDuplicates(generics.GenericAPIView[Group]):
    serializer_class = DuplicateGroupSerializer
    queryset = Group.objects.none()

    @extend_schema(responses=DuplicateGroupSerializer(many=True), operation_id="projects_duplicates")
    def get(self, request: Request, project_id: int) -> Response:
        """The groups of look-alikes that the last search found, the largest first; those with one image left are left
        out."""
        role = check(request.user, project_id, Action.DELETE_IMAGE)
        allow_only(request, ())
        page = self.paginate_queryset(Group.objects.filter(project_id=project_id).order_by("number"))
        return self.get_paginated_response(_with_images(page or [], role))


def _similar(image: Image, role: Role, distance: int) -> list[tuple[int, UUID]]:
    """To a replica its original, which is the same photo, is not told."""
    own = Fingerprint.objects.filter(image=image.original_id or image.pk).first() or _made_up(image)
    if own is None or own.value is None:
        return []
    seen = listed_for(role, "image__")
    others = Fingerprint.objects.filter(seen, project=image.project_id, image__status=Image.Status.READY)
    return near(others.exclude(image__in=[image.pk, image.original_id or image.pk]), own.value, distance)


def _made_up(image: Image) -> Fingerprint | None:
    """That of an image which was processed before there were fingerprints."""
    if image.status != Image.Status.READY or image.replica:
        return None
    rgb = thumbnail(image)
    return None if rgb is None else do_keep_fingerprint(image, rgb)


def _shown(keys: Sequence[UUID]) -> dict[UUID, Image]:
    return with_counts(Image.objects.all()).in_bulk(list(keys))


def _with_images(groups: Sequence[Group], role: Role) -> list[dict[str, Any]]:
    keys: dict[int, list[UUID]] = defaultdict(list)
    members = GroupImage.objects.filter(listed_for(role, "image__"), group__in=groups).order_by("pk")
    for group_id, image_id in members.values_list("group_id", "image_id"):
        if len(keys[group_id]) < MOST_OF_GROUP:
            keys[group_id].append(image_id)
    rows = _shown([key for of_group in keys.values() for key in of_group])
    context = {"role": role}
    return [
        {
            "number": group.number,
            "size": group.size,
            "images": [ImageSerializer(rows[key], context=context).data for key in keys[group.pk] if key in rows],
        }
        for group in groups
        if len(keys[group.pk]) > 1
    ]
