"""Roles for one project: given to members of the team, in place of the role that they have in the team."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404

from backend.accounts.actions import check_may_give
from backend.accounts.audit import Event, record
from backend.accounts.departure import do_release_work
from backend.accounts.models import Membership, User
from backend.accounts.roles import Role
from backend.config.problems import Code, Problem
from backend.images.models import Image
from backend.projects.access import EVERYWHERE
from backend.projects.models import Project, ProjectRole


def do_give_role(project: Project, user_id: int, role: Role, actor: Role) -> ProjectRole:
    """Give a member of the team ``role`` in the project; ``actor`` is the giver's role there.

    Http404 for somebody who is not in the team; Problem 403 for a role that is not the actor's to give or to take,
    409 for an owner or manager of the team, who has that role in every project.
    """
    with transaction.atomic():
        membership = Membership.objects.select_for_update().filter(
            organization_id=project.organization_id, user_id=user_id, user__is_active=True
        )
        member = membership.first()
        if member is None:
            raise Http404
        _check_may_have_another(member)
        _check_may_take(project, user_id, actor)
        check_may_give(actor, role)
        values = {"role": role}
        given, _ = ProjectRole.objects.update_or_create(project=project, user_id=user_id, defaults=values)
        do_release_work(user_id, project.organization_id)
        _record(Event.PROJECT_ROLE_GIVEN, project, member.user, role=role)
    return given


def do_take_role(project: Project, user_id: int, actor: Role) -> None:
    """Take the role for the project from somebody, who has that of the team again; Http404 when there is none."""
    with transaction.atomic():
        held = _check_may_take(project, user_id, actor)
        if held is None:
            raise Http404
        held.delete()
        do_release_work(user_id, project.organization_id)
        _record(Event.PROJECT_ROLE_TAKEN, project, held.user, role=held.role)


def release_who_lost_access(project: Project) -> None:
    """Everybody who holds something of the project and may not annotate in it any more lets go of it."""
    people = set(Image.objects.filter(project=project).exclude(assignee=None).values_list("assignee", flat=True))
    people |= set(
        Image.objects.filter(project=project).exclude(lease_holder=None).values_list("lease_holder", flat=True)
    )
    people |= set(project.batches.exclude(assignee=None).values_list("assignee", flat=True))
    for user_id in sorted(people):
        do_release_work(user_id, project.organization_id)


def _record(event: Event, project: Project, person: User, **detail: Any) -> None:
    record(event, project.organization_id, project_id=project.pk, target=person.username, **detail)


def _check_may_have_another(member: Membership) -> None:
    if Role(member.role) in EVERYWHERE:
        detail = (
            f"{member.user.username} is {member.role} of the team, and so in each of its projects. "
            "Change the role in the team instead."
        )
        raise Problem(Code.CONFLICT, detail, 409)


def _check_may_take(project: Project, user_id: Any, actor: Role) -> ProjectRole | None:
    held = ProjectRole.objects.select_for_update().filter(project=project, user_id=user_id).first()
    if held is not None:
        check_may_give(actor, Role(held.role))
    return held
