"""An upload as REST shows it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework import serializers

from backend.config.problems import Problem
from backend.images.serializers import ProblemSerializer
from backend.uploads.actions import stand
from backend.uploads.models import Upload


class UploadResultSerializer(serializers.Serializer[dict[str, Any]]):
    """What a whole upload became."""

    verdict = serializers.ChoiceField(choices=("accepted", "duplicate", "refused"))
    image = serializers.UUIDField(allow_null=True, help_text="The image that it is, or that has the same content.")
    import_file = serializers.UUIDField(allow_null=True, help_text="The file to import that it is.")
    job = serializers.UUIDField(allow_null=True, help_text="The import that takes in the photos of an archive.")
    problem = ProblemSerializer(allow_null=True)


class ResumableUploadSerializer(serializers.ModelSerializer[Upload]):
    """``offset`` beside ``size_bytes`` says how much has arrived; ``result`` is null until it is whole and put where it
    belongs, which takes a moment."""

    offset = serializers.SerializerMethodField(help_text="Bytes that have arrived.")
    result = UploadResultSerializer(allow_null=True, read_only=True)

    class Meta:
        model = Upload
        fields = (
            "id",
            "project",
            "purpose",
            "name",
            "size_bytes",
            "offset",
            "result",
            "expires",
            "created",
            "created_by",
        )
        read_only_fields = fields

    def get_offset(self, upload: Upload) -> int:
        try:
            return stand(upload)
        except (Problem, Http404):  # just begun, or just ended: a list shows the others all the same
            return 0
