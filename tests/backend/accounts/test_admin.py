"""The operators' pages: staff manage people, only superusers give out power."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group as AuthGroup
from django.contrib.auth.models import Permission
from django.test import Client

from backend.accounts.audit import Event, record
from backend.accounts.invitations import do_invite
from backend.accounts.models import AuditEntry, Organization, User
from backend.accounts.roles import Role
from backend.projects.models import Project
from tests.conftest import ClientOf, person


@pytest.fixture
def staff(db: None) -> User:
    """An operator with every permission that there is, but no superuser."""
    user = person("Sten")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.all())
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
    "path",
    [
        "",
        "accounts/user/",
        "accounts/user/add/",
        "accounts/organization/",
        "accounts/group/",
        "accounts/group/add/",
        "accounts/invitation/",
        "accounts/auditentry/",
        "projects/project/",
    ],
)
def test_pages_of_operators_open(client_of: ClientOf, root: User, organization: Organization, path: str) -> None:
    assert client_of(root).get(f"/admin/{path}").status_code == 200


POWER = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}


def powers(user: User) -> tuple[bool, bool, int, int]:
    user.refresh_from_db()
    return user.is_superuser, user.is_staff, user.groups.count(), user.user_permissions.count()


@pytest.mark.parametrize("power", POWER)
@pytest.mark.parametrize("who", ["staff", "bob", "root"])
def test_with_every_permission_staff_give_nobody_any_power(
    client_of: ClientOf, staff: User, bob: User, root: User, who: str, power: str
) -> None:
    AuthGroup.objects.get_or_create(pk=1, name="Powerful")
    user = {"staff": staff, "bob": bob, "root": root}[who]
    before = powers(user)
    save(client_of(staff), user, **{power: POWER[power]})
    assert powers(user) == before


def test_somebody_whom_staff_add_has_no_power(client_of: ClientOf, staff: User) -> None:
    password = {"usable_password": "true", "password1": "masks out of dots 9", "password2": "masks out of dots 9"}
    fields = FORM | {"username": "puppet", "email": "p@example.org"} | password | POWER
    assert submit(client_of(staff), "add/", fields).status_code == 302
    assert powers(User.objects.get(username="puppet")) == (False, False, 0, 0)


def test_staff_cannot_take_over_a_superuser(client_of: ClientOf, staff: User, root: User) -> None:
    client = client_of(staff)
    password = root.password
    assert save(client, root, email="sten@example.org").status_code == 403
    new = {"password1": "masks out of dots 9", "password2": "masks out of dots 9", "usable_password": "true"}
    assert submit(client, f"{root.pk}/password/", new).status_code == 403
    root.refresh_from_db()
    assert (root.email, root.password, root.is_active) == ("root@example.org", password, True)


@pytest.mark.parametrize("app", ["auth", "sessions", "contenttypes", "admin"])
def test_what_power_is_made_of_has_no_pages(client_of: ClientOf, root: User, app: str) -> None:
    assert client_of(root).get(f"/admin/{app}/").status_code == 404


def test_nobody_edits_the_audit_log_not_even_superusers(
    client_of: ClientOf, root: User, organization: Organization
) -> None:
    record(Event.TEAM_CHANGED, organization.pk, target="before")
    entry = AuditEntry.objects.get()
    client = client_of(root)
    path = f"/admin/accounts/auditentry/{entry.pk}"
    assert client.get(f"{path}/change/").status_code == 200
    assert client.post(f"{path}/change/", {"target": "after"}).status_code == 403
    assert client.post(f"{path}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/accounts/auditentry/add/").status_code == 403
    entry.refresh_from_db()
    assert entry.target == "before"


def test_the_digest_of_an_invitation_is_not_shown(client_of: ClientOf, root: User, alice: User) -> None:
    organization = Organization.objects.get()
    invitation, code = do_invite(organization, alice, Role.OWNER, Role.VIEWER, email="", max_uses=1, days=7)
    page = client_of(root).get(f"/admin/accounts/invitation/{invitation.pk}/change/").content.decode()
    assert invitation.prefix in page and invitation.digest not in page and code not in page


def test_what_an_operator_makes_of_a_project_is_seen_in_the_log_of_its_team(
    client_of: ClientOf, staff: User, organization: Organization, project: Project
) -> None:
    client, path = client_of(staff), f"/admin/projects/project/{project.pk}"
    form = client.get(f"{path}/change/").context["adminform"].form
    fields = {field.name: field.value() for field in form if field.value() is not None and field.value() is not False}
    fields |= {field.html_initial_name: field.value() for field in form if field.field.show_hidden_initial}
    none = {"roles-TOTAL_FORMS": "0", "roles-INITIAL_FORMS": "0"}
    for name in ("Tea party", "Croquet"):
        answer = client.post(f"{path}/change/", fields | none | {"name": name}, format="multipart")
        assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert client.post(f"{path}/delete/", {"post": "yes"}, format="multipart").status_code == 302
    other = Project.objects.create(organization=organization, name="Other")
    chosen = {"action": "delete_selected", "_selected_action": [str(other.pk)], "post": "yes"}
    assert client.post("/admin/projects/project/", chosen, format="multipart").status_code == 302
    told = AuditEntry.objects.filter(actor=staff, detail__by_operator=True).order_by("pk")
    assert list(told.values_list("action", "target")) == [
        ("project-changed", "Croquet"), ("project-deleted", "Croquet"), ("project-deleted", "Other")
    ]  # fmt: skip
    assert told[0].detail["fields"] == ["name"]


def test_an_operator_who_joins_a_team_is_seen_in_its_log(
    client_of: ClientOf, staff: User, organization: Organization
) -> None:
    fields = FORM | {
        "name": organization.name,
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-user": str(staff.pk),
        "memberships-0-organization": str(organization.pk),
        "memberships-0-role": "viewer",
    }
    path = f"/admin/accounts/organization/{organization.pk}/change/"
    assert client_of(staff).post(path, fields, format="multipart").status_code == 302
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.target, entry.detail["by_operator"]) == (
        "member-added", staff, "sten", True
    )  # fmt: skip
