"""Dora's role in the team beside hers for the project, and which of them counts there."""

from __future__ import annotations

from dataclasses import dataclass

from backend.accounts.models import Membership, User
from backend.accounts.roles import Role
from backend.projects.models import Project, ProjectRole

OWNER, MANAGER, REVIEWER, ANNOTATOR, VIEWER = Role


@dataclass(frozen=True)
class Roles:
    """``in_project`` is what the project's gate is to make of the role in the team and the one ``given``."""

    in_team: Role
    given: Role | None
    is_private: bool
    in_project: Role | None

    def __str__(self) -> str:
        place = "private" if self.is_private else "open"
        return f"{self.in_team}-{self.given or 'none'}-{place}"


OPEN, PRIVATE = False, True
ROLES = (
    Roles(VIEWER, MANAGER, OPEN, MANAGER),
    Roles(VIEWER, REVIEWER, PRIVATE, REVIEWER),
    Roles(VIEWER, ANNOTATOR, OPEN, ANNOTATOR),
    Roles(ANNOTATOR, MANAGER, PRIVATE, MANAGER),
    Roles(ANNOTATOR, REVIEWER, OPEN, REVIEWER),
    Roles(ANNOTATOR, VIEWER, OPEN, VIEWER),
    Roles(REVIEWER, MANAGER, OPEN, MANAGER),
    Roles(REVIEWER, ANNOTATOR, PRIVATE, ANNOTATOR),
    Roles(REVIEWER, VIEWER, OPEN, VIEWER),
    Roles(VIEWER, None, PRIVATE, None),
    Roles(ANNOTATOR, None, PRIVATE, None),
    Roles(REVIEWER, None, PRIVATE, None),
    Roles(MANAGER, None, PRIVATE, MANAGER),
    Roles(MANAGER, VIEWER, OPEN, MANAGER),
    Roles(OWNER, VIEWER, PRIVATE, OWNER),
)
"""Higher and lower than in the team, none in a private project, and who keeps theirs whatever was given."""


def take(roles: Roles, dora: User, project: Project) -> None:
    """Give Dora these roles, in place of those that she has."""
    values = {"role": roles.in_team}
    Membership.objects.update_or_create(organization_id=project.organization_id, user=dora, defaults=values)
    ProjectRole.objects.filter(project=project, user=dora).delete()
    if roles.given is not None:
        ProjectRole.objects.create(project=project, user=dora, role=roles.given)
    Project.objects.filter(pk=project.pk).update(is_private=roles.is_private)
