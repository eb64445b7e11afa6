"""Gold images and other people's replicas: below reviewer they read as if they did not exist, on every route.

A route about such an image, or about a comment on it, answers 404. Every other route answers word for word what it
would answer if there were no such image: no name, no tag, no count gives it away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.annotation.models import Annotation, Object
from backend.comments.models import Comment
from backend.images import storage
from backend.images.models import Image, ImageTag
from backend.projects.models import Label, Project
from backend.review.models import LabelCount, Submission
from tests.conftest import Cast, ClientOf, member
from tests.security.asking import differing, said, tried
from tests.security.expectations import Open, Own, Standing, verdict
from tests.security.test_permission_matrix import EXPECTED
from tests.security.url_table import named

OF_IMAGE = {key: e for key, e in EXPECTED.items() if {"image", "comment"} & set(named(key[1]))}
READING = sorted(route for (method, route), e in EXPECTED.items() if method == "get" and not isinstance(e, Open))
SEES = {
    "gold": {"alice", "mallory", "rita"},
    "replica": {"alice", "mallory", "rita", "bob"},
}
"""Who sees what: Bob's replica is seen by Bob and by who reviews, a gold image by who reviews alone."""


@pytest.fixture
def team(cast: Cast, project: Project) -> dict[Standing, User]:
    """Everybody in the team; Anna annotates like Bob."""
    anna = member(project.organization, "Anna", Role.ANNOTATOR)
    people = {cast.alice: Role.OWNER, cast.mallory: Role.MANAGER, cast.rita: Role.REVIEWER}
    people |= {cast.bob: Role.ANNOTATOR, anna: Role.ANNOTATOR, cast.victor: Role.VIEWER}
    return {Standing(user.username, role, role): user for user, role in people.items()}


Hide = Callable[[str], Image]


@pytest.fixture
def hide(cast: Cast, ids: dict[str, Any], image: Image, label: Label, make_image: Callable[..., Image]) -> Hide:
    """Make a hidden image, by its kind, with everything that an image can hold."""

    def make(kind: str) -> Image:
        values: dict[str, Any] = {"batch_id": ids["batch"], "priority": 9}
        if kind == "gold":
            values |= {"state": "accepted", "is_gold": True, "assignee": cast.rita}
        else:
            of_bob = {"replica": 1, "replica_for": Image.ReplicaFor.CONSENSUS, "assignee": cast.bob}
            values |= {"state": "submitted", "original": image, "sha256": image.sha256} | of_bob
        hidden = make_image("hidden.jpg", **values)
        _fill(hidden, cast.bob, label)
        return hidden

    return make


def _fill(image: Image, bob: User, label: Label) -> None:
    Image.objects.filter(pk=image.pk).update(flag_reason="blurred", flagged_by=bob, flagged_at=timezone.now())
    Object.objects.create(annotation=Annotation.objects.create(image=image), label=label)
    ImageTag.objects.create(image=image, name="hidden", key="hidden")
    Comment.objects.create(image=image, number=1, x=5, y=6, author=bob, text="hidden remark")
    values = {"project": image.project, "annotator": image.assignee, "at": timezone.now(), "verdict": "compared"}
    handed_in = Submission.objects.create(image=image, **values)
    LabelCount.objects.create(submission=handed_in, label=label, count=1)
    storage.original(image.sha256).parent.mkdir(parents=True, exist_ok=True)
    storage.original(image.sha256).write_bytes(b"not looked into")


@pytest.mark.parametrize("kind", SEES)
def test_a_route_about_a_hidden_image_is_404_for_who_does_not_see_it(
    client_of: ClientOf, team: dict[Standing, User], ids: dict[str, Any], hide: Hide, kind: str
) -> None:
    hidden = hide(kind)
    Image.objects.filter(pk=hidden.pk).update(status=Image.Status.PROCESSING)
    theirs = ids | {"image": hidden.pk, "comment": Comment.objects.get(image=hidden).pk}
    for who, user in team.items():
        client, sees = client_of(user), who.name in SEES[kind]
        answers = {key: said(tried(client, *key, theirs, expectation)) for key, expectation in OF_IMAGE.items()}
        wanted = {key: verdict(e, key[1], who) if sees else "404 not-found" for key, e in OF_IMAGE.items()}
        assert (who.name, differing(answers, wanted)) == (who.name, {})


def read(client: APIClient, ids: dict[str, Any]) -> dict[str, tuple[int, bytes]]:
    """What every route of READING answers."""
    answers: dict[str, Any] = {route: tried(client, "get", route, ids, Own()) for route in READING}
    return {route: (answer.status_code, answer.getvalue()) for route, answer in answers.items()}


@pytest.mark.parametrize("kind", SEES)
def test_every_other_route_reads_as_if_the_hidden_image_did_not_exist(
    client_of: ClientOf, team: dict[Standing, User], ids: dict[str, Any], hide: Hide, kind: str
) -> None:
    clients = {who.name: client_of(user) for who, user in team.items() if who.name not in SEES[kind]}
    hidden = hide(kind)
    with_it = {name: read(client, ids) for name, client in clients.items()}
    hidden.delete()
    for name, client in clients.items():
        assert (name, differing(with_it[name], read(client, ids))) == (name, {})
    assert {"anna", "victor"} <= set(clients)


GIVEN_AWAY = {
    "gold": {"labels/", "labels/<label>/", "projects/", "projects/<project>/images/", "projects/<project>/tags/"},
    "replica": {"projects/<project>/statistics/", "organizations/<organization>/statistics/"},
}
"""Some of the routes whose answers to a manager do change with the image: there the comparison above could fail."""


@pytest.mark.parametrize("kind", SEES)
def test_the_same_routes_tell_a_manager_of_the_image(
    client_of: ClientOf, cast: Cast, ids: dict[str, Any], hide: Hide, kind: str
) -> None:
    client, hidden = client_of(cast.mallory), hide(kind)
    with_it = read(client, ids)
    hidden.delete()
    assert GIVEN_AWAY[kind] <= set(differing(with_it, read(client, ids)))
