"""Who is asking just now, for the audit log: kept beside the request, so that no action has to pass it on."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from backend.accounts.login_backend import address_of
from backend.accounts.models import User

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class CallerMiddleware:
    """Remembers the request while it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def caller() -> User | None:
    """The person behind the request that is being answered; None outside of one, and for nobody."""
    user = getattr(_request.get(), "user", None)  # a token's user is put here by the framework, too
    return user if isinstance(user, User) else None


def caller_address() -> str:
    return address_of(_request.get())
