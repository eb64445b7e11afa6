"""Versions on the wire: what one is made of, what it holds, what differs between two."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.models import LARGEST_ID
from backend.config.text import TextField
from backend.images import storage
from backend.images.models import Image
from backend.images.tags import key_of
from backend.jobs.serializers import JobSerializer
from backend.versions.difference import ObjectChange
from backend.versions.models import Version, VersionImage
from backend.versions.splits import LARGEST_SEED, RULES, SPLITS

COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}


class VersionFilterSerializer(serializers.Serializer[dict[str, Any]]):
    """Which images: those of the list with these filters. Without any: all images that are ready."""

    states = serializers.ListField(child=serializers.ChoiceField(Image.State.choices), required=False, max_length=6)
    label = serializers.IntegerField(  # type: ignore[assignment]
        required=False, min_value=1, max_value=LARGEST_ID, help_text="Images with an object of this label."
    )
    tag = TextField(required=False, max_length=50)
    search = TextField(required=False, max_length=100, help_text="Part of the name.")
    flagged = serializers.BooleanField(required=False)
    comments = serializers.ChoiceField(("open",), required=False)
    assignee = TextField(required=False, max_length=20, help_text="A person's id, `me` for the caller, `none`.")
    batch = TextField(required=False, max_length=20, help_text="A batch's id, `none` for images in no batch.")
    gold = serializers.BooleanField(required=False)
    objects = serializers.ChoiceField(("none", "some"), required=False)
    annotator = TextField(required=False, max_length=20, help_text="A person's id, `me` for the caller.")
    quality_below = serializers.FloatField(required=False, min_value=0, max_value=1)
    pixels_from = serializers.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    pixels_to = serializers.IntegerField(required=False, min_value=0, max_value=LARGEST_ID)
    created_from = TextField(required=False, max_length=40)
    created_to = TextField(required=False, max_length=40)
    updated_from = TextField(required=False, max_length=40)
    updated_to = TextField(required=False, max_length=40)


class SplitRuleSerializer(serializers.Serializer[dict[str, Any]]):
    """``hash`` divides by the content of each image, which stays in its split in later versions; ``tag`` by tags;
    ``none`` not at all."""

    by = serializers.ChoiceField(RULES)
    shares = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=100),
        required=False,
        help_text="Percentages of train, val and test, which add up to 100; for `hash`.",
    )
    seed = serializers.IntegerField(required=False, min_value=0, max_value=LARGEST_SEED)
    tags = serializers.DictField(
        child=TextField(max_length=50), required=False, help_text="The tag of train, of val, of test; for `tag`."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        by = attrs["by"]
        if by == "hash":
            return {"by": by, "shares": _shares(attrs.get("shares")), "seed": attrs.get("seed", 0)}
        return {"by": by, "tags": _tags(attrs.get("tags"))} if by == "tag" else {"by": by}


def _shares(given: dict[str, int] | None) -> dict[str, int]:
    shares = {split: (given or {}).get(split, 0) for split in SPLITS}
    if given is None or not set(given) <= set(SPLITS) or sum(shares.values()) != 100:
        raise serializers.ValidationError({"shares": "Give percentages of train, val and test that add up to 100."})
    return shares


def _tags(given: dict[str, str] | None) -> dict[str, str]:
    tags = {split: tag.strip() for split, tag in (given or {}).items() if tag.strip()}
    if not tags or not set(tags) <= set(SPLITS) or len({key_of(tag) for tag in tags.values()}) < len(tags):
        raise serializers.ValidationError({"tags": "Name a tag for train, val or test, another one for each."})
    return tags


class VersionPlanSerializer(serializers.Serializer[dict[str, Any]]):
    filter = VersionFilterSerializer(default=dict)
    split_rule = SplitRuleSerializer(default=lambda: {"by": "none"})


class NewVersionSerializer(VersionPlanSerializer):
    name = TextField(max_length=100)
    note = TextField(max_length=2000, required=False, allow_blank=True)


class VersionPreviewSerializer(serializers.Serializer[Any]):
    images = serializers.IntegerField()
    states = serializers.DictField(child=serializers.IntegerField())
    splits = serializers.DictField(
        child=serializers.IntegerField(), help_text='By split; "" for images that are in none.'
    )
    is_estimate = serializers.BooleanField(help_text="The splits are what the shares promise, not counted.")


class VersionLabelSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    color = serializers.CharField()


class VersionSerializer(serializers.ModelSerializer[Version]):
    """``counts`` are empty until the version is ready."""

    job = JobSerializer(allow_null=True, read_only=True, help_text="The job that makes it.")
    filter = VersionFilterSerializer(read_only=True)
    split_rule = SplitRuleSerializer(read_only=True)
    image_count = serializers.SerializerMethodField()
    object_count = serializers.SerializerMethodField()
    splits = serializers.SerializerMethodField(help_text='How many images are in each split; "": in none.')

    class Meta:
        model = Version
        fields = (
            "id",
            "project",
            "number",
            "name",
            "note",
            "state",
            "job",
            "filter",
            "split_rule",
            "image_count",
            "object_count",
            "splits",
            "digest",
            "made_by",
            "created",
        )
        read_only_fields = fields

    def get_image_count(self, version: Version) -> int:
        return int(version.counts.get("images", 0))

    def get_object_count(self, version: Version) -> int:
        return int(version.counts.get("objects", 0))

    @extend_schema_field(COUNTS)
    def get_splits(self, version: Version) -> dict[str, int]:
        return {split: found["images"] for split, found in version.counts.get("splits", {}).items()}


class VersionDetailSerializer(VersionSerializer):
    """With its labels, and how many objects each has by split."""

    labels = VersionLabelSerializer(many=True, read_only=True)
    split_objects = serializers.SerializerMethodField(help_text="How many objects are in each split.")
    label_counts = serializers.SerializerMethodField(help_text='Objects by label ("": none), then by split.')
    states = serializers.SerializerMethodField(help_text="How many images were in each state.")
    left_out = serializers.SerializerMethodField(help_text="Objects that are in no version, by reason.")

    class Meta(VersionSerializer.Meta):
        fields = (  # type: ignore[assignment]
            *VersionSerializer.Meta.fields,
            "labels",
            "split_objects",
            "label_counts",
            "states",
            "left_out",
        )
        read_only_fields = fields  # type: ignore[assignment]

    @extend_schema_field(COUNTS)
    def get_split_objects(self, version: Version) -> dict[str, int]:
        return {split: found["objects"] for split, found in version.counts.get("splits", {}).items()}

    @extend_schema_field({"type": "object", "additionalProperties": COUNTS})
    def get_label_counts(self, version: Version) -> dict[str, dict[str, int]]:
        return dict(version.counts.get("labels", {}))

    @extend_schema_field(COUNTS)
    def get_states(self, version: Version) -> dict[str, int]:
        return dict(version.counts.get("states", {}))

    @extend_schema_field(COUNTS)
    def get_left_out(self, version: Version) -> dict[str, int]:
        return dict(version.counts.get("left_out", {}))


class VersionImageSerializer(serializers.ModelSerializer[VersionImage]):
    """``image`` is its id in the project, where it may be gone; ``file`` and ``thumbnail`` are the version's own."""

    index = serializers.IntegerField(source="position", help_text="Its place in the version, counted from 0.")
    image = serializers.UUIDField(source="image_id")
    object_count = serializers.IntegerField(source="content.object_count")
    tags = serializers.ListField(child=serializers.CharField())
    has_photo = serializers.SerializerMethodField(help_text="False where the photo is missing from the store.")
    file = serializers.SerializerMethodField()
    thumbnail = serializers.SerializerMethodField()

    class Meta:
        model = VersionImage
        fields = (
            "index",
            "image",
            "name",
            "sha256",
            "size_bytes",
            "width",
            "height",
            "state",
            "split",
            "tags",
            "object_count",
            "has_photo",
            "file",
            "thumbnail",
        )
        read_only_fields = fields

    def get_has_photo(self, image: VersionImage) -> bool:
        return storage.original(image.sha256).exists()

    def get_file(self, image: VersionImage) -> str:
        return f"/api/v1/versions/{image.version_id}/images/{image.position}/file/"

    def get_thumbnail(self, image: VersionImage) -> str:
        return f"/api/v1/versions/{image.version_id}/images/{image.position}/thumbnail/"


class ObjectChangeSerializer(serializers.Serializer[ObjectChange]):
    id = serializers.UUIDField()
    change = serializers.ChoiceField(("added", "removed", "changed"))
    label_before = serializers.IntegerField(allow_null=True, help_text="The id of a label; null: none.")
    label_after = serializers.IntegerField(allow_null=True)
    parts = serializers.ListField(child=serializers.ChoiceField(("mask", "label", "attributes", "order", "origin")))
    iou = serializers.FloatField(allow_null=True, help_text="Of the two masks or boxes; null for objects of one only.")


class ImageDifferenceSerializer(VersionImageSerializer):
    """An image that differs. Expects in the context ``changes``, of ``comparing.changes_of``."""

    split_before = serializers.CharField(source="other_split", allow_null=True, help_text="Null: not in the other.")
    objects = serializers.SerializerMethodField(help_text="What differs in its objects, where it is in both.")

    class Meta(VersionImageSerializer.Meta):
        fields = (*VersionImageSerializer.Meta.fields, "split_before", "objects")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]

    @extend_schema_field(ObjectChangeSerializer(many=True))
    def get_objects(self, image: VersionImage) -> Any:
        return ObjectChangeSerializer(self.context["changes"].get(image.pk, []), many=True).data


class ImageDifferenceCountsSerializer(serializers.Serializer[Any]):
    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField(help_text="In both, with other objects.")
    moved = serializers.IntegerField(help_text="In both, in another split.")
    unchanged = serializers.IntegerField(help_text="In both, with the same objects.")


class ObjectDifferenceCountsSerializer(serializers.Serializer[Any]):
    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()


class LabelNameSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class LabelChangeSerializer(LabelNameSerializer):
    before = serializers.CharField(help_text="What it was called before.")
    parts = serializers.ListField(
        child=serializers.ChoiceField(("name", "color", "kind", "attributes_schema", "position"))
    )


class LabelDifferencesSerializer(serializers.Serializer[Any]):
    added = LabelNameSerializer(many=True)
    removed = LabelNameSerializer(many=True)
    changed = LabelChangeSerializer(many=True)


class LabelCountsSerializer(VersionLabelSerializer):
    id = serializers.IntegerField(allow_null=True, help_text="Null: objects without a label.")
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class SplitCountsSerializer(serializers.Serializer[Any]):
    split = serializers.CharField(allow_blank=True)
    before = serializers.IntegerField(help_text="Images.")
    after = serializers.IntegerField()


class DifferenceSerializer(serializers.Serializer[Any]):
    """What differs from ``before`` to ``after``."""

    before = serializers.IntegerField()
    after = serializers.IntegerField()
    images = ImageDifferenceCountsSerializer()
    objects = ObjectDifferenceCountsSerializer(
        allow_null=True, help_text="Null where too many images changed to count their objects."
    )
    labels = LabelDifferencesSerializer()
    label_counts = LabelCountsSerializer(many=True)
    split_counts = SplitCountsSerializer(many=True)


class VersionExportSerializer(serializers.Serializer[dict[str, Any]]):
    format = serializers.CharField(max_length=32)
    geometry = serializers.CharField(max_length=32, required=False)
