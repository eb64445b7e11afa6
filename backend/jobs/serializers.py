"""A job as REST and the project socket show it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.images.serializers import ProblemSerializer
from backend.jobs.models import Job


class JobSerializer(serializers.ModelSerializer[Job]):
    progress = serializers.SerializerMethodField(help_text="0 to 1.")
    log = serializers.ListField(child=serializers.CharField(), read_only=True)
    result = serializers.SerializerMethodField(
        help_text="Where to download the result; null before and after its time."
    )
    problem = ProblemSerializer(allow_null=True, read_only=True)
    params = serializers.DictField(read_only=True)
    summary = serializers.DictField(
        read_only=True, allow_null=True, help_text="What the work came to, in numbers; null before its end."
    )

    class Meta:
        model = Job
        fields = (
            "id",
            "project",
            "kind",
            "state",
            "progress",
            "total",
            "done",
            "log",
            "result",
            "problem",
            "params",
            "summary",
            "created",
            "created_by",
        )
        read_only_fields = fields

    def get_progress(self, job: Job) -> float:
        if job.state == Job.State.DONE:
            return 1.0
        return round(min(job.done / job.total, 1.0), 4) if job.total else 0.0

    def get_result(self, job: Job) -> str | None:
        return f"/api/v1/jobs/{job.pk}/result/" if job.result_path else None


class NewJobSerializer(serializers.Serializer[dict[str, Any]]):
    """``kind`` and what that kind needs; an export takes ``format`` and, if wanted, its options; an import takes
    ``file`` and, if wanted, what stands below it; ``duplicates`` take ``distance``."""

    kind = serializers.CharField(max_length=32)
    format = serializers.CharField(max_length=32, required=False)
    geometry = serializers.CharField(max_length=32, required=False)
    states = serializers.ListField(child=serializers.CharField(max_length=16), required=False, max_length=6)
    file = serializers.UUIDField(required=False, help_text="Of an import: the id that `import-files/` gave.")
    objects_as = serializers.ChoiceField(choices=("annotations", "proposals"), required=False)
    existing = serializers.ChoiceField(
        choices=("add", "update", "replace"),
        required=False,
        help_text="add: what is there stays as it is; update: objects with the same id in the files are changed; "
        "replace: what earlier imports brought and nobody has changed since goes.",
    )
    labels = serializers.DictField(
        required=False,
        help_text="A name in the files to the id of a label here, to the name of one (made if need be), or to null.",
    )
    other_labels = serializers.ChoiceField(choices=("create", "leave_out", "unlabelled"), required=False)
    add_images = serializers.BooleanField(required=False, help_text="Images of the archive are added to the project.")
    distance = serializers.IntegerField(
        required=False, min_value=0, help_text="Of a search for near-duplicates: how many bits may differ, 0 to 11."
    )
    dry_run = serializers.BooleanField(required=False, help_text="Count and report only.")
