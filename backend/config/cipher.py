"""Encryption of what the database keeps of secrets: a copy of the database alone does not give them away.

The key comes from the secret key of the installation; with another one nothing of it can be read.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def cipher(purpose: bytes) -> Fernet:
    """Each purpose has a key of its own."""
    digest = hashlib.sha256(purpose + b"\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
