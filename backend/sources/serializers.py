"""Sources on the wire. Credentials only come in; where a source is, only managers are shown."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.roles import Action, allows
from backend.config.text import TextField
from backend.images.serializers import ProblemSerializer
from backend.jobs.actions import ACTIVE
from backend.jobs.models import Job
from backend.sources.models import LONGEST_INTERVAL_MINUTES, Source, SourceFile

STATES = [(state, state) for state in ("new", "queued", "running", "synced", "failed")]
LONGEST_CREDENTIAL = 10_000
TEXTS = {"type": "object", "additionalProperties": {"type": "string"}, "nullable": True}
FIRST = {
    "type": "object",
    "properties": {"key": {"type": "string"}, "detail": {"type": "string"}},
    "required": ["key", "detail"],
}


class SourceCountsSerializer(serializers.Serializer[Any]):
    """listed = unchanged + added + duplicates + refused + waiting + failed + gone."""

    listed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    refused_before = serializers.IntegerField(help_text="Of the unchanged: refused when they came.")
    added = serializers.IntegerField()
    changed = serializers.IntegerField(help_text="Had other content before.")
    duplicates = serializers.IntegerField()
    refused = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Still being written; the next sync takes them.")
    failed = serializers.IntegerField(help_text="Could not be read; the next sync tries again.")
    gone = serializers.IntegerField()
    vanished = serializers.IntegerField(help_text="Were there once; their images stay.")
    passed_over = serializers.DictField(child=serializers.IntegerField(), help_text="By reason: links, hidden files.")
    reasons = serializers.DictField(child=serializers.IntegerField(), help_text="By code.")
    first = serializers.SerializerMethodField(help_text="By code: the first files and what is wrong with them.")

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "array", "items": FIRST}})
    def get_first(self, counts: dict[str, Any]) -> Any:
        return counts["first"]


class SourceSerializer(serializers.ModelSerializer[Source]):
    """To who is no manager, ``place``, ``counts`` and ``problem`` are null and ``has_credentials`` is false."""

    state = serializers.SerializerMethodField()
    place = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField(help_text="What the last sync came to; null before the first.")
    problem = serializers.SerializerMethodField(help_text="Why the last sync failed; null where it did not.")
    has_credentials = serializers.SerializerMethodField()
    job = serializers.UUIDField(source="job_id", allow_null=True, read_only=True, help_text="That of the last sync.")

    class Meta:
        model = Source
        fields = (
            "id",
            "project",
            "name",
            "kind",
            "state",
            "place",
            "has_credentials",
            "every_minutes",
            "job",
            "synced",
            "counts",
            "problem",
            "created",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, source: Source) -> str:
        if source.job is not None and source.job.state in ACTIVE:
            return "running" if source.job.state == Job.State.RUNNING else "queued"
        if source.problem is not None or (source.job is not None and source.job.state == Job.State.FAILED):
            return "failed"
        return "synced" if source.synced else "new"

    @extend_schema_field(TEXTS)
    def get_place(self, source: Source) -> dict[str, str] | None:
        return source.place if self._is_manager() else None

    @extend_schema_field(SourceCountsSerializer(allow_null=True))
    def get_counts(self, source: Source) -> dict[str, Any] | None:
        return SourceCountsSerializer(source.counts).data if source.counts and self._is_manager() else None

    @extend_schema_field(ProblemSerializer(allow_null=True))
    def get_problem(self, source: Source) -> dict[str, str] | None:
        return source.problem if self._is_manager() else None

    def get_has_credentials(self, source: Source) -> bool:
        return bool(source.credentials) and self._is_manager()

    def _is_manager(self) -> bool:
        return allows(self.context["role"], Action.MANAGE_PROJECT)


def _texts(longest: int, **options: Any) -> serializers.DictField:
    child = serializers.CharField(max_length=longest, allow_blank=True, trim_whitespace=False)
    return serializers.DictField(child=child, **options)


class SourcePlaceSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Source.Kind.choices)
    place = _texts(
        4096,
        help_text="folder: root, path; s3: bucket, prefix, region, endpoint; gcs: bucket, prefix; "
        "azure: account, bucket (the container), prefix, suffix.",
    )
    credentials = _texts(
        LONGEST_CREDENTIAL,
        required=False,
        write_only=True,
        help_text="s3: access_key, secret_key; gcs: service_account (the JSON); azure: account_key or sas_token. "
        "None: what anybody may read.",
    )


class NewSourceSerializer(SourcePlaceSerializer):
    name = TextField(max_length=100)
    every_minutes = serializers.IntegerField(
        required=False, min_value=0, max_value=LONGEST_INTERVAL_MINUTES, help_text="0: only when somebody asks."
    )


class SourceChangeSerializer(serializers.Serializer[Any]):
    """Where a source is does not change: add another one."""

    name = TextField(max_length=100, required=False)
    every_minutes = serializers.IntegerField(required=False, min_value=0, max_value=LONGEST_INTERVAL_MINUTES)
    credentials = _texts(LONGEST_CREDENTIAL, required=False, write_only=True, help_text="In place of those there are.")


class SourceTestSerializer(serializers.Serializer[Any]):
    is_reachable = serializers.BooleanField()
    code = serializers.CharField(help_text="Empty where it is.")
    detail = serializers.CharField(help_text="What is wrong and what to do; empty where nothing is.")
    first = serializers.CharField(help_text="The first file that is found, empty where there is none.")


class SyncSerializer(serializers.Serializer[Any]):
    again = serializers.BooleanField(required=False, help_text="Look again at files that were refused before.")


class SourceFoldersSerializer(serializers.Serializer[Any]):
    roots = serializers.ListField(child=serializers.CharField(), help_text="The folders that an operator allows.")
    folders = serializers.ListField(child=serializers.CharField(), help_text="Names of those in the folder asked for.")
    has_more = serializers.BooleanField()


class RefusedFileSerializer(serializers.ModelSerializer[SourceFile]):
    class Meta:
        model = SourceFile
        fields = ("key", "code", "detail", "since")
        read_only_fields = fields
