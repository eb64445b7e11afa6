"""Groups: people of a team who are given work together."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction

from backend.accounts.audit import Event, record
from backend.accounts.models import Group, Membership, Organization, User
from backend.config.problems import Code, Problem


def check_people(organization_id: int, people: Collection[User]) -> None:
    """Raise Problem 400 when somebody is not in the team."""
    members = Membership.objects.filter(organization_id=organization_id, user__in=people)
    inside = set(members.values_list("user_id", flat=True))
    strangers = [person for person in people if person.pk not in inside]
    if strangers:
        detail = f"{len(strangers)} of these people are not in the team; bring them in first."
        raise Problem(Code.INVALID, detail, errors={"people": [detail]})


def do_create_group(organization_id: int, name: str, people: Collection[User]) -> Group:
    with transaction.atomic():
        _lock_team(organization_id)
        check_people(organization_id, people)
        group = _stored(Group(organization_id=organization_id, name=name))
        group.people.set(people)
        record(Event.GROUP_CREATED, organization_id, target=name, people=_names(group))
    return group


def do_change_group(group: Group, name: str | None, people: Collection[User] | None) -> Group:
    """Rename the group and choose its people; what is None stays."""
    with transaction.atomic():
        _lock_team(group.organization_id)
        before = {"name": group.name, "people": _names(group)}
        if name is not None:
            group.name = name
            _stored(group)
        if people is not None:
            check_people(group.organization_id, people)
            group.people.set(people)
        after = {"name": group.name, "people": _names(group)}
        changes = {field: [before[field], after[field]] for field in before if before[field] != after[field]}
        if changes:
            record(Event.GROUP_CHANGED, group.organization_id, target=group.name, changes=changes)
    return group


def do_delete_group(group: Group) -> None:
    """Delete the group; its batches are for everybody afterwards."""
    with transaction.atomic():
        record(Event.GROUP_DELETED, group.organization_id, target=group.name, people=_names(group))
        group.delete()


def _lock_team(organization_id: int) -> None:
    """Nobody leaves the team while its people are put into a group."""
    Organization.objects.select_for_update().filter(pk=organization_id).first()


def _names(group: Group) -> list[str]:
    return list(group.people.order_by("username").values_list("username", flat=True))


def _stored(group: Group) -> Group:
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        detail = f"This team has a group called {group.name!r} already; choose another name."
        raise Problem(Code.CONFLICT, detail, 409, errors={"name": [detail]}) from None
    return group
