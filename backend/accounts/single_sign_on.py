"""Who somebody that comes from the OpenID provider is here, and where they go next.

People are recognised by issuer and subject, never by a name. The first time, an account with the same e-mail address is
theirs only when the provider has verified the address; as after a reset link, its password, sessions, tokens and
identities elsewhere end then, for whoever had typed this address into an account could have kept them. Operators, and
who is connected to somebody of this provider already, connect on their account page.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from backend.accounts.actions import free_username
from backend.accounts.entrance import enter
from backend.accounts.identities import identities_of
from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.config.text import cleaned

log = logging.getLogger(__name__)

ACCOUNT = "/account"


class Trouble(StrEnum):
    """Why a single sign-on has not led in; the pages have a sentence for each."""

    CANCELLED = "sso-cancelled"
    STALE = "sso-stale"
    FAILED = "sso-failed"
    UNVERIFIED = "sso-unverified"
    CONNECT_FIRST = "sso-connect-first"
    INACTIVE = "sso-inactive"
    TAKEN = "sso-taken"


class NotLetIn(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def local_path(text: str) -> str:
    """``text`` when it is a path of this site, else empty."""
    is_local = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_local and len(text) <= 2000 else ""


def back(trouble: Trouble, state: dict[str, Any]) -> HttpResponseRedirect:
    """To the page that the journey began on, which says what happened."""
    if state.get("process") == AuthProcess.CONNECT:
        return _to(ACCOUNT, problem=trouble)
    return _to("/login", problem=trouble, next=state.get("next", ""))


def arrive(request: HttpRequest, arrival: SocialLogin) -> HttpResponseRedirect:
    """Let in, connect or refuse somebody whom the provider has just named."""
    try:
        _check_claims(arrival)
        if arrival.state.get("process") == AuthProcess.CONNECT:
            _connect(request, arrival)
            return _to(ACCOUNT, connected="1")
        user = _person(arrival)
    except NotLetIn as refused:
        return back(refused.trouble, arrival.state)
    except IntegrityError:  # the same person comes twice at once, or another one takes the address just now
        return back(Trouble.FAILED, arrival.state)
    next_path = arrival.state.get("next", "")
    if enter(request, user, is_trusted=settings.ENV.oidc_trusts_mfa):
        return HttpResponseRedirect(next_path or "/")
    return _to("/login", step="code", next=next_path)


def _check_claims(arrival: SocialLogin) -> None:
    """The id token belongs to this journey, and the profile to the id token."""
    data = arrival.account.extra_data
    claims, profile = data.get("id_token") or {}, data.get("userinfo") or {}
    is_ours = constant_time_compare(str(claims.get("nonce", "")), arrival.state.get("nonce") or "?")
    if not is_ours or (profile and profile.get("sub") != claims.get("sub")):
        log.warning("single sign-on: the id token has another nonce or subject than expected")
        raise NotLetIn(Trouble.FAILED)


def _connect(request: HttpRequest, arrival: SocialLogin) -> None:
    """Make the identity a way into the account that is logged in (the one that began the journey)."""
    if not request.user.is_authenticated or request.user.pk != arrival.state.get("data"):
        raise NotLetIn(Trouble.STALE)
    if arrival.is_existing and arrival.user.pk != request.user.pk:
        raise NotLetIn(Trouble.TAKEN)
    if not arrival.is_existing:
        _keep(arrival, request.user)


def _person(arrival: SocialLogin) -> User:
    """The account of who comes; made, or connected by a verified address, the first time."""
    if arrival.is_existing:
        return _active(arrival.user)
    address = arrival.email_addresses[0] if arrival.email_addresses else None
    known = User.objects.filter(email__iexact=address.email).first() if address else None
    with transaction.atomic():
        if known is None or address is None:
            user = _new_user(arrival, address.email if address and address.verified else "")
        else:
            user = _taken_over(known, arrival, is_verified=address.verified)
        _keep(arrival, user)
        _join_team(user)
    return user


def _active(user: User) -> User:
    if not user.is_active:
        raise NotLetIn(Trouble.INACTIVE)
    return user


def _taken_over(user: User, arrival: SocialLogin, is_verified: bool) -> User:
    _active(user)
    if not is_verified:
        raise NotLetIn(Trouble.UNVERIFIED)
    User.objects.select_for_update().filter(pk=user.pk).first()  # two people of the provider do not come in at once
    identities = identities_of(user)
    if user.is_superuser or user.is_staff or identities.filter(provider=arrival.account.provider).exists():
        raise NotLetIn(Trouble.CONNECT_FIRST)
    identities.delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.tokens.all().delete()
    return user


def _new_user(arrival: SocialLogin, email: str) -> User:
    """A new account. An address that the provider has not verified is not kept: it may be somebody else's."""
    data = arrival.account.extra_data
    told = data.get("userinfo") or data.get("id_token") or {}
    name = cleaned(str(told.get("name") or ""))[:150]
    user = User(username=free_username(str(told.get("preferred_username") or email or name)), email=email, name=name)
    user.set_unusable_password()
    user.save()
    return user


def _keep(arrival: SocialLogin, user: User) -> None:
    SocialAccount.objects.create(
        user=user,
        provider=arrival.account.provider,
        uid=arrival.account.uid,
        extra_data=arrival.account.extra_data,
    )


def _join_team(user: User) -> None:
    """The team of STIPPLE_OIDC_ORGANIZATION; a role that the person has there already stays."""
    environment = settings.ENV
    if not environment.oidc_organization:
        return
    team = Organization.objects.filter(pk=environment.oidc_organization).first()
    if team is None:
        log.error("STIPPLE_OIDC_ORGANIZATION=%s: there is no such team", environment.oidc_organization)
        return
    Membership.objects.get_or_create(organization=team, user=user, defaults={"role": Role(environment.oidc_role)})


def _to(path: str, **query: str) -> HttpResponseRedirect:
    given = {name: value for name, value in query.items() if value}
    return HttpResponseRedirect(f"{path}?{urlencode(given)}" if given else path)
