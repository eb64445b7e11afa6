"""The secret key of an installation: taken from the environment, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from backend.config.env import BadSetting

MINIMUM_LENGTH = 50


def secret_key(given: str, data: Path) -> str:
    """Return ``given``, else the key in ``data``/secret_key, made on first use (mode 0600).

    Raises BadSetting when either is too short.
    """
    if given:
        if len(given) < MINIMUM_LENGTH:
            raise BadSetting(
                f"STIPPLE_SECRET_KEY has {len(given)} characters: it must be random, {MINIMUM_LENGTH} or more, "
                "or unset (then one is made and kept in the data folder)"
            )
        return given
    path = data / "secret_key"
    if not path.exists():
        _make(path)
    key = path.read_text().strip()
    if len(key) < MINIMUM_LENGTH:
        raise BadSetting(
            f"{path} holds {len(key)} characters, not a key of {MINIMUM_LENGTH} or more: restore it from a backup, or "
            "remove it (a new one is made; everybody has to log in again)"
        )
    return key


def _make(path: Path) -> None:
    """Write a new key, whole or not at all; of several processes that start at once, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)
