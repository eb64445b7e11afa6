"""The id token of an OpenID provider (OpenID Connect Core 1.0, section 3.1.3.7): signature and claims.

allauth trusts a token that came straight from the provider over TLS, and its own check wants a ``kid`` in every header,
which providers with a single key may leave out. Here the signature is always checked, with any key that fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a private key only: with a shared secret, or none, anybody could have made the token."""
CLAIMS = ("iss", "sub", "aud", "exp", "iat")
LEEWAY_S = 60
NOT_THIS_KEY = (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError, jwt.InvalidKeyError)


def claims_of(token: str, keys: Mapping[str, Any], issuer: str, audience: str) -> dict[str, Any]:
    """What the token says, once one of the provider's ``keys`` (a JWK set) has signed it for us; else OAuth2Error."""
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
        for key in jwt.PyJWKSet.from_dict(dict(keys)).keys:
            if key.public_key_use == "enc" or (key_id is not None and key.key_id != key_id):
                continue
            with suppress(*NOT_THIS_KEY):
                return _decoded(token, key, issuer, audience)
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"the id token cannot be used: {error}") from error
    raise OAuth2Error("the id token is signed by none of the provider's keys")


def _decoded(token: str, key: jwt.PyJWK, issuer: str, audience: str) -> dict[str, Any]:
    options: Any = {"require": list(CLAIMS)}
    return dict(
        jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY_S,
            options=options,
        )
    )
