"""The URL table of HTTP and of the websockets; each app brings its own lists in its ``urls.py``."""

from __future__ import annotations

from importlib import import_module

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from backend.config import health, spa

APPS = (
    "accounts",
    "projects",
    "images",
    "annotation",
    "work",
    "review",
    "comments",
    "model_store",
    "jobs",
    "versions",
    "webhooks",
    "sources",
    "duplicates",
    "formats",
    "operations",
)


def _collect(name: str) -> list[URLPattern | URLResolver]:
    return [pattern for app in APPS for pattern in getattr(import_module(f"backend.{app}.urls"), name, [])]


api_urlpatterns = [
    *_collect("api_urlpatterns"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
websocket_urlpatterns = _collect("websocket_urlpatterns")
urlpatterns = [
    path("api/v1/", include((api_urlpatterns, "api"))),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    *_collect("urlpatterns"),
    path("admin/", admin.site.urls),
    re_path(r"^(?!api(?:/|$)|admin(?:/|$)|static(?:/|$)|ws(?:/|$))(?P<route>.*)$", spa.page, name="page"),
]
handler404 = "backend.config.spa.not_found"
handler500 = "backend.config.spa.server_error"
