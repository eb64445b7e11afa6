"""Everybody in the cast meets every route and method of the API. A route without a stated expectation fails here.

What the expectations mean is in expectations.py. Roles for one project are in test_project_role_matrix.py, ids of other
projects and teams in test_nested_objects.py, gold images and replicas in test_hidden_images.py, the sockets in
test_socket_matrix.py: all of them walk the table below.
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.actions import create_token
from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Action
from backend.accounts.scopes import Scope, least_scope
from backend.jobs.models import Job
from backend.projects.models import Project
from tests.conftest import PASSWORD, Cast, ClientOf
from tests.security.asking import differing, said, tried
from tests.security.conftest import HOOK
from tests.security.expectations import (
    AlicesAlone,
    Bobs,
    Expectation,
    Needs,
    Open,
    Operators,
    Own,
    Standing,
    verdict,
)
from tests.security.url_table import API, table

NAMED = {"name": "New name"}
LABEL = {"project": "{project}", "name": "spoon", "color": "#228be6"}
SOURCE = {"kind": "folder", "place": {"root": "/nowhere", "path": ""}}
JOB = {"kind": "export", "format": "coco"}
MEMBER = {"organization": "{organization}", "username": "charlie", "role": "viewer"}

EXPECTED: dict[tuple[str, str], Expectation] = {
    ("post", "auth/login/"): Open({"username": "alice", "password": PASSWORD}),
    ("post", "auth/login/code/"): Open({"code": "123456"}),
    ("get", "auth/methods/"): Open(),
    ("post", "auth/sso/"): Open({"next": "/projects"}),
    ("post", "auth/logout/"): Own(),
    ("post", "auth/password/change/"): Own({"old_password": PASSWORD, "new_password": "masks out of dots 9"}),
    ("post", "auth/password/reset/"): Open({"email": "nobody@example.org"}),
    ("post", "auth/password/reset/confirm/"): Open({"uid": "x", "token": "y", "new_password": "z"}),
    ("get", "me/"): Own(),
    ("patch", "me/"): Own(NAMED),
    ("get", "me/identities/"): Own(by_token=False),
    ("post", "me/identities/"): Own(),
    ("delete", "me/identities/<identity>/"): AlicesAlone(),
    ("get", "me/mfa/"): Own(by_token=False),
    ("post", "me/mfa/offer/"): Own(),
    ("post", "me/mfa/confirm/"): Own({"code": "123456"}),
    ("post", "me/mfa/recovery-codes/"): Own({"code": "123456"}),
    ("post", "me/mfa/off/"): Own({"password": PASSWORD, "code": "123456"}),
    ("get", "tokens/"): Own(),
    ("post", "tokens/"): Own(NAMED),
    ("get", "tokens/<token>/"): AlicesAlone(),
    ("patch", "tokens/<token>/"): AlicesAlone(NAMED),
    ("delete", "tokens/<token>/"): AlicesAlone(),
    ("get", "organizations/"): Own(),
    ("post", "organizations/"): Own(NAMED),
    ("get", "organizations/<organization>/"): Needs(Action.VIEW),
    ("patch", "organizations/<organization>/"): Needs(Action.MANAGE_ORGANIZATION, NAMED),
    ("delete", "organizations/<organization>/"): Needs(Action.DELETE_ORGANIZATION),
    ("post", "organizations/<organization>/transfer/"): Needs(Action.MANAGE_ORGANIZATION, {"user": "{user}"}),
    ("get", "organizations/<organization>/invitations/"): Needs(Action.MANAGE_MEMBERS),
    ("post", "organizations/<organization>/invitations/"): Needs(Action.MANAGE_MEMBERS, {"role": "annotator"}),
    ("delete", "organizations/<organization>/invitations/<invitation>/"): Needs(Action.MANAGE_MEMBERS),
    ("get", "organizations/<organization>/audit/"): Needs(Action.VIEW_AUDIT),
    ("get", "organizations/<organization>/audit.csv"): Needs(Action.VIEW_AUDIT),
    ("get", "organizations/<organization>/audit/actors/"): Needs(Action.VIEW_AUDIT),
    ("post", "organizations/<organization>/restore/"): Needs(Action.CREATE_PROJECT, {"nothing": "x"}, "multipart"),
    ("get", "invitations/<code>/"): Open(),
    ("post", "invitations/<code>/accept/"): Open({"username": "new", "email": "new@example.org", "password": PASSWORD}),
    ("get", "groups/"): Own(),
    ("post", "groups/"): Needs(Action.MANAGE_MEMBERS, NAMED | {"organization": "{organization}"}),
    ("get", "groups/<group>/"): Needs(Action.VIEW),
    ("patch", "groups/<group>/"): Needs(Action.MANAGE_MEMBERS, NAMED),
    ("delete", "groups/<group>/"): Needs(Action.MANAGE_MEMBERS),
    ("get", "memberships/"): Own(),
    ("post", "memberships/"): Needs(Action.MANAGE_MEMBERS, MEMBER),
    ("get", "memberships/<membership>/"): Needs(Action.VIEW),
    ("patch", "memberships/<membership>/"): Needs(Action.MANAGE_MEMBERS, {"role": "annotator"}),
    ("delete", "memberships/<membership>/"): Needs(Action.MANAGE_MEMBERS),
    ("get", "memberships/<membership>/held/"): Needs(Action.MANAGE_MEMBERS),
    ("get", "projects/"): Own(),
    ("post", "projects/"): Needs(Action.CREATE_PROJECT, NAMED | {"organization": "{organization}"}),
    ("get", "projects/<project>/"): Needs(Action.VIEW),
    ("patch", "projects/<project>/"): Needs(Action.MANAGE_PROJECT, NAMED),
    ("delete", "projects/<project>/"): Needs(Action.DELETE_PROJECT),
    ("get", "projects/<project>/members/"): Needs(Action.VIEW),
    ("get", "projects/<project>/roles/"): Needs(Action.VIEW),
    ("put", "projects/<project>/roles/<user>/"): Needs(Action.MANAGE_MEMBERS, {"role": "viewer"}),
    ("delete", "projects/<project>/roles/<user>/"): Needs(Action.MANAGE_MEMBERS),
    ("get", "projects/<project>/label-set/"): Needs(Action.VIEW),
    ("post", "projects/<project>/label-set/"): Needs(Action.MANAGE_LABELS, {"text": '[{"name": "new"}]'}),
    ("get", "labels/"): Own(),
    ("post", "labels/"): Needs(Action.MANAGE_LABELS, LABEL),
    ("get", "labels/<label>/"): Needs(Action.VIEW),
    ("patch", "labels/<label>/"): Needs(Action.MANAGE_LABELS, NAMED),
    ("delete", "labels/<label>/"): Needs(Action.MANAGE_LABELS),
    ("get", "projects/<project>/images/"): Needs(Action.VIEW),
    ("post", "projects/<project>/images/"): Needs(Action.UPLOAD, {"nothing": "x"}, "multipart"),
    ("post", "projects/<project>/next/"): Needs(Action.ANNOTATE, {"kind": "annotate"}),
    ("post", "projects/<project>/assign/"): Needs(Action.ASSIGN_WORK, {"images": [], "priority": 1}),
    ("get", "projects/<project>/assignments/"): Needs(Action.ASSIGN_WORK),
    ("get", "projects/<project>/batches/"): Needs(Action.VIEW),
    ("post", "projects/<project>/batches/"): Needs(Action.ASSIGN_WORK, NAMED),
    ("get", "batches/<batch>/"): Needs(Action.VIEW),
    ("patch", "batches/<batch>/"): Needs(Action.ASSIGN_WORK, NAMED),
    ("delete", "batches/<batch>/"): Needs(Action.ASSIGN_WORK),
    ("put", "images/<image>/gold/"): Needs(Action.REVIEW),
    ("delete", "images/<image>/gold/"): Needs(Action.REVIEW),
    ("get", "projects/<project>/images/at/<index>/"): Needs(Action.VIEW),
    ("get", "images/<image>/"): Needs(Action.VIEW),
    ("delete", "images/<image>/"): Needs(Action.DELETE_IMAGE),
    ("put", "images/<image>/flag/"): Needs(Action.ANNOTATE, {"reason": "blurred"}),
    ("delete", "images/<image>/flag/"): Needs(Action.ANNOTATE),
    ("patch", "images/<image>/tags/"): Needs(Action.ANNOTATE, {"add": ["night"]}),
    ("get", "projects/<project>/tags/"): Needs(Action.VIEW),
    ("get", "images/<image>/comments/"): Needs(Action.VIEW),
    ("post", "images/<image>/comments/"): Needs(Action.COMMENT, {"text": "Is this one cup or two?", "x": 5, "y": 6}),
    ("patch", "comments/<comment>/"): Bobs(None, {"text": "Is this a cup?"}),
    ("delete", "comments/<comment>/"): Bobs(Action.DELETE_COMMENT),
    ("post", "comments/<comment>/replies/"): Needs(Action.COMMENT, {"text": "Two."}),
    ("put", "comments/<comment>/resolved/"): Needs(Action.COMMENT),
    ("delete", "comments/<comment>/resolved/"): Needs(Action.COMMENT),
    ("get", "images/<image>/file/"): Needs(Action.VIEW),
    ("get", "images/<image>/display/"): Needs(Action.VIEW),
    ("get", "images/<image>/thumbnail/"): Needs(Action.VIEW),
    ("get", "images/<image>/tiles/<z>/<x>/<y>/"): Needs(Action.VIEW),
    ("get", "images/<image>/annotation/"): Needs(Action.VIEW),
    ("get", "images/<image>/operations/"): Needs(Action.VIEW),
    ("post", "images/<image>/annotation/submit/"): Needs(Action.SUBMIT),
    ("post", "images/<image>/annotation/accept/"): Needs(Action.REVIEW),
    ("post", "images/<image>/annotation/reject/"): Needs(Action.REVIEW, {"reason": "The cup is missing."}),
    ("get", "projects/<project>/reviews/"): Needs(Action.REVIEW),
    ("get", "projects/<project>/reviews/summary/"): Needs(Action.REVIEW),
    ("get", "projects/<project>/statistics/"): Needs(Action.SEE_STATISTICS),
    ("get", "projects/<project>/statistics/people.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "projects/<project>/statistics/daily.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "projects/<project>/statistics/labels.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "projects/<project>/statistics/agreement.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "organizations/<organization>/statistics/"): Needs(Action.SEE_STATISTICS),
    ("get", "organizations/<organization>/statistics/people.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "organizations/<organization>/statistics/daily.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "organizations/<organization>/statistics/labels.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "organizations/<organization>/statistics/agreement.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "organizations/<organization>/statistics/projects.csv"): Needs(Action.SEE_STATISTICS),
    ("get", "me/statistics/"): Own(),
    ("get", "me/rejected/"): Own(),
    ("post", "images/<image>/annotation/model/"): Needs(Action.ANNOTATE, {"model": "nano"}),
    ("get", "models/"): Own(),
    ("post", "models/"): Operators({"source": "url", "url": "https://example.org/a.pth", "name": "a"}),
    ("get", "models/published/"): Own(),
    ("get", "models/<model>/"): Own(),
    ("patch", "models/<model>/"): Operators({"title": "Another title"}),
    ("delete", "models/<model>/"): Operators(),
    ("post", "models/<model>/retry/"): Operators(),
    ("post", "models/<model>/cancel/"): Operators(),
    ("get", "projects/<project>/jobs/"): Needs(Action.VIEW),
    ("post", "projects/<project>/jobs/"): Needs(Action.EXPORT, JOB),
    ("get", "jobs/<job>/"): Needs(Action.VIEW),
    ("post", "jobs/<job>/cancel/"): Needs(Action.RUN_JOB),
    ("post", "jobs/<job>/pause/"): Needs(Action.RUN_JOB),
    ("post", "jobs/<job>/resume/"): Needs(Action.RUN_JOB),
    ("get", "jobs/<job>/result/"): Needs(Action.EXPORT),
    ("get", "projects/<project>/versions/"): Needs(Action.EXPORT),
    ("post", "projects/<project>/versions/"): Needs(Action.MANAGE_VERSIONS, NAMED),
    ("post", "projects/<project>/versions/preview/"): Needs(Action.MANAGE_VERSIONS),
    ("get", "versions/<version>/"): Needs(Action.EXPORT),
    ("delete", "versions/<version>/"): Needs(Action.MANAGE_VERSIONS),
    ("post", "versions/<version>/exports/"): Needs(Action.EXPORT, {"format": "coco"}),
    ("get", "versions/<version>/images/"): Needs(Action.EXPORT),
    ("get", "versions/<version>/images/<index>/file/"): Needs(Action.EXPORT),
    ("get", "versions/<version>/images/<index>/thumbnail/"): Needs(Action.EXPORT),
    ("get", "versions/<version>/diff/<other>/"): Needs(Action.EXPORT),
    ("get", "versions/<version>/diff/<other>/images/"): Needs(Action.EXPORT),
    ("get", "images/<image>/similar/"): Needs(Action.VIEW),
    ("get", "projects/<project>/duplicates/"): Needs(Action.DELETE_IMAGE),
    ("get", "projects/<project>/sources/"): Needs(Action.VIEW),
    ("post", "projects/<project>/sources/"): Needs(Action.MANAGE_PROJECT, SOURCE | NAMED),
    ("post", "projects/<project>/sources/test/"): Needs(Action.MANAGE_PROJECT, SOURCE),
    ("get", "projects/<project>/source-folders/"): Needs(Action.MANAGE_PROJECT),
    ("get", "sources/<source>/"): Needs(Action.VIEW),
    ("patch", "sources/<source>/"): Needs(Action.MANAGE_PROJECT, NAMED),
    ("delete", "sources/<source>/"): Needs(Action.MANAGE_PROJECT),
    ("post", "sources/<source>/test/"): Needs(Action.MANAGE_PROJECT),
    ("post", "sources/<source>/sync/"): Needs(Action.MANAGE_PROJECT),
    ("get", "sources/<source>/refused/"): Needs(Action.MANAGE_PROJECT),
    ("get", "projects/<project>/import-files/"): Needs(Action.UPLOAD),
    ("post", "projects/<project>/import-files/"): Needs(Action.UPLOAD, {"nothing": "x"}, "multipart"),
    ("get", "import-files/<file>/"): Needs(Action.UPLOAD),
    ("delete", "import-files/<file>/"): Needs(Action.UPLOAD),
    ("get", "webhooks/events/"): Own(),
    ("get", "projects/<project>/webhooks/"): Needs(Action.MANAGE_PROJECT),
    ("post", "projects/<project>/webhooks/"): Needs(Action.MANAGE_PROJECT, HOOK),
    ("get", "organizations/<organization>/webhooks/"): Needs(Action.MANAGE_ORGANIZATION),
    ("post", "organizations/<organization>/webhooks/"): Needs(Action.MANAGE_ORGANIZATION, HOOK),
    ("get", "webhooks/<webhook>/"): Needs(Action.MANAGE_PROJECT),
    ("patch", "webhooks/<webhook>/"): Needs(Action.MANAGE_PROJECT, NAMED),
    ("delete", "webhooks/<webhook>/"): Needs(Action.MANAGE_PROJECT),
    ("post", "webhooks/<webhook>/secret/"): Needs(Action.MANAGE_PROJECT),
    ("post", "webhooks/<webhook>/ping/"): Needs(Action.MANAGE_PROJECT),
    ("get", "webhooks/<webhook>/deliveries/"): Needs(Action.MANAGE_PROJECT),
    ("get", "webhook-deliveries/<delivery>/"): Needs(Action.MANAGE_PROJECT),
    ("post", "webhook-deliveries/<delivery>/redeliver/"): Needs(Action.MANAGE_PROJECT),
    ("get", "schema/"): Open(),
    ("get", "docs/"): Open(),
}


def test_every_route_has_a_stated_expectation_and_no_expectation_is_stale() -> None:
    assert table() == set(EXPECTED)


def test_everybody_meets_every_route(
    client_of: ClientOf, everybody: dict[Standing, User | None], ids: dict[str, Any]
) -> None:
    for who, user in everybody.items():
        client, answers = client_of(user), {}
        for key, expectation in EXPECTED.items():
            may_log_out = isinstance(expectation, Own | Open)
            answers[key] = said(tried(client_of(user) if may_log_out else client, *key, ids, expectation))
        wanted = {key: verdict(e, key[1], who) for key, e in EXPECTED.items()}
        assert (who.name, differing(answers, wanted)) == (who.name, {})


def test_to_charlie_alices_things_and_nothing_look_the_same(
    client_of: ClientOf, cast: Cast, ids: dict[str, Any]
) -> None:
    client = client_of(cast.charlie)
    missing = {name: uuid.uuid4() if isinstance(value, uuid.UUID) else 987654 for name, value in ids.items()}
    missing |= {"index": 0, "z": 0, "x": 0, "y": 0, "code": "inv_nothing"}
    guarded = {key: e for key, e in EXPECTED.items() if isinstance(e, Needs | Bobs)}
    real = {key: tried(client, *key, ids, e) for key, e in guarded.items()}
    none = {key: tried(client, *key, missing, e) for key, e in guarded.items()}
    assert differing(contents(real), contents(none)) == {}
    assert {answer.status_code for answer in real.values()} == {404}


def contents(answers: dict[Any, Any]) -> dict[Any, bytes]:
    return {key: answer.content for key, answer in answers.items()}


def is_for_everybody(method: str, route: str) -> bool:
    return isinstance(EXPECTED.get((method, route)), Own)


def is_open(route: str) -> bool:
    return isinstance(EXPECTED.get(("get", route)), Own | Open)


@pytest.mark.parametrize("method", ["head", "options", "put"])
def test_the_other_methods_tell_charlie_nothing(
    client_of: ClientOf, cast: Cast, ids: dict[str, Any], method: str
) -> None:
    client, closed = client_of(cast.charlie), {r for _, r in EXPECTED if "<" in r and not is_open(r)}
    answers = {route: tried(client, method, route, ids, Open()).status_code for route in closed}
    assert {route: status for route, status in answers.items() if status not in (404, 405)} == {}


@pytest.mark.parametrize("route", sorted(r for m, r in EXPECTED if is_for_everybody(m, r) and m == "get"))
def test_charlies_lists_hold_nothing_of_alices(
    client_of: ClientOf, cast: Cast, ids: dict[str, Any], organization: Organization, project: Project, route: str
) -> None:
    answer = tried(client_of(cast.charlie), "get", route, ids, Own())
    text = answer.content.decode()
    assert answer.status_code == 200
    for secret in (organization.name, project.name, "alice", "bob", "cup", "robot arm", "Day shift"):
        assert secret not in text
    team = f"?organization={organization.pk}"
    filters = {"labels/": f"?project={project.pk}", "memberships/": team, "groups/": team}
    if route in filters:
        assert client_of(cast.charlie).get(f"/{API}{route}{filters[route]}").json()["results"] == []


def test_somebody_who_was_removed_is_a_stranger_at_once(
    client_of: ClientOf, cast: Cast, ids: dict[str, Any], project: Project
) -> None:
    client = client_of(cast.bob)
    path = f"/{API}projects/{project.pk}/"
    assert client.get(path).status_code == 200
    Membership.objects.filter(user=cast.bob).delete()
    assert client.get(path).status_code == 404


@pytest.fixture
def operator_alice(cast: Cast) -> User:
    """May do everything there is, so that what stops her tokens is their scope."""
    User.objects.filter(pk=cast.alice.pk).update(is_staff=True)
    return User.objects.get(pk=cast.alice.pk)


def by_token(user: User, scope: Scope) -> APIClient:
    return APIClient(HTTP_AUTHORIZATION=f"Bearer {create_token(user, scope, None, scope)[1]}")


def test_a_token_that_reads_changes_nothing(ids: dict[str, Any], operator_alice: User) -> None:
    client = by_token(operator_alice, Scope.READ)
    closed = {key: e for key, e in EXPECTED.items() if not isinstance(e, Open)}
    answers = {key: said(tried(client, *key, ids, e)) for key, e in closed.items()}
    assert differing(answers, {key: told_to_who_reads(key[0], e) for key, e in closed.items()}) == {}


def told_to_who_reads(method: str, expectation: Expectation) -> str:
    action = getattr(expectation, "action", None)
    needed = least_scope(action) if action else Scope.READ if method == "get" else Scope.MANAGE
    read = "allowed" if getattr(expectation, "by_token", True) else "403 forbidden"
    return read if needed is Scope.READ else "403 scope-too-low"


def test_a_token_that_annotates_manages_nothing(ids: dict[str, Any], operator_alice: User) -> None:
    client = by_token(operator_alice, Scope.ANNOTATE)
    Job.objects.update(created_by=None)  # one's own job may be cancelled by who made it
    for key, expectation in EXPECTED.items():
        if not isinstance(expectation, Needs):
            continue
        answer = said(tried(client, *key, ids, expectation))
        if least_scope(expectation.action) is not Scope.MANAGE:
            assert (key, answer) == (key, "allowed")
        else:  # forbidden where no token may do it at all
            assert (key, answer in ("403 scope-too-low", "403 forbidden")) == (key, True)


@pytest.mark.parametrize(("method", "route"), [k for k, e in EXPECTED.items() if isinstance(e, Operators)], ids=str)
def test_an_operators_token_needs_the_widest_scope_for_models(
    ids: dict[str, Any], operator_alice: User, method: str, route: str
) -> None:
    answers = {s: said(tried(by_token(operator_alice, s), method, route, ids, EXPECTED[method, route])) for s in Scope}
    assert answers == dict.fromkeys((Scope.READ, Scope.ANNOTATE), "403 scope-too-low") | {Scope.MANAGE: "allowed"}
