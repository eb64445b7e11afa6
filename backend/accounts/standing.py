"""Which memberships give their role now: those of active people who have the second factor where the team asks for it.

Every query that reads a role starts here, so that REST, sockets and programs with tokens agree.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from backend.accounts.models import Membership, User
from backend.config.problems import Code, Problem


def memberships_in_force() -> QuerySet[Membership]:
    return Membership.objects.filter(_in_force())


def memberships_waiting_for_mfa(user_id: Any) -> QuerySet[Membership]:
    """Those of an active person that give no role until two-step login is set up."""
    return Membership.objects.filter(user_id=user_id, user__is_active=True).exclude(_in_force())


def has_second_factor(user: User) -> bool:
    return User.objects.filter(_proves_two_factors("pk"), pk=user.pk).exists()


def check_mfa(waiting: QuerySet[Membership]) -> None:
    """Raise Problem 403 ``mfa-setup-required`` when ``waiting`` holds a membership that only lacks two-step login."""
    found = waiting.select_related("organization").first()
    if found is not None:
        raise mfa_setup_required(found.organization.name)


def mfa_setup_required(team: str) -> Problem:
    detail = f"The team {team} asks for two-step login. Set it up on your account page; your role there waits for it."
    return Problem(Code.MFA_SETUP_REQUIRED, detail, 403)


def _in_force() -> Q:
    return Q(user__is_active=True) & (Q(organization__requires_mfa=False) | _proves_two_factors("user_id", "user__"))


def _proves_two_factors(user: str, path: str = "") -> Q:
    """People with an authenticator app, and those whose only way in is a provider that is trusted to ask for one."""
    totp = Authenticator.objects.filter(user=OuterRef(user), type=Authenticator.Type.TOTP)
    proof = Q(Exists(totp))
    environment = settings.ENV
    if environment.oidc_issuer and environment.oidc_trusts_mfa:
        identity = SocialAccount.objects.filter(user=OuterRef(user), provider=environment.oidc_issuer)
        has_no_password = Q(**{f"{path}password__startswith": UNUSABLE_PASSWORD_PREFIX})
        if environment.oidc_only:
            has_no_password |= Q(**{f"{path}is_superuser": False})
        proof |= Q(Exists(identity)) & has_no_password
    return proof
