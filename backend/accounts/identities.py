"""A person's identities at OpenID providers: which there are, and which may be taken away."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from backend.accounts.models import User
from backend.config.problems import Code, Problem


def identities_of(user: User) -> QuerySet[SocialAccount]:
    return SocialAccount.objects.filter(user=user).order_by("date_joined", "pk")


def email_of(identity: SocialAccount) -> str:
    """The address that the provider told at the last login, whether verified or not."""
    data = identity.extra_data
    told: dict[str, Any] = data.get("userinfo") or data.get("id_token") or {}
    return str(told.get("email") or "")


def accepts_password(user: User) -> bool:
    """Whether this installation lets the user in by password at all."""
    return not settings.ENV.oidc_only or user.is_superuser


def disconnect(user: User, identity_id: int) -> None:
    """Forget the identity. Http404 when it is not the user's, Problem 409 when nothing else would let them in."""
    identity = identities_of(user).filter(pk=identity_id).first()
    if identity is None:
        raise Http404
    others = identities_of(user).filter(provider=settings.ENV.oidc_issuer).exclude(pk=identity.pk)
    if not others.exists() and not (user.has_usable_password() and accepts_password(user)):
        detail = "This is your only way in. Get a password first: log out and choose “Forgot your password?”."
        if not accepts_password(user):
            detail = "This is your only way in: this installation takes no passwords."
        raise Problem(Code.LAST_WAY_IN, detail, 409)
    identity.delete()
