"""The one gate to a project: no membership reads as 404, a role that is too low as 403 ``role-too-low``.

Views and consumers call these functions and nothing else to decide. A user who is switched off has no role anywhere.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from backend.accounts.models import is_id
from backend.accounts.roles import LEAST_ROLE, Action, Role, allows
from backend.accounts.standing import check_mfa, memberships_in_force, memberships_waiting_for_mfa
from backend.config.problems import role_too_low
from backend.projects.models import Project

Person = AbstractBaseUser | AnonymousUser


def role_in(user: Person, project_id: Any) -> Role | None:
    """The user's role in a project as the database says now; None without a membership in force. One query."""
    if user.pk is None or not is_id(project_id):
        return None
    rows = memberships_in_force().filter(user_id=user.pk, organization__projects=project_id)
    role = rows.values_list("role", flat=True).first()
    return Role(role) if role else None


def require(role: Role | None, action: Action) -> Role:
    """Return ``role`` when it may do ``action``; Http404 without one, Problem 403 when it is too low."""
    if role is None:
        raise Http404
    if not allows(role, action):
        raise role_too_low(LEAST_ROLE[action], role)
    return role


def check(user: Person, project_id: Any, action: Action) -> Role:
    """The user's role in the project, which may do ``action``; raises Http404 or Problem 403."""
    role = role_in(user, project_id)
    if role is None and user.pk is not None and is_id(project_id):
        check_mfa(memberships_waiting_for_mfa(user.pk).filter(organization__projects=project_id))
    return require(role, action)


def project_for(user: Person, project_id: int, action: Action) -> Project:
    """The project, when the user may do ``action`` in it; raises Http404 or Problem 403."""
    check(user, project_id, action)
    project = Project.objects.select_related("organization").filter(pk=project_id).first()
    if project is None:
        raise Http404
    return project


def projects_of(user: Person) -> QuerySet[Project]:
    """The projects that the user may see."""
    if user.pk is None:
        return Project.objects.none()
    mine = memberships_in_force().filter(user_id=user.pk).values("organization_id")
    return Project.objects.filter(organization_id__in=mine)
