"""Groups: made of people of the team, by those who manage it."""

from __future__ import annotations

from backend.accounts.models import AuditEntry, Group, Organization
from tests.conftest import Cast, ClientOf

URL = "/api/v1/groups/"


def test_a_manager_makes_changes_and_deletes_a_group(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    client = client_of(cast.mallory)
    data = {"organization": organization.pk, "name": "Day shift", "people": [cast.bob.pk, cast.rita.pk]}
    made = client.post(URL, data)
    assert made.status_code == 201
    path = f"{URL}{made.json()['id']}/"
    assert made.json()["people"] == sorted([cast.bob.pk, cast.rita.pk])
    assert client.patch(path, {"people": [cast.bob.pk]}).json()["people"] == [cast.bob.pk]
    assert client.patch(path, {"name": "Early shift"}).json()["people"] == [cast.bob.pk]
    seen = client_of(cast.victor).get(f"{URL}?organization={organization.pk}").json()["results"]
    assert [group["name"] for group in seen] == ["Early shift"]
    assert client.delete(path).status_code == 204
    events = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(events) == ["group-created", "group-changed", "group-changed", "group-deleted"]


def test_strangers_are_put_in_no_group(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    data = {"organization": organization.pk, "name": "Day shift"}
    for people in ([cast.charlie.pk], [987654], [2**62], [2**70], [cast.bob.pk, cast.charlie.pk]):
        answer = client_of(cast.alice).post(URL, data | {"people": people})
        assert answer.status_code == 400 and "people" in answer.json()["errors"]
    assert not Group.objects.exists()


def test_names_are_unique_whatever_their_case(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    client = client_of(cast.alice)
    data = {"organization": organization.pk, "name": "Day shift"}
    assert client.post(URL, data).status_code == 201
    answer = client.post(URL, data | {"name": "DAY shift"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_a_group_stays_in_its_team(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    other = Organization.objects.get(name="Elsewhere")
    group = Group.objects.create(organization=organization, name="Day shift")
    assert client_of(cast.alice).patch(f"{URL}{group.pk}/", {"organization": other.pk}).status_code == 400


def test_the_members_list_says_who_is_in_which_group(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    group = Group.objects.create(organization=organization, name="Day shift")
    group.people.add(cast.bob)
    rows = client_of(cast.victor).get(f"/api/v1/memberships/?organization={organization.pk}").json()["results"]
    assert {row["user"]["username"]: row["groups"] for row in rows}["bob"] == [group.pk]
    assert all(row["last_login"] is None for row in rows)
    rows = client_of(cast.mallory).get(f"/api/v1/memberships/?organization={organization.pk}").json()["results"]
    assert {row["user"]["username"]: row["last_login"] for row in rows}["victor"] is not None
