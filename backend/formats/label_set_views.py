"""The labels of a project as a file, and labels from a file: of Stipple, of CVAT or of Label Studio."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem
from backend.config.query import allow_only
from backend.formats.label_sets.applying import do_apply, written
from backend.formats.label_sets.reading import read_labels
from backend.formats.names import safe_name
from backend.formats.sources import Unreadable
from backend.projects.access import project_for

LONGEST_TEXT = 4_000_000


class NewLabelSetSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(
        max_length=LONGEST_TEXT,
        trim_whitespace=False,
        help_text="What the file holds: a label set of Stipple, CVAT's raw labels, or Label Studio's configuration.",
    )
    dry_run = serializers.BooleanField(required=False, default=False, help_text="Say what would happen, only.")


class ChangedLabelSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]


class LabelProblemSerializer(serializers.Serializer[Any]):
    place = serializers.CharField()
    detail = serializers.CharField()


class LabelSetEffectSerializer(serializers.Serializer[Any]):
    format = serializers.ChoiceField(choices=("stipple", "cvat", "labelstudio"))
    added = serializers.ListField(child=serializers.CharField())
    changed = ChangedLabelSerializer(many=True)
    left = serializers.ListField(
        child=serializers.CharField(), help_text="Labels of the project that stay as they are."
    )
    problems = LabelProblemSerializer(many=True)


class LabelSet(APIView):
    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT}, operation_id="label_set_retrieve")
    def get(self, request: Request, project_id: int) -> HttpResponse:
        """Names, colours, kinds, hot keys and attributes, in their order."""
        project = project_for(request.user, project_id, Action.VIEW)
        allow_only(request, ())
        text = json.dumps(written(project), indent=1, ensure_ascii=False)
        answer = HttpResponse(text, content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(project.name)}"
        return answer

    @extend_schema(request=NewLabelSetSerializer, responses=LabelSetEffectSerializer, operation_id="label_set_apply")
    def post(self, request: Request, project_id: int) -> Response:
        """Add the labels of a file and change those that are here already; none is deleted."""
        project = project_for(request.user, project_id, Action.MANAGE_LABELS)
        fields = NewLabelSetSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        try:
            file = read_labels(fields.validated_data["text"])
        except Unreadable as error:
            raise Problem(Code.INVALID, f"This is no label set: {error.detail}.") from error
        effect = do_apply(project, file, is_dry=fields.validated_data["dry_run"])
        return Response(asdict(effect))


def _quoted(name: str) -> str:
    return quote(safe_name(f"{name} labels.json"))
