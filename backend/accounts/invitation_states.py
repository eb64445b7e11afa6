"""Whether invitations work: told of one, and asked of the database for many.

An invitation works as long as it is neither revoked, expired nor used up, and as long as who made it might still make
it: somebody who was lowered or has left lets nobody in any more.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from backend.accounts.models import Invitation
from backend.accounts.roles import Action, Role, allows
from backend.accounts.standing import memberships_in_force


class State(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"


STATES = [(state.value, state.value) for state in State]
OPEN, PAST = "open", "past"
GIVES = {
    held: [role for role in Role if held is Role.OWNER or role.rank < held.rank]
    for held in Role
    if allows(held, Action.MANAGE_MEMBERS)
}
"""The roles that somebody may invite with, by the role that they hold."""


def with_inviter_role(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """``rows`` with the ``inviter_role`` that ``state_of`` asks for: who made it holds it now; empty without one."""
    held = memberships_in_force().filter(user=OuterRef("created_by"), organization=OuterRef("organization"))
    columns = {"inviter_role": Coalesce(Subquery(held.values("role")[:1]), Value(""))}
    return rows.annotate(**columns)


def state_of(invitation: Invitation) -> State:
    """The state of a row of ``with_inviter_role``."""
    held = Role(invitation.inviter_role) if invitation.inviter_role else None
    if invitation.revoked is not None or held not in GIVES or Role(invitation.role) not in GIVES[held]:
        return State.REVOKED
    if invitation.max_uses is not None and invitation.uses >= invitation.max_uses:
        return State.USED
    return State.EXPIRED if invitation.expires <= timezone.now() else State.OPEN


def those(rows: QuerySet[Invitation], which: str) -> QuerySet[Invitation]:
    """Of rows of ``with_inviter_role``, those that work (OPEN) or those that do not any more (PAST); all otherwise."""
    if which not in (OPEN, PAST):
        return rows
    may_still_be_given = Q()
    for held, roles in GIVES.items():
        may_still_be_given |= Q(inviter_role=held, role__in=roles)
    has_uses_left = Q(max_uses=None) | Q(uses__lt=F("max_uses"))
    works = Q(revoked=None, expires__gt=timezone.now()) & has_uses_left & may_still_be_given
    return rows.filter(works) if which == OPEN else rows.exclude(works)
