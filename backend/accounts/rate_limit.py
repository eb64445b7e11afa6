"""How many requests a minute somebody may send: by token, else by person, else by address; by what they ask for.

Signing in has limits of its own (login_limit.py), and so has the socket. Every answer of the API says what is left, in
the header fields of draft-ietf-httpapi-ratelimit-headers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from backend.accounts.authentication import SCHEME, digest_of, token_of
from backend.accounts.login_backend import address_of
from backend.config.problems import Code, Problem, problem_response
from backend.config.quota import Left, take

WINDOW_S = 60
API = "api/v1/"


class Scope(StrEnum):
    READ = "read"
    WRITE = "write"
    UPLOAD = "upload"
    HEAVY = "heavy"


_PROJECT, _TEAM = "projects/<int:project_id>", "organizations/<int:organization_id>"
SCOPES: dict[tuple[str, str], Scope] = {
    ("POST", f"{_PROJECT}/images/"): Scope.UPLOAD,
    ("POST", f"{_PROJECT}/import-files/"): Scope.UPLOAD,
    ("POST", f"{_PROJECT}/jobs/"): Scope.HEAVY,
    ("POST", f"{_PROJECT}/versions/"): Scope.HEAVY,
    ("POST", f"{_PROJECT}/versions/preview/"): Scope.HEAVY,
    ("POST", "versions/<int:version_id>/exports/"): Scope.HEAVY,
    ("GET", "versions/<int:version_id>/diff/<int:other_id>/"): Scope.HEAVY,
    ("POST", "models/"): Scope.HEAVY,
    ("GET", f"{_TEAM}/audit.csv"): Scope.HEAVY,
    ("POST", "webhooks/<int:webhook_id>/ping/"): Scope.HEAVY,
    ("POST", "webhook-deliveries/<uuid:delivery_id>/redeliver/"): Scope.HEAVY,
}
"""What is not here reads, by a safe method, or writes."""


@dataclass(frozen=True)
class Standing:
    scope: Scope
    quota: int
    left: Left


def scope_of(request: HttpRequest) -> Scope:
    match = request.resolver_match
    route = match.route.removeprefix(API) if match else ""
    usual = Scope.READ if request.method in SAFE_METHODS else Scope.WRITE
    return SCOPES.get((request.method or "", route), usual)


def quota_of(scope: Scope) -> int:
    """Requests a minute; 0 for no limit."""
    return int(getattr(settings.ENV, f"rate_{scope.value}"))


def caller_key(request: Request | HttpRequest) -> str:
    """Whose quota it is."""
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        token = token_of(request.headers.get("Authorization", ""))
        return (
            f"token:{digest_of(token)[:32]}"
            if getattr(request, "auth", None) == SCHEME and token
            else f"user:{user.pk}"
        )
    return f"address:{address_of(getattr(request, '_request', request))}"


class RateLimit(BaseThrottle):
    """DRF's throttle of every view. Raises Problem 429 with the time to wait."""

    def allow_request(self, request: Request, view: Any) -> bool:
        plain = request._request
        count(plain, caller_key(request))
        return True


def count(request: HttpRequest, key: str) -> None:
    """Count the request, once, and remember what is left for the headers; Problem 429 where it is too many."""
    if hasattr(request, "rate_standing"):
        return
    scope = scope_of(request)
    quota = quota_of(scope)
    left = take(f"{scope}:{key}", quota, WINDOW_S) if quota else None
    request.rate_standing = Standing(scope, quota, left) if left is not None else None  # type: ignore[attr-defined]
    if left is not None and left.wait_s:
        detail = f"Too many requests: {quota} a minute are allowed of this kind ({scope}). Wait {left.wait_s} s."
        raise Problem(Code.RATE_LIMITED, detail, 429, retry_after_s=left.wait_s)


class RateLimitHeaders:
    """Says on every answer of the API what is left. What is refused before anybody knows whose request it is (no such
    route, no such token, no CSRF token) is counted by address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(f"/{API}") and not hasattr(request, "rate_standing"):
            response = _counted(request, response)
        standing: Standing | None = getattr(request, "rate_standing", None)
        if standing is not None:
            scope, left = standing.scope.value, standing.left
            response.headers["RateLimit-Policy"] = f'"{scope}";q={standing.quota};w={WINDOW_S}'
            response.headers["RateLimit"] = f'"{scope}";r={left.remaining};t={left.reset_s}'
        return response


def _counted(request: HttpRequest, refusal: HttpResponseBase) -> HttpResponseBase:
    try:
        count(request, f"address:{address_of(request)}")
    except Problem as problem:
        answer = problem_response(problem.status_code, problem.problem_code, problem.sentence)
        answer.headers["Retry-After"] = str(problem.wait)
        return answer
    return refusal
