"""The shapes of invitations on the wire."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from backend.accounts.invitation_states import STATES, state_of
from backend.accounts.invitations import DEFAULT_DAYS, MOST_DAYS, MOST_USES
from backend.accounts.models import Invitation, Membership
from backend.accounts.roles import Role
from backend.config.text import TextField


@extend_schema_serializer(component_name="Invitation")
class InvitationShape(serializers.ModelSerializer):
    email = serializers.EmailField(required=False, default="", allow_blank=True, help_text="Send a letter to it.")
    max_uses = serializers.IntegerField(
        min_value=1, max_value=MOST_USES, required=False, default=1, allow_null=True, help_text="Null: no limit."
    )
    days = serializers.IntegerField(
        min_value=1, max_value=MOST_DAYS, default=DEFAULT_DAYS, write_only=True, help_text="How long it works."
    )
    created_by = serializers.SerializerMethodField(help_text="The name of who made it.")
    state = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = [
            "id",
            "role",
            "email",
            "prefix",
            "created_by",
            "created",
            "expires",
            "max_uses",
            "uses",
            "state",
            "days",
        ]
        read_only_fields = ["id", "prefix", "created", "expires", "uses"]

    def get_created_by(self, invitation: Invitation) -> str:
        return invitation.created_by.display_name if invitation.created_by else ""

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, invitation: Invitation) -> str:
        return state_of(invitation)


@extend_schema_serializer(component_name="NewInvitation")
class InvitationOnce(InvitationShape):
    """The answer to creation: the only one that holds the link."""

    link = serializers.CharField(read_only=True)

    class Meta(InvitationShape.Meta):
        fields = [*InvitationShape.Meta.fields, "link"]


@extend_schema_serializer(component_name="Offer")
class OfferShape(serializers.Serializer):
    """What somebody who holds the link is told."""

    team = serializers.CharField(source="organization.name")
    inviter = serializers.SerializerMethodField()
    role = serializers.ChoiceField(choices=Role.choices)
    email = serializers.CharField(help_text="The address it was sent to; empty for a link.")
    expires = serializers.DateTimeField()
    state = serializers.SerializerMethodField()
    held = serializers.SerializerMethodField(help_text="The role that the caller has in the team already.")

    def get_inviter(self, invitation: Invitation) -> str:
        return invitation.created_by.display_name if invitation.created_by else ""

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, invitation: Invitation) -> str:
        return state_of(invitation)

    @extend_schema_field(serializers.ChoiceField(choices=Role.choices, allow_null=True))
    def get_held(self, invitation: Invitation) -> Any:
        return self.context["held"]


class AsNewPerson(serializers.Serializer):
    """Who joins without an account; nothing of it is needed from who is logged in."""

    username = serializers.CharField(max_length=150, validators=[UnicodeUsernameValidator()])
    name = TextField(max_length=150, required=False, default="", allow_blank=True)
    email = serializers.EmailField(
        required=False, default="", allow_blank=True, help_text="Not asked for where the invitation came by letter."
    )
    password = serializers.CharField(max_length=1024, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["email"] and not self.context["is_addressed"]:
            raise serializers.ValidationError({"email": ["Give your address: a forgotten password is reset by it."]})
        return attrs


@extend_schema_serializer(component_name="Joined")
class AcceptShape(serializers.ModelSerializer):
    """The team that the caller is in now."""

    name = serializers.CharField(source="organization.name")

    class Meta:
        model = Membership
        fields = ["organization", "name", "role"]
        read_only_fields = fields
