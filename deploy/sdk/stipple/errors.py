"""What can go wrong, as exceptions. Each says what happened and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stipple.models import Job


class StippleError(Exception):
    """All of this library's errors."""


class NotConfigured(StippleError):
    """No server or no token is known."""


class Unreachable(StippleError):
    """No answer: the server is down, the address is wrong, or the connection broke.

    ``may_have_arrived``: the request was on its way, and may have been carried out all the same.
    """

    def __init__(self, message: str, may_have_arrived: bool = True) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class BrokenDownload(StippleError):
    """What came is not what the server has; nothing stays under the name that was asked for."""


class BadPrediction(StippleError, ValueError):
    """A model's answer that cannot be stored."""


class JobFailed(StippleError):
    """The job ended without its result; ``job`` says more."""

    def __init__(self, job: Job) -> None:
        problem = job["problem"]
        why = problem["detail"] if problem else f"it is {job['state']}"
        super().__init__(f"the {job['kind']} {job['id']} came to nothing: {why}")
        self.job = job


class ServerRefused(StippleError):
    """An error answer. ``code`` and ``detail`` are those of its problem+json, ``errors`` what is wrong by field."""

    def __init__(self, where: str, status: int, problem: Mapping[str, Any], retry_after_s: float | None = None) -> None:
        self.status = status
        self.code = str(problem.get("code", ""))
        self.detail = str(problem.get("detail", "")) or f"the server answered {status}"
        self.errors: Mapping[str, Any] = problem.get("errors") or {}
        self.retry_after_s = retry_after_s
        super().__init__(f"{self.detail} ({where}: {status}{f' {self.code}' if self.code else ''})")


class Invalid(ServerRefused):
    """400, 413, 415, 422: what was sent is not in order."""


class NotLoggedIn(ServerRefused):
    """401: the token is missing, wrong, or expired."""


class Forbidden(ServerRefused):
    """403: the role or the token's scope is too low."""


class NotFound(ServerRefused):
    """404, 410: there is no such thing, or it is not for the owner of this token to see."""


class Conflict(ServerRefused):
    """409: not as things stand now."""


class RateLimited(ServerRefused):
    """429, after all retries; ``retry_after_s`` is when to come again."""


class ServerFailed(ServerRefused):
    """5xx: the server is at fault, or busy."""


BY_STATUS: dict[int, type[ServerRefused]] = {
    400: Invalid,
    401: NotLoggedIn,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: NotFound,
    413: Invalid,
    415: Invalid,
    422: Invalid,
    429: RateLimited,
}


def refusal(where: str, status: int, problem: Mapping[str, Any], retry_after_s: float | None = None) -> ServerRefused:
    """The error of an answer to ``where``, which is "METHOD path"."""
    kind = ServerFailed if status >= 500 else BY_STATUS.get(status, ServerRefused)
    return kind(where, status, problem, retry_after_s)
