"""How the credentials of buckets are kept: encrypted, so that a copy of the database alone opens none.

The key is derived from the secret key of the installation; under another secret key they have to be entered again.
"""

from __future__ import annotations

import json

from cryptography.fernet import InvalidToken

from backend.config.cipher import cipher
from backend.sources.entries import Unreachable

PURPOSE = b"stipple credentials of sources"


def seal(credentials: dict[str, str]) -> str:
    """Empty for no credentials at all."""
    return cipher(PURPOSE).encrypt(json.dumps(credentials).encode()).decode() if credentials else ""


def unseal(sealed: str) -> dict[str, str]:
    """Raises Unreachable when they were sealed under another secret key."""
    if not sealed:
        return {}
    try:
        opened: dict[str, str] = json.loads(cipher(PURPOSE).decrypt(sealed.encode()))
    except InvalidToken:
        detail = "The credentials were kept under another secret key of this server. Enter them again."
        raise Unreachable("credentials-lost", detail) from None
    return opened
