"""Ids of things that lie in another project or another team, wherever a request can name something.

The schema is walked for everything that may be an id, in the path, the query or the body: one without a stated
expectation fails here. Whoever may use the route is told the same as for an id that nothing has, and nothing is done;
the others are told what the route tells them anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.images.models import Image
from backend.projects.models import Project, ProjectRole
from tests.conftest import Cast, ClientOf
from tests.security.asking import differing, tried
from tests.security.elsewhere import MISSING, Things, traces
from tests.security.expectations import Standing, verdict
from tests.security.references import Reference, references
from tests.security.test_permission_matrix import EXPECTED
from tests.security.url_table import named

TIME = re.compile(r"\d{4}-\d\d-\d\dT[^\"]+")
NOT_FOUND, INVALID, CONFLICT, NOTHING = "404 not-found", "400 invalid", "409 conflict", "nothing"
NOT_COMPARED = (CONFLICT, "401 not-logged-in", "403 role-too-low")
"""Answers that do not depend on what the id is of, or that say by their nature that there is such a thing."""


@dataclass(frozen=True)
class Nested:
    """What a reference is to, and what a foreign one is answered; NOTHING: with success, like one that does not exist.

    ``more`` is the rest of the query, or the whole body where that of the route's expectation will not do.
    """

    kind: str
    answer: str
    more: dict[str, Any] = field(default_factory=dict)
    is_list: bool = False


LIST = {"label": "label", "annotator": "worker", "assignee": "worker", "batch": "batch"}
TABLES = ("", "people.csv", "daily.csv", "labels.csv", "agreement.csv")
TEAM_TABLES = (*TABLES, "projects.csv")
ALL: dict[str, Any] = {"filter": {}}

NESTED: dict[Reference, Nested] = {
    ("put", "projects/<project>/roles/<user>/", "user"): Nested("user", NOT_FOUND),
    ("delete", "projects/<project>/roles/<user>/", "user"): Nested("worker", NOT_FOUND),
    ("delete", "organizations/<organization>/invitations/<invitation>/", "invitation"): Nested("invitation", NOT_FOUND),
    ("post", "organizations/<organization>/transfer/", "user"): Nested("user", INVALID),
    ("post", "groups/", "people"): Nested("user", INVALID, is_list=True),
    ("patch", "groups/<group>/", "people"): Nested("user", INVALID, is_list=True),
    ("patch", "groups/<group>/", "organization"): Nested("organization", INVALID),
    ("patch", "memberships/<membership>/", "transfer_to"): Nested("user", INVALID),
    ("delete", "memberships/<membership>/", "transfer_to"): Nested("user", INVALID),
    ("patch", "projects/<project>/", "organization"): Nested("organization", INVALID),
    ("patch", "labels/<label>/", "project"): Nested("project", INVALID),
    ("delete", "labels/<label>/", "to"): Nested("label", "400 unknown-label", {"objects": "move"}),
    ("post", "projects/<project>/next/", "skip"): Nested("image", NOTHING),
    ("post", "projects/<project>/assign/", "images"): Nested("image", NOTHING, is_list=True),
    ("post", "projects/<project>/assign/", "assignee"): Nested("worker", INVALID, ALL),
    ("post", "projects/<project>/assign/", "batch"): Nested("batch", INVALID, ALL),
    ("post", "projects/<project>/batches/", "assignee"): Nested("worker", INVALID),
    ("post", "projects/<project>/batches/", "group"): Nested("group", INVALID),
    ("patch", "batches/<batch>/", "assignee"): Nested("worker", INVALID),
    ("patch", "batches/<batch>/", "group"): Nested("group", INVALID),
    ("post", "projects/<project>/bulk/", "images"): Nested(
        "image", NOTHING, {"change": "tag", "add": ["night"], "dry_run": True}, is_list=True
    ),
    ("post", "images/<image>/comments/", "id"): Nested("comment", CONFLICT),
    ("post", "images/<image>/comments/", "object"): Nested("object", "400 unknown-object"),
    ("post", "comments/<comment>/replies/", "id"): Nested("comment", CONFLICT),
    ("get", "versions/<version>/diff/<other>/", "other"): Nested("version", NOT_FOUND),
    ("get", "versions/<version>/diff/<other>/images/", "other"): Nested("version", NOT_FOUND),
    ("get", "projects/<project>/reviews/", "person"): Nested("worker", NOTHING),
    ("get", "projects/<project>/reviews/", "label"): Nested("label", NOTHING),
} | {
    ("get", route, name): Nested(kind, answer)
    for route, answer, names in (
        ("projects/<project>/images/", NOTHING, LIST),
        ("projects/<project>/images/at/<index>/", NOT_FOUND, LIST),
        ("projects/<project>/images/count/", NOTHING, LIST),
        ("images/<image>/", NOTHING, LIST),
        *((f"projects/<project>/statistics/{table}", NOTHING, {"person": "worker"}) for table in TABLES),
        *((f"organizations/<organization>/statistics/{table}", NOTHING, {"person": "user"}) for table in TEAM_TABLES),
        ("organizations/<organization>/audit/", NOTHING, {"actor": "user", "project": "project"}),
        ("organizations/<organization>/audit.csv", NOTHING, {"actor": "user", "project": "project"}),
    )
    for name, kind in names.items()
}  # fmt: skip
"""Expectations by method, route and name."""

ABOUT = {
    ("post", "labels/", "project"), ("get", "labels/", "project"),
    ("post", "projects/", "organization"), ("get", "projects/", "organization"),
    ("post", "groups/", "organization"), ("get", "groups/", "organization"),
    ("post", "memberships/", "organization"), ("get", "memberships/", "organization"),
}  # fmt: skip
"""References to what the whole request is about: the role there counts, as the permission matrix asks."""


OF_IMPORTS = {("post", "projects/<project>/jobs/", "file")}
"""Read by jobs of the kind ``import`` only, which need more than the route itself; tests/backend/formats tests it."""
OF_CHANGES = {("post", "projects/<project>/bulk/", name) for name in ("assignee", "batch")}
"""Read by the changes `assign` and `batch` only, which need more than the route itself; tests/backend/bulk tests it."""


def test_every_reference_has_a_stated_expectation_and_no_expectation_is_stale() -> None:
    assert references() - ABOUT - OF_IMPORTS - OF_CHANGES == set(NESTED)
    assert references() >= ABOUT | OF_IMPORTS | OF_CHANGES


@pytest.fixture
def here(ids: dict[str, Any], project: Project, image: Image, cast: Cast) -> dict[str, Any]:
    """The stage: a private project where everybody has the role that they have in the team; its image is ready."""
    Image.objects.filter(pk=image.pk).update(status=Image.Status.READY)
    Project.objects.filter(pk=project.pk).update(is_private=True)
    for user, role in ((cast.rita, "reviewer"), (cast.bob, "annotator"), (cast.victor, "viewer")):
        ProjectRole.objects.create(project=project, user=user, role=role)
    return ids


def asked(
    client: APIClient, reference: Reference, ids: dict[str, Any], key: Any, then: Callable[[], None] | None = None
) -> Any:
    method, route, name = reference
    nested, expectation = NESTED[reference], EXPECTED[method, route]
    value = [key] if nested.is_list else key
    if name in named(route):
        return tried(client, method, route, ids | {name: key}, expectation, then=then)
    if method in ("get", "delete"):
        return tried(
            client, method, route, ids, expectation, query="?" + urlencode(nested.more | {name: key}), then=then
        )
    body = (nested.more or expectation.body) | {name: value}
    return tried(client, method, route, ids, replace(expectation, body=body), then=then)


def told(answer: Any, key: Any) -> tuple[int, str]:
    """An answer without the id that was asked for, and without times, which differ from one request to the next."""
    return answer.status_code, TIME.sub("", answer.getvalue().decode().replace(str(key), ""))


@dataclass(frozen=True)
class Place:
    """Where what a request names really is, and what was to be seen there before."""

    things: Things
    before: dict[str, Any]

    def changes(self) -> dict[str, Any]:
        return differing(traces(self.things), self.before)


def outcome(client: APIClient, reference: Reference, ids: dict[str, Any], place: Place) -> tuple[str, list[Any]]:
    """What is answered to the id of what lies elsewhere, and what has changed there."""
    changes: list[Any] = []
    key = place.things[NESTED[reference].kind].pk
    look = None if reference[0] == "get" else lambda: changes.extend(place.changes().items())
    answer = asked(client, reference, ids, key, look)
    code = NOTHING if answer.status_code < 400 else f"{answer.status_code} {answer.json()['code']}"
    missing = UUID(int=MISSING) if isinstance(key, UUID) else MISSING
    if code not in NOT_COMPARED and told(answer, key) != told(asked(client, reference, ids, missing), missing):
        code = f"{code}, unlike what does not exist"
    return code, changes


def test_what_lies_elsewhere_looks_like_what_does_not_exist_and_nothing_is_done(
    client_of: ClientOf, everybody: dict[Standing, User | None], here: dict[str, Any], things: Things
) -> None:
    place = Place(things, traces(things))
    walked = {reference: nested for reference, nested in NESTED.items() if nested.kind in things}
    for who, user in everybody.items():
        client, wanted = client_of(user), {}
        for reference, nested in walked.items():
            method, route, _ = reference
            may = verdict(EXPECTED[method, route], route, who)
            wanted[reference] = (nested.answer if may == "allowed" else may, [])
        found = {reference: outcome(client, reference, here, place) for reference in walked}
        assert (who.name, differing(found, wanted)) == (who.name, {})
