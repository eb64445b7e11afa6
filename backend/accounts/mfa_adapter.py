"""How the secrets of two-step login are kept: encrypted, so that a copy of the database alone opens no account.

The key is derived from the secret key of the installation; with another secret key the secrets cannot be read, and
people need ``manage.py reset_mfa``.
"""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import InvalidToken

from backend.config.cipher import cipher
from backend.config.problems import Code, Problem

PURPOSE = b"stipple two-step login"


class Adapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return cipher(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; Problem 409 when it was encrypted with another secret key."""
        try:
            return cipher(PURPOSE).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            detail = (
                "Your two-step login was set up under another secret key of this server and cannot be checked. "
                "Ask whoever runs Stipple for: manage.py reset_mfa USERNAME."
            )
            raise Problem(Code.CONFLICT, detail, 409) from None
