"""Invitations over REST: made, listed and withdrawn by managers, looked at and accepted by whoever holds the link."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics, permissions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import mail
from backend.accounts.actions import check_organization, role_in_organization
from backend.accounts.authentication import digest_of, user_of
from backend.accounts.invitation_shapes import AcceptShape, AsNewPerson, InvitationOnce, InvitationShape, OfferShape
from backend.accounts.invitation_states import OPEN, PAST, those, with_inviter_role
from backend.accounts.invitations import (
    Person,
    do_invite,
    do_join,
    do_join_as_new,
    do_revoke,
    invitation_of,
)
from backend.accounts.login_backend import address_of
from backend.accounts.login_limit import count_attempt
from backend.accounts.models import Invitation, Organization
from backend.accounts.permissions import NoToken, SessionToWrite
from backend.accounts.roles import Action, Role
from backend.accounts.views import parsed, password_login_off, secret_parameters
from backend.config.query import allow_only, choice

LOGIN_BACKEND = "backend.accounts.login_backend.NameOrEmailBackend"


@extend_schema_view(
    get=extend_schema(
        parameters=[
            OpenApiParameter(
                "state", str, enum=[OPEN, PAST], description="Those that work, or those that do not any more."
            )
        ]
    )
)
@extend_schema(tags=["invitations"])
class TeamInvitations(generics.ListAPIView[Invitation]):
    """The invitations into a team, the latest first."""

    serializer_class = InvitationShape
    queryset = Invitation.objects.none()
    permission_classes = [SessionToWrite]

    def get_queryset(self) -> QuerySet[Invitation]:
        allow_only(self.request, ("state",))
        organization_id = self.kwargs["organization_id"]
        check_organization(user_of(self.request), organization_id, Action.MANAGE_MEMBERS)
        rows = Invitation.objects.filter(organization_id=organization_id).select_related("created_by")
        rows = those(with_inviter_role(rows), choice(self.request, "state", (OPEN, PAST)))
        return rows.order_by("-created", "-id")

    @extend_schema(request=InvitationShape, responses={201: InvitationOnce}, operation_id="invitations_create")
    def post(self, request: Request, organization_id: int) -> Response:
        """Invite people by a link, or somebody by a letter to `email`; the answer is the only one with the link."""
        user = user_of(request)
        actor = check_organization(user, organization_id, Action.MANAGE_MEMBERS)
        values = parsed(InvitationShape, request)
        organization = get_object_or_404(Organization, pk=organization_id)
        role = Role(values.pop("role"))
        invitation, token = do_invite(organization, user, actor, role, **values)
        link = mail.join_link(request._request, token)
        if invitation.email:
            mail.send_join_link(invitation, user, link)
        return Response(InvitationShape(invitation).data | {"link": link}, 201)


@extend_schema(tags=["invitations"])
class OneInvitation(APIView):
    permission_classes = [SessionToWrite]

    @extend_schema(responses={204: None}, operation_id="invitations_revoke")
    def delete(self, request: Request, organization_id: int, invitation_id: int) -> Response:
        """Withdraw an invitation: its link lets nobody in any more. Who has joined by it stays."""
        actor = check_organization(user_of(request), organization_id, Action.MANAGE_MEMBERS)
        rows = Invitation.objects.filter(organization_id=organization_id)
        do_revoke(get_object_or_404(rows, pk=invitation_id), actor)
        return Response(status=204)


@method_decorator(ensure_csrf_cookie, name="dispatch")
@extend_schema(tags=["invitations"])
class Offer(APIView):
    permission_classes = [permissions.AllowAny]

    @extend_schema(responses=OfferShape, operation_id="invitations_look")
    def get(self, request: Request, code: str) -> Response:
        """What an invitation offers and whether it still works, for whoever holds the link."""
        invitation = _found(request, code)
        user = request.user if request.user.is_authenticated else None
        held = role_in_organization(user, invitation.organization_id) if user else None
        return Response(OfferShape(invitation, context={"held": held}).data)


@secret_parameters
@method_decorator([csrf_protect, ensure_csrf_cookie], name="dispatch")
@extend_schema(tags=["invitations"])
class AcceptOffer(APIView):
    permission_classes = [permissions.AllowAny, NoToken]

    @extend_schema(request=AsNewPerson, responses=AcceptShape, operation_id="invitations_accept")
    def post(self, request: Request, code: str) -> Response:
        """Join the team: with one's account (no body), or with a new one, which this makes and logs in.

        Where single sign-on is the rule, nobody makes an account with a password: log in first.
        """
        invitation = _found(request, code)
        if request.user.is_authenticated:
            membership = do_join(user_of(request), code)
            return Response(AcceptShape(membership).data)
        if settings.ENV.oidc_only:
            raise password_login_off()
        person = _new_person(request, invitation)
        count_attempt("join", address_of(request._request), person.username)
        user = do_join_as_new(person, code)
        login(request._request, user, backend=LOGIN_BACKEND)
        return Response(AcceptShape(user.memberships.select_related("organization").get()).data)


def _new_person(request: Request, invitation: Invitation) -> Person:
    values: dict[str, Any] = parsed(AsNewPerson, request, context={"is_addressed": bool(invitation.email)})
    return Person(**values)


def _found(request: Request, token: str) -> Invitation:
    """The invitation; guesses at tokens are counted like those at passwords."""
    try:
        return invitation_of(token)
    except Http404:
        count_attempt("invitation", address_of(request._request), digest_of(token))
        raise
