"""Signatures are those of the Standard Webhooks specification, as its own library checks them."""

from __future__ import annotations

import time

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from backend.webhooks.signing import new_secret, opened, sealed, signature, signatures


def headers(given: str) -> dict[str, str]:
    return {"webhook-id": "m1", "webhook-timestamp": str(int(time.time())), "webhook-signature": given}


def test_the_specifications_library_takes_a_signature_and_no_changed_body() -> None:
    secret, now, body = new_secret(), int(time.time()), b'{"event":"ping"}'
    given = headers(signature(secret, "m1", now, body))
    assert Verifier(secret).verify(body, given) == {"event": "ping"}
    for wrong in (b'{"event":"pinG"}', b""):
        with pytest.raises(WebhookVerificationError):
            Verifier(secret).verify(wrong, given)
    with pytest.raises(WebhookVerificationError):
        Verifier(new_secret()).verify(body, given)


def test_who_has_the_old_or_the_new_secret_can_check() -> None:
    old, new, now, body = new_secret(), new_secret(), int(time.time()), b"{}"
    given = headers(signatures([new, old], "m1", now, body))
    for secret in (old, new):
        assert Verifier(secret).verify(body, given) == {}


def test_the_database_keeps_no_readable_secret() -> None:
    secret = new_secret()
    kept = sealed(secret)
    assert secret not in kept
    assert opened(kept) == secret
