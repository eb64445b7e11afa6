"""The URL table of the API as the tests walk it: every method and route below /api/v1/, in one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

API = "api/v1/"
METHODS = ("get", "post", "put", "patch", "delete")


def table() -> set[tuple[str, str]]:
    """Every (method, route) that the product answers to below /api/v1/."""
    found = ((route, pattern) for route, pattern in _patterns(get_resolver()) if route.startswith(API))
    return {(method, normal(route)) for route, pattern in found for method in _allowed_methods(pattern)}


def normal(route: str) -> str:
    """One spelling of a route: ``labels/(?P<pk>[0-9]+)/`` and ``projects/<int:project_id>/`` name what they hold."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route.removeprefix(API).replace("\\Z", ""))
    route = re.sub(r"<(?:\w+:)?(\w+?)(?:_id)?>", r"<\1>", route)
    collection = route.split("/")[0].removesuffix("s")
    return route.replace("<pk>", f"<{collection}>")


def named(route: str) -> list[str]:
    """What the placeholders of a route stand for, from left to right."""
    return re.findall(r"<(\w+)>", route)


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, route)
        else:
            yield route, pattern


def _allowed_methods(pattern: URLPattern) -> list[str]:
    view: Any = pattern.callback
    shape = getattr(view, "cls", None) or view.view_class
    has_handler = getattr(view, "actions", None) or {method for method in METHODS if hasattr(shape, method)}
    return [method for method in METHODS if method in has_handler and method in shape.http_method_names]
