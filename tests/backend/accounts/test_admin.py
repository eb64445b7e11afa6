"""The operators' pages: staff manage people, only superusers give out power."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from backend.accounts.models import Organization, User
from tests.conftest import ClientOf, person


@pytest.fixture
def staff(db: None) -> User:
    """An operator with every permission on accounts, but no superuser."""
    user = person("Sten")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=("accounts", "auth")))
    return user


@pytest.fixture
def root(db: None) -> User:
    user = person("Root")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


FORM = {
    "memberships-TOTAL_FORMS": "0",
    "memberships-INITIAL_FORMS": "0",
    "is_active": "on",
    "last_login_0": "",
    "last_login_1": "",
}


def submit(client: Client, path: str, data: dict[str, object]) -> object:
    return client.post(f"/admin/accounts/user/{path}", data, format="multipart")


def save(client: Client, user: User, **fields: str) -> object:
    return submit(client, f"{user.pk}/change/", FORM | {"username": user.username} | fields)


def test_staff_cannot_make_anybody_superuser_themselves_included(client_of: ClientOf, staff: User, bob: User) -> None:
    client = client_of(staff)
    for user in (staff, bob):
        answer = save(client, user, name="Renamed", is_superuser="on", is_staff="on", groups="1")
        assert answer.status_code == 302
        user.refresh_from_db()
        assert (user.name, user.is_superuser, user.is_staff) == ("Renamed", False, user == staff)


def test_staff_cannot_change_superusers_or_other_staff(client_of: ClientOf, staff: User, root: User) -> None:
    client = client_of(staff)
    assert save(client, root, name="Taken").status_code == 403
    new = {"password1": "masks out of dots 9", "password2": "masks out of dots 9"}
    assert submit(client, f"{root.pk}/password/", new).status_code == 403
    assert submit(client, f"{root.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [str(root.pk)], "post": "yes"}
    submit(client, "", chosen)
    root.refresh_from_db()
    assert root.name == "Root"


def test_superusers_give_power(client_of: ClientOf, root: User, bob: User) -> None:
    assert save(client_of(root), bob, is_staff="on").status_code == 302
    bob.refresh_from_db()
    assert bob.is_staff


def test_people_who_are_not_staff_are_sent_to_log_in(client_of: ClientOf, alice: User) -> None:
    assert client_of(alice).get("/admin/accounts/user/").status_code == 302


@pytest.mark.parametrize(
    "path", ["", "accounts/user/", "accounts/user/add/", "accounts/organization/", "projects/project/"]
)
def test_pages_of_operators_open(client_of: ClientOf, root: User, organization: Organization, path: str) -> None:
    assert client_of(root).get(f"/admin/{path}").status_code == 200
