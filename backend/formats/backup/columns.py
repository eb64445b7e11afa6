"""Which columns of which rows a backup holds, and how their values stand in JSON."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, Model

from backend.annotation.models import Annotation, Object, Operation
from backend.comments.models import Comment
from backend.images.models import Image, ImageTag
from backend.projects.models import Label, Project, ProjectRole
from backend.review.models import Comparison, Consensus, LabelCount, Submission
from backend.versions.models import Content, Version, VersionImage
from backend.work.models import Batch

LEFT_OUT: dict[type[Model], frozenset[str]] = {
    Project: frozenset({"id", "organization_id"}),
    ProjectRole: frozenset({"id", "project_id"}),
    Label: frozenset({"project_id"}),
    Batch: frozenset({"project_id", "group_id"}),
    Image: frozenset({"project_id", "lease_holder_id", "lease_expires", "attempts", "heartbeat"}),
    ImageTag: frozenset({"id", "image_id"}),
    Annotation: frozenset({"id", "image_id", "leases", "requested_worker", "attempts"}),
    Operation: frozenset({"id", "annotation_id"}),
    Object: frozenset({"annotation_id"}),
    Comment: frozenset({"image_id"}),
    Submission: frozenset({"id", "project_id", "image_id"}),
    LabelCount: frozenset({"id", "submission_id"}),
    Comparison: frozenset({"id", "project_id"}),
    Consensus: frozenset({"id", "image_id"}),
    Version: frozenset({"id", "project_id", "job_id"}),
    VersionImage: frozenset({"id", "version_id", "content_id"}),
    Content: frozenset({"id", "project_id"}),
}
"""All columns are kept but these: keys that the place in the backup tells, and who holds what just now."""

Row = dict[str, Any]


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.attname not in LEFT_OUT[model]]


def row_of(thing: Model) -> Row:
    """The kept columns as JSON has them."""
    return {field.attname: _plain(field.value_from_object(thing)) for field in columns(type(thing))}


def values_of(model: type[Model], row: Row) -> Row:
    """The kept columns as Python has them, by the names of their attributes. Columns that this version of Stipple does
    not know are passed over; those that the backup does not have get their defaults. Raises ValueError."""
    found = {}
    for field in columns(model):
        if field.attname in row:
            value = row[field.attname]
            target = field.target_field if isinstance(field, ForeignKey) else field
            found[field.attname] = None if value is None else target.to_python(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value
