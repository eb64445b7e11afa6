"""Webhooks and their log on the wire. A secret is in one answer only: that to making it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.config.text import TextField
from backend.webhooks.events import EVENTS, events_of
from backend.webhooks.models import Attempt, Delivery, Webhook

EVENT_NAMES = [event.value for event in EVENTS]


class DisabledSerializer(serializers.Serializer[Webhook]):
    reason = serializers.ChoiceField(Webhook.Reason.choices, source="disabled_reason")
    at = serializers.DateTimeField(source="disabled_at")


class WebhookSerializer(serializers.ModelSerializer[Webhook]):
    name = TextField(max_length=100)
    url = serializers.CharField(max_length=2000, help_text="Where messages are sent to, by POST.")
    events = serializers.ListField(child=serializers.ChoiceField(EVENT_NAMES), min_length=1, max_length=len(EVENTS))
    is_active = serializers.BooleanField(
        required=False, help_text="False: nothing is told. True also takes back that the server switched it off."
    )
    disabled = serializers.SerializerMethodField(help_text="Why the server switched it off; null where it did not.")
    waiting = serializers.IntegerField(read_only=True, help_text="Messages that are still to be sent.")

    class Meta:
        model = Webhook
        fields = (
            "id",
            "organization",
            "project",
            "name",
            "url",
            "events",
            "is_active",
            "disabled",
            "failures",
            "waiting",
            "old_secret_until",
            "created",
            "created_by",
        )
        read_only_fields = ("id", "organization", "project", "failures", "old_secret_until", "created", "created_by")

    @extend_schema_field(DisabledSerializer(allow_null=True))
    def get_disabled(self, hook: Webhook) -> dict[str, Any] | None:
        return None if hook.disabled_at is None else DisabledSerializer(hook).data

    def validate_events(self, value: list[str]) -> list[str]:
        allowed = events_of(self.context["is_team"])
        if wrong := [event for event in value if event not in allowed]:
            raise serializers.ValidationError(f"{wrong[0]} is told to webhooks of a team only; leave it out here.")
        return list(dict.fromkeys(value))


class WebhookSecretSerializer(WebhookSerializer):
    """The only answer that holds the secret."""

    secret = serializers.CharField(read_only=True)

    class Meta(WebhookSerializer.Meta):
        fields = (*WebhookSerializer.Meta.fields, "secret")  # type: ignore[assignment]


class WebhookEventSerializer(serializers.Serializer[Any]):
    name = serializers.ChoiceField(EVENT_NAMES)
    description = serializers.CharField()
    is_of_team = serializers.BooleanField(help_text="Told to webhooks of a team only.")


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    """One try. Without ``duration_ms`` and ``error`` it is under way, or its worker died at it."""

    headers = serializers.SerializerMethodField(help_text="Names and values, as they were sent.")

    class Meta:
        model = Attempt
        fields = ("number", "at", "url", "headers", "status", "answer", "error", "duration_ms")
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.ListField(child=serializers.CharField())))
    def get_headers(self, attempt: Attempt) -> Any:
        return attempt.headers


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    status = serializers.IntegerField(read_only=True, allow_null=True, help_text="What the receiver answered last.")
    attempt_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Delivery
        fields = ("id", "webhook", "event", "state", "status", "attempt_count", "due", "created", "finished")
        read_only_fields = fields


class DeliveryDetailSerializer(DeliverySerializer):
    body = serializers.CharField(read_only=True, help_text="Exactly what is sent, at every try.")
    attempts = AttemptSerializer(many=True, read_only=True)

    class Meta(DeliverySerializer.Meta):
        fields = (*DeliverySerializer.Meta.fields, "body", "attempts")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]
