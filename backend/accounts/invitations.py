"""Invitations into a team: by a link that several people may use, or by a letter to one address.

An invitation works as long as it is neither revoked, expired nor used up, and as long as who made it might still make
it: somebody who was lowered or has left lets nobody in any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from backend.accounts.actions import check_may_give, role_in_organization
from backend.accounts.audit import Event, record
from backend.accounts.authentication import digest_of, new_token
from backend.accounts.models import Invitation, Membership, Organization, User
from backend.accounts.roles import Action, Role, allows
from backend.config.problems import Code, Problem

DEFAULT_DAYS = 7
MOST_DAYS = 90
MOST_USES = 100
PREFIX = "inv_"


class State(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"


STATES = [(state.value, state.value) for state in State]
WHY = {
    State.EXPIRED: "This invitation has expired. Ask for a new one.",
    State.USED: "This invitation has been used already. Ask for a new one; if you used it yourself, log in.",
    State.REVOKED: "This invitation was withdrawn. Ask for a new one.",
}


@dataclass(frozen=True)
class Person:
    """Who makes an account by an invitation."""

    username: str
    name: str
    email: str
    password: str


def do_invite(
    organization: Organization, user: User, actor: Role, role: Role, *, email: str, max_uses: int | None, days: int
) -> tuple[Invitation, str]:
    """An invitation with ``role``: (row, its token, which is shown once and not kept). One by mail works once."""
    check_may_give(actor, role)
    if email and Membership.objects.filter(organization=organization, user__email__iexact=email).exists():
        raise Problem(Code.CONFLICT, f"{email} belongs to somebody who is in this team already.", 409)
    token, prefix, digest = new_token(PREFIX)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            organization=organization,
            role=role,
            email=email,
            prefix=prefix,
            digest=digest,
            created_by=user,
            expires=timezone.now() + timedelta(days=days),
            max_uses=1 if email else max_uses,
        )
        detail: dict[str, Any] = {"role": role, "max_uses": invitation.max_uses}
        record(Event.INVITATION_MADE, organization.pk, target=email or prefix, actor=user, **detail)
    return invitation, token


def do_revoke(invitation: Invitation, actor: Role) -> None:
    """Withdraw an invitation; who has joined by it stays."""
    check_may_give(actor, Role(invitation.role))
    with transaction.atomic():
        if Invitation.objects.filter(pk=invitation.pk, revoked=None).update(revoked=timezone.now()):
            target = invitation.email or invitation.prefix
            record(Event.INVITATION_REVOKED, invitation.organization_id, target=target, role=invitation.role)


def invitation_of(token: str) -> Invitation:
    """The invitation of a token; Http404 when there is none."""
    rows = Invitation.objects.select_related("organization", "created_by")
    invitation = rows.filter(digest=digest_of(token)).first()
    if invitation is None:
        raise Http404
    return invitation


def state_of(invitation: Invitation) -> State:
    if invitation.revoked is not None or not _may_still_be_given(invitation):
        return State.REVOKED
    if invitation.max_uses is not None and invitation.uses >= invitation.max_uses:
        return State.USED
    return State.EXPIRED if invitation.expires <= timezone.now() else State.OPEN


def _may_still_be_given(invitation: Invitation) -> bool:
    inviter = invitation.created_by
    held = role_in_organization(inviter, invitation.organization_id) if inviter else None
    if held is None or not allows(held, Action.MANAGE_MEMBERS):
        return False
    return held is Role.OWNER or Role(invitation.role).rank < held.rank


def do_join(user: User, token: str) -> Membership:
    """Bring ``user`` into the team, or raise the role of who is in it with a lower one.

    Problem 409 for who has that role or a higher one already, and for a letter that went to another address; 410 when
    the invitation does not work any more.
    """
    with transaction.atomic():
        invitation = _locked(token)
        if invitation.email and user.email.lower() != invitation.email.lower():
            detail = f"This invitation was sent to {invitation.email}. Log in with that account, or ask for another."
            raise Problem(Code.CONFLICT, detail, 409)
        membership = _joined(user, invitation)
        _count_use(invitation, user)
    return membership


def do_join_as_new(person: Person, token: str) -> User:
    """Make an account by an invitation; that of a letter gets the address that the letter went to.

    Problem 400 names the fields that will not do.
    """
    with transaction.atomic():
        invitation = _locked(token)
        user = User(username=person.username, name=person.name, email=invitation.email or person.email)
        _check_password(user, person.password)
        user.set_password(person.password)
        _save_new(user)
        Membership.objects.create(organization=invitation.organization, user=user, role=invitation.role)
        _count_use(invitation, user)
    return user


def _locked(token: str) -> Invitation:
    """The invitation, whose uses nobody else counts until the transaction ends; Problem 410 when it does not work."""
    invitation = invitation_of(token)
    Organization.objects.select_for_update().filter(pk=invitation.organization_id).first()
    invitation.refresh_from_db(fields=["uses", "revoked"])
    state = state_of(invitation)
    if state is not State.OPEN:
        raise Problem(Code.BAD_INVITATION, WHY[state], 410)
    return invitation


def _joined(user: User, invitation: Invitation) -> Membership:
    role = Role(invitation.role)
    values = {"role": role}
    membership, is_new = Membership.objects.get_or_create(
        organization=invitation.organization, user=user, defaults=values
    )
    if is_new:
        return membership
    held = Role(membership.role)
    if held.rank >= role.rank:
        raise Problem(
            Code.CONFLICT, f"You are in the team {invitation.organization.name} already, as {held}. Nothing to do.", 409
        )
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


def _count_use(invitation: Invitation, user: User) -> None:
    invitation.uses += 1
    invitation.save(update_fields=["uses"])
    event = Event.INVITATION_ACCEPTED
    record(event, invitation.organization_id, target=user.username, actor=user, role=invitation.role)


def _check_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Problem(Code.INVALID, " ".join(error.messages), errors={"password": error.messages}) from None


def _save_new(user: User) -> None:
    if User.objects.filter(username__iexact=user.username).exists():
        raise _refused("username", f"Somebody here is called {user.username!r} already; choose another name.")
    if User.objects.filter(email__iexact=user.email).exists():
        raise _refused("email", "This address cannot be used. If it is yours, log in with your account instead.")
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise _refused("username", "Somebody else took this name or address just now; choose another.") from None


def _refused(field: str, detail: str) -> Problem:
    return Problem(Code.INVALID, detail, errors={field: [detail]})
