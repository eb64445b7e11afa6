"""From the first step of a login (password, or single sign-on) to a session: at once, or after a code.

Between the steps the session holds who has shown the first one, for some minutes; nobody is logged in by it.
"""

from __future__ import annotations

import time

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from backend.accounts import second_factor
from backend.accounts.models import User
from backend.config.problems import Code, Problem

KEY = "entrance"
PATIENCE_S = 600


def enter(request: HttpRequest, user: User, *, is_trusted: bool = False) -> bool:
    """Log ``user`` in, unless a code must come first (then False). ``is_trusted``: a second factor was shown."""
    if is_trusted or not second_factor.is_on(user):
        request.session.pop(KEY, None)
        login(request, user)
        return True
    request.session[KEY] = {"user": user.pk, "hash": user.get_session_auth_hash(), "at": time.time()}
    request.session.cycle_key()
    return False


def code_required() -> Problem:
    detail = "Now the code: send the one that your authenticator app shows, or a recovery code, to auth/login/code/."
    return Problem(Code.MFA_REQUIRED, detail, 401)


def waiting_user(request: HttpRequest) -> User:
    """Who has shown the first step a short while ago; Problem 400 ``login-expired`` when nobody has."""
    waiting = request.session.get(KEY) or {}
    user = User.objects.filter(pk=waiting.get("user", 0), is_active=True).first()
    is_fresh = time.time() - waiting.get("at", 0) < PATIENCE_S
    if user is None or not is_fresh or not constant_time_compare(waiting["hash"], user.get_session_auth_hash()):
        request.session.pop(KEY, None)
        raise Problem(Code.LOGIN_EXPIRED, "The first step of this login is too long ago. Begin again.")
    return user


def enter_with_code(request: HttpRequest, code: str) -> User:
    """The second step. Raises Problem ``login-expired``, ``bad-code`` or ``rate-limited``."""
    user = waiting_user(request)
    second_factor.check_code(user, code)
    request.session.pop(KEY, None)
    login(request, user)
    return user
