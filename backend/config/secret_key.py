"""The secret key of an installation: taken from the environment, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from backend.config.env import BadSetting

MINIMUM_LENGTH = 50


def secret_key(given: str, data: Path) -> str:
    """Return ``given`` when it is long enough, else the key in ``data``/secret_key, made on first use (mode 0600)."""
    if given:
        if len(given) < MINIMUM_LENGTH:
            raise BadSetting(
                f"STIPPLE_SECRET_KEY has {len(given)} characters: it must be random, {MINIMUM_LENGTH} or more, "
                "or unset (then one is made and kept in the data folder)"
            )
        return given
    path = data / "secret_key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key
