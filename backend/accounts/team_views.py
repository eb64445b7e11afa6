"""Organizations and their memberships."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from backend.accounts import actions, mail, serializers
from backend.accounts.authentication import user_of
from backend.accounts.departure import held_by
from backend.accounts.models import Membership, Organization
from backend.accounts.permissions import SessionToWrite
from backend.accounts.roles import LEAST_ROLE, Action, Role
from backend.accounts.standing import memberships_in_force
from backend.accounts.views import parsed
from backend.config.query import allow_only, whole_number

METHODS = ["get", "post", "patch", "delete", "head", "options"]


@extend_schema(tags=["organizations"])
class OrganizationViewSet(viewsets.ModelViewSet):
    """Teams that the caller is in. Whoever creates one owns it; it can be deleted when it has no projects."""

    queryset = Organization.objects.none()
    serializer_class = serializers.OrganizationShape
    permission_classes = [SessionToWrite]
    http_method_names = METHODS
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Organization]:
        allow_only(self.request, ())
        mine = Membership.objects.filter(user=user_of(self.request), organization=OuterRef("pk"))
        return (
            Organization.objects.filter(memberships__user=user_of(self.request))
            .annotate(role=Subquery(mine.values("role")[:1]))
            .annotate(member_count=Count("members", distinct=True))
            .order_by("name", "pk")
        )

    def perform_create(self, serializer: BaseSerializer) -> None:
        user = user_of(self.request)
        values = serializer.validated_data
        if values.get("requires_mfa", False):
            actions.check_requires_mfa(user, Organization(name=values["name"]))
        organization = actions.create_organization(user, **values)
        serializer.instance = self.get_queryset().get(pk=organization.pk)

    def perform_update(self, serializer: BaseSerializer) -> None:
        user = user_of(self.request)
        organization = cast(Organization, serializer.instance)
        actions.check_organization(user, organization.pk, Action.MANAGE_ORGANIZATION)
        values = serializer.validated_data
        if values.get("requires_mfa", False):
            actions.check_requires_mfa(user, organization)
        actions.change_organization(organization, **values)

    def perform_destroy(self, instance: Organization) -> None:
        user = user_of(self.request)
        actions.check_organization(user, instance.pk, Action.DELETE_ORGANIZATION)
        actions.delete_organization(instance)

    @extend_schema(request=serializers.OwnershipTransfer, responses=serializers.MembershipShape)
    @action(detail=True, methods=["post"])
    def transfer(self, request: Request, pk: str) -> Response:
        """Make another member the owner; the caller becomes a manager."""
        user = user_of(request)
        actions.check_organization(user, int(pk), Action.MANAGE_ORGANIZATION)
        heir = parsed(serializers.OwnershipTransfer, request)["user"]
        organization = get_object_or_404(Organization, pk=pk)
        membership = actions.transfer_ownership(organization, user, heir)
        context = {**self.get_serializer_context(), "managed": {organization.pk}}
        return Response(serializers.MembershipShape(membership, context=context).data)


@extend_schema_view(list=extend_schema(parameters=[OpenApiParameter("organization", int)]))
@extend_schema(tags=["memberships"])
class MembershipViewSet(viewsets.ModelViewSet):
    """Who is in the caller's teams. Managers manage annotators, reviewers and viewers; owners manage everybody."""

    queryset = Membership.objects.none()
    serializer_class = serializers.MembershipShape
    permission_classes = [SessionToWrite]
    http_method_names = METHODS
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Membership]:
        allow_only(self.request, {"list": {"organization"}, "destroy": {"transfer_to"}}.get(self.action, ()))
        mine = memberships_in_force().filter(user=user_of(self.request)).values("organization_id")
        rows = Membership.objects.filter(organization_id__in=mine).order_by("created", "pk")
        rows = rows.select_related("user").prefetch_related("user__work_groups")
        organization = whole_number(self.request, "organization")
        return rows if organization is None else rows.filter(organization_id=organization)

    def get_serializer_context(self) -> dict[str, Any]:
        least = LEAST_ROLE[Action.MANAGE_MEMBERS]
        roles = [role for role in Role if role.rank >= least.rank]
        rows = memberships_in_force().filter(user=user_of(self.request), role__in=roles)
        return {**super().get_serializer_context(), "managed": set(rows.values_list("organization_id", flat=True))}

    @extend_schema(request=serializers.MembershipCreate, responses={201: serializers.MembershipShape})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        data = parsed(serializers.MembershipCreate, request)
        user = user_of(request)
        role = Role(data["role"])
        actor = actions.check_organization(user, data["organization"], Action.MANAGE_MEMBERS)
        actions.check_may_give(actor, role)
        organization = get_object_or_404(Organization, pk=data["organization"])
        person, is_new = actions.find_or_invite(data["username"], data["email"])
        membership = actions.add_member(organization, person, role, actor)
        if is_new:
            mail.send_invitation(request._request, person, organization, user)
        return Response(self.get_serializer(membership).data, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.RoleChange, responses=serializers.MembershipShape)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        membership = self.get_object()
        user = user_of(request)
        actor = actions.check_organization(user, membership.organization_id, Action.MANAGE_MEMBERS)
        data = parsed(serializers.RoleChange, request)
        role = Role(data.get("role", membership.role))
        changed = actions.change_role(membership, role, actor, data["transfer_to"])
        return Response(self.get_serializer(changed).data)

    @extend_schema(
        parameters=[OpenApiParameter("transfer_to", int, description="Who gets the work; without it, the queue.")]
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take somebody out of the team, or leave it. What they have made stays, with their name."""
        membership = self.get_object()
        actor = self._check_may_end(membership)
        transfer_to = whole_number(request, "transfer_to")
        actions.remove_member(membership, actor, membership.user_id == user_of(request).pk, transfer_to)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=serializers.HeldWork)
    @action(detail=True)
    def held(self, request: Request, pk: str) -> Response:
        """What a member holds, and would hand over or give back on leaving."""
        membership = self.get_object()
        self._check_may_end(membership)
        return Response(serializers.HeldWork(held_by(membership.user_id, membership.organization_id)).data)

    def _check_may_end(self, membership: Membership) -> Role:
        user = user_of(self.request)
        needed = Action.VIEW if membership.user_id == user.pk else Action.MANAGE_MEMBERS
        return actions.check_organization(user, membership.organization_id, needed)
