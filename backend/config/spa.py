"""The single page of the browser application, for every path that is not the API's, and the error pages around it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from backend.config.problems import Code, problem_response

MISSING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Stipple: no front end yet</title>
<body><h1>The front end has not been built</h1>
<p>The server runs, but there is no <code>frontend/dist/index.html</code>. Run <code>make run</code> (it builds the
front end and starts Stipple), or <code>npm ci &amp;&amp; npm run build</code> in <code>frontend/</code>, then start
the server again.</p>
<p>The interface for programs works without it: <a href="/api/v1/docs/">/api/v1/docs/</a>.</p></body></html>"""


@require_safe
@never_cache
@ensure_csrf_cookie
def page(request: HttpRequest, **_: str) -> HttpResponse:
    """index.html, with the CSRF cookie that the page needs for its first request; a file's name is no page."""
    if "." in request.path.rsplit("/", 1)[-1]:
        return HttpResponseNotFound("There is no such file.\n", content_type="text/plain")
    index = settings.FRONTEND_DIST / "index.html"
    try:
        return HttpResponse(index.read_bytes(), content_type="text/html; charset=utf-8")
    except FileNotFoundError:
        return HttpResponse(MISSING, status=503)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    if request.path.startswith("/api/"):
        return problem_response(404, Code.NOT_FOUND, "There is nothing here, or you have no access to it.")
    return HttpResponseNotFound("There is nothing here.\n", content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponseBase:
    detail = "Something broke on the server; it has been logged. Try again; tell the operator if it stays."
    if request.path.startswith("/api/"):
        return problem_response(500, Code.SERVER_ERROR, detail)
    return HttpResponse(detail + "\n", status=500, content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    return problem_response(403, Code.CSRF, f"CSRF check failed: {reason} Reload the page and try again.")
