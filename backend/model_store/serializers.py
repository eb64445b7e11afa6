"""A model as REST shows it, and what may be sent to add or change one."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.config.text import TextField
from backend.model_store.models import StoredModel
from backend.model_store.published import published_numbers

ENGINES = ("onnx", "torch")
ADDRESS = re.compile(r"(https?://)(?:[^\s/@]*@)?([^\s?#]*)(?:[?#]\S*)?")
KINDS = ("builtin", "published", "url", "file")
NUMBERS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["dataset", "protocol", "source"],
        "properties": {
            "dataset": {"type": "string"},
            "protocol": {"type": "string"},
            "source": {"type": "string", "enum": ["measured", "published"]},
        },
        "additionalProperties": {"oneOf": [{"type": "number"}, {"type": "string"}], "nullable": True},
        "description": "One data set and protocol; every further key is a metric, such as NoC@90.",
    },
}


def without_keys(text: str) -> str:
    """Of each address in ``text`` scheme, host and path: neither a password nor a query nor a fragment."""
    return ADDRESS.sub(r"\1\2", text)


class ModelSourceSerializer(serializers.Serializer[dict[str, str]]):
    """Where the model came from; what does not apply is empty."""

    kind = serializers.ChoiceField(choices=KINDS)
    url = serializers.CharField()
    file = serializers.CharField()
    sha256 = serializers.CharField()


class ModelSpeedSerializer(serializers.Serializer[dict[str, float]]):
    """Milliseconds on the machine where the model was installed, for a photo of 1024 x 768."""

    encode_ms = serializers.FloatField()
    click_ms = serializers.FloatField()


class StoredModelSerializer(serializers.ModelSerializer[StoredModel]):
    """One model. Operators see its address whole, for it may hold a key; others see it without its query."""

    engines = serializers.ListField(child=serializers.ChoiceField(choices=ENGINES), read_only=True)
    source = ModelSourceSerializer(read_only=True)  # type: ignore[assignment]
    numbers = serializers.SerializerMethodField()
    speed = ModelSpeedSerializer(allow_null=True, read_only=True)
    project_count = serializers.SerializerMethodField(help_text="Projects whose new images get this model.")
    served_by = serializers.SerializerMethodField(help_text="Ids of the live workers that answer with it.")

    class Meta:
        model = StoredModel
        fields = (
            "id",
            "name",
            "title",
            "preset",
            "digest",
            "state",
            "progress",
            "detail",
            "engines",
            "parameters",
            "size_bytes",
            "source",
            "card",
            "numbers",
            "speed",
            "is_builtin",
            "is_enabled",
            "project_count",
            "served_by",
            "created",
            "created_by",
        )
        read_only_fields = fields

    # The context holds ``projects`` (name to count), ``served`` (digest to worker ids) and ``is_operator``.

    def to_representation(self, model: StoredModel) -> dict[str, Any]:
        values = super().to_representation(model)
        if not self.context["is_operator"]:
            values["source"] = {**values["source"], "url": without_keys(model.source["url"])}
            values["detail"] = without_keys(model.detail)
        return values

    @extend_schema_field(NUMBERS)
    def get_numbers(self, model: StoredModel) -> list[dict[str, Any]]:
        return model.numbers

    def get_project_count(self, model: StoredModel) -> int:
        return self.context["projects"].get(model.name, 0)

    def get_served_by(self, model: StoredModel) -> list[str]:
        return self.context["served"].get(model.digest, [])


class ChangeModelSerializer(serializers.Serializer[dict[str, Any]]):
    title = TextField(max_length=150, required=False)
    card = TextField(is_multiline=True, max_length=200_000, required=False, allow_blank=True)
    is_enabled = serializers.BooleanField(required=False, help_text="Whether projects and images may choose it.")


class NewModelSerializer(serializers.Serializer[dict[str, Any]]):
    """``published`` for a published checkpoint, ``url`` and ``name`` for an address; ``name`` is also its folder."""

    source = serializers.ChoiceField(choices=("published", "url"))  # type: ignore[assignment]
    published = serializers.CharField(max_length=64, required=False)
    url = serializers.CharField(max_length=2000, required=False)
    name = serializers.CharField(max_length=64, required=False)
    preset = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    sha256 = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = ("published",) if attrs["source"] == "published" else ("url", "name")
        missing = {name: ["This field is required."] for name in needed if not attrs.get(name)}
        if missing:
            raise serializers.ValidationError(missing)
        return attrs


class ModelFileSerializer(serializers.Serializer[dict[str, Any]]):
    """Weights (.pth, .pt, .pkl, .safetensors), or a .zip of a model folder."""

    source = serializers.ChoiceField(choices=("file",))  # type: ignore[assignment]
    file = serializers.FileField()
    name = serializers.CharField(max_length=64)
    preset = serializers.CharField(max_length=64, required=False, allow_blank=True)


class PublishedModelSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField()
    title = serializers.CharField()
    preset = serializers.CharField()
    url = serializers.CharField()
    installed = serializers.BooleanField(help_text="Whether there is a model of that name here.")
    numbers = serializers.SerializerMethodField()

    @extend_schema_field(NUMBERS)
    def get_numbers(self, model: dict[str, Any]) -> list[dict[str, Any]]:
        return list(published_numbers(model["preset"]))
