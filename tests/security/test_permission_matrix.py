"""Everybody in the cast meets every route and method of the API. A route without a stated expectation fails here.

Allowed means: neither 401, nor 403, nor 404. Refused means: 401 for nobody, 403 ``role-too-low`` for a member whose
role is too low, 404 for Charlie, word for word as if the thing did not exist. Models belong to the installation: for
everybody who is logged in to see, and 403 ``forbidden`` to change for all but operators, such as Olga.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from backend.accounts.actions import create_token
from backend.accounts.invitations import do_invite
from backend.accounts.models import Group, Membership, Organization, User
from backend.accounts.roles import LEAST_ROLE, Action, Role
from backend.accounts.scopes import Scope, least_scope
from backend.comments.models import Comment
from backend.images import storage
from backend.images.models import Image
from backend.jobs.models import Job
from backend.model_store.models import StoredModel
from backend.projects.access import role_in
from backend.projects.models import Label, Project, ProjectRole
from backend.work.models import Batch
from tests.conftest import PASSWORD, Cast, ClientOf, member, person

API = "api/v1/"
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Needs:
    """A member of the team whose role allows the action."""

    action: Action
    body: dict[str, Any] = field(default_factory=dict)
    format: str = "json"


@dataclass(frozen=True)
class Own:
    """Everybody who is logged in, each for their own things; programs with a token too, unless said otherwise."""

    body: dict[str, Any] = field(default_factory=dict)
    by_token: bool = True


@dataclass(frozen=True)
class AlicesAlone:
    """Alice's own; the others, of her team or not, find nothing."""

    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Bobs:
    """Bob's own: of the others in the team, those whose role allows the action, or nobody (None)."""

    action: Action | None
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Open:
    """Anyone, logged in or not."""

    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Operators:
    """Staff, with or without a team."""

    body: dict[str, Any] = field(default_factory=dict)
    format: str = "json"


Expectation = Needs | Own | AlicesAlone | Bobs | Open | Operators
NAMED = {"name": "New name"}
LABEL = {"project": "{project}", "name": "spoon", "color": "#228be6"}
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
    ("get", "schema/"): Open(),
    ("get", "docs/"): Open(),
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        else:
            yield route, pattern


def normal(route: str) -> str:
    """One spelling of a route: ``labels/(?P<pk>[0-9]+)/`` and ``projects/<int:project_id>/`` name what they hold."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route.removeprefix(API).replace("\\Z", ""))
    route = re.sub(r"<(?:\w+:)?(\w+?)(?:_id)?>", r"<\1>", route)
    collection = route.split("/")[0].removesuffix("s")
    return route.replace("<pk>", f"<{collection}>")


def allowed_methods(pattern: URLPattern) -> list[str]:
    view: Any = pattern.callback
    shape = getattr(view, "cls", None) or view.view_class
    has_handler = getattr(view, "actions", None) or {method for method in METHODS if hasattr(shape, method)}
    return [method for method in METHODS if method in has_handler and method in shape.http_method_names]


def table() -> set[tuple[str, str]]:
    """Every (method, route) that the product answers to below /api/v1/."""
    found = ((route, pattern) for route, pattern in patterns(get_resolver()) if route.startswith(API))
    return {(method, normal(route)) for route, pattern in found for method in allowed_methods(pattern)}


@pytest.fixture
def ids(cast: Cast, project: Project, label: Label, image: Image, media_root: object) -> dict[str, Any]:
    """What the placeholders of the routes stand for: Alice's things."""
    Image.objects.filter(pk=image.pk).update(status=Image.Status.PROCESSING)
    storage.original(image.sha256).parent.mkdir(parents=True, exist_ok=True)
    storage.original(image.sha256).write_bytes(b"not looked into")
    membership = Membership.objects.get(user=member(project.organization, "Zoe", Role.VIEWER))
    ProjectRole.objects.create(project=project, user_id=membership.user_id, role=Role.ANNOTATOR)
    options: dict[str, Any] = {"email": "", "max_uses": None, "days": 7}
    invitation, code = do_invite(project.organization, cast.alice, Role.OWNER, Role.VIEWER, **options)
    return {
        "invitation": invitation.pk,
        "code": code,
        "group": Group.objects.create(organization=project.organization, name="Day shift").pk,
        "organization": project.organization_id,
        "user": membership.user_id,
        "membership": membership.pk,
        "project": project.pk,
        "label": label.pk,
        "image": image.pk,
        "batch": Batch.objects.create(project=project, name="Mondays").pk,
        "comment": Comment.objects.create(image=image, number=1, x=5, y=6, author=cast.bob, text="One cup?").pk,
        "job": Job.objects.create(project=project, kind=Job.Kind.EXPORT, created_by=cast.alice).pk,
        "model": StoredModel.objects.create(name="queued", state=StoredModel.State.FAILED).pk,
        "identity": SocialAccount.objects.create(user=cast.alice, provider="https://id.example.org", uid="a-1").pk,
        "token": create_token(cast.alice, "robot arm", None)[0].pk,
        "index": 0,
        "z": 0,
        "x": 0,
        "y": 0,
    }


@pytest.fixture
def everybody(cast: Cast) -> list[User | None]:
    olga = person("Olga")
    User.objects.filter(pk=olga.pk).update(is_staff=True)
    everyone = [cast.alice, cast.mallory, cast.rita, cast.bob, cast.victor, cast.charlie, None]
    return [*everyone, User.objects.get(pk=olga.pk)]


def test_every_route_has_a_stated_expectation_and_no_expectation_is_stale() -> None:
    assert table() == set(EXPECTED)


@pytest.mark.parametrize(("method", "route"), EXPECTED, ids=lambda value: str(value))
def test_everybody_meets_the_route(
    client_of: ClientOf, everybody: list[User | None], ids: dict[str, Any], project: Project, method: str, route: str
) -> None:
    expectation = EXPECTED[method, route]
    for user in everybody:
        answer = tried(client_of(user), method, route, ids, expectation)
        wanted = verdict(expectation, user, project)
        assert said(answer) == wanted, f"{user.username if user else 'nobody'}: {method} {route} gave {answer}"


def verdict(expectation: Expectation, user: User | None, project: Project) -> str:
    if isinstance(expectation, Open):
        return "allowed"
    if user is None:
        return "401 not-logged-in"
    if isinstance(expectation, Own):
        return "allowed"
    if isinstance(expectation, Operators):
        return "allowed" if user.is_staff else "403 forbidden"
    role = role_in(user, project.pk)
    if isinstance(expectation, AlicesAlone):
        return "allowed" if role is Role.OWNER else "404 not-found"
    if role is None:
        return "404 not-found"
    if isinstance(expectation, Bobs) and (role is Role.ANNOTATOR or expectation.action is None):
        return "allowed" if role is Role.ANNOTATOR else "403 forbidden"
    return "allowed" if role.rank >= LEAST_ROLE[expectation.action].rank else "403 role-too-low"


def said(answer: HttpResponseBase) -> str:
    if answer.status_code in (401, 403, 404):
        return f"{answer.status_code} {answer.json()['code']}"
    assert answer.status_code < 500
    return "allowed"


def tried(
    client: APIClient, method: str, route: str, ids: dict[str, Any], expectation: Expectation
) -> HttpResponseBase:
    """The answer to one request; what it changed is taken back."""
    path = "/" + API + re.sub(r"<(\w+)>", lambda found: str(ids[found.group(1)]), route)
    body = {k: ids[v[1:-1]] if str(v).startswith("{") else v for k, v in expectation.body.items()}
    options = {} if method == "get" else {"data": body, "format": getattr(expectation, "format", "json")}
    try:
        with transaction.atomic():
            answer: HttpResponseBase = getattr(client, method)(path, **options)
            raise Undo
    except Undo:
        return answer


class Undo(Exception):
    pass


@pytest.mark.parametrize(("method", "route"), [key for key, e in EXPECTED.items() if isinstance(e, Needs | Bobs)])
def test_to_charlie_alices_things_and_nothing_look_the_same(
    client_of: ClientOf, cast: Cast, ids: dict[str, Any], method: str, route: str
) -> None:
    client = client_of(cast.charlie)
    missing = {name: uuid.uuid4() if isinstance(value, uuid.UUID) else 987654 for name, value in ids.items()}
    missing |= {"index": 0, "z": 0, "x": 0, "y": 0, "code": "inv_nothing"}
    real = tried(client, method, route, ids, EXPECTED[method, route])
    none = tried(client, method, route, missing, EXPECTED[method, route])
    assert (real.status_code, real.content) == (none.status_code, none.content)
    assert real.status_code == 404


def is_for_everybody(method: str, route: str) -> bool:
    return isinstance(EXPECTED.get((method, route)), Own)


def is_open(route: str) -> bool:
    return isinstance(EXPECTED.get(("get", route)), Own | Open)


@pytest.mark.parametrize("route", sorted({r for _, r in EXPECTED if "<" in r and not is_open(r)}))
@pytest.mark.parametrize("method", ["head", "options", "put"])
def test_the_other_methods_tell_charlie_nothing(
    client_of: ClientOf, cast: Cast, ids: dict[str, Any], route: str, method: str
) -> None:
    answer = tried(client_of(cast.charlie), method, route, ids, Open())
    assert answer.status_code in (404, 405)


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


@pytest.mark.parametrize(("method", "route"), [k for k, e in EXPECTED.items() if not isinstance(e, Open)], ids=str)
def test_a_token_that_reads_changes_nothing(ids: dict[str, Any], operator_alice: User, method: str, route: str) -> None:
    expectation = EXPECTED[method, route]
    answer = said(tried(by_token(operator_alice, Scope.READ), method, route, ids, expectation))
    action = getattr(expectation, "action", None)
    needed = least_scope(action) if action else Scope.READ if method == "get" else Scope.MANAGE
    read = "allowed" if getattr(expectation, "by_token", True) else "403 forbidden"
    assert answer == (read if needed is Scope.READ else "403 scope-too-low")


@pytest.mark.parametrize(("method", "route"), [k for k, e in EXPECTED.items() if isinstance(e, Needs)], ids=str)
def test_a_token_that_annotates_manages_nothing(
    ids: dict[str, Any], operator_alice: User, method: str, route: str
) -> None:
    expectation = EXPECTED[method, route]
    assert isinstance(expectation, Needs)
    Job.objects.update(created_by=None)  # one's own job may be cancelled by who made it
    answer = said(tried(by_token(operator_alice, Scope.ANNOTATE), method, route, ids, expectation))
    if least_scope(expectation.action) is not Scope.MANAGE:
        assert answer == "allowed"
    else:
        assert answer in ("403 scope-too-low", "403 forbidden")  # the latter where no token may do it at all


@pytest.mark.parametrize(("method", "route"), [k for k, e in EXPECTED.items() if isinstance(e, Operators)], ids=str)
def test_an_operators_token_needs_the_widest_scope_for_models(
    ids: dict[str, Any], operator_alice: User, method: str, route: str
) -> None:
    answers = {s: said(tried(by_token(operator_alice, s), method, route, ids, EXPECTED[method, route])) for s in Scope}
    assert answers == dict.fromkeys((Scope.READ, Scope.ANNOTATE), "403 scope-too-low") | {Scope.MANAGE: "allowed"}
