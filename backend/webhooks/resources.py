"""What a message says of a thing: what the REST interface shows of it to a manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from backend.accounts.models import Membership
from backend.accounts.roles import Role
from backend.accounts.serializers import Person
from backend.comments.models import Comment
from backend.comments.serializers import ThreadSerializer
from backend.comments.threads import threads_of
from backend.images.listing import with_counts
from backend.images.models import Image
from backend.images.serializers import ImageSerializer
from backend.jobs.models import Job
from backend.jobs.serializers import JobSerializer
from backend.projects.models import Label, Project
from backend.projects.serializers import LabelShape, ProjectShape
from backend.versions.models import Version
from backend.versions.serializers import VersionSerializer
from backend.webhooks.models import Webhook

COUNTED = ("object_count", "image_count", "states", "role", "labels")
"""What takes long to count, or depends on who asks, is left out."""


def shown(thing: Any) -> dict[str, Any]:
    return RESOURCES[type(thing)](thing)


def _image(image: Image) -> dict[str, Any]:
    row = with_counts(Image.objects.filter(pk=image.pk)).get()
    return ImageSerializer(row, context={"role": Role.OWNER}).data


def _comment(comment: Comment) -> dict[str, Any]:
    """The whole thread, and in ``image`` where it is."""
    thread = threads_of(comment.image_id).get(pk=comment.thread_id or comment.pk)
    return {**ThreadSerializer(thread).data, "image": str(comment.image_id)}


def _membership(membership: Membership) -> dict[str, Any]:
    return {
        "id": membership.pk,
        "organization": membership.organization_id,
        "user": Person(membership.user, context={"shows_email": True}).data,
        "role": membership.role,
        "created": membership.created,
    }


def _label(label: Label) -> dict[str, Any]:
    label.object_count = 0  # type: ignore[attr-defined]
    return _without_counts(LabelShape(label).data)


def _without_counts(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in COUNTED}


def _project(project: Project) -> dict[str, Any]:
    shape = ProjectShape()
    for name in COUNTED:
        shape.fields.pop(name, None)
    return shape.to_representation(project)


def _webhook(hook: Webhook) -> dict[str, Any]:
    return {"id": hook.pk, "name": hook.name, "url": hook.url, "events": hook.events}


RESOURCES: dict[type, Callable[[Any], dict[str, Any]]] = {
    Project: _project,
    Membership: _membership,
    Label: _label,
    Image: _image,
    Comment: _comment,
    Job: lambda job: JobSerializer(job).data,
    Version: lambda version: VersionSerializer(version).data,
    Webhook: _webhook,
}
