"""Webhooks over REST: those of a project, those of a team, and the log of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.actions import check_organization
from backend.accounts.authentication import user_of
from backend.accounts.models import Organization
from backend.accounts.roles import Action
from backend.config.query import allow_only, choice
from backend.projects.access import project_for
from backend.projects.models import Project
from backend.webhooks.access import delivery_for, webhook_for
from backend.webhooks.actions import (
    do_change_webhook,
    do_create_webhook,
    do_delete_webhook,
    do_ping,
    do_redeliver,
    do_rotate_secret,
)
from backend.webhooks.events import EVENTS, OF_TEAM
from backend.webhooks.models import Attempt, Delivery, Webhook
from backend.webhooks.serializers import (
    EVENT_NAMES,
    DeliveryDetailSerializer,
    DeliverySerializer,
    WebhookEventSerializer,
    WebhookSecretSerializer,
    WebhookSerializer,
)


class WebhookEvents(APIView):
    @extend_schema(responses=WebhookEventSerializer(many=True), operation_id="webhooks_events", tags=["webhooks"])
    def get(self, request: Request) -> Response:
        """What webhooks can be told of."""
        rows = [{"name": e, "description": text, "is_of_team": e in OF_TEAM} for e, text in EVENTS.items()]
        return Response(WebhookEventSerializer(rows, many=True).data)


class ProjectWebhooks(APIView):
    @extend_schema(responses=WebhookSerializer(many=True), operation_id="projects_webhooks_list", tags=["webhooks"])
    def get(self, request: Request, project_id: int) -> Response:
        """The webhooks of a project; there are 20 at most."""
        project = project_for(request.user, project_id, Action.MANAGE_PROJECT)
        return Response(_shown(Webhook.objects.filter(project=project)))

    @extend_schema(
        request=WebhookSerializer,
        responses={201: WebhookSecretSerializer},
        operation_id="projects_webhooks_create",
        tags=["webhooks"],
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Tell an address what happens in the project. The answer holds the secret, this once."""
        project = project_for(request.user, project_id, Action.MANAGE_PROJECT)
        return _created(request, project.organization, project)


class TeamWebhooks(APIView):
    @extend_schema(
        responses=WebhookSerializer(many=True), operation_id="organizations_webhooks_list", tags=["webhooks"]
    )
    def get(self, request: Request, organization_id: int) -> Response:
        """The webhooks of a team, which hear of all its projects; there are 20 at most."""
        check_organization(user_of(request), organization_id, Action.MANAGE_ORGANIZATION)
        return Response(_shown(Webhook.objects.filter(organization=organization_id, project=None)))

    @extend_schema(
        request=WebhookSerializer,
        responses={201: WebhookSecretSerializer},
        operation_id="organizations_webhooks_create",
        tags=["webhooks"],
    )
    def post(self, request: Request, organization_id: int) -> Response:
        """Tell an address what happens in the team. The answer holds the secret, this once."""
        check_organization(user_of(request), organization_id, Action.MANAGE_ORGANIZATION)
        return _created(request, get_object_or_404(Organization, pk=organization_id), None)


class OneWebhook(APIView):
    @extend_schema(responses=WebhookSerializer, operation_id="webhooks_retrieve", tags=["webhooks"])
    def get(self, request: Request, webhook_id: int) -> Response:
        """A webhook of a project or a team."""
        return Response(_one(webhook_for(user_of(request), webhook_id)))

    @extend_schema(
        request=WebhookSerializer(partial=True),
        responses=WebhookSerializer,
        operation_id="webhooks_partial_update",
        tags=["webhooks"],
    )
    def patch(self, request: Request, webhook_id: int) -> Response:
        """Change it, or switch it off and on. What waits is sent once it is on."""
        hook = webhook_for(user_of(request), webhook_id)
        context = {"is_team": hook.project_id is None}
        body = WebhookSerializer(hook, data=request.data, partial=True, context=context)
        body.is_valid(raise_exception=True)
        do_change_webhook(hook, body.validated_data)
        return Response(_one(hook))

    @extend_schema(responses={204: None}, operation_id="webhooks_destroy", tags=["webhooks"])
    def delete(self, request: Request, webhook_id: int) -> Response:
        """Delete it with its log; what waits to be sent is not."""
        do_delete_webhook(webhook_for(user_of(request), webhook_id))
        return Response(status=204)


class WebhookSecret(APIView):
    @extend_schema(request=None, responses=WebhookSecretSerializer, operation_id="webhooks_secret", tags=["webhooks"])
    def post(self, request: Request, webhook_id: int) -> Response:
        """Make another secret, which the answer holds this once. The old one signs, too, for a day."""
        hook = webhook_for(user_of(request), webhook_id)
        secret = do_rotate_secret(hook)
        return Response({**_one(hook), "secret": secret})


class WebhookPing(APIView):
    @extend_schema(request=None, responses={201: DeliverySerializer}, operation_id="webhooks_ping", tags=["webhooks"])
    def post(self, request: Request, webhook_id: int) -> Response:
        """Send a message that tells of nothing, to try it out."""
        delivery = do_ping(webhook_for(user_of(request), webhook_id), user_of(request))
        return Response(DeliverySerializer(_logged().get(pk=delivery.pk)).data, 201)


@extend_schema(
    tags=["webhooks"],
    parameters=[
        OpenApiParameter("state", str, enum=Delivery.State.values),
        OpenApiParameter("event", str, enum=[*EVENT_NAMES, "ping"]),
    ],
)
class WebhookDeliveries(generics.ListAPIView[Delivery]):
    """What the webhook was told, the latest first."""

    serializer_class = DeliverySerializer
    queryset = Delivery.objects.none()

    def get_queryset(self) -> QuerySet[Delivery]:
        hook = webhook_for(user_of(self.request), self.kwargs["webhook_id"])
        allow_only(self.request, {"state", "event"})
        rows = _logged().filter(webhook=hook)
        if state := choice(self.request, "state", Delivery.State.values):
            rows = rows.filter(state=state)
        if event := choice(self.request, "event", [*EVENT_NAMES, "ping"]):
            rows = rows.filter(event=event)
        return rows.order_by("-created", "-id")


class OneDelivery(APIView):
    @extend_schema(responses=DeliveryDetailSerializer, operation_id="webhook_deliveries_retrieve", tags=["webhooks"])
    def get(self, request: Request, delivery_id: UUID) -> Response:
        """One message with every try to deliver it."""
        return Response(_detail(delivery_for(user_of(request), delivery_id)))


class DeliveryAgain(APIView):
    @extend_schema(
        request=None,
        responses=DeliveryDetailSerializer,
        operation_id="webhook_deliveries_redeliver",
        tags=["webhooks"],
    )
    def post(self, request: Request, delivery_id: UUID) -> Response:
        """Send it again: the same bytes under the same id."""
        delivery = delivery_for(user_of(request), delivery_id)
        do_redeliver(delivery)
        return Response(_detail(delivery))


def _created(request: Request, organization: Organization, project: Project | None) -> Response:
    body = WebhookSerializer(data=request.data, context={"is_team": project is None})
    body.is_valid(raise_exception=True)
    hook, secret = do_create_webhook(user_of(request), organization, project, body.validated_data)
    return Response({**_one(hook), "secret": secret}, 201)


def _one(hook: Webhook) -> dict[str, Any]:
    return _shown(Webhook.objects.filter(pk=hook.pk))[0]


def _shown(hooks: QuerySet[Webhook]) -> list[Any]:
    waiting = Count("deliveries", filter=Q(deliveries__state=Delivery.State.PENDING))
    return list(WebhookSerializer(hooks.annotate(waiting=waiting).order_by("name", "pk"), many=True).data)


def _logged() -> QuerySet[Delivery]:
    tries = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-number")
    return Delivery.objects.annotate(
        status=Subquery(tries.values("status")[:1]), attempt_count=Count("attempts", distinct=True)
    )


def _detail(delivery: Delivery) -> dict[str, Any]:
    return DeliveryDetailSerializer(_logged().prefetch_related("attempts").get(pk=delivery.pk)).data
