"""Invitations: a link or a letter lets people in, as far as whoever made it might still do so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as letters
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts import mail
from backend.accounts.actions import create_token
from backend.accounts.invitations import do_join
from backend.accounts.login_limit import PER_NAME
from backend.accounts.models import AuditEntry, Invitation, Membership, Organization, User
from backend.accounts.roles import RANKS, Role
from backend.config.problems import Problem
from tests.conftest import PASSWORD, Cast, ClientOf, person

PERSON = {"username": "Nina", "name": "Nina", "email": "nina@example.org", "password": PASSWORD}


def url(organization: Organization) -> str:
    return f"/api/v1/organizations/{organization.pk}/invitations/"


def invite(client: APIClient, organization: Organization, **body: Any) -> str:
    """The code of a new invitation."""
    answer = client.post(url(organization), {"role": "annotator"} | body)
    assert answer.status_code == 201, answer.content
    return answer.json()["link"].rsplit("/join/", 1)[1]


def offer(code: str) -> str:
    return f"/api/v1/invitations/{code}/"


def accept(client: APIClient, code: str, body: dict[str, Any] | None = None) -> Any:
    return client.post(f"{offer(code)}accept/", body or {})


def role_of(user: User, organization: Organization) -> str | None:
    return Membership.objects.filter(user=user, organization=organization).values_list("role", flat=True).first()


@pytest.fixture(autouse=True)
def _sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(work: Callable[[], None]) -> None:
        work()

    monkeypatch.setattr(mail, "in_background", run)


@pytest.mark.parametrize("role", Role)
def test_nobody_invites_above_their_own_role(
    client_of: ClientOf, cast: Cast, organization: Organization, role: Role
) -> None:
    by_manager = client_of(cast.mallory).post(url(organization), {"role": role})
    assert by_manager.status_code == (201 if RANKS[role] < RANKS[Role.MANAGER] else 403)
    assert client_of(cast.alice).post(url(organization), {"role": role}).status_code == 201


def test_the_link_is_shown_once_and_not_kept(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    client = client_of(cast.mallory)
    code = invite(client, organization, max_uses=20)
    (row,) = client.get(url(organization)).json()["results"]
    assert "link" not in row and code.startswith(row["prefix"]) and len(row["prefix"]) < len(code) / 3
    assert (row["created_by"], row["role"], row["uses"], row["max_uses"]) == ("Mallory", "annotator", 0, 20)
    assert code not in map(str, Invitation.objects.values().get().values())
    days = (Invitation.objects.get().expires - timezone.now()).total_seconds() / 86400
    assert 6.9 < days <= 7


def test_whoever_holds_the_link_is_told_what_it_offers(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    code = invite(client_of(cast.mallory), organization)
    told = client_of(None).get(offer(code)).json()
    assert (told["team"], told["inviter"], told["role"], told["state"]) == (
        "Wonderland", "Mallory", "annotator", "open"
    )  # fmt: skip
    assert told["held"] is None
    assert client_of(cast.victor).get(offer(code)).json()["held"] == "viewer"


def test_somebody_new_makes_an_account_and_is_logged_in(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    client = client_of(None)
    answer = accept(client, invite(client_of(cast.alice), organization), PERSON)
    assert (answer.status_code, answer.json()) == (
        200, {"organization": organization.pk, "name": "Wonderland", "role": "annotator"}
    )  # fmt: skip
    me = client.get("/api/v1/me/").json()
    assert (me["username"], me["email"], me["organizations"][0]["role"]) == ("Nina", "nina@example.org", "annotator")
    assert APIClient().post("/api/v1/auth/login/", {"username": "nina", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "ALICE"}, "username"),
        ({"username": "a b"}, "username"),
        ({"username": ""}, "username"),
        ({"email": "Bob@example.org"}, "email"),
        ({"email": ""}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "1234567890"}, "password"),
    ],
)
def test_what_will_not_do_is_said_at_its_field_and_uses_nothing_up(
    client_of: ClientOf, cast: Cast, organization: Organization, change: dict[str, str], field: str
) -> None:
    code = invite(client_of(cast.alice), organization)
    answer = accept(client_of(None), code, PERSON | change)
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [field]
    assert not User.objects.filter(username="Nina").exists()
    assert accept(client_of(None), code, PERSON).status_code == 200


def test_a_letter_goes_out_and_the_account_gets_its_address(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    code = invite(client_of(cast.alice), organization, email="nina@wonder.example", max_uses=50)
    assert letters.outbox[0].to == ["nina@wonder.example"] and f"/join/{code}" in letters.outbox[0].body
    assert accept(client_of(None), code, PERSON | {"email": "other@example.org"}).status_code == 200
    assert User.objects.get(username="Nina").email == "nina@wonder.example"
    again = accept(client_of(None), code, PERSON | {"username": "second"})
    assert (again.status_code, again.json()["code"]) == (410, "bad-invitation")


def test_a_letter_is_for_its_address_only(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    code = invite(client_of(cast.alice), organization, email="someone@else.example")
    answer = accept(client_of(cast.charlie), code)
    assert (answer.status_code, answer.json()["code"]) == (409, "invited-another")
    assert "someone@else.example" in answer.json()["detail"]
    assert role_of(cast.charlie, organization) is None


def test_where_single_sign_on_is_the_rule_a_link_makes_no_account(
    client_of: ClientOf, cast: Cast, organization: Organization, settings: Any
) -> None:
    rule = {"oidc_issuer": "https://id.example.org", "oidc_name": "Wonderland ID", "oidc_only": True}
    settings.ENV = replace(settings.ENV, **rule)
    client, code = client_of(None), invite(client_of(cast.alice), organization)
    answer = accept(client, code, PERSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "password-login-off")
    assert "Wonderland ID" in answer.json()["detail"]
    assert not User.objects.filter(username="Nina").exists() and client.get("/api/v1/me/").status_code == 401
    assert accept(client_of(cast.charlie), code).status_code == 200


def test_somebody_with_an_account_joins_with_it(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    code = invite(client_of(cast.alice), organization, email="charlie@example.org")
    assert accept(client_of(cast.charlie), code).status_code == 200
    assert role_of(cast.charlie, organization) == "annotator"
    assert User.objects.filter(email="charlie@example.org").count() == 1


def test_a_letter_raises_who_is_in_already_with_a_lower_role(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    code = invite(client_of(cast.alice), organization, email="victor@wonder.example")
    User.objects.filter(pk=cast.victor.pk).update(email="victor@wonder.example")
    assert accept(client_of(cast.victor), code).status_code == 200
    assert role_of(cast.victor, organization) == "annotator"


@pytest.mark.parametrize(("who", "held"), [("rita", "reviewer"), ("victor", "viewer")])
def test_a_link_changes_the_role_of_nobody_who_is_in_already(
    client_of: ClientOf, cast: Cast, organization: Organization, who: str, held: str
) -> None:
    code = invite(client_of(cast.alice), organization, max_uses=None)
    kept = accept(client_of(getattr(cast, who)), code)
    assert (kept.status_code, kept.json()["code"]) == (409, "member-already")
    assert role_of(getattr(cast, who), organization) == held
    assert Invitation.objects.get().uses == 0


@pytest.mark.parametrize("is_new", [False, True])
def test_a_link_brings_nobody_back_who_came_by_it_and_was_removed_or_lowered(
    client_of: ClientOf, cast: Cast, organization: Organization, is_new: bool
) -> None:
    code = invite(client_of(cast.alice), organization, max_uses=None)
    client = client_of(None if is_new else cast.charlie)
    assert accept(client, code, PERSON).status_code == 200
    user = User.objects.get(username="Nina" if is_new else "charlie")
    Membership.objects.filter(user=user, organization=organization).update(role=Role.VIEWER)
    assert accept(client, code).json()["code"] == "member-already"
    assert role_of(user, organization) == "viewer"
    Membership.objects.filter(user=user, organization=organization).delete()
    answer = accept(client, code)
    assert (answer.status_code, answer.json()["code"]) == (409, "joined-before")
    assert role_of(user, organization) is None
    assert Invitation.objects.get().uses == 1


def test_a_link_works_as_often_as_it_says(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    code = invite(client_of(cast.alice), organization, max_uses=2)
    answers = [accept(client_of(None), code, PERSON | {"username": f"n{i}", "email": f"n{i}@x.org"}) for i in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 410]
    assert client_of(None).get(offer(code)).json()["state"] == "used"


@pytest.mark.parametrize("change", ["expired", "revoked", "inviter lowered", "inviter gone", "inviter switched off"])
def test_a_link_that_may_not_let_in_any_more_does_not(
    client_of: ClientOf, cast: Cast, organization: Organization, change: str
) -> None:
    code = invite(client_of(cast.mallory), organization, role="reviewer")
    membership = Membership.objects.get(user=cast.mallory)
    if change == "expired":
        Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif change == "revoked":
        path = f"{url(organization)}{Invitation.objects.get().pk}/"
        assert client_of(cast.mallory).delete(path).status_code == 204
    elif change == "inviter lowered":
        Membership.objects.filter(pk=membership.pk).update(role=Role.REVIEWER)
    elif change == "inviter gone":
        membership.delete()
    else:
        User.objects.filter(pk=cast.mallory.pk).update(is_active=False)
    assert client_of(None).get(offer(code)).json()["state"] == ("expired" if change == "expired" else "revoked")
    for client, body in ((client_of(None), PERSON), (client_of(cast.charlie), {})):
        answer = accept(client, code, body)
        assert (answer.status_code, answer.json()["code"]) == (410, "bad-invitation")
    assert not User.objects.filter(username="Nina").exists()


def test_a_manager_withdraws_no_invitation_of_an_owner(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    invite(client_of(cast.alice), organization, role="manager")
    path = f"{url(organization)}{Invitation.objects.get().pk}/"
    assert client_of(cast.mallory).delete(path).status_code == 403


def test_guessing_at_links_is_slowed_down(client_of: ClientOf, db: None) -> None:
    client = client_of(None)
    answers = [client.get(offer("inv_guess")).status_code for _ in range(PER_NAME + 1)]
    assert answers == [404] * PER_NAME + [429]


def test_no_program_joins_a_team(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    code = invite(client_of(cast.alice), organization)
    token = create_token(cast.charlie, "script", None)[1]
    answer = accept(APIClient(HTTP_AUTHORIZATION=f"Bearer {token}"), code)
    assert answer.status_code == 403
    assert role_of(cast.charlie, organization) is None


def test_another_site_can_not_make_somebody_join(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    code = invite(client_of(cast.alice), organization)
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(cast.charlie)
    assert accept(client, code).status_code == 403
    assert role_of(cast.charlie, organization) is None


def test_invitations_are_in_the_log(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    code = invite(client_of(cast.mallory), organization)
    accept(client_of(None), code, PERSON)
    client_of(cast.mallory).delete(f"{url(organization)}{Invitation.objects.get().pk}/")
    rows = AuditEntry.objects.order_by("pk").values_list("action", "actor_name")
    assert list(rows) == [
        ("invitation-made", "mallory"), ("invitation-accepted", "Nina"), ("invitation-revoked", "mallory")
    ]  # fmt: skip
    assert code not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize("body", [{"max_uses": 0}, {"max_uses": 101}, {"days": 0}, {"days": 91}, {"role": "king"}])
def test_what_an_invitation_cannot_be_is_refused(
    client_of: ClientOf, alice: User, organization: Organization, body: dict[str, Any]
) -> None:
    assert client_of(alice).post(url(organization), {"role": "viewer"} | body).status_code == 400


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_however_many_come_at_once_a_link_lets_in_as_many_as_it_says(
    client_of: ClientOf, alice: User, organization: Organization
) -> None:
    code = invite(client_of(alice), organization, max_uses=3)
    people = [person(f"Guest{number}") for number in range(8)]
    start = threading.Barrier(len(people))
    answers: list[str] = []

    def come(user: User) -> None:
        start.wait(10)
        try:
            do_join(user, code)
            answers.append("in")
        except Problem as problem:
            answers.append(problem.problem_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == ["bad-invitation"] * 5 + ["in"] * 3
    assert (organization.memberships.count(), Invitation.objects.get().uses) == (4, 3)


@pytest.mark.parametrize("state", ["open", "past"])
def test_the_list_is_cut_into_what_works_and_what_does_not_as_each_row_says(
    client_of: ClientOf, cast: Cast, organization: Organization, state: str
) -> None:
    alice, mallory = client_of(cast.alice), client_of(cast.mallory)
    for change in ({}, {"expires": timezone.now()}, {"revoked": timezone.now()}, {"uses": 1}):
        invite(alice, organization)
        Invitation.objects.filter(pk=Invitation.objects.latest("pk").pk).update(**change)
    invite(alice, organization, max_uses=None)
    invite(alice, organization, role="owner")
    invite(mallory, organization)
    invite(mallory, organization, role="reviewer")
    Invitation.objects.filter(pk=Invitation.objects.latest("pk").pk).update(role=Role.MANAGER)
    invite(alice, organization)
    Invitation.objects.filter(pk=Invitation.objects.latest("pk").pk).update(created_by=cast.rita)
    invite(alice, organization)
    Invitation.objects.filter(pk=Invitation.objects.latest("pk").pk).update(created_by=None)
    every = alice.get(url(organization)).json()["results"]
    assert len(every) == 10
    expected = [row["id"] for row in every if (row["state"] == "open") == (state == "open")]
    found = alice.get(f"{url(organization)}?state={state}").json()["results"]
    assert [row["id"] for row in found] == expected
    assert len(expected) == (4 if state == "open" else 6)


def test_the_list_knows_no_other_state(client_of: ClientOf, alice: User, organization: Organization) -> None:
    assert client_of(alice).get(f"{url(organization)}?state=used").status_code == 400


def test_many_invitations_cost_as_many_queries_as_few(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    client = client_of(cast.alice)
    costs = []
    for count in (5, 20):
        while Invitation.objects.count() < count:
            invite(client_of(cast.mallory if Invitation.objects.count() % 2 else cast.alice), organization)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(url(organization)).json()["results"]) == count
        costs.append(len(queries))
    assert costs[0] == costs[1]
