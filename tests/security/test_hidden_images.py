"""Gold images and other people's replicas: below reviewer they read as if they did not exist, on every route.

A route about such an image, or about a comment on it, answers 404. Every other route answers word for word what it
would answer if there were no such image: no name, no tag, no count gives it away.
"""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.comments.models import Comment
from backend.images.models import Image
from tests.conftest import Cast, ClientOf
from tests.security.asking import differing, said, tried
from tests.security.expectations import Open, Own, Standing, verdict
from tests.security.hidden_images import SEES, Hide
from tests.security.test_permission_matrix import EXPECTED
from tests.security.url_table import named

OF_IMAGE = {key: e for key, e in EXPECTED.items() if {"image", "comment"} & set(named(key[1]))}
READING = sorted(route for (method, route), e in EXPECTED.items() if method == "get" and not isinstance(e, Open))


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
