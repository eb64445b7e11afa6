"""The address of the OpenID provider that people log in with, and what else must be set beside it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

LONGEST = 200
LOOPBACK = ("localhost", "127.0.0.1", "::1")
FIRST_ROLES = ("viewer", "annotator", "reviewer", "manager")
"""What somebody who comes for the first time may become; owners are made by owners."""


def issuer_of(text: str) -> str:
    """The issuer as it is compared with what tokens say; ValueError unless it is HTTPS, or HTTP on this machine."""
    parts = urlsplit(text)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not (is_safe and parts.hostname) or parts.query or parts.fragment or len(text) > LONGEST:
        raise ValueError(text)
    return text.rstrip("/")


def lacking_beside_issuer(source: Mapping[str, str]) -> str:
    """A sentence about the variable that is missing beside the others of single sign-on; empty when none is."""
    has_issuer = bool(source.get("STIPPLE_OIDC_ISSUER", "").strip())
    for name in ("STIPPLE_OIDC_CLIENT_ID", "STIPPLE_OIDC_CLIENT_SECRET"):
        if has_issuer and not source.get(name, ""):
            return f"{name} is empty: beside STIPPLE_OIDC_ISSUER it must be what the provider gave for this client"
    is_only = source.get("STIPPLE_OIDC_ONLY", "").strip().lower() in ("1", "true", "yes")
    if is_only and not has_issuer:
        return "STIPPLE_OIDC_ONLY is set without STIPPLE_OIDC_ISSUER: nobody could log in; set both or neither"
    return ""
