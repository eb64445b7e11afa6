"""The one gate to a project: no access reads as 404, a role that is too low as 403 ``role-too-low``.

Views and consumers call these functions and nothing else to decide. A user who is switched off has no role anywhere.
A role for the project (``ProjectRole``) stands in place of that in the team, higher or lower, except that the team's
owners and managers keep theirs everywhere. A private project is seen by these and by people with such a role alone.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import Http404

from backend.accounts.models import Membership, is_id
from backend.accounts.roles import LEAST_ROLE, Action, Role, allows
from backend.accounts.scopes import check_scope
from backend.accounts.standing import check_mfa, memberships_in_force, memberships_waiting_for_mfa
from backend.config.problems import role_too_low
from backend.projects.models import Project, ProjectRole

Person = AbstractBaseUser | AnonymousUser
EVERYWHERE = (Role.OWNER, Role.MANAGER)
"""Who has these in the team has them in each of its projects."""


def effective_roles(memberships: QuerySet[Membership]) -> QuerySet[Any]:
    """``memberships``, filtered by ``organization__projects…`` to those of a project, that give access to it; each
    with its ``effective`` role there, and ``given``, that of a ``ProjectRole`` (null without one)."""
    here = memberships.annotate(  # before the filter: annotations stay with the project that the rows are filtered by
        project_here=F("organization__projects"), is_private_here=F("organization__projects__is_private")
    )
    given = ProjectRole.objects.filter(project=OuterRef("project_here"), user=OuterRef("user")).values("role")[:1]
    rows = here.annotate(given=Subquery(given))
    rows = rows.filter(Q(role__in=EVERYWHERE) | Q(is_private_here=False) | Q(given__isnull=False))
    keeps = When(role__in=EVERYWHERE, then=F("role"))
    return rows.annotate(effective=Case(keeps, default=Coalesce("given", "role")))


def roles_in(user_id: Any, **project: Any) -> QuerySet[Any]:
    """The membership, at most one, by which the user has access to a project, with the ``effective`` role there.

    ``project`` are lookups on the project, such as ``pk=7`` or ``images=key``; they may refer to an outer query.
    """
    where = {f"organization__projects__{name}": value for name, value in project.items()}
    return effective_roles(memberships_in_force().filter(user_id=user_id, **where))


def role_in(user: Person, project_id: Any) -> Role | None:
    """The user's role in a project as the database says now; None without a membership in force. One query."""
    if user.pk is None or not is_id(project_id):
        return None
    role = roles_in(user.pk, pk=project_id).values_list("effective", flat=True).first()
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
    return check_role(role_in(user, project_id), user, project_id, action)


def check_role(role: Role | None, user: Person, project_id: Any, action: Action) -> Role:
    """``role``, the user's for something in the project, when it and the user's token may do ``action``; raises Http404
    or Problem 403."""
    if role is None and user.pk is not None and is_id(project_id):
        waiting = memberships_waiting_for_mfa(user.pk)
        check_mfa(effective_roles(waiting.filter(organization__projects=project_id)))
    role = require(role, action)
    check_scope(user, action)
    return role


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
    return Project.objects.filter(Exists(roles_in(user.pk, pk=OuterRef("pk"))))


def projects_where(user: Person, action: Action) -> list[int]:
    """The projects in which the user may do ``action``."""
    if user.pk is None:
        return []
    rows = roles_in(user.pk, pk__isnull=False).values_list("project_here", "effective")
    return [project for project, role in rows if allows(Role(role), action)]


def people_of(project: Project) -> QuerySet[Any]:
    """The memberships, with their users, of those who have access to the project; ``effective`` is the role there,
    ``given`` that of a ``ProjectRole``, null without one."""
    rows = memberships_in_force().filter(organization__projects=project.pk)
    return effective_roles(rows).select_related("user").order_by("pk")
