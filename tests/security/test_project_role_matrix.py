"""Somebody with one role in the team and another for the project meets every route of the API.

What belongs to the team asks for the role in the team, what belongs to a project for the role there (expectations.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.images.models import Image
from backend.projects.models import Label, Project
from backend.review.models import Submission
from backend.work.models import Batch
from tests.conftest import ClientOf
from tests.security.asking import differing, said, tried
from tests.security.expectations import Bobs, Needs, Own, Standing, is_of_team, verdict
from tests.security.project_roles import ROLES, Roles, take
from tests.security.test_permission_matrix import EXPECTED
from tests.security.url_table import API

BY_ROLE = {key: e for key, e in EXPECTED.items() if isinstance(e, Needs | Bobs)}
LISTS = sorted(route for (method, route), e in EXPECTED.items() if method == "get" and isinstance(e, Own))


def test_the_matrix_holds_roles_higher_and_lower_than_in_the_team_and_none() -> None:
    below = {roles for roles in ROLES if roles.in_team.rank < Role.MANAGER.rank}
    given = {roles.given for roles in below}
    assert given == {None, Role.MANAGER, Role.REVIEWER, Role.ANNOTATOR, Role.VIEWER}
    for role in (Role.VIEWER, Role.ANNOTATOR, Role.REVIEWER):
        ranks = {roles.given.rank - role.rank for roles in below if roles.in_team is role and roles.given}
        assert max(ranks) > 0 and (min(ranks) < 0 or role is Role.VIEWER)
        assert Roles(role, None, True, None) in below


def test_routes_of_the_team_and_of_projects_are_both_walked() -> None:
    of_team = {is_of_team(expectation, route) for (_, route), expectation in BY_ROLE.items()}
    assert of_team == {True, False}


@pytest.mark.parametrize("roles", ROLES, ids=str)
def test_the_role_that_counts_where_it_counts(
    client_of: ClientOf, dora: User, ids: dict[str, Any], project: Project, roles: Roles
) -> None:
    take(roles, dora, project)
    client, who = client_of(dora), Standing("dora", roles.in_team, roles.in_project)
    answers = {key: said(tried(client, *key, ids, expectation)) for key, expectation in BY_ROLE.items()}
    wanted = {key: verdict(expectation, key[1], who) for key, expectation in BY_ROLE.items()}
    assert differing(answers, wanted) == {}


@pytest.fixture
def sent_back(project: Project, label: Label, image: Image, dora: User) -> Image:
    """An image that Dora handed in, and is to mend, before the project was closed to her."""
    values = {"name": "unseen.jpg", "state": Image.State.REJECTED, "assignee": dora}
    Image.objects.filter(pk=image.pk).update(**values)
    Project.objects.filter(pk=project.pk).update(guidelines="unseen guidelines")
    Label.objects.filter(pk=label.pk).update(name="unseen label")
    Batch.objects.create(project=project, name="unseen batch", assignee=dora)
    verdict = {"verdict": "rejected", "verdict_at": timezone.now(), "reason": "unseen reason"}
    yesterday = timezone.now() - timedelta(days=1)
    Submission.objects.create(project=project, image=image, annotator=dora, at=yesterday, seconds=7654321, **verdict)
    return image


@pytest.mark.parametrize("route", LISTS)
@pytest.mark.parametrize("roles", [roles for roles in ROLES if roles.in_project is None], ids=str)
def test_lists_hold_nothing_of_a_project_that_is_closed_to_somebody(
    client_of: ClientOf, dora: User, sent_back: Image, ids: dict[str, Any], project: Project, roles: Roles, route: str
) -> None:
    take(roles, dora, project)
    text = tried(client_of(dora), "get", route, ids, Own()).content.decode()
    for secret in ("unseen", project.name, str(sent_back.pk), "7654321"):
        assert secret not in text


SHOWN = {"projects/": "unseen", "labels/": "unseen", "me/rejected/": "unseen", "me/statistics/": "7654321"}


@pytest.mark.parametrize("route", SHOWN)
def test_the_same_lists_hold_it_while_it_is_open_to_her(
    client_of: ClientOf,
    dora: User,
    sent_back: Image,
    project: Project,
    route: str,
) -> None:
    take(Roles(Role.ANNOTATOR, None, False, Role.ANNOTATOR), dora, project)
    assert SHOWN[route] in client_of(dora).get(f"/{API}{route}").content.decode()
