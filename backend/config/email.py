"""Django's e-mail settings from one URL: console://, file:///folder, smtps://user:pw@host:port, smtp://…"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

BACKENDS = {"console": "console", "file": "filebased", "smtp": "smtp", "smtps": "smtp"}


def email_settings(url: str) -> dict[str, Any]:
    parts = urlparse(url)
    query = parse_qs(parts.query)
    settings: dict[str, Any] = {
        "EMAIL_BACKEND": f"django.core.mail.backends.{BACKENDS[parts.scheme]}.EmailBackend",
        "DEFAULT_FROM_EMAIL": query.get("from", ["stipple@localhost"])[0],
    }
    if parts.scheme == "file":
        settings["EMAIL_FILE_PATH"] = parts.path
    if parts.scheme in ("smtp", "smtps"):
        settings |= {
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": query.get("starttls", ["0"])[0] == "1",
            "EMAIL_TIMEOUT": 10,
        }
    return settings
