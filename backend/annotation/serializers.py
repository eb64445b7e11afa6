"""The shapes of documents and logs in the REST interface, for the OpenAPI schema and for reading request bodies."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.models import User
from backend.annotation.models import Object, Operation
from backend.annotation.scribble import MAX_KEPT
from backend.images.models import Image


class RleSerializer(serializers.Serializer[dict[str, Any]]):
    """A mask in COCO's compressed run-length encoding."""

    size = serializers.ListField(
        child=serializers.IntegerField(), min_length=2, max_length=2, help_text="height, width"
    )
    counts = serializers.CharField()


class ClickSerializer(serializers.Serializer[dict[str, Any]]):
    """A click in image pixels; ``t`` orders the clicks, strokes and boxes of an image."""

    id = serializers.UUIDField()
    x = serializers.FloatField()
    y = serializers.FloatField()
    t = serializers.IntegerField()


class StrokeSerializer(serializers.Serializer[dict[str, Any]]):
    """A scribble's line in image pixels; ``t`` orders the clicks, strokes and boxes of an image."""

    id = serializers.UUIDField()
    points = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2, help_text="x, y"),
        min_length=1,
        max_length=MAX_KEPT,
    )
    t = serializers.IntegerField()


class BoxSerializer(serializers.Serializer[dict[str, Any]]):
    """A box drawn around an object, in image pixels; the last one of an object is in effect."""

    id = serializers.UUIDField()
    box = serializers.ListField(child=serializers.FloatField(), min_length=4, max_length=4, help_text="x0, y0, x1, y1")
    t = serializers.IntegerField()


class PinnedModelSerializer(serializers.Serializer[dict[str, str]]):
    name = serializers.CharField()
    digest = serializers.CharField(allow_blank=True)


class MaskModelSerializer(serializers.Serializer[dict[str, str]]):
    """What made a mask; ``engine`` is the runtime and the device, such as onnx/cpu."""

    name = serializers.CharField()
    digest = serializers.CharField()
    engine = serializers.CharField()


class UnsureSerializer(serializers.Serializer[dict[str, float]]):
    """A place in image pixels, and by how much the model preferred what it answered there to the next best."""

    x = serializers.FloatField()
    y = serializers.FloatField()
    margin = serializers.FloatField(help_text="0: undecided, 1: certain; below 0 the picture outvoted the network.")


class ObjectViewSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.UUIDField()
    label = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    shape = serializers.ChoiceField(
        choices=Object.Shape.choices, help_text="box: a bounding box that is an object of its own, without a mask."
    )
    rle = RleSerializer(allow_null=True)
    bbox = serializers.ListField(
        child=serializers.IntegerField(), min_length=4, max_length=4, allow_null=True, help_text="x, y, width, height"
    )
    area = serializers.IntegerField()
    z = serializers.IntegerField()
    quality = serializers.FloatField(allow_null=True)
    unsure = UnsureSerializer(allow_null=True, help_text="Where a click would tell the model most; null: not known.")
    source = serializers.ChoiceField(choices=Object.Source.choices)  # type: ignore[assignment]
    locked = serializers.BooleanField()
    attributes = serializers.DictField()
    crop = serializers.ListField(
        child=serializers.IntegerField(),
        min_length=4,
        max_length=4,
        allow_null=True,
        help_text="x0, y0, x1, y1: the part of the image that the model looks at for it; null for all of it.",
    )
    clicks = ClickSerializer(many=True)
    strokes = StrokeSerializer(many=True)
    boxes = BoxSerializer(many=True)
    created_by = serializers.IntegerField(allow_null=True)
    model = MaskModelSerializer(allow_null=True, help_text="What made the mask; null where a brush did.")


class DocumentSerializer(serializers.Serializer[dict[str, Any]]):
    """The annotation of an image as it is in effect now."""

    image = serializers.UUIDField()
    revision = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Image.State.choices)
    can_undo = serializers.BooleanField()
    can_redo = serializers.BooleanField()
    model = PinnedModelSerializer()
    objects = ObjectViewSerializer(many=True)
    background = ClickSerializer(many=True)
    background_strokes = StrokeSerializer(many=True)


class ActorSerializer(serializers.Serializer[User]):
    """Who did something."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="display_name")
    color = serializers.CharField()


class OperationSerializer(serializers.ModelSerializer[Operation]):
    """One entry of the log; ``id`` is the client's operation id. Expects ``chosen`` in the context: see in_effect;
    ``is_brief`` there leaves the masks out of the payload."""

    id = serializers.UUIDField(source="client_id", read_only=True)
    by = ActorSerializer(source="actor", allow_null=True, read_only=True, help_text="Null for the model's answers.")
    payload = serializers.SerializerMethodField()
    in_effect = serializers.SerializerMethodField()

    class Meta:
        model = Operation
        fields = ("id", "revision", "kind", "payload", "actor", "by", "created", "in_effect")
        read_only_fields = fields

    @extend_schema_field({})
    def get_payload(self, operation: Operation) -> Any:
        return without_masks(operation.payload) if self.context.get("is_brief") else operation.payload

    def get_in_effect(self, operation: Operation) -> bool:
        return operation.revision in self.context["chosen"]


def without_masks(payload: Any) -> Any:
    """A payload less its run lengths, those of the objects in it too."""
    if isinstance(payload, list):
        return [without_masks(member) for member in payload]
    if not isinstance(payload, dict):
        return payload
    return {key: without_masks(value) for key, value in payload.items() if key not in ("rle", "points")}


class PinModelSerializer(serializers.Serializer[dict[str, str]]):
    model = serializers.CharField(max_length=64, help_text="The name of a model that is ready and enabled.")


class PinnedSerializer(serializers.Serializer[dict[str, Any]]):
    model = PinnedModelSerializer()
    revision = serializers.IntegerField()


class ReasonSerializer(serializers.Serializer[dict[str, str]]):
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class WorkflowSerializer(serializers.Serializer[dict[str, Any]]):
    state = serializers.ChoiceField(choices=Image.State.choices)
    revision = serializers.IntegerField()
