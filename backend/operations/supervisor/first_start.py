"""Is `manage.py setup` due? Answered without Django, from a stamp in the data folder: which migrations, which database.

The stamp names every migration file of ours and the version of Django; a new one makes the set-up run again.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version

from backend.config.env import REPOSITORY, Environment


def is_setup_due(environment: Environment) -> bool:
    if environment.is_sqlite and not (environment.data / "stipple.sqlite3").exists():
        return True
    try:
        return json.loads((environment.data / "setup.json").read_text()) != stamp(environment)
    except (OSError, ValueError):
        return True


def write_stamp(environment: Environment) -> None:
    (environment.data / "setup.json").write_text(json.dumps(stamp(environment)))


def stamp(environment: Environment) -> dict[str, str]:
    names = sorted(str(p.relative_to(REPOSITORY)) for p in REPOSITORY.glob("backend/*/migrations/[0-9]*.py"))
    return {
        "migrations": hashlib.sha256("\n".join([version("Django"), *names]).encode()).hexdigest(),
        "database": hashlib.sha256(environment.database_url.encode()).hexdigest(),
    }
