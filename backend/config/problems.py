"""Errors of the REST interface: ``application/problem+json`` (RFC 9457) with a code that programs can act on.

Raise ``Problem(Code.X, "sentence that says what to do", status)`` anywhere below a view; errors of Django and DRF
are translated here too. Every error answer has one shape: {"type","title","status","code","detail"[,"errors"]}.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.http.response import HttpResponseBase
from rest_framework import exceptions
from rest_framework.response import Response

CONTENT_TYPE = "application/problem+json"
PHRASES = {460: "Checksum Mismatch"}
"""Of statuses that HTTP itself does not know."""


class Code(StrEnum):
    """What went wrong, for programs; the websocket's error messages use the same words."""

    BAD_REQUEST = "bad-request"
    INVALID = "invalid"
    NOT_LOGGED_IN = "not-logged-in"
    BAD_CREDENTIALS = "bad-credentials"
    BAD_TOKEN = "bad-token"  # noqa: S105
    BAD_CODE = "bad-code"
    MFA_REQUIRED = "mfa-required"
    MFA_SETUP_REQUIRED = "mfa-setup-required"
    LOGIN_EXPIRED = "login-expired"
    PASSWORD_LOGIN_OFF = "password-login-off"  # noqa: S105
    SSO_UNAVAILABLE = "sso-unavailable"
    LAST_WAY_IN = "last-way-in"
    CSRF = "csrf"
    FORBIDDEN = "forbidden"
    ROLE_TOO_LOW = "role-too-low"
    SCOPE_TOO_LOW = "scope-too-low"
    BAD_INVITATION = "bad-invitation"
    INVITED_ANOTHER = "invited-another"
    JOINED_BEFORE = "joined-before"
    MEMBER_ALREADY = "member-already"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    NOT_ACCEPTABLE = "not-acceptable"
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type"
    CONFLICT = "conflict"
    LAST_OWNER = "last-owner"
    TOO_LARGE = "too-large"
    UPLOAD_BUSY = "upload-busy"
    UPLOAD_GONE = "upload-gone"
    WRONG_OFFSET = "wrong-offset"
    CHECKSUM_MISMATCH = "checksum-mismatch"
    UNSUPPORTED_VERSION = "unsupported-version"
    DISK_FULL = "disk-full"
    RATE_LIMITED = "rate-limited"
    NOT_AVAILABLE = "not-available"
    SERVER_ERROR = "server-error"
    BAD_MESSAGE = "bad-message"
    OUTSIDE_IMAGE = "outside-image"
    UNKNOWN_OBJECT = "unknown-object"
    UNKNOWN_LABEL = "unknown-label"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    UNDO_REFUSED = "undo-refused"
    OBJECT_LOCKED = "object-locked"
    OBJECT_LEASED = "object-leased"
    BAD_RLE = "bad-rle"
    TOO_MANY = "too-many"
    IMAGE_NOT_READY = "image-not-ready"
    WORKER_UNAVAILABLE = "worker-unavailable"
    MODEL_UNAVAILABLE = "model-unavailable"
    MODEL_IN_USE = "model-in-use"
    OUT_OF_MEMORY = "out-of-memory"


class Problem(exceptions.APIException):
    """An error with a shared code, a sentence for a person and an HTTP status."""

    def __init__(
        self,
        code: Code | str,
        detail: str,
        status: int = 400,
        *,
        errors: Mapping[str, Any] | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(detail, code)
        self.problem_code = str(code)
        self.sentence = detail
        self.status_code = status
        self.errors = errors
        self.wait = retry_after_s

    def __str__(self) -> str:
        return self.sentence


def role_too_low(needed: str, held: str) -> Problem:
    return Problem(
        Code.ROLE_TOO_LOW,
        f"This needs the role {needed} or above; your role here is {held}. Ask an owner or a manager of the team.",
        403,
    )


def problem_body(status: int, code: str, detail: str, errors: Mapping[str, Any] | None = None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": PHRASES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return body | ({"errors": errors} if errors else {})


def problem_response(status: int, code: str, detail: str) -> JsonResponse:
    """The same answer for plain Django views and middleware."""
    return JsonResponse(problem_body(status, code, detail), status=status, content_type=CONTENT_TYPE)


def handle_exception(error: Exception, context: dict[str, Any]) -> HttpResponseBase | None:
    """DRF's EXCEPTION_HANDLER: None lets Django answer 500 (and log) for what nobody foresaw."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {"Retry-After": str(math.ceil(wait))} if (wait := getattr(error, "wait", None)) else {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return Response(_body(error), error.status_code, headers=headers, content_type=CONTENT_TYPE)


def _body(error: exceptions.APIException) -> dict[str, Any]:
    if isinstance(error, Problem):
        return problem_body(error.status_code, error.problem_code, error.sentence, error.errors)
    if isinstance(error, exceptions.ValidationError):
        errors = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
        return problem_body(400, Code.INVALID, _first_sentence(errors), errors)
    code, detail = TRANSLATIONS.get(type(error), (Code.BAD_REQUEST, ""))
    return problem_body(error.status_code, code, detail or str(error.detail))


def _first_sentence(errors: Any, field: str = "") -> str:
    if isinstance(errors, Mapping):
        name, value = next(iter(errors.items()))
        return _first_sentence(value, field if name == "non_field_errors" else str(name))
    if isinstance(errors, list):
        return _first_sentence(next((e for e in errors if e), ""), field)
    return f"{field}: {errors}" if field else str(errors)


TRANSLATIONS: dict[type[exceptions.APIException], tuple[Code, str]] = {
    exceptions.NotFound: (Code.NOT_FOUND, "There is nothing here, or you have no access to it."),
    exceptions.NotAuthenticated: (Code.NOT_LOGGED_IN, "Log in first, or send `Authorization: Bearer <token>`."),
    exceptions.AuthenticationFailed: (Code.BAD_TOKEN, ""),
    exceptions.PermissionDenied: (Code.FORBIDDEN, ""),
    exceptions.MethodNotAllowed: (Code.METHOD_NOT_ALLOWED, ""),
    exceptions.NotAcceptable: (Code.NOT_ACCEPTABLE, ""),
    exceptions.UnsupportedMediaType: (Code.UNSUPPORTED_MEDIA_TYPE, ""),
    exceptions.Throttled: (Code.RATE_LIMITED, ""),
    exceptions.ParseError: (Code.BAD_REQUEST, ""),
}
