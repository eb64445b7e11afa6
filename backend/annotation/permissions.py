"""Which action of the role table each message of the socket needs; looked up for every message."""

from __future__ import annotations

from backend.accounts.models import User
from backend.accounts.roles import LEAST_ROLE, Action, Role, allows
from backend.accounts.scopes import least_scope, permits, scope_of
from backend.annotation import messages
from backend.annotation.refusal import Refused
from backend.config.problems import Code
from backend.images.models import Image

ACTIONS: dict[type, Action] = {
    messages.Click: Action.ANNOTATE,
    messages.Scribble: Action.ANNOTATE,
    messages.Box: Action.ANNOTATE,
    messages.Paint: Action.ANNOTATE,
    messages.Reshape: Action.ANNOTATE,
    messages.Bounds: Action.ANNOTATE,
    messages.Set: Action.ANNOTATE,
    messages.Delete: Action.ANNOTATE,
    messages.Undo: Action.ANNOTATE,
    messages.Redo: Action.ANNOTATE,
    messages.Restore: Action.ANNOTATE,
    messages.Accept: Action.ANNOTATE,
    messages.Cursor: Action.VIEW,
    messages.Look: Action.ANNOTATE,
    messages.TakeOver: Action.ANNOTATE,
}


def check_message(role: Role, message: messages.Message, image_state: str) -> None:
    """Raise Refused unless ``role`` may send ``message``. An accepted image is changed by reviewers only."""
    action = ACTIONS[type(message)]
    if action is Action.ANNOTATE and image_state == Image.State.ACCEPTED:
        action = Action.REVIEW
    if not allows(role, action):
        raise Refused(
            Code.ROLE_TOO_LOW,
            f"this needs the role {LEAST_ROLE[action]} or above; your role here is {role}",
        )


def check_token(user: User, message: messages.Message) -> None:
    """Raise Refused when the personal token that opened the socket does not reach as far as ``message``."""
    action = ACTIONS[type(message)]
    if not permits(user, action):
        needed = least_scope(action)
        raise Refused(Code.SCOPE_TOO_LOW, f"this needs a token with the scope {needed}; yours has {scope_of(user)}")
