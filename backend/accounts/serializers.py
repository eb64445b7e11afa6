"""The shapes of accounts on the wire."""

from __future__ import annotations

from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from backend.accounts import second_factor
from backend.accounts.login_backend import address_of
from backend.accounts.login_limit import count_attempt
from backend.accounts.models import LARGEST_ID, Membership, Organization, PersonalToken, User
from backend.accounts.preferences import Preferences
from backend.accounts.roles import Role
from backend.accounts.standing import memberships_waiting_for_mfa
from backend.config.text import TextField

ADDRESS_TAKEN = "This address cannot be used."


class Login(serializers.Serializer):
    username = serializers.CharField(max_length=254, help_text="User name or e-mail address.")
    password = serializers.CharField(max_length=1024, trim_whitespace=False)


class PasswordChange(serializers.Serializer):
    old_password = serializers.CharField(max_length=1024, trim_whitespace=False)
    new_password = serializers.CharField(max_length=1024, trim_whitespace=False)


class PasswordReset(serializers.Serializer):
    email = serializers.CharField(max_length=254)


class PasswordResetConfirm(serializers.Serializer):
    uid = serializers.CharField(max_length=64)
    token = serializers.CharField(max_length=128)
    new_password = serializers.CharField(max_length=1024, trim_whitespace=False)


class OwnMembership(serializers.Serializer):
    id = serializers.IntegerField(source="organization_id")
    name = serializers.CharField(source="organization.name")
    role = serializers.ChoiceField(choices=Role.choices)
    needs_mfa = serializers.BooleanField(help_text="True: the role counts once two-step login is set up.")


class Me(serializers.ModelSerializer):
    name = TextField(max_length=150, required=False, allow_blank=True)
    language = serializers.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        max_length=16,
        required=False,
        allow_blank=True,
        help_text="Tag of the language (BCP 47) that the pages show on a new device; empty: as the browser asks.",
        error_messages={"invalid": "A language is a tag like de or zh-Hans."},
    )
    preferences = Preferences(required=False)
    color = serializers.CharField(read_only=True)
    is_operator = serializers.BooleanField(source="is_staff", read_only=True)
    organizations = serializers.SerializerMethodField()
    has_password = serializers.BooleanField(source="has_usable_password", read_only=True)
    has_mfa = serializers.SerializerMethodField()
    password = serializers.CharField(
        write_only=True, required=False, trim_whitespace=False, help_text="Needed to change the e-mail address."
    )

    class Meta:
        model = User
        fields = [
            "id",
            "username",
            "email",
            "name",
            "language",
            "preferences",
            "color",
            "is_operator",
            "organizations",
            "has_password",
            "has_mfa",
            "password",
        ]
        read_only_fields = ["id", "username"]

    @extend_schema_field(OwnMembership(many=True))
    def get_organizations(self, user: User) -> Any:
        waiting = memberships_waiting_for_mfa(user.pk).filter(pk=OuterRef("pk"))
        rows = user.memberships.select_related("organization").annotate(needs_mfa=Exists(waiting))
        rows = rows.order_by("organization__name", "pk")
        return OwnMembership(rows, many=True).data

    @extend_schema_field(serializers.BooleanField(help_text="Whether two-step login is set up."))
    def get_has_mfa(self, user: User) -> bool:
        return second_factor.is_on(user)

    def validate_email(self, value: str) -> str:
        others = User.objects.exclude(pk=cast(User, self.instance).pk)
        if value and others.filter(email__iexact=value).exists():
            raise serializers.ValidationError(ADDRESS_TAKEN)
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        password = attrs.pop("password", "")
        user = cast(User, self.instance)
        if attrs.get("email", user.email) != user.email:
            count_attempt("password", address_of(self.context["request"]), user.username)
            if not user.check_password(password):
                raise serializers.ValidationError({"password": ["Give your password to change the e-mail address."]})
        return attrs

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        """Only the fields given are written; of two people who take one address at once, one is refused."""
        if "preferences" in validated_data:
            validated_data["preferences"] = instance.preferences | validated_data["preferences"]
        for name, value in validated_data.items():
            setattr(instance, name, value)
        try:
            with transaction.atomic():
                instance.save(update_fields=list(validated_data))
        except IntegrityError:
            raise serializers.ValidationError({"email": [ADDRESS_TAKEN]}) from None
        return instance


class Person(serializers.ModelSerializer):
    """Another user as team mates see them; the e-mail address only for those who manage members."""

    name = serializers.CharField(source="display_name", read_only=True)
    email = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "username", "name", "email"]
        read_only_fields = fields

    def get_email(self, user: User) -> str:
        return user.email if self.context.get("shows_email") else ""


@extend_schema_serializer(component_name="Organization")
class OrganizationShape(serializers.ModelSerializer):
    name = TextField(max_length=150)
    role = serializers.ChoiceField(choices=Role.choices, read_only=True, help_text="The caller's role.")
    member_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Organization
        fields = ["id", "name", "role", "member_count", "requires_mfa", "created"]
        read_only_fields = ["id", "created"]


@extend_schema_serializer(component_name="Membership")
class MembershipShape(serializers.ModelSerializer):
    user = serializers.SerializerMethodField()
    is_active = serializers.BooleanField(
        source="user.is_active", read_only=True, help_text="False: an operator switched the account off."
    )
    last_login = serializers.SerializerMethodField(help_text="For those who manage members; null for others.")
    groups = serializers.SerializerMethodField(help_text="Ids of the groups of this team that the person is in.")

    class Meta:
        model = Membership
        fields = ["id", "organization", "user", "role", "is_active", "last_login", "groups", "created"]
        read_only_fields = ["id", "organization", "created"]

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_last_login(self, membership: Membership) -> Any:
        return membership.user.last_login if membership.organization_id in self.context.get("managed", ()) else None

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_groups(self, membership: Membership) -> list[int]:
        groups = membership.user.work_groups.all()
        return [group.pk for group in groups if group.organization_id == membership.organization_id]

    @extend_schema_field(Person)
    def get_user(self, membership: Membership) -> Any:
        sees = membership.organization_id in self.context.get("managed", ())
        is_self = membership.user_id == self.context["request"].user.pk
        return Person(membership.user, context={"shows_email": sees or is_self}).data


class RoleChange(serializers.Serializer):
    """Another role. Who may not annotate with it gives what they hold to ``transfer_to``, or back to the queue."""

    role = serializers.ChoiceField(choices=Role.choices, required=False)
    transfer_to = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST_ID,
        required=False,
        allow_null=True,
        default=None,
        help_text="Id of a user; null for the queue.",
    )


class HeldWork(serializers.Serializer):
    """What a member holds in the projects of the team."""

    images = serializers.IntegerField(help_text="Images assigned to them that are not done.")
    batches = serializers.IntegerField()
    leased = serializers.IntegerField(help_text="Images that they have open just now.")


class OwnershipTransfer(serializers.Serializer):
    user = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, help_text="Id of the member who becomes the owner."
    )


class MembershipCreate(serializers.Serializer):
    """Give ``username`` (or the e-mail address of somebody who has an account), or ``email`` to invite."""

    organization = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    username = TextField(max_length=254, required=False, default="", allow_blank=True)
    email = serializers.EmailField(required=False, default="", allow_blank=True)
    role = serializers.ChoiceField(choices=Role.choices)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs["username"]) == bool(attrs["email"]):
            raise serializers.ValidationError("Give either `username` or `email`.")
        return attrs


@extend_schema_serializer(component_name="Token")
class TokenShape(serializers.ModelSerializer):
    name = TextField(max_length=100)

    class Meta:
        model = PersonalToken
        fields = ["id", "name", "prefix", "scope", "created", "expires", "last_used"]
        read_only_fields = ["id", "prefix", "created", "last_used"]

    def validate_scope(self, value: str) -> str:
        if self.instance is not None and value != self.instance.scope:
            raise serializers.ValidationError("The scope is chosen when a token is made; make another token.")
        return value

    def validate_expires(self, value: Any) -> Any:
        if value is not None and value <= timezone.now():
            raise serializers.ValidationError("The expiry lies in the past.")
        return value


@extend_schema_serializer(component_name="NewToken")
class TokenOnce(TokenShape):
    """The answer to creation: the only one that holds the token itself."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenShape.Meta):
        fields = [*TokenShape.Meta.fields, "token"]
