"""An image as REST and the project socket show it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.models import User
from backend.config.text import TextField
from backend.images.metadata import Value, checked
from backend.images.models import Image
from backend.images.visibility import sees_all, without_private


def image_url(image_id: Any, part: str) -> str:
    return f"/api/v1/images/{image_id}/{part}/"


class ProblemSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.CharField()
    detail = serializers.CharField()


class NamedPersonSerializer(serializers.Serializer[User]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="display_name")
    color = serializers.CharField()


class FlagSerializer(serializers.Serializer[Image]):
    """Why the image was set aside, by whom and when."""

    reason = serializers.CharField(source="flag_reason")
    by = NamedPersonSerializer(source="flagged_by", allow_null=True)
    at = serializers.DateTimeField(source="flagged_at")


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"oneOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]},
    }
)
class MetadataField(serializers.JSONField):
    """Texts, numbers, yes and no by name (metadata.py)."""


class BatchNameSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ImageSerializer(serializers.ModelSerializer[Image]):
    """Expects rows of ``backend.images.listing.with_counts``, and in the context the reader's ``role``: without it, or
    below reviewer, what tells replicas and gold images apart is null (visibility.py)."""

    problem = ProblemSerializer(allow_null=True, read_only=True)
    object_count = serializers.IntegerField(read_only=True)
    open_comments = serializers.IntegerField(read_only=True, help_text="Threads that nobody has resolved.")
    replica_comments = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="The same in replicas of it. Null below reviewer."
    )
    flag = serializers.SerializerMethodField(help_text="Null where the image is not set aside.")
    tags = serializers.SerializerMethodField()
    metadata = MetadataField(read_only=True)
    assignee = NamedPersonSerializer(read_only=True, allow_null=True, help_text="Who was given it, or handed it in.")
    batch = BatchNameSerializer(read_only=True, allow_null=True)
    is_gold = serializers.BooleanField(read_only=True, allow_null=True, help_text="Null below reviewer.")
    replica = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="0: an image of the dataset, else one person's. Null below reviewer."
    )
    original = serializers.UUIDField(source="original_id", read_only=True, allow_null=True)
    held_by = serializers.SerializerMethodField(help_text="Who was given it just now. Null below reviewer.")
    lease_expires = serializers.SerializerMethodField(help_text="Until when they have it; activity prolongs it.")
    thumbnail = serializers.SerializerMethodField()
    display = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()

    class Meta:
        model = Image
        fields = (
            "id",
            "project",
            "name",
            "width",
            "height",
            "status",
            "problem",
            "state",
            "object_count",
            "open_comments",
            "replica_comments",
            "flag",
            "tags",
            "metadata",
            "priority",
            "assignee",
            "batch",
            "is_gold",
            "replica",
            "original",
            "held_by",
            "lease_expires",
            "thumbnail",
            "display",
            "file",
            "size_bytes",
            "created",
            "updated",
            "created_by",
        )
        read_only_fields = fields

    def to_representation(self, image: Image) -> dict[str, Any]:
        shown = super().to_representation(image)
        return shown if sees_all(self.context.get("role")) else without_private(shown)

    @extend_schema_field(NamedPersonSerializer(allow_null=True))
    def get_held_by(self, image: Image) -> dict[str, Any] | None:
        return NamedPersonSerializer(image.lease_holder).data if image.lease_holder and _is_held(image) else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_lease_expires(self, image: Image) -> str | None:
        return image.lease_expires.isoformat() if image.lease_expires and _is_held(image) else None

    @extend_schema_field(FlagSerializer(allow_null=True))
    def get_flag(self, image: Image) -> dict[str, Any] | None:
        return None if image.flagged_at is None else FlagSerializer(image).data

    def get_tags(self, image: Image) -> list[str]:
        return [tag.name for tag in image.tags.all()]

    def get_thumbnail(self, image: Image) -> str | None:
        return image_url(image.pk, "thumbnail") if image.status == Image.Status.READY else None

    def get_display(self, image: Image) -> str | None:
        return image_url(image.pk, "display") if image.status == Image.Status.READY else None

    def get_file(self, image: Image) -> str:
        return image_url(image.pk, "file")


def _is_held(image: Image) -> bool:
    return image.lease_expires is not None and image.lease_expires > timezone.now()


class NeighboursSerializer(serializers.Serializer[dict[str, Any]]):
    """Where the image stands in the list: ``index`` counts from 0."""

    previous = serializers.UUIDField(allow_null=True)
    next = serializers.UUIDField(allow_null=True)
    index = serializers.IntegerField()
    count = serializers.IntegerField()


class ImageDetailSerializer(ImageSerializer):
    neighbours = NeighboursSerializer(read_only=True)

    class Meta(ImageSerializer.Meta):
        fields = (*ImageSerializer.Meta.fields, "neighbours")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]


class DuplicateSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField()
    image = serializers.UUIDField(help_text="The image of this project that has the same content.")


class RefusedSerializer(serializers.Serializer[dict[str, str]]):
    name = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class UploadSerializer(serializers.Serializer[dict[str, Any]]):
    """What became of each file of an upload."""

    accepted = ImageSerializer(many=True)
    duplicates = DuplicateSerializer(many=True)
    refused = RefusedSerializer(many=True)


class FilesSerializer(serializers.Serializer[dict[str, Any]]):
    files = serializers.ListField(child=serializers.FileField())


class ImageCountSerializer(serializers.Serializer[dict[str, Any]]):
    count = serializers.IntegerField()
    is_more = serializers.BooleanField(help_text="There are more than `count`.")


class FlagReasonSerializer(serializers.Serializer[dict[str, Any]]):
    reason = TextField(max_length=500, help_text="Why nobody should annotate it now.")


class TagChangeSerializer(serializers.Serializer[dict[str, Any]]):
    add = serializers.ListField(child=TextField(max_length=50), max_length=30, required=False, default=list)
    remove = serializers.ListField(child=TextField(max_length=50), max_length=30, required=False, default=list)


class TagSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField()
    image_count = serializers.IntegerField()


class MetadataChangeSerializer(serializers.Serializer[dict[str, Any]]):
    """Values to ``set`` by name, and names to ``remove``."""

    set = MetadataField(required=False, default=dict)
    remove = serializers.ListField(child=TextField(max_length=50), max_length=30, required=False, default=list)

    def validate_set(self, given: Any) -> dict[str, Value]:
        if not isinstance(given, dict):
            raise serializers.ValidationError("Write an object of names and values.")
        return checked(given)


class MetadataTableSerializer(serializers.Serializer[dict[str, Any]]):
    csv = serializers.CharField(
        max_length=20_000_000, help_text="The first line names the columns: `name`, then one for each value."
    )


class MetadataProblemSerializer(serializers.Serializer[dict[str, Any]]):
    line = serializers.IntegerField()
    detail = serializers.CharField()


class MetadataTableReportSerializer(serializers.Serializer[dict[str, Any]]):
    """What became of the lines of a table."""

    changed = serializers.IntegerField(help_text="Images.")
    unchanged = serializers.IntegerField(help_text="Images that had these values already.")
    refused = serializers.IntegerField(help_text="Lines that were left out.")
    problems = MetadataProblemSerializer(many=True, help_text="The first lines that were left out, and why.")
