"""The gate to a project, for everybody in the cast and every action."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from backend.accounts.models import Membership
from backend.accounts.roles import LEAST_ROLE, Action, Role
from backend.config.problems import Code, Problem
from backend.projects.access import project_for, projects_of, role_in
from backend.projects.models import Project
from tests.conftest import Cast


@pytest.mark.parametrize("action", Action)
def test_each_role_may_do_exactly_what_the_table_says(cast: Cast, project: Project, action: Action) -> None:
    for user in (cast.alice, cast.mallory, cast.rita, cast.bob, cast.victor):
        role = role_in(user, project.pk)
        assert role is not None
        if role.rank >= LEAST_ROLE[action].rank:
            assert project_for(user, project.pk, action) == project
        else:
            with pytest.raises(Problem) as refusal:
                project_for(user, project.pk, action)
            assert (refusal.value.status_code, refusal.value.problem_code) == (403, Code.ROLE_TOO_LOW)


@pytest.mark.parametrize("action", Action)
def test_a_stranger_and_nobody_find_nothing(cast: Cast, project: Project, action: Action) -> None:
    for user in (cast.charlie, AnonymousUser()):
        with pytest.raises(Http404):
            project_for(user, project.pk, action)
        assert project not in projects_of(user)


def test_somebody_switched_off_has_no_role(cast: Cast, project: Project) -> None:
    cast.bob.is_active = False
    cast.bob.save()
    assert role_in(cast.bob, project.pk) is None
    assert not projects_of(cast.bob).exists()


def test_a_role_change_counts_at_once(cast: Cast, project: Project) -> None:
    Membership.objects.filter(user=cast.bob).update(role=Role.VIEWER)
    with pytest.raises(Problem):
        project_for(cast.bob, project.pk, Action.ANNOTATE)
