"""Who did what in a team: ``record(...)`` writes one entry, in the transaction of what it tells of."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from backend.accounts.caller import caller, caller_address
from backend.accounts.models import AuditEntry, User

LONGEST_TARGET = 300


class Event(StrEnum):
    """What is recorded; the pages have words for each."""

    TEAM_CREATED = "team-created"
    TEAM_CHANGED = "team-changed"
    MEMBER_ADDED = "member-added"
    MEMBER_REMOVED = "member-removed"
    ROLE_CHANGED = "role-changed"
    OWNERSHIP_TRANSFERRED = "ownership-transferred"
    INVITATION_MADE = "invitation-made"
    INVITATION_ACCEPTED = "invitation-accepted"
    INVITATION_REVOKED = "invitation-revoked"
    GROUP_CREATED = "group-created"
    GROUP_CHANGED = "group-changed"
    GROUP_DELETED = "group-deleted"
    PROJECT_CREATED = "project-created"
    PROJECT_CHANGED = "project-changed"
    PROJECT_DELETED = "project-deleted"
    PROJECT_ROLE_GIVEN = "project-role-given"
    PROJECT_ROLE_TAKEN = "project-role-taken"
    BATCH_CREATED = "batch-created"
    BATCH_CHANGED = "batch-changed"
    BATCH_DELETED = "batch-deleted"
    GOLD_MADE = "gold-made"
    GOLD_CLEARED = "gold-cleared"
    IMAGE_DELETED = "image-deleted"
    EXPORT_MADE = "export-made"
    VERSION_MADE = "version-made"
    VERSION_DELETED = "version-deleted"
    WEBHOOK_CREATED = "webhook-created"
    WEBHOOK_CHANGED = "webhook-changed"
    WEBHOOK_DELETED = "webhook-deleted"
    WEBHOOK_SECRET_CHANGED = "webhook-secret-changed"  # noqa: S105
    WEBHOOK_DISABLED = "webhook-disabled"
    SOURCE_ADDED = "source-added"
    SOURCE_CHANGED = "source-changed"
    SOURCE_REMOVED = "source-removed"
    TOKEN_CREATED = "token-created"  # noqa: S105
    TOKEN_REVOKED = "token-revoked"  # noqa: S105


def record(
    event: Event,
    organization_id: int,
    *,
    project_id: int | None = None,
    target: str = "",
    actor: User | None = None,
    **detail: Any,
) -> None:
    """Note that ``actor`` (the caller of the request, where none is given) did ``event`` to ``target``.

    ``detail`` is plain JSON: what changed, from what to what. Names are kept as they are now, for rows go.
    """
    person = actor or caller()
    AuditEntry.objects.create(
        organization_id=organization_id,
        project_id=project_id,
        actor=person,
        actor_name=person.username if person else "",
        action=event,
        target=target[:LONGEST_TARGET],
        detail=detail,
        address=caller_address()[:64],
    )
