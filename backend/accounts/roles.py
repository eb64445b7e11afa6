"""Who may do what: five ordered roles, and one table from action to the least role that may do it.

Every view and every socket message names an ``Action``; nothing else decides. docs/permissions.md shows the table.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    OWNER = "owner"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    ANNOTATOR = "annotator"
    VIEWER = "viewer"

    @property
    def rank(self) -> int:
        return RANKS[self]


RANKS = {Role.VIEWER: 0, Role.ANNOTATOR: 1, Role.REVIEWER: 2, Role.MANAGER: 3, Role.OWNER: 4}


class Action(StrEnum):
    """Something that a member of an organization does in it or in one of its projects."""

    VIEW = "view"
    COMMENT = "comment"
    ANNOTATE = "annotate"
    SUBMIT = "submit"
    REVIEW = "review"
    EXPORT = "export"
    UPLOAD = "upload"
    DELETE_IMAGE = "delete-image"
    DELETE_COMMENT = "delete-comment"
    RUN_JOB = "run-job"
    ASSIGN_WORK = "assign-work"
    MANAGE_VERSIONS = "manage-versions"
    MANAGE_LABELS = "manage-labels"
    MANAGE_PROJECT = "manage-project"
    SEE_STATISTICS = "see-statistics"
    CREATE_PROJECT = "create-project"
    DELETE_PROJECT = "delete-project"
    MANAGE_MEMBERS = "manage-members"
    VIEW_AUDIT = "view-audit"
    MANAGE_ORGANIZATION = "manage-organization"
    DELETE_ORGANIZATION = "delete-organization"


LEAST_ROLE = {
    Action.VIEW: Role.VIEWER,
    Action.COMMENT: Role.VIEWER,
    Action.ANNOTATE: Role.ANNOTATOR,
    Action.SUBMIT: Role.ANNOTATOR,
    Action.REVIEW: Role.REVIEWER,
    Action.EXPORT: Role.REVIEWER,
    Action.UPLOAD: Role.MANAGER,
    Action.DELETE_IMAGE: Role.MANAGER,
    Action.DELETE_COMMENT: Role.MANAGER,
    Action.RUN_JOB: Role.MANAGER,
    Action.ASSIGN_WORK: Role.MANAGER,
    Action.MANAGE_VERSIONS: Role.MANAGER,
    Action.MANAGE_LABELS: Role.MANAGER,
    Action.MANAGE_PROJECT: Role.MANAGER,
    Action.SEE_STATISTICS: Role.MANAGER,
    Action.CREATE_PROJECT: Role.MANAGER,
    Action.DELETE_PROJECT: Role.MANAGER,
    Action.MANAGE_MEMBERS: Role.MANAGER,
    Action.VIEW_AUDIT: Role.MANAGER,
    Action.MANAGE_ORGANIZATION: Role.OWNER,
    Action.DELETE_ORGANIZATION: Role.OWNER,
}


def allows(role: Role | None, action: Action) -> bool:
    """Whether ``role`` (None: no membership) may do ``action``."""
    return role is not None and role.rank >= LEAST_ROLE[action].rank
