"""The shapes of projects and labels on the wire."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from backend.accounts.models import LARGEST_ID
from backend.accounts.roles import Role
from backend.config.text import TextField
from backend.images.models import Image
from backend.model_store.checks import check_usable
from backend.projects import attributes
from backend.projects.models import Label, Project, ProjectRole

COLOR = re.compile(r"#[0-9a-f]{6}")
HOTKEY = re.compile(r"[a-z0-9]")


def unmoved(value: int, present: int) -> int:
    """The id of what holds a row; it is given at creation and stays."""
    if value != present:
        raise serializers.ValidationError(f"This cannot be moved; leave it out or write {present}.")
    return value


@extend_schema_serializer(component_name="Attribute")
class AttributeShape(serializers.Serializer):
    """Something that objects of a label are asked for."""

    name = serializers.CharField(max_length=attributes.LONGEST_NAME)
    type = serializers.ChoiceField(choices=attributes.TYPES)
    options = serializers.ListField(
        child=serializers.CharField(max_length=attributes.LONGEST_NAME), required=False, help_text="Of a select."
    )
    default = serializers.JSONField(
        required=False, allow_null=True, help_text="A text, number or truth value as the type wants; null for none."
    )
    required = serializers.BooleanField(  # type: ignore[assignment]
        required=False, help_text="An image is submitted once all of its objects have it."
    )


@extend_schema_field(AttributeShape(many=True))
class AttributesSchema(serializers.JSONField):
    def to_internal_value(self, data: Any) -> Any:
        try:
            return attributes.parse_schema(super().to_internal_value(data))
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error


@extend_schema_serializer(component_name="Label")
class LabelShape(serializers.ModelSerializer):
    project = serializers.IntegerField(source="project_id", min_value=1, max_value=LARGEST_ID)
    name = TextField(max_length=100)
    color = serializers.CharField(max_length=7, help_text="#rrggbb")
    hotkey = serializers.CharField(max_length=1, required=False, allow_blank=True, help_text="One digit or letter.")
    position = serializers.IntegerField(min_value=0, max_value=100_000, required=False)
    attributes_schema = AttributesSchema(required=False)
    object_count = serializers.IntegerField(read_only=True, help_text="Objects that have this label now.")

    class Meta:
        model = Label
        fields = [
            "id",
            "project",
            "name",
            "color",
            "kind",
            "hotkey",
            "position",
            "attributes_schema",
            "object_count",
        ]
        read_only_fields = ["id"]
        validators: list[Any] = []  # uniqueness is checked in actions, with a sentence and without a race

    def validate_project(self, value: int) -> int:
        return unmoved(value, self.instance.project_id if self.instance else value)

    def validate_color(self, value: str) -> str:
        if not COLOR.fullmatch(value.lower()):
            raise serializers.ValidationError(f"{value!r} is not a colour: write #rrggbb, for example #228be6.")
        return value.lower()

    def validate_hotkey(self, value: str) -> str:
        if value and not HOTKEY.fullmatch(value.lower()):
            raise serializers.ValidationError("A hot key is one digit or one letter from a to z.")
        return value.lower()


@extend_schema_serializer(component_name="Project")
class ProjectShape(serializers.ModelSerializer):
    organization = serializers.IntegerField(source="organization_id", min_value=1, max_value=LARGEST_ID)
    name = TextField(max_length=150)
    model = serializers.CharField(
        max_length=64, required=False, help_text="The name of the model that answers clicks on images not begun yet."
    )
    overlap = serializers.BooleanField(
        required=False,
        help_text="Whether objects may overlap. It holds for what is done from then on; masks that are there stay.",
    )
    description = TextField(is_multiline=True, max_length=10_000, required=False, allow_blank=True)
    guidelines = TextField(
        is_multiline=True,
        max_length=20_000,
        required=False,
        allow_blank=True,
        help_text="What annotators should know, in Markdown; the editor shows it beside the image.",
    )
    replicas = serializers.IntegerField(
        min_value=1,
        max_value=10,
        required=False,
        help_text="So many people annotate each image, unseen by each other.",
    )
    gold_percent = serializers.IntegerField(
        min_value=0, max_value=100, required=False, help_text="Of what people are given, so many are gold images."
    )
    lease_minutes = serializers.IntegerField(
        min_value=1,
        max_value=1440,
        required=False,
        help_text="An image goes back to the queue after so long without a sign of who was given it.",
    )
    is_private = serializers.BooleanField(
        required=False,
        help_text="Whether only people with a role given for this project, and the team's owners and managers, see it.",
    )
    reject_reasons = serializers.ListField(
        child=TextField(max_length=200),
        max_length=20,
        required=False,
        help_text="What reviewers are offered to say when they reject an image.",
    )
    role = serializers.ChoiceField(choices=Role.choices, read_only=True, help_text="The caller's role here.")
    image_count = serializers.SerializerMethodField()
    states = serializers.SerializerMethodField(help_text="How many images are in each state.")
    labels = LabelShape(many=True, read_only=True)

    class Meta:
        model = Project
        fields = [
            "id",
            "organization",
            "name",
            "description",
            "guidelines",
            "role",
            "model",
            "overlap",
            "replicas",
            "gold_percent",
            "lease_minutes",
            "is_private",
            "reject_reasons",
            "created",
            "updated",
            "image_count",
            "states",
            "labels",
        ]
        read_only_fields = ["id", "created", "updated"]

    def validate_organization(self, value: int) -> int:
        return unmoved(value, self.instance.organization_id if self.instance else value)

    def validate_reject_reasons(self, value: list[str]) -> list[str]:
        return list(dict.fromkeys(text.strip() for text in value if text.strip()))

    def validate_model(self, value: str) -> str:
        if self.instance is not None and value == self.instance.model:
            return value
        return check_usable(value).name

    def _states(self, project: Project) -> dict[str, int]:
        found = self.context.get("states", {}).get(project.pk, {})
        return {state: found.get(state, 0) for state in Image.State.values}

    def get_image_count(self, project: Project) -> int:
        return sum(self._states(project).values())

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_states(self, project: Project) -> dict[str, int]:
        return self._states(project)


@extend_schema_serializer(component_name="Member")
class MemberShape(serializers.Serializer):
    """Somebody who works in the project."""

    id = serializers.IntegerField(source="user_id")
    username = serializers.CharField(source="user.username")
    name = serializers.CharField(source="user.display_name")
    color = serializers.CharField(source="user.color")
    role = serializers.ChoiceField(choices=Role.choices, source="effective", help_text="The role in the project.")
    team_role = serializers.ChoiceField(choices=Role.choices, source="role", help_text="The role in the team.")
    project_role = serializers.ChoiceField(
        choices=Role.choices, source="given", allow_null=True, help_text="The role given for this project, if any."
    )


@extend_schema_serializer(component_name="ProjectRole")
class ProjectRoleShape(serializers.ModelSerializer):
    """The role that a member of the team has in this project, in place of that in the team."""

    user = serializers.IntegerField(source="user_id", read_only=True)
    username = serializers.CharField(source="user.username", read_only=True)
    name = serializers.CharField(source="user.display_name", read_only=True)

    class Meta:
        model = ProjectRole
        fields = ["user", "username", "name", "role", "created"]
        read_only_fields = ["created"]
