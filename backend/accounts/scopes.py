"""What a personal token may do of what its owner may do: three ordered scopes, each with all of the lower ones.

Three gates hold it, and a test walks every route past them: the gates to teams, projects and images, which all name an
``Action`` (``check_scope``); the bearer authentication, for a token that only reads sends nothing but safe methods,
unless the view says that it names an action (``READING_POSTS``); and the way into the socket. The scope travels with
the user that a token stands for (``User.token_scope``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from backend.accounts.roles import Action
from backend.config.problems import Code, Problem


class Scope(StrEnum):
    READ = "read"
    ANNOTATE = "annotate"
    MANAGE = "manage"

    @property
    def rank(self) -> int:
        return tuple(Scope).index(self)


CHOICES = [(scope.value, scope.value) for scope in Scope]
LEAST_SCOPE = {
    Action.VIEW: Scope.READ,
    Action.EXPORT: Scope.READ,
    Action.COMMENT: Scope.ANNOTATE,
    Action.ANNOTATE: Scope.ANNOTATE,
    Action.SUBMIT: Scope.ANNOTATE,
    Action.REVIEW: Scope.ANNOTATE,
}
"""Every other action takes ``manage``."""
READING_POSTS = "posts_that_read"
"""Name of the attribute of a view whose unsafe methods all name an action, so that reading tokens may send them."""


def least_scope(action: Action) -> Scope:
    return LEAST_SCOPE.get(action, Scope.MANAGE)


def scope_of(user: Any) -> Scope:
    """The scope of the token that ``user`` came by; everything for a person with a session."""
    return getattr(user, "token_scope", Scope.MANAGE)


def permits(user: Any, action: Action) -> bool:
    return scope_of(user).rank >= least_scope(action).rank


def check_scope(user: Any, action: Action) -> None:
    """Raise Problem 403 ``scope-too-low`` when the token that ``user`` came by may not do ``action``."""
    check_scope_reaches(user, least_scope(action))


def check_scope_reaches(user: Any, needed: Scope) -> None:
    held = scope_of(user)
    if held.rank < needed.rank:
        raise scope_too_low(needed, held)


def scope_too_low(needed: Scope, held: Scope) -> Problem:
    detail = (
        f"This needs a token with the scope {needed}; this one has {held}. "
        "Make another token on your account page, or log in."
    )
    return Problem(Code.SCOPE_TOO_LOW, detail, 403)
