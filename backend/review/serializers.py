"""Submissions, statistics and agreement as REST shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.models import User
from backend.images.models import Image
from backend.images.serializers import image_url
from backend.review.models import Comparison, Submission


class ColleagueSerializer(serializers.Serializer[User]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="display_name")
    color = serializers.CharField()


class SubmittedImageSerializer(serializers.Serializer[Image]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    thumbnail = serializers.SerializerMethodField()

    def get_thumbnail(self, image: Image) -> str:
        return image_url(image.pk, "thumbnail")


class SubmissionSerializer(serializers.ModelSerializer[Submission]):
    """Expects rows of ``backend.review.waiting``."""

    image = SubmittedImageSerializer(read_only=True)
    annotator = ColleagueSerializer(read_only=True, allow_null=True, help_text="Null: a consensus of several people.")
    reviewer = ColleagueSerializer(read_only=True, allow_null=True)
    project_name = serializers.CharField(source="project.name", read_only=True)
    objects = serializers.IntegerField(source="objects_in_effect", read_only=True)
    agreement = serializers.FloatField(
        read_only=True, allow_null=True, help_text="Of the people of a consensus: mean IoU."
    )
    open_comments = serializers.IntegerField(read_only=True)

    class Meta:
        model = Submission
        fields = (
            "id", "project", "project_name", "image", "annotator", "at", "attempt", "kind", "seconds", "clicks",
            "strokes", "objects", "verdict", "reviewer", "verdict_at", "reason", "fixed_objects", "agreement",
            "open_comments",
        )  # fmt: skip
        read_only_fields = fields


class WaitingPersonSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    color = serializers.CharField()
    count = serializers.IntegerField()


class WaitingSummarySerializer(serializers.Serializer[dict[str, Any]]):
    count = serializers.IntegerField()
    oldest = serializers.DateTimeField(allow_null=True)
    people = WaitingPersonSerializer(many=True)


class BriefPersonSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    color = serializers.CharField()


class FiguresSerializer(serializers.Serializer[dict[str, Any]]):
    """What each figure means is in docs/statistics.md."""

    images = serializers.IntegerField(help_text="Handed in for the first time.")
    reworked = serializers.IntegerField(help_text="Handed in again after a rejection.")
    objects = serializers.IntegerField()
    seconds = serializers.FloatField(help_text="Active time.")
    clicks = serializers.IntegerField()
    strokes = serializers.IntegerField()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    fixed_objects = serializers.IntegerField(help_text="Objects that reviewers mended themselves.")
    seconds_per_object = serializers.FloatField(allow_null=True)
    clicks_per_object = serializers.FloatField(allow_null=True)
    acceptance = serializers.FloatField(allow_null=True, help_text="0 to 1; null where nothing was judged.")


class TotalsSerializer(FiguresSerializer):
    gold_score = serializers.FloatField(allow_null=True, help_text="Mean IoU with gold images, 0 to 1.")
    agreement = serializers.FloatField(allow_null=True, help_text="Mean IoU of two people, 0 to 1.")


class DaySerializer(FiguresSerializer):
    day = serializers.DateField()


class LabelRowSerializer(serializers.Serializer[dict[str, Any]]):
    label_id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    color = serializers.CharField(allow_null=True)
    project = serializers.IntegerField(allow_null=True)
    objects = serializers.IntegerField()


class WeekSerializer(serializers.Serializer[dict[str, Any]]):
    week = serializers.DateField(help_text="Its Monday.")
    kind = serializers.ChoiceField(choices=Comparison.Kind.choices)
    mean_iou = serializers.FloatField()
    dice = serializers.FloatField()
    pq = serializers.FloatField()
    comparisons = serializers.IntegerField()


class PersonRowSerializer(TotalsSerializer):
    person = BriefPersonSerializer()
    gold_count = serializers.IntegerField()


class BriefProjectSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ProjectRowSerializer(TotalsSerializer):
    project = BriefProjectSerializer()
    states = serializers.DictField(child=serializers.IntegerField(), help_text="How many images are in each state now.")


class ReviewerRowSerializer(serializers.Serializer[dict[str, Any]]):
    person = BriefPersonSerializer()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    fixed_objects = serializers.IntegerField()
    acceptance = serializers.FloatField(allow_null=True)


class ForecastSerializer(serializers.Serializer[dict[str, Any]]):
    remaining = serializers.IntegerField()
    per_day = serializers.FloatField()
    days = serializers.IntegerField(help_text="Days that the rate was taken from.")
    done_on = serializers.DateField(allow_null=True)


class StatisticsSerializer(serializers.Serializer[dict[str, Any]]):
    to = serializers.DateField()
    person = serializers.IntegerField(allow_null=True)
    person_name = serializers.CharField(allow_null=True)
    totals = TotalsSerializer()
    before = TotalsSerializer(help_text="Of as many days just before.")
    daily = DaySerializer(many=True)
    labels = LabelRowSerializer(many=True)
    agreement = WeekSerializer(many=True)
    people = PersonRowSerializer(many=True)
    reviewers = ReviewerRowSerializer(many=True)
    states = serializers.DictField(child=serializers.IntegerField())
    forecast = ForecastSerializer()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {"from": serializers.DateField()} | super().get_fields()


class TeamStatisticsSerializer(StatisticsSerializer):
    projects = ProjectRowSerializer(many=True)
