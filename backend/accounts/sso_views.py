"""Single sign-on on the wire: where to send the browser, its way back, and one's own identities."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import permissions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import identities, sso_adapter
from backend.accounts.authentication import user_of
from backend.accounts.permissions import SessionOnly
from backend.accounts.single_sign_on import local_path
from backend.accounts.views import parsed


class Sso(serializers.Serializer):
    name = serializers.CharField(help_text="What people call it; the button on the log-in page says it.")


class Methods(serializers.Serializer):
    password = serializers.BooleanField(help_text="False: only superusers log in with a password.")
    sso = Sso(allow_null=True)


class Departure(serializers.Serializer):
    next = serializers.CharField(
        max_length=2000, required=False, default="", allow_blank=True, help_text="A path of this site to come back to."
    )


class Destination(serializers.Serializer):
    url = serializers.CharField(help_text="Send the browser there; it comes back logged in, or with a sentence.")


class Identity(serializers.ModelSerializer):
    """Somebody at an OpenID provider, who logs in as this account."""

    issuer = serializers.CharField(source="provider")
    name = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField()
    is_usable = serializers.SerializerMethodField()
    connected = serializers.DateTimeField(source="date_joined")

    class Meta:
        model = SocialAccount
        fields = ["id", "issuer", "name", "email", "is_usable", "connected", "last_login"]
        read_only_fields = fields

    @extend_schema_field(serializers.CharField(help_text="The provider as people call it; of an old one, its address."))
    def get_name(self, identity: SocialAccount) -> str:
        return settings.ENV.oidc_name if self.get_is_usable(identity) else identity.provider

    @extend_schema_field(serializers.CharField())
    def get_email(self, identity: SocialAccount) -> str:
        return identities.email_of(identity)

    @extend_schema_field(serializers.BooleanField(help_text="False: the provider is no longer the one in use."))
    def get_is_usable(self, identity: SocialAccount) -> bool:
        return identity.provider == settings.ENV.oidc_issuer


@method_decorator(ensure_csrf_cookie, name="dispatch")
class MethodsView(APIView):
    """How people log in here."""

    permission_classes = [permissions.AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(responses=Methods, auth=[], tags=["auth"])
    def get(self, request: Request) -> Response:
        environment = settings.ENV
        sso = {"name": environment.oidc_name} if environment.oidc_issuer else None
        return Response(Methods({"password": not environment.oidc_only, "sso": sso}).data)


@method_decorator(csrf_protect, name="dispatch")
class DepartureView(APIView):
    """Begin a single sign-on."""

    permission_classes = [permissions.AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(request=Departure, responses=Destination, auth=[], tags=["auth"])
    def post(self, request: Request) -> Response:
        next_path = local_path(parsed(Departure, request)["next"])
        return Response({"url": sso_adapter.begin(request._request, AuthProcess.LOGIN, next_path)})


class IdentitiesView(APIView):
    """One's own identities; POST begins the connection of another one."""

    permission_classes = [SessionOnly]

    @extend_schema(responses=Identity(many=True), tags=["me"])
    def get(self, request: Request) -> Response:
        return Response(Identity(identities.identities_of(user_of(request)), many=True).data)

    @extend_schema(request=None, responses=Destination, tags=["me"])
    def post(self, request: Request) -> Response:
        user = user_of(request)
        return Response({"url": sso_adapter.begin(request._request, AuthProcess.CONNECT, "", user.pk)})


class IdentityView(APIView):
    permission_classes = [SessionOnly]

    @extend_schema(responses={204: None}, tags=["me"])
    def delete(self, request: Request, identity_id: int) -> Response:
        identities.disconnect(user_of(request), identity_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


@require_safe
@never_cache
def callback(request: HttpRequest) -> HttpResponseBase:
    return sso_adapter.finish(request)
