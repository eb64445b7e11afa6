"""Django's DATABASES from one URL; without a URL, SQLite in the data folder, set so that acknowledged means on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000; PRAGMA cache_size=-32000;"
)


def databases(url: str, data: Path) -> dict[str, dict[str, Any]]:
    if not url:
        return {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": data / "stipple.sqlite3",
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 15, "init_command": SQLITE_PRAGMAS},
                "CONN_MAX_AGE": None,
                "TEST": {"NAME": data / "test.sqlite3"},
            }
        }
    parts = urlparse(url)
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
