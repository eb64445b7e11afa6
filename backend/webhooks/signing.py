"""Signatures of the Standard Webhooks specification (standardwebhooks.com), and how secrets are kept.

The signed text is ``{id}.{timestamp}.{body}``; a header may hold several signatures, one for each secret that counts.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import InvalidToken

from backend.config.cipher import cipher

PREFIX = "whsec_"
PURPOSE = b"stipple webhooks"
BYTES = 32


class Unreadable(Exception):
    """The secret was encrypted under another secret key of the installation."""


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sealed(secret: str) -> str:
    return cipher(PURPOSE).encrypt(secret.encode()).decode()


def opened(sealed_secret: str) -> str:
    try:
        return cipher(PURPOSE).decrypt(sealed_secret.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def signatures(secrets_in_force: list[str], message_id: str, timestamp: int, body: bytes) -> str:
    return " ".join(signature(secret, message_id, timestamp, body) for secret in secrets_in_force)
