"""Work over REST: the next image, how images are dealt out, who has how much, gold images."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.images.access import image_and_role
from backend.images.listing import with_counts
from backend.images.models import Image
from backend.images.publishing import publish_image
from backend.images.serializers import ImageSerializer
from backend.projects.access import check, project_for
from backend.work.actions import do_lease_next
from backend.work.assigning import Filter, chosen, do_assign
from backend.work.gold import do_clear_gold, do_make_gold
from backend.work.people import people_at_work
from backend.work.serializers import AssignedSerializer, AssignSerializer, NextSerializer, PersonAtWorkSerializer


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
        action = Action.REVIEW if kind == "review" else Action.ANNOTATE
        project = project_for(request.user, project_id, action)
        user: Any = request.user
        key = do_lease_next(project, user, kind, wish.validated_data.get("skip"))
        return Response(status=204) if key is None else _shown(request, key, action)


class Assignment(APIView):
    @extend_schema(request=AssignSerializer, responses=AssignedSerializer, operation_id="work_assign")
    def post(self, request: Request, project_id: int) -> Response:
        """Deal images out: to a person, into a batch, with a priority."""
        project = project_for(request.user, project_id, Action.ASSIGN_WORK)
        role = check(request.user, project_id, Action.ASSIGN_WORK)
        body = AssignSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        wish = body.validated_data
        query = None if "filter" not in wish else Filter(wish["filter"], request.user)
        images = chosen(project, role, wish.get("images"), query, wish.get("count"))
        return Response({"changed": do_assign(project, images, wish)})


class PeopleAtWork(APIView):
    @extend_schema(responses=PersonAtWorkSerializer(many=True), operation_id="work_people")
    def get(self, request: Request, project_id: int) -> Response:
        """Everybody who may annotate here: what waits for them, what they handed in, what they hold now."""
        project = project_for(request.user, project_id, Action.ASSIGN_WORK)
        people: Any = people_at_work(project)
        return Response(PersonAtWorkSerializer(people, many=True).data)


class ImageGold(APIView):
    @extend_schema(request=None, responses=ImageSerializer, operation_id="images_make_gold")
    def put(self, request: Request, image_id: UUID) -> Response:
        """Mix this image into what people are given, to compare what they make of it with its annotation."""
        image, _ = image_and_role(request.user, image_id, Action.REVIEW)
        do_make_gold(image)
        publish_image(image.pk)
        return _shown(request, image.pk, Action.REVIEW)

    @extend_schema(responses={200: ImageSerializer}, operation_id="images_clear_gold")
    def delete(self, request: Request, image_id: UUID) -> Response:
        """Nobody is given it any more; what people made of it stays."""
        image, _ = image_and_role(request.user, image_id, Action.REVIEW)
        do_clear_gold(image)
        publish_image(image.pk)
        return _shown(request, image.pk, Action.REVIEW)


def _shown(request: Request, image_id: UUID, action: Action) -> Response:
    image = with_counts(Image.objects.filter(pk=image_id)).get()
    role = check(request.user, image.project_id, action)
    return Response(ImageSerializer(image, context={"role": role}).data)
