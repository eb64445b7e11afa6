"""Projects over the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Organization, User
from backend.images.models import Image
from backend.model_store.models import StoredModel
from backend.projects import actions
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

URL = "/api/v1/projects/"


def test_a_manager_makes_a_project_an_annotator_does_not(
    client_of: ClientOf, cast: Cast, organization: Organization
) -> None:
    data = {"organization": organization.pk, "name": "Croquet", "description": "Hedgehogs\nand flamingos"}
    made = client_of(cast.mallory).post(URL, data)
    assert made.status_code == 201
    assert made.json() | {"id": 0, "created": "", "updated": ""} == {
        "id": 0,
        "organization": organization.pk,
        "name": "Croquet",
        "description": "Hedgehogs\nand flamingos",
        "guidelines": "",
        "overlap": False,
        "replicas": 1,
        "gold_percent": 0,
        "lease_minutes": 15,
        "is_private": False,
        "reject_reasons": [],
        "role": "manager",
        "model": "nano",
        "created": "",
        "updated": "",
        "image_count": 0,
        "states": dict.fromkeys(Image.State.values, 0),
        "labels": [],
    }
    refused = client_of(cast.rita).post(URL, data)
    assert (refused.status_code, refused.json()["code"]) == (403, "role-too-low")
    assert client_of(cast.charlie).post(URL, data).status_code == 404


def test_names_are_unique_in_a_team_whatever_their_case(client_of: ClientOf, cast: Cast, project: Project) -> None:
    data = {"organization": project.organization_id, "name": "TEA party"}
    answer = client_of(cast.alice).post(URL, data)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert "TEA party" in answer.json()["errors"]["name"][0]


def test_a_project_counts_its_images_by_state(
    client_of: ClientOf, alice: User, project: Project, make_image: Callable[..., Image]
) -> None:
    for state in ("new", "new", "submitted"):
        make_image(state=state)
    shown = client_of(alice).get(f"{URL}{project.pk}/").json()
    assert shown["image_count"] == 3
    assert (shown["states"]["new"], shown["states"]["submitted"], shown["states"]["accepted"]) == (2, 1, 0)


def test_the_list_costs_the_same_queries_for_many_projects(
    client_of: ClientOf, alice: User, organization: Organization
) -> None:
    client = client_of(alice)

    def queries_for(count: int) -> int:
        for n in range(count - Project.objects.count()):
            made = Project.objects.create(organization=organization, name=f"{count} {n}")
            made.labels.create(name="cup", color="#000000")
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(URL).json()["results"]) == count
        return len(captured)

    assert queries_for(2) == queries_for(20) <= 9


def test_the_list_holds_own_projects_only_and_filters_them(client_of: ClientOf, cast: Cast, project: Project) -> None:
    Project.objects.create(organization=project.organization, name="Croquet")
    client = client_of(cast.victor)

    def names(query: str = "") -> list[str]:
        return [p["name"] for p in client.get(URL + query).json()["results"]]

    assert names() == ["Croquet", "Tea party"]
    assert names("?search=TEA") == ["Tea party"]
    assert names("?ordering=-name") == ["Tea party", "Croquet"]
    other = Organization.objects.exclude(pk=project.organization_id).get()
    assert names(f"?organization={other.pk}") == []


@pytest.mark.parametrize(
    "query",
    [
        "organization__memberships__user__password__startswith=a",
        "ordering=organization__name",
        "ordering=password",
        "search__regex=.*",
        "organization=1 or 1",
        "organization=99999999999999999999",
        "cursor=AAAA",
        "cursor=WzAsImEiLCJiIl0",
        "limit=0",
        "limit=1000000",
        "limit=%C2%B2",
    ],
)
def test_filters_and_orderings_outside_the_list_are_errors(client_of: ClientOf, alice: User, query: str) -> None:
    answer = client_of(alice).get(f"{URL}?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_project_stays_in_its_team(client_of: ClientOf, alice: User, project: Project) -> None:
    other = Organization.objects.create(name="other")
    other.memberships.create(user=alice, role="owner")
    answer = client_of(alice).patch(f"{URL}{project.pk}/", {"organization": other.pk})
    assert answer.status_code == 400
    assert client_of(alice).patch(f"{URL}{project.pk}/", {"name": "Supper"}).json()["name"] == "Supper"


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "=1+1", "O'Hara; DROP TABLE", "ゼニガメ 🐢"])
def test_names_come_back_as_the_text_they_were(client_of: ClientOf, alice: User, project: Project, text: str) -> None:
    answer = client_of(alice).patch(f"{URL}{project.pk}/", {"name": text, "description": text})
    assert answer.headers["Content-Type"] == "application/json"
    assert (answer.json()["name"], answer.json()["description"]) == (text, text)


def test_a_manager_writes_guidelines_that_an_annotator_reads(client_of: ClientOf, cast: Cast, project: Project) -> None:
    path, text = f"{URL}{project.pk}/", "# Edges\n\n* hair belongs to the **person**"
    assert client_of(cast.mallory).patch(path, {"guidelines": text}).json()["guidelines"] == text
    assert client_of(cast.bob).get(path).json()["guidelines"] == text
    assert client_of(cast.bob).patch(path, {"guidelines": ""}).status_code == 403
    assert client_of(cast.charlie).get(path).status_code == 404
    assert client_of(cast.mallory).patch(path, {"guidelines": "x" * 20_001}).status_code == 400


def test_a_manager_lets_objects_overlap_and_an_annotator_does_not(
    client_of: ClientOf, cast: Cast, project: Project
) -> None:
    path = f"/api/v1/projects/{project.pk}/"
    assert client_of(cast.bob).patch(path, {"overlap": True}, format="json").status_code == 403
    assert client_of(cast.mallory).patch(path, {"overlap": "perhaps"}, format="json").status_code == 400
    assert client_of(cast.mallory).patch(path, {"overlap": True}, format="json").json()["overlap"] is True
    assert client_of(cast.bob).get(path).json()["overlap"] is True
    assert client_of(cast.charlie).patch(path, {"overlap": False}, format="json").status_code == 404
    project.refresh_from_db()
    assert project.overlap


def test_deleting_takes_a_manager(client_of: ClientOf, cast: Cast, project: Project) -> None:
    path = f"{URL}{project.pk}/"
    assert client_of(cast.rita).delete(path).status_code == 403
    assert client_of(cast.mallory).delete(path).status_code == 204
    assert not Project.objects.filter(pk=project.pk).exists()


def test_members_are_listed_with_roles_and_colours(client_of: ClientOf, cast: Cast, project: Project) -> None:
    members = client_of(cast.victor).get(f"{URL}{project.pk}/members/").json()
    assert [(m["name"], m["role"]) for m in members] == [
        ("Alice", "owner"),
        ("Mallory", "manager"),
        ("Rita", "reviewer"),
        ("Bob", "annotator"),
        ("Victor", "viewer"),
    ]
    assert set(members[0]) == {"id", "username", "name", "color", "role", "team_role", "project_role"}


def test_a_change_keeps_what_another_person_changed_meanwhile(project: Project) -> None:
    read_before = Project.objects.get(pk=project.pk)
    Project.objects.filter(pk=project.pk).update(description="by Bob")
    actions.change_project(read_before, name="Supper")
    project.refresh_from_db()
    assert (project.name, project.description) == ("Supper", "by Bob")


def test_a_manager_chooses_the_model_and_an_annotator_does_not(
    client_of: ClientOf, cast: Cast, project: Project
) -> None:
    StoredModel.objects.create(name="swin", digest="ab" * 32, state=StoredModel.State.READY)
    url = f"{URL}{project.pk}/"
    assert client_of(cast.bob).patch(url, {"model": "swin"}).status_code == 403
    assert client_of(cast.charlie).patch(url, {"model": "swin"}).status_code == 404
    assert client_of(cast.mallory).patch(url, {"model": "swin"}).json()["model"] == "swin"
    assert client_of(cast.bob).get(url).json()["model"] == "swin"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"state": "fetching"}, "is fetching"),
        ({"state": "ready", "is_enabled": False}, "is disabled"),
        (None, "does not exist"),
    ],
)
def test_a_model_that_cannot_be_chosen_is_refused_with_those_that_can(
    client_of: ClientOf, alice: User, project: Project, values: dict[str, object] | None, reason: str
) -> None:
    if values is not None:
        StoredModel.objects.create(name="swin", **values)
    answer = client_of(alice).patch(f"{URL}{project.pk}/", {"model": "swin"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert reason in answer.json()["detail"] and "nano" in answer.json()["errors"]["model"][0]


def test_a_project_keeps_a_model_that_was_disabled_since(client_of: ClientOf, alice: User, project: Project) -> None:
    StoredModel.objects.filter(name="nano").update(is_enabled=False)
    answer = client_of(alice).patch(f"{URL}{project.pk}/", {"name": "Renamed", "model": "nano"})
    assert (answer.status_code, answer.json()["name"]) == (200, "Renamed")


def test_a_new_project_gets_the_model_of_the_installation(
    client_of: ClientOf, alice: User, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, model="/models/trained"))
    made = client_of(alice).post(URL, {"organization": organization.pk, "name": "Croquet"})
    assert made.json()["model"] == "trained"


def test_reasons_to_reject_are_kept_once_each_without_blanks(
    project: Project, manager: User, client_of: ClientOf
) -> None:
    client, url = client_of(manager), f"/api/v1/projects/{project.pk}/"
    reasons = [" An object is missing ", "An object is missing", "Wrong label"]
    saved = client.patch(url, {"reject_reasons": reasons}, format="json").json()
    assert saved["reject_reasons"] == ["An object is missing", "Wrong label"]
    refused = client.patch(url, {"reject_reasons": ["x" * 201]}, format="json")
    assert refused.status_code == 400
