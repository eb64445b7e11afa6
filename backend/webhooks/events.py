"""What webhooks can tell of. docs/webhooks.md shows the table."""

from __future__ import annotations

from enum import StrEnum


class Happening(StrEnum):
    PROJECT_CREATED = "project.created"
    PROJECT_UPDATED = "project.updated"
    PROJECT_DELETED = "project.deleted"
    MEMBER_JOINED = "member.joined"
    MEMBER_UPDATED = "member.updated"
    MEMBER_LEFT = "member.left"
    LABEL_CREATED = "label.created"
    LABEL_UPDATED = "label.updated"
    LABEL_DELETED = "label.deleted"
    IMAGE_CREATED = "image.created"
    IMAGE_DELETED = "image.deleted"
    ANNOTATION_SUBMITTED = "annotation.submitted"
    ANNOTATION_ACCEPTED = "annotation.accepted"
    ANNOTATION_REJECTED = "annotation.rejected"
    COMMENT_CREATED = "comment.created"
    COMMENT_RESOLVED = "comment.resolved"
    COMMENT_REOPENED = "comment.reopened"
    JOB_FINISHED = "job.finished"
    VERSION_CREATED = "version.created"
    VERSION_DELETED = "version.deleted"
    PING = "ping"


H = Happening
OF_TEAM = (H.PROJECT_CREATED, H.PROJECT_DELETED, H.MEMBER_JOINED, H.MEMBER_UPDATED, H.MEMBER_LEFT)
"""Those that only the webhooks of a team are told."""
EVENTS: dict[Happening, str] = {
    H.PROJECT_CREATED: "A project was made.",
    H.PROJECT_UPDATED: "Something of a project was changed.",
    H.PROJECT_DELETED: "A project was deleted, with all that it held.",
    H.MEMBER_JOINED: "Somebody came into the team.",
    H.MEMBER_UPDATED: "Somebody has another role in the team.",
    H.MEMBER_LEFT: "Somebody left the team, or was taken out of it.",
    H.LABEL_CREATED: "A label was added.",
    H.LABEL_UPDATED: "A label was changed.",
    H.LABEL_DELETED: "A label was deleted.",
    H.IMAGE_CREATED: "An image that was uploaded is ready to be worked on. Not for images that an import adds.",
    H.IMAGE_DELETED: "An image was deleted.",
    H.ANNOTATION_SUBMITTED: "The annotation of an image was handed in.",
    H.ANNOTATION_ACCEPTED: "The annotation of an image was accepted.",
    H.ANNOTATION_REJECTED: "The annotation of an image was rejected.",
    H.COMMENT_CREATED: "Somebody began a thread or replied in one.",
    H.COMMENT_RESOLVED: "A thread was resolved.",
    H.COMMENT_REOPENED: "A thread was opened again.",
    H.JOB_FINISHED: "An import, an export or the making of a version is done, has failed or was cancelled.",
    H.VERSION_CREATED: "A version of the dataset is ready.",
    H.VERSION_DELETED: "A version of the dataset was deleted.",
}
"""All that a webhook can be asked for; a ping needs no asking."""


def events_of(is_team: bool) -> list[str]:
    """What a webhook of a team, or of a project, may be told."""
    return [event.value for event in EVENTS if is_team or event not in OF_TEAM]
