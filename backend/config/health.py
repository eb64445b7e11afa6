"""What machines ask: /healthz (the process answers), /readyz (its parts answer too), /metrics (Prometheus)."""

from __future__ import annotations

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from backend.accounts.authentication import token_of, user_of_token
from backend.config.problems import Code, problem_response

TIMEOUT_S = 2.0
LOOPBACK = {"127.0.0.1", "::1"}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database and Redis answer, else 503; each part's state is named, without addresses or secrets."""
    parts = {name: _state(check) for name, check in CHECKS.items()}
    is_ready = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ok" if is_ready else "unavailable", **parts}, status=200 if is_ready else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponseBase:
    """For this machine (not through a proxy), operators, and programs with an operator's token; others get 404."""
    is_local = request.META.get("REMOTE_ADDR") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META
    if not (is_local or _is_operator(request)):
        return problem_response(404, Code.NOT_FOUND, "There is nothing here, or you have no access to it.")
    return ExportToDjangoView(request)


def _is_operator(request: HttpRequest) -> bool:
    token = token_of(request.headers.get("Authorization", ""))
    user = user_of_token(token) if token else request.user
    return user is not None and user.is_active and user.is_staff


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _redis() -> None:
    client = redis.Redis.from_url(settings.ENV.redis_url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)
    try:
        client.ping()
    finally:
        client.close()


def _state(check: Callable[[], None]) -> str:
    try:
        check()
    except (DatabaseError, redis.RedisError, OSError) as error:
        return f"failed: {type(error).__name__}"
    return "ok"


CHECKS: dict[str, Callable[[], None]] = {"database": _database, "redis": _redis}
