"""Invitations into a team: by a link that several people may use, or by a letter to one address.

A link brings in who is not in the team. It raises nobody's role and brings nobody back who came by it before: whoever
holds it could undo by it what a manager has decided. A letter, which works once, may raise a role.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from backend.accounts.actions import check_may_give
from backend.accounts.audit import Event, record
from backend.accounts.authentication import digest_of, new_token
from backend.accounts.invitation_states import State, state_of, with_inviter_role
from backend.accounts.models import Invitation, Membership, Organization, User
from backend.accounts.roles import Role
from backend.config.problems import Code, Problem

DEFAULT_DAYS = 7
MOST_DAYS = 90
MOST_USES = 100
PREFIX = "inv_"


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
    return invitation_of(token), token


def do_revoke(invitation: Invitation, actor: Role) -> None:
    """Withdraw an invitation; who has joined by it stays."""
    check_may_give(actor, Role(invitation.role))
    with transaction.atomic():
        if Invitation.objects.filter(pk=invitation.pk, revoked=None).update(revoked=timezone.now()):
            target = invitation.email or invitation.prefix
            record(Event.INVITATION_REVOKED, invitation.organization_id, target=target, role=invitation.role)


def invitation_of(token: str) -> Invitation:
    """The invitation of a token; Http404 when there is none."""
    rows = with_inviter_role(Invitation.objects.select_related("organization", "created_by"))
    invitation = rows.filter(digest=digest_of(token)).first()
    if invitation is None:
        raise Http404
    return invitation


def do_join(user: User, token: str) -> Membership:
    """Bring ``user`` into the team; a letter raises the role of who is in it with a lower one.

    Problem 409 for who is in the team otherwise, for who came by this link before and is not in it any more, and for a
    letter that went to another address; 410 when the invitation does not work any more.
    """
    with transaction.atomic():
        invitation = _locked(token)
        if invitation.email and user.email.lower() != invitation.email.lower():
            detail = f"This invitation was sent to {invitation.email}. Log in with that account, or ask for another."
            raise Problem(Code.INVITED_ANOTHER, detail, 409)
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
    Organization.objects.select_for_update().filter(pk=invitation_of(token).organization_id).first()
    invitation = invitation_of(token)
    state = state_of(invitation)
    if state is not State.OPEN:
        raise Problem(Code.BAD_INVITATION, WHY[state], 410)
    return invitation


def _joined(user: User, invitation: Invitation) -> Membership:
    role, team = Role(invitation.role), invitation.organization
    is_member = Membership.objects.filter(organization=team, user=user).exists()
    if not is_member and invitation.accepted.filter(pk=user.pk).exists():
        detail = (
            f"You have joined {team.name} by this invitation before and are not in the team any more. "
            "Ask an owner or a manager to invite you again."
        )
        raise Problem(Code.JOINED_BEFORE, detail, 409)
    values = {"role": role}
    membership, is_new = Membership.objects.get_or_create(organization=team, user=user, defaults=values)
    if is_new:
        return membership
    held = Role(membership.role)
    if not invitation.email or held.rank >= role.rank:
        detail = (
            f"You are in the team {team.name} already, as {held}; this invitation does not change that. "
            "For another role, ask an owner or a manager."
        )
        raise Problem(Code.MEMBER_ALREADY, detail, 409)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


def _count_use(invitation: Invitation, user: User) -> None:
    invitation.uses += 1
    invitation.save(update_fields=["uses"])
    invitation.accepted.add(user)
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
