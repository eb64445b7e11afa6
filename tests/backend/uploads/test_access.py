"""Who may upload: as for images, managers and owners; with a token, one that manages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.actions import create_token
from backend.accounts.scopes import Scope
from backend.projects.models import Project
from backend.uploads.models import Upload
from tests.backend.uploads.tus import Tus
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


def answers(tus: Tus, path: str) -> set[tuple[int, str]]:
    """To every verb."""
    seen = [
        tus.begin(5),
        tus.patch(path, 0, b"x"),
        tus.client.get(path),
        tus.client.get(f"/api/v1/projects/{tus.project.pk}/uploads/"),
        tus.client.options(path),
        tus.client.options(f"/api/v1/projects/{tus.project.pk}/uploads/"),
        tus.end(path),
    ]
    statuses = {(answer.status_code, answer.json()["code"]) for answer in seen}
    return statuses | {(tus.head(path).status_code, next(iter(statuses))[1])}


def test_nobody_but_who_may_upload_gets_anywhere(tus: Tus, client_of: ClientOf, cast: Cast, project: Project) -> None:
    path = tus.begun(100)
    expected: dict[Any, Any] = {
        cast.bob: {(403, "role-too-low")},
        cast.rita: {(403, "role-too-low")},
        cast.charlie: {(404, "not-found")},
        None: {(401, "not-logged-in")},
    }
    for who, told in expected.items():
        assert (who, answers(Tus(client_of(who), project), path)) == (who, told)
    assert Upload.objects.count() == 1 and tus.offset(path) == 0


def test_a_token_needs_the_scope_manage(tus: Tus, cast: Cast, project: Project) -> None:
    path = tus.begun(100)
    for scope, told in ((Scope.READ, {(403, "scope-too-low")}), (Scope.ANNOTATE, {(403, "scope-too-low")})):
        token = create_token(cast.alice, scope, None, scope)[1]
        assert answers(Tus(APIClient(HTTP_AUTHORIZATION=f"Bearer {token}"), project), path) == told
    token = create_token(cast.alice, "all", None, Scope.MANAGE)[1]
    program = Tus(APIClient(HTTP_AUTHORIZATION=f"Bearer {token}"), project)
    assert program.patch(path, 0, b"x" * 10).status_code == 204
    assert program.offset(program.begun(5)) == 0


def test_a_manager_sees_and_ends_the_upload_of_another_but_adds_nothing_to_it(
    tus: Tus, client_of: ClientOf, cast: Cast, project: Project
) -> None:
    path = tus.begun(100)
    other = Tus(client_of(cast.mallory), project)
    answer = other.patch(path, 0, b"x")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    listed = other.client.get(f"/api/v1/projects/{project.pk}/uploads/").json()["results"]
    assert [(row["name"], row["offset"], row["created_by"]) for row in listed] == [("a.jpg", 0, cast.alice.pk)]
    assert other.end(path).status_code == 204


def test_a_session_needs_the_csrf_token(tus: Tus, cast: Cast, project: Project) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    path = tus.begun(100)
    for answer in (
        Tus(client, project).begin(5),
        Tus(client, project).patch(path, 0, b"x"),
        Tus(client, project).end(path),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert Upload.objects.count() == 1 and tus.offset(path) == 0
