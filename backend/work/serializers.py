"""Work on the wire: what "next" takes, batches, how images are dealt."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class NextSerializer(serializers.Serializer[dict[str, Any]]):
    kind = serializers.ChoiceField(choices=("annotate", "review"))
    skip = serializers.UUIDField(required=False, help_text="An image that is not wanted now; its lease is given back.")
