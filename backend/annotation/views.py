"""Documents over REST: the document, its log, and the workflow of the image."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTransform
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.authentication import user_of
from backend.accounts.roles import Action
from backend.annotation.dispatch import send_encode
from backend.annotation.fold import in_effect
from backend.annotation.models import Operation
from backend.annotation.past import read_past
from backend.annotation.pinning import do_pin_model
from backend.annotation.publishing import event, publish_from_view
from backend.annotation.reading import annotation_of, read_document
from backend.annotation.serializers import (
    DocumentSerializer,
    OperationSerializer,
    PinModelSerializer,
    PinnedSerializer,
    ReasonSerializer,
    WorkflowSerializer,
)
from backend.annotation.workflow import TRANSITIONS, do_transition
from backend.config.query import allow_only, choice, whole_number
from backend.images.access import image_and_role, image_for
from backend.images.models import Image
from backend.images.publishing import publish_image
from backend.images.visibility import state_for
from backend.model_store.checks import check_usable

ORDERINGS = ("revision", "-revision")
ANSWERS = (Operation.Kind.DECODED, Operation.Kind.PROPOSED)


class DocumentView(APIView):
    @extend_schema(
        parameters=[OpenApiParameter("revision", int, description="As it was at this revision; 0 is the empty one.")],
        responses=DocumentSerializer,
        operation_id="annotation_retrieve",
    )
    def get(self, request: Request, image_id: UUID) -> Response:
        """The document of an image: its revision, its objects with their masks, the clicks in effect."""
        image, role = image_and_role(request.user, image_id, Action.VIEW)
        allow_only(request, {"revision"})
        revision, user = whole_number(request, "revision"), user_of(request)
        document = read_document(user, image) if revision is None else read_past(image, revision)
        return Response(document | {"state": state_for(role, image.replica, document["state"])})


class OperationsView(generics.GenericAPIView[Operation]):
    serializer_class = OperationSerializer
    queryset = Operation.objects.none()

    @extend_schema(
        parameters=[
            OpenApiParameter("after", int, description="Only operations of a later revision than this."),
            OpenApiParameter("ordering", enum=ORDERINGS, description="The oldest first unless said otherwise."),
            OpenApiParameter(
                "of", enum=("people",), description="What people did: no answers of models, payloads without masks."
            ),
        ],
        responses=OperationSerializer(many=True),
        operation_id="operations_list",
    )
    def get(self, request: Request, image_id: UUID) -> Response:
        """The log of an image, in the order of revisions."""
        allow_only(request, {"after", "ordering", "of"})
        annotation = annotation_of(image_for(request.user, image_id, Action.VIEW))
        log = Operation.objects.filter(annotation=annotation)
        targets = log.annotate(target=KeyTransform("target", "payload")).order_by("revision")
        chosen = in_effect(targets.values_list("revision", "kind", "target"))
        is_brief = bool(choice(request, "of", ("people",)))
        rows = log.filter(revision__gt=whole_number(request, "after") or 0).select_related("actor")
        rows = rows.exclude(kind__in=ANSWERS) if is_brief else rows
        page = self.paginate_queryset(rows.order_by(choice(request, "ordering", ORDERINGS, "revision")))
        context = {"chosen": chosen, "is_brief": is_brief}
        return self.get_paginated_response(OperationSerializer(page, many=True, context=context).data)


class PinModelView(APIView):
    @extend_schema(request=PinModelSerializer, responses=PinnedSerializer, operation_id="annotation_pin_model")
    def post(self, request: Request, image_id: UUID) -> Response:
        """Answer later clicks on this image with another model. The masks that exist stay as they are."""
        image = image_for(request.user, image_id, Action.ANNOTATE)
        if image.state == Image.State.ACCEPTED:
            image = image_for(request.user, image_id, Action.REVIEW)
        body = PinModelSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        user: Any = request.user
        pinned = do_pin_model(user, image, check_usable(body.validated_data["model"]))
        if pinned.changed is not None:
            publish_from_view(image.pk, event(pinned.changed))
            send_encode([{"image": str(image.pk), "digest": pinned.model["digest"]}])
        return Response({"model": pinned.model, "revision": pinned.revision})


class WorkflowView(APIView):
    """Move the image in its workflow; which move is part of the URL table."""

    transition = ""

    @extend_schema(request=ReasonSerializer, responses=WorkflowSerializer)
    def post(self, request: Request, image_id: UUID) -> Response:
        image, role = image_and_role(request.user, image_id, TRANSITIONS[self.transition].action)
        body = ReasonSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        annotation = do_transition(user_of(request), image, self.transition, body.validated_data["reason"])
        publish_image(image.pk)
        publish_from_view(image.pk, {"type": "image.status"})
        state = state_for(role, image.replica, image.state)
        return Response({"state": state, "revision": annotation.revision})
