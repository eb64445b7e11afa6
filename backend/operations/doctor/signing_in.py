"""Single sign-on: does the provider answer as it should, and is there the team that new people join?"""

from __future__ import annotations

from typing import Any

import httpx
from django.db import DatabaseError

from backend.accounts.models import Organization
from backend.config.env import Environment
from backend.operations.doctor.finding import Finding, missing, real, weak

NAME = "single sign-on"
TIMEOUT_S = 5.0
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


def single_sign_on(environment: Environment) -> Finding:
    if not environment.oidc_issuer:
        return real(NAME, "off: STIPPLE_OIDC_ISSUER is not set")
    address = f"{environment.oidc_issuer}/.well-known/openid-configuration"
    try:
        answer = httpx.get(address, timeout=TIMEOUT_S)
        answer.raise_for_status()
        document: dict[str, Any] = dict(answer.json())
    except (httpx.HTTPError, ValueError, TypeError) as error:
        remedy = "check STIPPLE_OIDC_ISSUER and that this machine reaches the provider; nobody can log in by it now"
        return missing(NAME, f"{address} does not answer as it should ({type(error).__name__})", remedy)
    if str(document.get("issuer", "")).rstrip("/") != environment.oidc_issuer:
        remedy = f"set STIPPLE_OIDC_ISSUER={document.get('issuer')}"
        return missing(NAME, f"the provider calls itself {document.get('issuer')}", remedy)
    if lacking := [name for name in NEEDED if not document.get(name)]:
        return missing(NAME, f"the provider has no {', '.join(lacking)}", "use a provider of OpenID Connect")
    return _team(environment)


def _team(environment: Environment) -> Finding:
    """What becomes of people who come for the first time."""
    if not environment.oidc_organization:
        remedy = "set STIPPLE_OIDC_ORGANIZATION to the id of the team that they join, or invite them by e-mail before"
        return weak(NAME, f"{environment.oidc_issuer}; who comes for the first time is in no team", remedy)
    try:
        team = Organization.objects.filter(pk=environment.oidc_organization).first()
    except DatabaseError:
        return missing(NAME, "the table of teams cannot be read", "see database")
    if team is None:
        remedy = "set it to the id of a team, as /admin/accounts/organization/ shows it"
        return weak(NAME, f"there is no team with the id {environment.oidc_organization}", remedy)
    return real(NAME, f"{environment.oidc_issuer}; new people join {team.name} as {environment.oidc_role}")
