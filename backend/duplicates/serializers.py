"""Look-alikes on the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.images.serializers import ImageSerializer


class SimilarImageSerializer(serializers.Serializer[Any]):
    distance = serializers.IntegerField(help_text="How many of 63 bits differ; 0: they look the same.")
    image = ImageSerializer()


class SimilarImagesSerializer(serializers.Serializer[Any]):
    results = SimilarImageSerializer(many=True, help_text="The nearest first, the first 100 of them.")
    count = serializers.IntegerField(help_text="How many there are in all.")


class DuplicateGroupSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    size = serializers.IntegerField(help_text="How many images it had when the search found it.")
    images = ImageSerializer(many=True, help_text="Those of them that are still there, the first 50.")
