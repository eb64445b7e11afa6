"""Changes of many images on the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.bulk.changes import CHANGES
from backend.config.text import TextField
from backend.images.metadata import Value, checked
from backend.images.serializers import MetadataField


class BulkSerializer(serializers.Serializer[dict[str, Any]]):
    """``change``, the images that it is for, and what that change needs: `tag` takes ``add`` and ``remove``, `metadata`
    ``set`` and ``remove``, `flag` and `reopen` a ``reason``, `assign` an ``assignee``, `batch` a ``batch``."""

    change = serializers.ChoiceField(choices=sorted(CHANGES))
    images = serializers.ListField(child=serializers.UUIDField(), required=False, min_length=1, max_length=1000)
    filter = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        required=False,
        help_text="The query parameters of the list of images, in place of `images`; {} is all of them.",
    )
    add = serializers.ListField(child=TextField(max_length=50), max_length=30, required=False)
    remove = serializers.ListField(child=TextField(max_length=50), max_length=30, required=False)
    set = MetadataField(required=False)
    reason = TextField(max_length=500, required=False)
    assignee = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    batch = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    expected = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="How many images matched when you looked; nothing is done where it is another number by now. "
        "`delete` takes it.",
    )
    dry_run = serializers.BooleanField(required=False, default=False, help_text="Count only, at once.")

    def validate_set(self, given: Any) -> dict[str, Value]:
        if not isinstance(given, dict):
            raise serializers.ValidationError("Write an object of names and values.")
        return checked(given)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("images" in attrs) == ("filter" in attrs):
            raise serializers.ValidationError("Name the images, or give the filter that finds them: one of the two.")
        if attrs["change"] == "delete" and not attrs["dry_run"] and "expected" not in attrs:
            raise serializers.ValidationError("Deleting takes `expected`: look first (`dry_run`), then say how many.")
        return attrs


class BulkPreviewSerializer(serializers.Serializer[dict[str, Any]]):
    """What a change would do now."""

    matched = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField(help_text="They are so already.")
    refused = serializers.DictField(child=serializers.IntegerField(), help_text="How many are left out, by reason.")
    first = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="The first 20 names of those that `change`, are `unchanged`, or are left out by a reason.",
    )
