"""Work over REST: the next image, batches, how images are dealt, gold images."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.images.listing import with_counts
from backend.images.models import Image
from backend.images.serializers import ImageSerializer
from backend.projects.access import project_for
from backend.work.actions import do_lease_next
from backend.work.serializers import NextSerializer


class NextImage(APIView):
    @extend_schema(
        request=NextSerializer,
        responses={200: ImageSerializer, 204: OpenApiResponse(description="Nothing is left")},
        operation_id="images_next",
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Lease the next image to annotate or to review: nobody else gets it while the lease lasts."""
        wish = NextSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        kind = wish.validated_data["kind"]
        project = project_for(request.user, project_id, Action.REVIEW if kind == "review" else Action.ANNOTATE)
        user: Any = request.user
        key = do_lease_next(project, user, kind, wish.validated_data.get("skip"))
        if key is None:
            return Response(status=204)
        return Response(ImageSerializer(with_counts(Image.objects.filter(pk=key)).get()).data)
