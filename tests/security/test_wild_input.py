"""Input that breaks databases and parsers is answered, never with 500."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.projects.models import Project
from tests.conftest import ClientOf

HUGE = 10**30


@pytest.fixture
def client(client_of: ClientOf, alice: User, project: Project) -> APIClient:
    return client_of(alice)


@pytest.mark.parametrize("number", [2**31, 2**63, HUGE])
@pytest.mark.parametrize(
    "path", ["projects/{}/", "projects/{}/images/", "projects/{}/jobs/", "labels/{}/", "tokens/{}/"]
)
def test_ids_beyond_every_integer_are_not_found(client: APIClient, path: str, number: int) -> None:
    assert client.get("/api/v1/" + path.format(number)).status_code == 404


@pytest.mark.parametrize("number", [-1, 0, 2**31, 2**63, HUGE, 1.5, "1; DROP TABLE", None, [], {}])
@pytest.mark.parametrize(
    ("path", "field", "body"),
    [
        ("labels/", "project", {"name": "cup", "color": "#112233"}),
        ("projects/", "organization", {"name": "Croquet"}),
        ("memberships/", "organization", {"username": "bob", "role": "viewer"}),
    ],
)
def test_wild_ids_in_bodies_are_refused(
    client: APIClient, path: str, field: str, body: dict[str, Any], number: Any
) -> None:
    assert client.post(f"/api/v1/{path}", body | {field: number}).status_code in (400, 404)


@pytest.mark.parametrize(
    "text", ["\0", "%", "_", "'", '"', "\\", "\ud800".encode("utf-8", "surrogatepass"), "🐢", "a" * 5000]
)
@pytest.mark.parametrize(
    "path", ["projects/?search=", "projects/{}/images/?search=", "labels/?project=", "me/?cursor="]
)
def test_wild_filters_are_answered(client: APIClient, project: Project, path: str, text: str) -> None:
    answer = client.get("/api/v1/" + path.format(project.pk) + quote(text))
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("body", ["", "null", "[]", '"x"', "1", "{", '{"name": "\\ud800"}', '{"name": {}}', "[" * 5000])
@pytest.mark.parametrize(
    "path", ["projects/", "labels/", "tokens/", "memberships/", "auth/login/", "auth/password/reset/"]
)
def test_bodies_that_are_no_objects_are_refused(client: APIClient, path: str, body: str) -> None:
    answer = client.post(f"/api/v1/{path}", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("number", [2**63, HUGE])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "projects/{project}/batches/", {"name": "Mondays", "assignee": "{}"}),
        ("post", "projects/{project}/batches/", {"name": "Mondays", "group": "{}"}),
        ("post", "projects/{project}/assign/", {"filter": {}, "count": "{}", "priority": 1}),
        ("post", "projects/{project}/assign/", {"filter": {}, "assignee": "{}"}),
        ("post", "projects/{project}/assign/", {"filter": {}, "batch": "{}"}),
        ("post", "projects/{project}/versions/preview/", {"filter": {"label": "{}"}}),
        ("post", "projects/{project}/versions/preview/", {"filter": {"pixels_from": "{}"}}),
        ("post", "organizations/{team}/transfer/", {"user": "{}"}),
        ("post", "groups/", {"organization": "{}", "name": "Day shift"}),
        ("patch", "memberships/{membership}/", {"role": "viewer", "transfer_to": "{}"}),
    ],
)
def test_wild_ids_inside_bodies_are_refused(
    client: APIClient, project: Project, bob: User, method: str, path: str, body: dict[str, Any], number: int
) -> None:
    membership = bob.memberships.get()
    url = path.format(project=project.pk, team=project.organization_id, membership=membership.pk)
    answer = getattr(client, method)(f"/api/v1/{url}", filled(body, number))
    assert answer.status_code == 400


def filled(body: Any, number: int) -> Any:
    """``body`` with ``number`` in place of "{}"."""
    if isinstance(body, dict):
        return {name: filled(value, number) for name, value in body.items()}
    return number if body == "{}" else body
