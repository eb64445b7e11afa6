"""One request to a route of the API, and what its answer says of who may do it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from rest_framework.test import APIClient

from tests.security.expectations import Expectation, is_reference
from tests.security.url_table import API


class Undo(Exception):
    pass


def tried(
    client: APIClient,
    method: str,
    route: str,
    ids: Mapping[str, Any],
    expectation: Expectation,
    *,
    query: str = "",
    then: Callable[[], None] | None = None,
) -> HttpResponseBase:
    """The answer to one request; what it changed is taken back, once ``then`` has looked at it."""
    path = "/" + API + re.sub(r"<(\w+)>", lambda found: str(ids[found.group(1)]), route) + query
    body = {k: ids[v[1:-1]] if is_reference(v) else v for k, v in expectation.body.items()}
    options = {} if method == "get" else {"data": body, "format": getattr(expectation, "format", "json")}
    try:
        with transaction.atomic():
            answer: HttpResponseBase = getattr(client, method)(path, **options)
            if then is not None:
                then()
            raise Undo
    except Undo:
        return answer


def said(answer: HttpResponseBase) -> str:
    """``allowed``, or the status and the code of what refuses a person."""
    if answer.status_code in (401, 403, 404):
        return f"{answer.status_code} {answer.json()['code']}"
    assert answer.status_code < 500
    return "allowed"


def differing(found: Mapping[Any, Any], wanted: Mapping[Any, Any]) -> dict[Any, tuple[Any, Any]]:
    """Where what was found is not what was wanted: (found, wanted)."""
    assert found.keys() == wanted.keys()
    return {key: (found[key], wanted[key]) for key in found if found[key] != wanted[key]}
