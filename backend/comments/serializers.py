"""Threads as REST shows them, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.models import User
from backend.comments.models import LONGEST, Comment
from backend.config.text import TextField


class CommenterSerializer(serializers.Serializer[User]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="display_name")
    color = serializers.CharField()


class CommentSerializer(serializers.ModelSerializer[Comment]):
    """What one person said; ``text`` is empty where that was taken back."""

    author = CommenterSerializer(allow_null=True, read_only=True)

    class Meta:
        model = Comment
        fields = ("id", "author", "text", "created", "edited")
        read_only_fields = fields


class ResolutionSerializer(serializers.Serializer[Comment]):
    """Who resolved the thread, and when."""

    by = CommenterSerializer(source="resolved_by", allow_null=True)
    at = serializers.DateTimeField(source="resolved_at")


class ThreadSerializer(CommentSerializer):
    """A first comment with its place in image pixels, and the replies. Expects rows of ``threads_of``."""

    number = serializers.IntegerField(read_only=True)
    x = serializers.FloatField(read_only=True)
    y = serializers.FloatField(read_only=True)
    resolved = serializers.SerializerMethodField(help_text="Null while the thread is open.")
    replies = CommentSerializer(many=True, read_only=True)

    class Meta(CommentSerializer.Meta):
        fields = (  # type: ignore[assignment]
            *CommentSerializer.Meta.fields,
            "number",
            "x",
            "y",
            "object",
            "resolved",
            "replies",
        )
        read_only_fields = fields  # type: ignore[assignment]

    @extend_schema_field(ResolutionSerializer(allow_null=True))
    def get_resolved(self, first: Comment) -> dict[str, Any] | None:
        return None if first.resolved_at is None else ResolutionSerializer(first).data


class CommentTextSerializer(serializers.Serializer[dict[str, Any]]):
    text = TextField(is_multiline=True, max_length=LONGEST)


class NewReplySerializer(CommentTextSerializer):
    id = serializers.UUIDField(required=False, help_text="Made by the client, so that sending again says it once.")


class NewThreadSerializer(NewReplySerializer):
    x = serializers.FloatField(help_text="In image pixels, inside the image.")
    y = serializers.FloatField()
    object = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The object there, if any.")
