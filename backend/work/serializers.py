"""Work on the wire: what "next" takes, batches, how images are dealt out, who has how much."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.models import LARGEST_ID
from backend.accounts.roles import Role
from backend.config.text import TextField
from backend.images.models import Image
from backend.images.serializers import NamedPersonSerializer
from backend.work.models import Batch

LOWEST, HIGHEST = -1000, 1000


class NextSerializer(serializers.Serializer[dict[str, Any]]):
    kind = serializers.ChoiceField(choices=("annotate", "review"))
    skip = serializers.UUIDField(required=False, help_text="An image that is not wanted now; its lease is given back.")


class GroupNameSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class BatchSerializer(serializers.ModelSerializer[Batch]):
    """Expects in the context ``counts``, of ``batches.counts_of``."""

    assignee = NamedPersonSerializer(read_only=True, allow_null=True)
    group = GroupNameSerializer(read_only=True, allow_null=True)
    image_count = serializers.SerializerMethodField()
    states = serializers.SerializerMethodField(help_text="How many images are in each state.")

    class Meta:
        model = Batch
        fields = ("id", "project", "name", "priority", "assignee", "group", "created", "image_count", "states")
        read_only_fields = fields

    def _states(self, batch: Batch) -> dict[str, int]:
        found = self.context["counts"].get(batch.pk, {})
        return {state: found.get(state, 0) for state in Image.State.values}

    def get_image_count(self, batch: Batch) -> int:
        return sum(self._states(batch).values())

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_states(self, batch: Batch) -> dict[str, int]:
        return self._states(batch)


class BatchChangeSerializer(serializers.Serializer[dict[str, Any]]):
    """Given to a person or to a group: not to both. Null: to nobody in particular."""

    name = TextField(max_length=100, required=False)
    priority = serializers.IntegerField(required=False, min_value=LOWEST, max_value=HIGHEST)
    assignee = serializers.IntegerField(
        source="assignee_id", required=False, allow_null=True, min_value=1, max_value=LARGEST_ID
    )
    group = serializers.IntegerField(
        source="group_id", required=False, allow_null=True, min_value=1, max_value=LARGEST_ID
    )


class NewBatchSerializer(BatchChangeSerializer):
    name = TextField(max_length=100)


class AssignSerializer(serializers.Serializer[dict[str, Any]]):
    images = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=10_000)
    filter = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        required=False,
        help_text="The query parameters of the list of images, in place of `images`; {} is all of them.",
    )
    count = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, help_text="The first so many of the filter's images."
    )
    assignee = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    batch = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    priority = serializers.IntegerField(required=False, min_value=LOWEST, max_value=HIGHEST)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("images" in attrs) == ("filter" in attrs):
            raise serializers.ValidationError("Name the images, or give the filter that finds them: one of the two.")
        if "count" in attrs and "images" in attrs:
            raise serializers.ValidationError("A count goes with a filter; of named images all are meant.")
        if not attrs.keys() & {"assignee", "batch", "priority"}:
            raise serializers.ValidationError("Say what the images get: an assignee, a batch, a priority or several.")
        return attrs


class AssignedSerializer(serializers.Serializer[dict[str, int]]):
    changed = serializers.IntegerField(help_text="What somebody else holds now is left as it is.")


class HeldImageSerializer(serializers.Serializer[Image]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    lease_expires = serializers.DateTimeField()


class PersonAtWorkSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    color = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    assigned = serializers.IntegerField(help_text="Images that wait for this person.")
    in_batches = serializers.IntegerField(help_text="Images that wait in batches for this person alone.")
    submitted = serializers.IntegerField(help_text="Images of theirs that wait for review.")
    holds = HeldImageSerializer(allow_null=True, help_text="What they were given just now.")
