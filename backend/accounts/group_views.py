"""Groups over REST: everybody in the team sees them, managers make and change them."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.serializers import BaseSerializer

from backend.accounts.actions import check_organization
from backend.accounts.authentication import user_of
from backend.accounts.groups import do_change_group, do_create_group, do_delete_group
from backend.accounts.models import LARGEST_ID, Group, User
from backend.accounts.permissions import SessionToWrite
from backend.accounts.roles import Action
from backend.accounts.standing import memberships_in_force
from backend.config.query import allow_only, whole_number
from backend.config.text import TextField

MOST_PEOPLE = 1000


@extend_schema_serializer(component_name="Group")
class GroupShape(serializers.ModelSerializer):
    organization = serializers.IntegerField(source="organization_id", min_value=1, max_value=LARGEST_ID)
    name = TextField(max_length=100)
    people = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        max_length=MOST_PEOPLE,
        required=False,
        help_text="Ids of users.",
    )

    class Meta:
        model = Group
        fields = ["id", "organization", "name", "people", "created"]
        read_only_fields = ["id", "created"]

    def validate_organization(self, value: int) -> int:
        if self.instance is not None and value != self.instance.organization_id:
            raise serializers.ValidationError("A group cannot be moved to another team; leave this out.")
        return value

    def to_representation(self, instance: Group) -> dict[str, Any]:
        return {
            "id": instance.pk,
            "organization": instance.organization_id,
            "name": instance.name,
            "people": sorted(person.pk for person in instance.people.all()),
            "created": serializers.DateTimeField().to_representation(instance.created),
        }


@extend_schema_view(list=extend_schema(parameters=[OpenApiParameter("organization", int)]))
@extend_schema(tags=["groups"])
class GroupViewSet(viewsets.ModelViewSet):
    """Groups of the caller's teams. Deleting one leaves its people and their work; its batches are for everybody."""

    queryset = Group.objects.none()
    serializer_class = GroupShape
    permission_classes = [SessionToWrite]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Group]:
        allow_only(self.request, {"organization"} if self.action == "list" else ())
        mine = memberships_in_force().filter(user=user_of(self.request)).values("organization_id")
        rows = Group.objects.filter(organization_id__in=mine).prefetch_related("people").order_by("name", "pk")
        organization = whole_number(self.request, "organization")
        return rows if organization is None else rows.filter(organization_id=organization)

    def get_object(self) -> Group:
        """Who may not change it is told so before what they sent is looked at."""
        group: Group = super().get_object()
        needed = Action.VIEW if self.action == "retrieve" else Action.MANAGE_MEMBERS
        check_organization(user_of(self.request), group.organization_id, needed)
        return group

    def perform_create(self, serializer: BaseSerializer) -> None:
        values = serializer.validated_data
        organization_id = values["organization_id"]
        check_organization(user_of(self.request), organization_id, Action.MANAGE_MEMBERS)
        serializer.instance = do_create_group(organization_id, values["name"], _people(values) or [])

    def perform_update(self, serializer: BaseSerializer) -> None:
        group = cast(Group, serializer.instance)
        values = serializer.validated_data
        changed = do_change_group(group, values.get("name"), _people(values))
        serializer.instance = self.get_queryset().get(pk=changed.pk)

    def perform_destroy(self, instance: Group) -> None:
        do_delete_group(instance)


def _people(values: dict[str, Any]) -> list[User] | None:
    """The users with the given ids, None where none were given. Ids of nobody stand for a stranger to the team."""
    if "people" not in values:
        return None
    ids = set(values["people"])
    found = User.objects.in_bulk([key for key in ids if key < 2**63])
    return [found.get(key) or User(pk=0) for key in ids]
