"""Security headers on every answer, and problem+json where a plain Django view raises a Problem."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from backend.config.problems import Code, Problem, problem_response

# No inline scripts and no eval. Mantine sets inline styles; blob: and data: are images that the editor draws itself.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
ONE_YEAR_S = 365 * 24 * 3600


class SecurityHeaders(MiddlewareMixin):
    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return problem_response(400, Code.BAD_REQUEST, "An address cannot hold the character NUL.")
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR_S}")
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Problem):
            return None
        response = problem_response(error.status_code, error.problem_code, error.sentence)
        if error.wait:
            response.headers["Retry-After"] = str(round(error.wait))
        return response
