"""The labels of a version: those of the project, with all that an export says of them, as they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backend.projects.models import Label, Project

FROZEN = ("id", "name", "color", "kind", "attributes_schema", "position")


def labels_of(project: Project) -> list[dict[str, Any]]:
    rows = Label.objects.filter(project=project).order_by("position", "id")
    return [{name: getattr(row, name) for name in FROZEN} for row in rows]


def joined(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The labels of two moments: as they were last, with those that were deleted in between, for objects that were
    frozen meanwhile may have any of them."""
    labels = {label["id"]: label for label in (*before, *after)}
    return sorted(labels.values(), key=lambda label: (label["position"], label["id"]))


def thawed_labels(labels: Sequence[dict[str, Any]]) -> list[Label]:
    """The labels again, as rows that are not the project's."""
    return [Label(**label) for label in labels]
