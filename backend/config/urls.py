"""The URL table of HTTP and of the websockets; each app brings its own lists in its ``urls.py``."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

APPS = ("accounts", "projects", "images", "annotation", "jobs", "operations")


def _collect(name: str) -> list[URLPattern | URLResolver]:
    return [pattern for app in APPS for pattern in getattr(import_module(f"backend.{app}.urls"), name, [])]


websocket_urlpatterns = _collect("websocket_urlpatterns")
urlpatterns = [path("api/v1/", include((_collect("api_urlpatterns"), "api"))), *_collect("urlpatterns")]
