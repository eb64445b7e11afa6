"""Roles for one project: every role in the team with every role in the project, open and private."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Action, Role
from backend.annotation.locking import lock_for_user
from backend.annotation.reading import annotation_of, read_status, role_of
from backend.images.models import Image
from backend.projects.access import people_of, project_for, projects_of, role_in
from backend.projects.models import Project, ProjectRole
from tests.conftest import Cast, ClientOf, person

IN_TEAM = [None, *Role]
IN_PROJECT = [None, Role.MANAGER, Role.REVIEWER, Role.ANNOTATOR, Role.VIEWER]
COMBINATIONS = list(product(IN_TEAM, IN_PROJECT, [False, True]))


def wanted(in_team: Role | None, in_project: Role | None, is_private: bool) -> Role | None:
    if in_team is None or in_team in (Role.OWNER, Role.MANAGER):
        return in_team
    return in_project or (None if is_private else in_team)


@pytest.fixture
def dora(project: Project) -> User:
    """Somebody whose roles the tests choose; in a team of her own beside, where she owns a project."""
    dora = person("Dora")
    own = Organization.objects.create(name="Dora's")
    Membership.objects.create(organization=own, user=dora, role=Role.OWNER)
    other = Project.objects.create(organization=own, name="Dora's project")
    ProjectRole.objects.create(project=other, user=person("Nora"), role=Role.MANAGER)
    return dora


def set_stage(dora: User, project: Project, in_team: Role | None, in_project: Role | None, is_private: bool) -> None:
    if in_team is not None:
        Membership.objects.create(organization_id=project.organization_id, user=dora, role=in_team)
    if in_project is not None:
        ProjectRole.objects.create(project=project, user=dora, role=in_project)
    Project.objects.filter(pk=project.pk).update(is_private=is_private)


@pytest.mark.parametrize(("in_team", "in_project", "is_private"), COMBINATIONS)
def test_every_way_to_a_role_finds_the_same(
    client_of: ClientOf,
    alice: User,
    dora: User,
    project: Project,
    image: Image,
    in_team: Role | None,
    in_project: Role | None,
    is_private: bool,
) -> None:
    set_stage(dora, project, in_team, in_project, is_private)
    role = wanted(in_team, in_project, is_private)
    annotation_of(image)
    status = read_status(dora.pk, image.pk)
    locked = lock_for_user(image.pk, dora.pk, image.pk)
    assert status is not None and locked is not None
    assert [role_in(dora, project.pk), role_of(dora.pk, image.pk), status.role, locked.role] == [role] * 4
    assert (project in projects_of(dora)) == (role is not None)
    assert {p.user_id: p.effective for p in people_of(project)}.get(dora.pk) == role
    client = client_of(dora)
    answer = client.get(f"/api/v1/projects/{project.pk}/")
    listed = {row["id"]: row["role"] for row in client.get("/api/v1/projects/").json()["results"]}
    assert (answer.json()["role"] if answer.status_code == 200 else None) == role
    assert listed.get(project.pk) == role
    assert len(listed) == 1 + (role is not None)
    assert client.get(f"/api/v1/images/{image.pk}/").status_code == (404 if role is None else 200)
    members = client_of(alice).get(f"/api/v1/projects/{project.pk}/members/").json()
    shown = {m["id"]: (m["role"], m["team_role"], m["project_role"]) for m in members}
    assert shown.get(dora.pk) == (None if role is None else (role, in_team, in_project))


@pytest.mark.parametrize("is_private", [False, True])
def test_somebody_switched_off_has_no_role_whatever_was_given(dora: User, project: Project, is_private: bool) -> None:
    set_stage(dora, project, Role.OWNER, Role.MANAGER, is_private)
    User.objects.filter(pk=dora.pk).update(is_active=False)
    assert role_in(dora, project.pk) is None
    assert not projects_of(dora).exists()
    assert dora.pk not in {row.user_id for row in people_of(project)}


def test_the_role_for_an_image_is_one_query(cast: Cast, image: Image) -> None:
    role_of(cast.bob.pk, image.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        role_of(cast.rita.pk, image.pk)
    assert len(queries) == 1


def test_a_role_in_one_project_counts_in_no_other(cast: Cast, project: Project) -> None:
    other = Project.objects.create(organization_id=project.organization_id, name="Croquet", is_private=True)
    ProjectRole.objects.create(project=project, user=cast.victor, role=Role.MANAGER)
    assert (role_in(cast.victor, project.pk), role_in(cast.victor, other.pk)) == (Role.MANAGER, None)
    with pytest.raises(Http404):
        project_for(cast.victor, other.pk, Action.VIEW)


def path(project: Project, user: User) -> str:
    return f"/api/v1/projects/{project.pk}/roles/{user.pk}/"


def test_a_manager_gives_takes_and_lists_roles_below_their_own(
    client_of: ClientOf, cast: Cast, project: Project
) -> None:
    client = client_of(cast.mallory)
    given = client.put(path(project, cast.victor), {"role": "reviewer"})
    assert (given.status_code, given.json()["username"], given.json()["role"]) == (200, "victor", "reviewer")
    assert client.put(path(project, cast.victor), {"role": "annotator"}).status_code == 200
    rows = client_of(cast.bob).get(f"/api/v1/projects/{project.pk}/roles/").json()["results"]
    assert [(row["user"], row["role"]) for row in rows] == [(cast.victor.pk, "annotator")]
    assert client.put(path(project, cast.bob), {"role": "manager"}).status_code == 403
    assert client.put(path(project, cast.bob), {"role": "owner"}).status_code == 400
    assert client.delete(path(project, cast.victor)).status_code == 204
    assert client.delete(path(project, cast.victor)).status_code == 404
    assert role_in(cast.victor, project.pk) is Role.VIEWER


def test_a_manager_of_one_project_is_no_owners_match(client_of: ClientOf, cast: Cast, project: Project) -> None:
    owner = client_of(cast.alice)
    assert owner.put(path(project, cast.bob), {"role": "manager"}).status_code == 200
    client = client_of(cast.bob)
    assert client.put(path(project, cast.victor), {"role": "annotator"}).status_code == 200
    assert client.put(path(project, cast.victor), {"role": "manager"}).status_code == 403
    assert client.delete(path(project, cast.bob)).status_code == 403
    assert client.patch(f"/api/v1/projects/{project.pk}/", {"is_private": True}).status_code == 200
    assert role_in(cast.rita, project.pk) is None
    membership = Membership.objects.get(user=cast.victor)
    assert client.patch(f"/api/v1/memberships/{membership.pk}/", {"role": "annotator"}).status_code == 403


def test_owners_and_managers_of_the_team_cannot_be_lowered_in_a_project(
    client_of: ClientOf, cast: Cast, project: Project
) -> None:
    answer = client_of(cast.alice).put(path(project, cast.mallory), {"role": "viewer"})
    assert answer.status_code == 409 and "Change the role in the team" in answer.json()["detail"]


def test_only_members_of_the_team_get_a_role(client_of: ClientOf, cast: Cast, project: Project) -> None:
    client = client_of(cast.alice)
    for number in (cast.charlie.pk, 987654, 10**30):
        address = f"/api/v1/projects/{project.pk}/roles/{number}/"
        assert client.put(address, {"role": "viewer"}).status_code == 404
        assert client.delete(address).status_code == 404


def test_leaving_the_team_takes_the_roles_of_its_projects_alone(
    client_of: ClientOf, cast: Cast, project: Project, dora: User
) -> None:
    set_stage(dora, project, Role.ANNOTATOR, Role.REVIEWER, False)
    elsewhere = Project.objects.get(name="Dora's project")
    ProjectRole.objects.create(project=elsewhere, user=dora, role=Role.VIEWER)
    membership = Membership.objects.get(user=dora, organization=project.organization_id)
    assert client_of(cast.alice).delete(f"/api/v1/memberships/{membership.pk}/").status_code == 204
    assert [row.project for row in ProjectRole.objects.filter(user=dora)] == [elsewhere]


def test_an_annotator_makes_no_project_private(client_of: ClientOf, cast: Cast, project: Project) -> None:
    answer = client_of(cast.rita).patch(f"/api/v1/projects/{project.pk}/", {"is_private": True})
    assert answer.status_code == 403
    project.refresh_from_db()
    assert project.is_private is False
