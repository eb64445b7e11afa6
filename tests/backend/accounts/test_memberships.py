"""Teams: who may bring whom in, raise, lower and remove."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404

from backend.accounts import actions, mail
from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import RANKS, Role
from backend.config.problems import Problem
from tests.conftest import Cast, ClientOf

URL = "/api/v1/memberships/"


def row(user: User, organization: Organization) -> str:
    return f"{URL}{Membership.objects.get(user=user, organization=organization).pk}/"


def role_of(user: User, organization: Organization) -> str:
    return Membership.objects.get(user=user, organization=organization).role


@pytest.mark.parametrize("new", Role)
@pytest.mark.parametrize("target", ["mallory", "rita", "bob", "victor"])
def test_owner_gives_every_role_manager_only_those_below(
    client_of: ClientOf, cast: Cast, organization: Organization, target: str, new: Role
) -> None:
    user = getattr(cast, target)
    old = Role(role_of(user, organization))
    path = row(user, organization)
    answer = client_of(cast.mallory).patch(path, {"role": new})
    may = max(RANKS[old], RANKS[new]) < RANKS[Role.MANAGER]
    assert answer.status_code == (200 if may else 403)
    assert role_of(user, organization) == (new if may else old)
    assert client_of(cast.alice).patch(path, {"role": new}).status_code == 200


@pytest.mark.parametrize("name", ["rita", "bob", "victor"])
def test_lower_roles_manage_nobody_not_even_themselves(
    client_of: ClientOf, cast: Cast, organization: Organization, name: str
) -> None:
    client = client_of(getattr(cast, name))
    for target in (cast.victor, cast.bob, getattr(cast, name)):
        answer = client.patch(row(target, organization), {"role": "viewer"})
        assert (answer.status_code, answer.json()["code"]) == (403, "role-too-low")
    invited = client.post(URL, {"organization": organization.pk, "username": "charlie", "role": "viewer"})
    assert invited.status_code == 403


def test_everybody_may_leave_but_the_last_owner(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    assert client_of(cast.victor).delete(row(cast.victor, organization)).status_code == 204
    last = client_of(cast.alice).delete(row(cast.alice, organization))
    assert (last.status_code, last.json()["code"]) == (409, "last-owner")
    assert client_of(cast.alice).patch(row(cast.alice, organization), {"role": "viewer"}).status_code == 409
    assert client_of(cast.alice).patch(row(cast.mallory, organization), {"role": "owner"}).status_code == 200
    assert client_of(cast.alice).delete(row(cast.alice, organization)).status_code == 204


def test_a_manager_removes_lower_roles_only(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    client = client_of(cast.mallory)
    assert client.delete(row(cast.alice, organization)).status_code == 403
    assert client.delete(row(cast.bob, organization)).status_code == 204


def test_a_manager_cannot_bring_in_an_owner_or_a_second_manager(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    for role in ("owner", "manager"):
        data = {"organization": organization.pk, "username": "charlie", "role": role}
        assert client_of(cast.mallory).post(URL, data).status_code == 403
    assert not Membership.objects.filter(user=cast.charlie, organization=organization).exists()


def test_somebody_with_an_account_joins_by_name(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    data = {"organization": organization.pk, "username": "charlie", "role": "annotator"}
    answer = client_of(cast.mallory).post(URL, data)
    assert answer.status_code == 201
    assert answer.json()["user"] == {
        "id": cast.charlie.pk, "username": "charlie", "name": "Charlie", "email": "charlie@example.org"
    }  # fmt: skip
    again = client_of(cast.mallory).post(URL, data)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")


def test_somebody_new_is_invited_by_letter(
    client_of: ClientOf,
    cast: Cast,
    organization: Organization,
    monkeypatch: pytest.MonkeyPatch,
    mailoutbox: list[object],
) -> None:
    def run(work: Callable[[], None]) -> None:
        work()

    monkeypatch.setattr(mail, "in_background", run)
    data = {"organization": organization.pk, "email": "alice@wonder.example", "role": "annotator"}
    assert client_of(cast.alice).post(URL, data).status_code == 201
    user = User.objects.get(email="alice@wonder.example")
    assert user.username == "alice1" and not user.has_usable_password()
    assert mailoutbox[0].to == ["alice@wonder.example"] and "/reset/" in mailoutbox[0].body


def test_an_unknown_name_is_refused(client_of: ClientOf, alice: User, organization: Organization) -> None:
    data = {"organization": organization.pk, "username": "nobody", "role": "viewer"}
    answer = client_of(alice).post(URL, data)
    assert answer.status_code == 400 and "e-mail" in answer.json()["detail"]


def test_addresses_are_shown_to_those_who_manage_members_only(client_of: ClientOf, cast: Cast) -> None:
    def addresses(user: User) -> set[str]:
        return {m["user"]["email"] for m in client_of(user).get(URL).json()["results"]}

    assert "bob@example.org" in addresses(cast.mallory)
    assert addresses(cast.victor) == {"", "victor@example.org"}


def test_strangers_see_and_touch_no_membership(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    client = client_of(cast.charlie)
    assert [m["user"]["username"] for m in client.get(URL).json()["results"]] == ["charlie"]
    path = row(cast.bob, organization)
    assert [getattr(client, m)(path).status_code for m in ("get", "patch", "delete")] == [404, 404, 404]
    data = {"organization": organization.pk, "username": "charlie", "role": "owner"}
    assert client.post(URL, data).status_code == 404


def test_a_membership_cannot_be_moved_to_another_team_or_person(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    other = Organization.objects.exclude(pk=organization.pk).get()
    client_of(cast.alice).patch(
        row(cast.bob, organization), {"organization": other.pk, "user": cast.charlie.pk, "role": "viewer"}
    )
    kept = Membership.objects.get(user=cast.bob)
    assert (kept.organization_id, kept.role) == (organization.pk, "viewer")


def test_a_team_with_projects_is_not_deleted(client_of: ClientOf, cast: Cast, project: object) -> None:
    path = f"/api/v1/organizations/{Membership.objects.get(user=cast.alice).organization_id}/"
    assert client_of(cast.mallory).delete(path).status_code == 403
    assert client_of(cast.alice).delete(path).status_code == 409
    project.delete()
    assert client_of(cast.alice).delete(path).status_code == 204


def test_whoever_makes_a_team_owns_it(client_of: ClientOf, cast: Cast) -> None:
    answer = client_of(cast.victor).post("/api/v1/organizations/", {"name": "Victor's"})
    assert (answer.status_code, answer.json()["role"], answer.json()["member_count"]) == (201, "owner", 1)


def test_two_invitations_of_one_person_at_once_make_one_account(
    db: None, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([None, bob])  # the other invitation is stored between the look and the write
    monkeypatch.setattr(actions, "user_named", lambda name: next(answers))
    assert actions.find_or_invite("", bob.email) == (bob, False)


def test_a_role_that_was_raised_meanwhile_is_out_of_a_managers_reach(cast: Cast, organization: Organization) -> None:
    read_before = Membership.objects.get(user=cast.bob)
    Membership.objects.filter(pk=read_before.pk).update(role=Role.OWNER)
    with pytest.raises(Problem, match="Only an owner"):
        actions.remove_member(read_before, Role.MANAGER, is_self=False)
    assert role_of(cast.bob, organization) == Role.OWNER


def test_a_member_who_left_meanwhile_is_not_found(cast: Cast) -> None:
    read_before = Membership.objects.get(user=cast.bob)
    Membership.objects.filter(pk=read_before.pk).delete()
    with pytest.raises(Http404):
        actions.change_role(read_before, Role.VIEWER, Role.OWNER)
