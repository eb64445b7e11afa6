"""A team that asks for two-step login is closed to members without it, to their sockets and tokens as well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from rest_framework.test import APIClient

from backend.accounts.actions import create_token
from backend.accounts.models import Organization, User
from backend.accounts.roles import Role
from backend.annotation import reading
from backend.images.models import Image
from backend.projects.access import role_in
from backend.projects.models import Label, Project
from tests.authenticator import with_app
from tests.conftest import ClientOf


@pytest.fixture
def strict(organization: Organization) -> Organization:
    organization.requires_mfa = True
    organization.save()
    return organization


def patch(client: APIClient, organization: Organization, requires: bool = True) -> Any:
    return client.patch(f"/api/v1/organizations/{organization.pk}/", {"requires_mfa": requires})


def test_an_owner_with_two_step_login_asks_for_it(client_of: ClientOf, alice: User, organization: Organization) -> None:
    with_app(alice)
    assert patch(client_of(alice), organization).json()["requires_mfa"] is True
    assert patch(client_of(alice), organization, requires=False).json()["requires_mfa"] is False


def test_an_owner_without_it_does_not_lock_themselves_out(
    client_of: ClientOf, alice: User, organization: Organization
) -> None:
    answer = patch(client_of(alice), organization)
    assert (answer.status_code, answer.json()["code"]) == (403, "mfa-setup-required")
    assert client_of(alice).post("/api/v1/organizations/", {"name": "New", "requires_mfa": True}).status_code == 403
    organization.refresh_from_db()
    assert not organization.requires_mfa


def test_only_owners_ask_for_it(client_of: ClientOf, manager: User, organization: Organization) -> None:
    with_app(manager)
    answer = patch(client_of(manager), organization)
    assert (answer.status_code, answer.json()["code"]) == (403, "role-too-low")


@pytest.mark.parametrize("by_token", [False, True], ids=["session", "token"])
def test_a_member_without_it_is_told_so_and_sees_nothing(
    client_of: ClientOf,
    bob: User,
    strict: Organization,
    project: Project,
    label: Label,
    image: Image,
    by_token: bool,
) -> None:
    client = client_of(None if by_token else bob)
    if by_token:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {create_token(bob, 'robot arm', None)[1]}")
    for path in (f"projects/{project.pk}/", f"projects/{project.pk}/images/", f"images/{image.pk}/"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["code"]) == (403, "mfa-setup-required"), path
        assert strict.name in answer.json()["detail"]
    for path in ("projects/", "labels/", "memberships/"):
        assert client.get(f"/api/v1/{path}").json()["results"] == [], path
    assert client.post(f"/api/v1/projects/{project.pk}/next/", {"kind": "annotate"}).status_code == 403


def test_a_member_with_it_works_as_before_and_so_does_the_token(
    client_of: ClientOf, bob: User, strict: Organization, project: Project
) -> None:
    with_app(bob)
    assert client_of(bob).get(f"/api/v1/projects/{project.pk}/").status_code == 200
    program = client_of(None)
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {create_token(bob, 'robot arm', None)[1]}")
    assert program.get(f"/api/v1/projects/{project.pk}/").status_code == 200


def test_the_account_says_which_team_waits(client_of: ClientOf, bob: User, strict: Organization) -> None:
    def team() -> dict[str, Any]:
        return dict(client_of(bob).get("/api/v1/me/").json()["organizations"][0])

    assert (team()["name"], team()["needs_mfa"]) == (strict.name, True)
    with_app(bob)
    assert team()["needs_mfa"] is False


def test_the_editors_socket_reads_the_same_roles(
    bob: User, strict: Organization, project: Project, image: Image
) -> None:
    assert role_in(bob, project.pk) is None
    assert reading.role_of(bob.pk, image.pk) is None
    with_app(bob)
    assert role_in(bob, project.pk) is Role.ANNOTATOR
    assert reading.role_of(bob.pk, image.pk) is Role.ANNOTATOR


def test_strangers_still_find_nothing(
    client_of: ClientOf, charlie: User, strict: Organization, project: Project
) -> None:
    assert client_of(charlie).get(f"/api/v1/projects/{project.pk}/").status_code == 404
    assert patch(client_of(charlie), strict).status_code == 404


@pytest.mark.parametrize(
    ("is_trusted", "has_password", "counts"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_trusted_provider_counts_where_it_is_the_only_way_in(
    bob: User, strict: Organization, project: Project, settings: Any, is_trusted: bool, has_password: bool, counts: bool
) -> None:
    settings.ENV = replace(settings.ENV, oidc_issuer="https://id.example.org", oidc_trusts_mfa=is_trusted)
    SocialAccount.objects.create(user=bob, provider="https://id.example.org", uid="b-1")
    if not has_password:
        bob.set_unusable_password()
        bob.save()
    assert (role_in(bob, project.pk) is Role.ANNOTATOR) is counts
