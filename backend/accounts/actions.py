"""What happens to accounts and teams. Views parse and answer; the rules are here.

The rules of membership: an owner may give any role and take any; a manager only roles below manager; nobody gives a
role above their own; a team always keeps one owner.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.http import urlsafe_base64_decode

from backend.accounts.audit import Event, record
from backend.accounts.authentication import new_token
from backend.accounts.departure import Held, check_successor, do_release_work
from backend.accounts.identities import identities_of
from backend.accounts.login_backend import user_named
from backend.accounts.models import Membership, Organization, PersonalToken, User, is_id
from backend.accounts.roles import LEAST_ROLE, Action, Role, allows
from backend.accounts.scopes import Scope, check_scope
from backend.accounts.standing import (
    check_mfa,
    has_second_factor,
    memberships_in_force,
    memberships_waiting_for_mfa,
    mfa_setup_required,
)
from backend.config.problems import Code, Problem, role_too_low
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening


def role_in_organization(user: User, organization_id: Any) -> Role | None:
    if not is_id(organization_id):
        return None
    rows = memberships_in_force().filter(user_id=user.pk, organization_id=organization_id)
    role = rows.values_list("role", flat=True).first()
    return Role(role) if role else None


def check_organization(user: User, organization_id: Any, action: Action) -> Role:
    """The user's role, which may do ``action`` there.

    Http404 without membership, Problem 403 when the role is too low or the team waits for two-step login.
    """
    role = role_in_organization(user, organization_id)
    if role is None:
        if is_id(organization_id):
            check_mfa(memberships_waiting_for_mfa(user.pk).filter(organization_id=organization_id))
        raise Http404
    if not allows(role, action):
        raise role_too_low(LEAST_ROLE[action], role)
    check_scope(user, action)
    return role


def check_may_give(actor: Role, role: Role) -> None:
    """Raise Problem 403 when a member with the role ``actor`` may not give or take ``role``."""
    if actor is not Role.OWNER and role.rank >= actor.rank:
        raise Problem(
            Code.ROLE_TOO_LOW, f"Only an owner may give or take the role {role}; your role here is {actor}.", 403
        )


def create_organization(user: User, name: str, requires_mfa: bool = False) -> Organization:
    with transaction.atomic():
        organization = Organization.objects.create(name=name, requires_mfa=requires_mfa)
        Membership.objects.create(organization=organization, user=user, role=Role.OWNER)
        record(Event.TEAM_CREATED, organization.pk, target=name, actor=user)
    return organization


def change_organization(organization: Organization, **values: Any) -> Organization:
    """Write the given fields, and what of them has changed to the audit log."""
    changes = {name: [getattr(organization, name), value] for name, value in values.items()}
    changes = {name: change for name, change in changes.items() if change[0] != change[1]}
    for name, value in values.items():
        setattr(organization, name, value)
    with transaction.atomic():
        organization.save(update_fields=list(values))
        if changes:
            record(Event.TEAM_CHANGED, organization.pk, target=organization.name, changes=changes)
    return organization


def check_requires_mfa(user: User, organization: Organization) -> None:
    """Raise Problem 403 when an owner without two-step login would lock themselves out."""
    if not has_second_factor(user):
        raise mfa_setup_required(organization.name)


def delete_organization(organization: Organization) -> None:
    count = organization.projects.count()
    if count:
        detail = f"This team still has {count} project(s). Delete or move them first; nothing has been deleted."
        raise Problem(Code.CONFLICT, detail, 409)
    organization.delete()


def add_member(organization: Organization, user: User, role: Role, actor: Role) -> Membership:
    check_may_give(actor, role)
    with transaction.atomic():
        values = {"role": role}
        membership, is_new = Membership.objects.get_or_create(organization=organization, user=user, defaults=values)
        if not is_new:
            raise Problem(Code.CONFLICT, f"{user.username} is in this team already, as {membership.role}.", 409)
        record(Event.MEMBER_ADDED, organization.pk, target=user.username, role=role)
    return membership


def find_or_invite(username: str, email: str) -> tuple[User, bool]:
    """The person to add: (user, whether an account was made for the e-mail address just now)."""
    found = user_named(username or email)
    if found is not None:
        return found, False
    if not email:
        detail = f"Nobody here is called {username!r}. Give an e-mail address to invite somebody new."
        raise Problem(Code.INVALID, detail, errors={"username": [detail]})
    user = User(username=free_username(email), email=email)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # somebody else invites the same person just now
        if (found := user_named(email)) is not None:
            return found, False
        raise Problem(Code.CONFLICT, "This met another invitation; send it again.", 409) from None
    return user, True


def free_username(wish: str) -> str:
    """A user name that nobody has, made of a wish or an e-mail address."""
    stem = "".join(c for c in wish.split("@")[0] if c.isalnum() or c in "._-")[:140] or "user"
    taken = {
        name.lower() for name in User.objects.filter(username__istartswith=stem).values_list("username", flat=True)
    }
    return next(name for n in range(len(taken) + 1) if (name := f"{stem}{n or ''}").lower() not in taken)


def change_role(membership: Membership, role: Role, actor: Role, transfer_to: int | None = None) -> Membership:
    """Give a member another role; who may not annotate any more gives what they hold to ``transfer_to``, a user's id,
    or back to the queue."""
    with transaction.atomic():
        _lock(membership)
        check_may_give(actor, Role(membership.role))
        check_may_give(actor, role)
        _keep_an_owner(membership, role)
        organization_id, user = membership.organization_id, membership.user
        successor = check_successor(organization_id, user.pk, transfer_to)
        before, membership.role = membership.role, role
        membership.save(update_fields=["role"])
        released = do_release_work(user.pk, organization_id, successor)
        if before != role:
            detail = {"from": before, "to": role} | _released(released, successor)
            record(Event.ROLE_CHANGED, organization_id, target=user.username, **detail)
            emit(
                Happening.MEMBER_UPDATED, membership, organization_id=organization_id, changes={"role": [before, role]}
            )
    return membership


def remove_member(membership: Membership, actor: Role, is_self: bool, transfer_to: int | None = None) -> None:
    """Take somebody out of the team. What they hold goes to ``transfer_to``, a user's id, or back to the queue; what
    they have made stays, with their name."""
    with transaction.atomic():
        _lock(membership)
        if not is_self:
            check_may_give(actor, Role(membership.role))
        _keep_an_owner(membership, None)
        organization_id, user = membership.organization_id, membership.user
        successor = check_successor(organization_id, user.pk, transfer_to)
        role = membership.role
        membership.delete()
        released = do_release_work(user.pk, organization_id, successor)
        detail = {"role": role} | _released(released, successor)
        record(Event.MEMBER_REMOVED, organization_id, target=user.username, **detail)


def transfer_ownership(organization: Organization, owner: User, user_id: int) -> Membership:
    """Make another member the owner; who was it becomes a manager. Answers with the new owner's membership."""
    with transaction.atomic():
        Organization.objects.select_for_update().filter(pk=organization.pk).first()
        rows = Membership.objects.filter(organization=organization, user__is_active=True).select_related("user")
        heir = rows.filter(user_id=user_id).exclude(user=owner).first() if is_id(user_id) else None
        if heir is None:
            detail = "The ownership can go to somebody else who is in the team; choose one of its members."
            raise Problem(Code.INVALID, detail, errors={"user": [detail]})
        if not rows.filter(user=owner, role=Role.OWNER).update(role=Role.MANAGER):
            raise Http404
        before, heir.role = heir.role, Role.OWNER
        heir.save(update_fields=["role"])
        changes = {"role": [before, Role.OWNER]}
        emit(Happening.MEMBER_UPDATED, heir, organization_id=organization.pk, changes=changes)
        record(Event.OWNERSHIP_TRANSFERRED, organization.pk, target=heir.user.username)
    return heir


def _released(held: Held, successor: User | None) -> dict[str, Any]:
    """What the audit log says of work that changed hands."""
    if not (held.images or held.batches):
        return {}
    return {"images": held.images, "batches": held.batches, "given_to": successor.username if successor else ""}


def _lock(membership: Membership) -> None:
    """Lock the team, so that its roles change one after the other, and read the role that the member has now."""
    Organization.objects.select_for_update().filter(pk=membership.organization_id).first()
    role = Membership.objects.filter(pk=membership.pk).values_list("role", flat=True).first()
    if role is None:
        raise Http404
    membership.role = role


def _keep_an_owner(membership: Membership, new_role: Role | None) -> None:
    """Raise Problem 409 when the change would leave the team, which is locked, without an owner."""
    owners = Membership.objects.filter(organization_id=membership.organization_id, role=Role.OWNER)
    if new_role is not Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise Problem(Code.LAST_OWNER, "A team needs an owner. Make somebody else owner first.", 409)


def create_token(
    user: User, name: str, expires: datetime | None, scope: Scope = Scope.MANAGE
) -> tuple[PersonalToken, str]:
    """A personal token: (row, the token itself, which is shown once and not kept)."""
    token, prefix, digest = new_token()
    with transaction.atomic():
        row = PersonalToken.objects.create(
            user=user, name=name, prefix=prefix, digest=digest, expires=expires, scope=scope
        )
        _tell_teams(Event.TOKEN_CREATED, row)
    return row, token


def delete_token(row: PersonalToken) -> None:
    with transaction.atomic():
        _tell_teams(Event.TOKEN_REVOKED, row)
        row.delete()


def _tell_teams(event: Event, row: PersonalToken) -> None:
    """Note in each team of the owner of a token what became of it: it reaches into all of them."""
    for organization_id in row.user.memberships.values_list("organization_id", flat=True):
        record(event, organization_id, target=f"{row.name} ({row.prefix}…)", actor=row.user, scope=row.scope)


def set_password(user: User, password: str, field: str = "new_password") -> None:
    """Check the new password by Django's validators and keep it; Problem 400 says what is wrong with it."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Problem(Code.INVALID, " ".join(error.messages), errors={field: error.messages}) from None
    user.set_password(password)
    user.save(update_fields=["password"])


def reset_password(uid: str, token: str, password: str) -> None:
    """Keep the password chosen by a reset link. Sessions end, and personal tokens and identities at OpenID providers
    go: somebody else may have made or connected some.

    Problem 400 when the link or the password will not do.
    """
    user = user_of_reset(uid, token)
    with transaction.atomic():
        set_password(user, password)
        user.tokens.all().delete()
        identities_of(user).delete()


def user_of_reset(uid: str, token: str) -> User:
    """The user that a reset link was made for; Problem 400 when the link is used up, too old or not ours."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(uid)), is_active=True).first()
    except (ValueError, OverflowError):
        user = None
    if user is None or not default_token_generator.check_token(user, token):
        raise Problem(Code.BAD_TOKEN, "This link is no longer valid. Ask for a new one on the log-in page.")
    return user
