"""The audit log: each thing that changes who may do what, or takes data away or out, leaves one entry."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.actions import create_token
from backend.accounts.audit import Event, record
from backend.accounts.models import AuditEntry, Membership, Organization, User
from backend.images.models import Image
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf


def url(organization: Organization) -> str:
    return f"/api/v1/organizations/{organization.pk}/audit/"


def latest(organization: Organization) -> tuple[str, str, str]:
    entry = AuditEntry.objects.filter(organization=organization).latest("pk")
    return entry.action, entry.actor_name, entry.target


def test_members_who_come_change_and_go(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    client = client_of(cast.mallory)
    data = {"organization": organization.pk, "username": "charlie", "role": "viewer"}
    made = client.post("/api/v1/memberships/", data).json()
    assert latest(organization) == ("member-added", "mallory", "charlie")
    client.patch(f"/api/v1/memberships/{made['id']}/", {"role": "annotator"})
    assert latest(organization) == ("role-changed", "mallory", "charlie")
    assert AuditEntry.objects.latest("pk").detail == {"from": "viewer", "to": "annotator"}
    client.delete(f"/api/v1/memberships/{made['id']}/")
    assert latest(organization) == ("member-removed", "mallory", "charlie")


def test_projects_and_what_is_in_them(
    client_of: ClientOf, cast: Cast, organization: Organization, project: Project, image: Image
) -> None:
    client = client_of(cast.alice)
    made = client.post("/api/v1/projects/", {"organization": organization.pk, "name": "Croquet"}).json()
    assert latest(organization) == ("project-created", "alice", "Croquet")
    client.patch(f"/api/v1/projects/{made['id']}/", {"name": "Croquet", "is_private": True})
    assert latest(organization) == ("project-changed", "alice", "Croquet")
    assert AuditEntry.objects.latest("pk").detail == {"fields": ["is_private"]}
    client.put(f"/api/v1/projects/{made['id']}/roles/{cast.bob.pk}/", {"role": "viewer"})
    assert latest(organization) == ("project-role-given", "alice", "bob")
    client.delete(f"/api/v1/projects/{made['id']}/roles/{cast.bob.pk}/")
    assert latest(organization) == ("project-role-taken", "alice", "bob")
    client.delete(f"/api/v1/projects/{made['id']}/")
    assert latest(organization) == ("project-deleted", "alice", "Croquet")
    assert client_of(cast.rita).post(
        f"/api/v1/projects/{project.pk}/jobs/", {"kind": "export", "format": "coco"}
    ).status_code == 202  # fmt: skip
    assert latest(organization) == ("export-made", "rita", "coco")
    client.delete(f"/api/v1/images/{image.pk}/")
    assert latest(organization) == ("image-deleted", "alice", "photo.jpg")


def test_batches_from_what_to_what(
    client_of: ClientOf, cast: Cast, organization: Organization, project: Project
) -> None:
    client = client_of(cast.mallory)
    made = client.post(f"/api/v1/projects/{project.pk}/batches/", {"name": "Mondays"}).json()
    assert latest(organization) == ("batch-created", "mallory", "Mondays")
    path = f"/api/v1/batches/{made['id']}/"
    assert client.patch(path, {"name": "Tuesdays", "priority": 0, "assignee": cast.bob.pk}).status_code == 200
    assert latest(organization) == ("batch-changed", "mallory", "Tuesdays")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.project, entry.detail) == (
        project, {"changes": {"name": ["Mondays", "Tuesdays"], "assignee": [None, "bob"]}}
    )  # fmt: skip
    assert client.patch(path, {"name": "Tuesdays"}).status_code == 200
    assert AuditEntry.objects.latest("pk") == entry
    client.delete(path)
    assert latest(organization) == ("batch-deleted", "mallory", "Tuesdays")


def test_gold_images_once_each_time(
    client_of: ClientOf, cast: Cast, organization: Organization, project: Project, image: Image
) -> None:
    Image.objects.filter(pk=image.pk).update(state="accepted")
    client, path = client_of(cast.rita), f"/api/v1/images/{image.pk}/gold/"
    for ask in (client.put, client.put, client.delete, client.delete):
        assert ask(path).status_code == 200
    told = AuditEntry.objects.order_by("pk").values_list("action", "actor_name", "target", "project")
    assert list(told) == [(event, "rita", image.name, project.pk) for event in ("gold-made", "gold-cleared")]


def test_gold_that_is_rejected_is_gold_no_longer_and_the_log_says_so(
    client_of: ClientOf, cast: Cast, organization: Organization, image: Image
) -> None:
    Image.objects.filter(pk=image.pk).update(state="accepted", is_gold=True)
    rejected = client_of(cast.rita).post(f"/api/v1/images/{image.pk}/annotation/reject/", {"reason": "Two cups."})
    assert rejected.status_code == 200
    assert latest(organization) == ("gold-cleared", "rita", image.name)


def test_batches_of_who_leaves_are_told_of(
    client_of: ClientOf, cast: Cast, organization: Organization, project: Project
) -> None:
    client = client_of(cast.mallory)
    client.post(f"/api/v1/projects/{project.pk}/batches/", {"name": "Mondays", "assignee": cast.bob.pk})
    membership = cast.bob.memberships.get()
    assert client.delete(f"/api/v1/memberships/{membership.pk}/?transfer_to={cast.rita.pk}").status_code == 204
    told = AuditEntry.objects.get(organization=organization, action="batch-changed")
    assert (told.target, told.detail) == ("Mondays", {"changes": {"assignee": ["bob", "rita"]}})


def test_tokens_are_told_to_every_team_of_their_owner(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    other = Organization.objects.get(name="Elsewhere")
    Membership.objects.create(organization=other, user=cast.bob, role="viewer")
    made = client_of(cast.bob).post("/api/v1/tokens/", {"name": "robot", "scope": "read"}).json()
    client_of(cast.bob).delete(f"/api/v1/tokens/{made['id']}/")
    for team in (organization, other):
        rows = AuditEntry.objects.filter(organization=team).order_by("pk").values_list("action", "detail__scope")
        assert list(rows) == [("token-created", "read"), ("token-revoked", "read")]
    assert made["token"] not in str(list(AuditEntry.objects.values()))


def test_what_was_refused_is_not_in_the_log(client_of: ClientOf, cast: Cast, organization: Organization) -> None:
    membership = Membership.objects.get(user=cast.alice)
    assert client_of(cast.alice).delete(f"/api/v1/memberships/{membership.pk}/").status_code == 409
    assert client_of(cast.mallory).delete(f"/api/v1/memberships/{membership.pk}/").status_code == 403
    assert not AuditEntry.objects.exists()


def test_an_act_by_token_names_its_owner_and_the_address(cast: Cast, organization: Organization) -> None:
    token = create_token(cast.mallory, "script", None)[1]
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {token}", REMOTE_ADDR="192.0.2.7")
    assert client.post("/api/v1/projects/", {"organization": organization.pk, "name": "Croquet"}).status_code == 201
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor, entry.address) == ("project-created", cast.mallory, "192.0.2.7")


def test_outside_of_a_request_nobody_is_named(organization: Organization) -> None:
    record(Event.TEAM_CHANGED, organization.pk, target="x")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.actor_name, entry.address) == (None, "", "")


@pytest.fixture
def log(cast: Cast, organization: Organization, project: Project) -> list[AuditEntry]:
    record(Event.PROJECT_CHANGED, organization.pk, project_id=project.pk, target="Tea party", actor=cast.mallory)
    record(Event.MEMBER_ADDED, organization.pk, target="bob", actor=cast.alice)
    record(Event.MEMBER_REMOVED, organization.pk, target="=1+1", actor=cast.alice)
    record(Event.MEMBER_ADDED, Organization.objects.get(name="Elsewhere").pk, target="secret", actor=cast.charlie)
    rows = list(AuditEntry.objects.order_by("pk"))
    AuditEntry.objects.filter(pk=rows[0].pk).update(at=timezone.now() - timedelta(days=10))
    return rows


def targets(client: APIClient, organization: Organization, query: str = "") -> list[str]:
    answer = client.get(url(organization) + query)
    assert answer.status_code == 200, answer.content
    return [row["target"] for row in answer.json()["results"]]


def test_the_log_is_filtered(
    client_of: ClientOf, cast: Cast, organization: Organization, project: Project, log: list[AuditEntry]
) -> None:
    client = client_of(cast.mallory)
    day = (timezone.now() - timedelta(days=5)).date().isoformat()
    assert targets(client, organization) == ["=1+1", "bob", "Tea party"]
    assert targets(client, organization, f"?actor={cast.mallory.pk}") == ["Tea party"]
    assert targets(client, organization, "?action=member-added") == ["bob"]
    assert targets(client, organization, f"?project={project.pk}") == ["Tea party"]
    assert targets(client, organization, f"?from={day}") == ["=1+1", "bob"]
    assert targets(client, organization, f"?to={day}") == ["Tea party"]
    assert targets(client, organization, f"?to={timezone.now().date().isoformat()}&limit=1") == ["=1+1"]


@pytest.mark.parametrize("page", ["audit/", "audit.csv"])
@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "9999-12-31", "1999-12-31", "2201-01-01"]
)
def test_a_time_far_from_any_that_there_is_is_refused_with_a_sentence(
    client_of: ClientOf, cast: Cast, organization: Organization, page: str, name: str, moment: str
) -> None:
    answer = client_of(cast.alice).get(f"/api/v1/organizations/{organization.pk}/{page}?{name}={moment}")
    assert answer.status_code == 400 and "2000 to 2200" in answer.json()["detail"]


@pytest.mark.parametrize("query", ["from=yesterday", "to=2026-13-01", "action=nothing", "actor=bob", "who=bob"])
def test_a_filter_that_is_none_is_refused(
    client_of: ClientOf, alice: User, organization: Organization, query: str
) -> None:
    assert client_of(alice).get(f"{url(organization)}?{query}").status_code == 400


def test_the_csv_holds_the_same_rows_and_runs_no_formula(
    client_of: ClientOf, cast: Cast, organization: Organization, log: list[AuditEntry]
) -> None:
    path = f"/api/v1/organizations/{organization.pk}/audit.csv"
    answer = client_of(cast.alice).get(f"{path}?from={timezone.now().date().isoformat()}")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["actor"], row["action"], row["target"]) for row in rows] == [
        ("alice", "member-removed", "'=1+1"), ("alice", "member-added", "bob")
    ]  # fmt: skip
    assert answer.headers["Content-Type"].startswith("text/csv")


def test_an_entry_outlives_who_and_what_it_tells_of(
    client_of: ClientOf, cast: Cast, organization: Organization, log: list[AuditEntry], project: Project
) -> None:
    project.delete()
    cast.mallory.delete()
    rows = client_of(cast.alice).get(url(organization)).json()["results"]
    assert (rows[-1]["actor"], rows[-1]["target"], rows[-1]["project"]) == ("mallory", "Tea party", None)


def test_the_log_can_be_asked_of_members_and_of_who_has_left(
    client_of: ClientOf, cast: Cast, organization: Organization, log: list[AuditEntry]
) -> None:
    Membership.objects.get(organization=organization, user=cast.mallory).delete()
    Membership.objects.get(organization=organization, user=cast.rita).delete()
    path = f"{url(organization)}actors/"
    rows = client_of(cast.alice).get(path).json()["results"]
    assert {row["name"]: row["is_member"] for row in rows} == {
        "Alice": True, "Bob": True, "Victor": True, "Mallory": False,
    }  # fmt: skip
    mallory = next(row["id"] for row in rows if row["name"] == "Mallory")
    assert targets(client_of(cast.alice), organization, f"?actor={mallory}") == ["Tea party"]
    assert client_of(cast.alice).get(f"{path}?name=bob").status_code == 400
