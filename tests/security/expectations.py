"""Who a route is for, and what somebody who asks for it is therefore told.

Allowed means: neither 401, nor 403, nor 404. Refused means: 401 for nobody, 403 ``role-too-low`` for a member whose
role is too low, 404 for Charlie, word for word as if the thing did not exist. Models belong to the installation: for
everybody who is logged in to see, and 403 ``forbidden`` to change for all but operators, such as Olga.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from backend.accounts.roles import LEAST_ROLE, Action, Role
from tests.security.url_table import named

OF_TEAM = {"organization": True, "group": True, "membership": True} | dict.fromkeys(
    ("project", "label", "image", "batch", "comment", "job", "version", "file", "webhook", "delivery"),
    False("project", "label", "image", "batch", "comment", "job", "version", "file", "source"),
    False,
)
"""Whether what a route is about belongs to the team, where the role in the team counts; else to a project, where the
role for that project counts."""


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


@dataclass(frozen=True)
class Standing:
    """Who asks: the login name, and the roles in the team and for the project (None: no access)."""

    name: str
    in_team: Role | None
    in_project: Role | None
    is_staff: bool = False


NOBODY = Standing("", None, None)


def verdict(expectation: Expectation, route: str, who: Standing) -> str:
    if isinstance(expectation, Open):
        return "allowed"
    if not who.name:
        return "401 not-logged-in"
    if isinstance(expectation, Own):
        return "allowed"
    if isinstance(expectation, Operators):
        return "allowed" if who.is_staff else "403 forbidden"
    if isinstance(expectation, AlicesAlone):
        return "allowed" if who.name == "alice" else "404 not-found"
    role = who.in_team if is_of_team(expectation, route) else who.in_project
    if role is None:
        return "404 not-found"
    if isinstance(expectation, Bobs) and (who.name == "bob" or expectation.action is None):
        return "allowed" if who.name == "bob" else "403 forbidden"
    return "allowed" if role.rank >= LEAST_ROLE[expectation.action].rank else "403 role-too-low"


def is_of_team(expectation: Needs | Bobs, route: str) -> bool:
    """Whether the role in the team counts: by the first thing that the route names, else the first in the body."""
    return OF_TEAM[(named(route) or inside(expectation))[0]]


def inside(expectation: Expectation) -> list[str]:
    """What the references in a body, such as "{project}", stand for."""
    return [value[1:-1] for value in expectation.body.values() if is_reference(value)]


def is_reference(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("{")
