"""What differs between two versions, over REST: figures, and the images one by one."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.config.query import allow_only, choice
from backend.versions.access import ready_version_for, visible
from backend.versions.comparing import CHANGES, changes_of, differing, summary
from backend.versions.models import Version, VersionImage
from backend.versions.serializers import DifferenceSerializer, ImageDifferenceSerializer

IN_BOTH = ("changed", "moved")


class VersionDifference(APIView):
    @extend_schema(responses=DifferenceSerializer, operation_id="versions_difference")
    def get(self, request: Request, version_id: int, other_id: int) -> Response:
        """How the version `other_id` differs from the version `version_id` of the same project, in figures."""
        allow_only(request, ())
        before, after = _both(request, version_id, other_id)
        return Response(DifferenceSerializer(summary(before, after)).data)


class DifferingImages(generics.GenericAPIView[VersionImage]):
    serializer_class = ImageDifferenceSerializer
    queryset = VersionImage.objects.none()

    @extend_schema(
        parameters=[OpenApiParameter("change", enum=CHANGES, description="Changed ones unless said otherwise.")],
        responses=ImageDifferenceSerializer(many=True),
        operation_id="versions_difference_images",
    )
    def get(self, request: Request, version_id: int, other_id: int) -> Response:
        """The images that were added, removed, changed (other objects) or moved (another split)."""
        allow_only(request, ("change",))
        before, after = _both(request, version_id, other_id)
        change = choice(request, "change", CHANGES, "changed")
        page = self.paginate_queryset(differing(before, after, change).select_related("content")) or []
        changes = changes_of(page) if change in IN_BOTH else {}
        return self.get_paginated_response(
            ImageDifferenceSerializer(page, many=True, context={"changes": changes}).data
        )


def _both(request: Request, version_id: int, other_id: int) -> tuple[Version, Version]:
    before = ready_version_for(request.user, version_id, Action.EXPORT)
    after = visible().filter(pk=other_id, project=before.project_id, state=Version.State.READY).first()
    if after is None:
        raise Http404
    return before, after
