"""Log in and out, passwords, one's own account and tokens. No open sign-up: people are invited or made by operators."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from drf_spectacular.utils import extend_schema
from rest_framework import generics, permissions, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from backend.accounts import actions, mail, serializers
from backend.accounts.authentication import user_of
from backend.accounts.entrance import code_required, enter
from backend.accounts.identities import accepts_password
from backend.accounts.login_backend import address_of
from backend.accounts.login_limit import count_attempt
from backend.accounts.models import PersonalToken, User
from backend.accounts.permissions import SessionOnly, SessionToWrite
from backend.accounts.scopes import Scope
from backend.config.problems import Code, Problem
from backend.config.query import allow_only

secret_parameters = method_decorator(sensitive_post_parameters(), name="dispatch")


def parsed(shape: type[BaseSerializer], request: Request, **options: Any) -> dict[str, Any]:
    serializer = shape(data=request.data, **options)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


@secret_parameters
@method_decorator([csrf_protect, ensure_csrf_cookie], name="dispatch")
class LoginView(APIView):
    permission_classes = [permissions.AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(request=serializers.Login, responses=serializers.Me, auth=[], tags=["auth"])
    def post(self, request: Request) -> Response:
        user = authenticate(request._request, **parsed(serializers.Login, request))
        if settings.ENV.oidc_only and not getattr(user, "is_superuser", False):
            raise password_login_off()  # whether or not the password was right
        if user is None:
            raise Problem(Code.BAD_CREDENTIALS, "This name and password do not belong together. Try again.")
        if not enter(request._request, user):
            raise code_required()
        return Response(serializers.Me(user).data)


def password_login_off() -> Problem:
    name = settings.ENV.oidc_name
    detail = f"This installation takes passwords from superusers only. Everybody else logs in by {name}."
    return Problem(Code.PASSWORD_LOGIN_OFF, detail, 403)


class LogoutView(APIView):
    @extend_schema(request=None, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        logout(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


@secret_parameters
class PasswordChangeView(APIView):
    permission_classes = [SessionOnly]

    @extend_schema(request=serializers.PasswordChange, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        data = parsed(serializers.PasswordChange, request)
        user = user_of(request)
        count_attempt("password", address_of(request._request), user.username)
        if not user.check_password(data["old_password"]):
            detail = "This is not your present password."
            raise Problem(Code.BAD_CREDENTIALS, detail, errors={"old_password": [detail]})
        actions.set_password(user, data["new_password"])
        update_session_auth_hash(request._request, user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PasswordResetView(APIView):
    """Answers 204 whether or not there is such a person, at once in both cases."""

    permission_classes = [permissions.AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(request=serializers.PasswordReset, responses={204: None}, auth=[], tags=["auth"])
    def post(self, request: Request) -> Response:
        email = parsed(serializers.PasswordReset, request)["email"]
        count_attempt("reset", address_of(request._request), email)
        user = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if user is not None and accepts_password(user):
            mail.send_reset(request._request, user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@secret_parameters
class PasswordResetConfirmView(APIView):
    permission_classes = [permissions.AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(request=serializers.PasswordResetConfirm, responses={204: None}, auth=[], tags=["auth"])
    def post(self, request: Request) -> Response:
        data = parsed(serializers.PasswordResetConfirm, request)
        count_attempt("confirm", address_of(request._request), data["uid"])
        actions.reset_password(data["uid"], data["token"], data["new_password"])
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(ensure_csrf_cookie, name="dispatch")
@extend_schema(tags=["me"])
class MeView(generics.RetrieveUpdateAPIView):
    serializer_class = serializers.Me
    permission_classes = [SessionToWrite]
    http_method_names = ["get", "patch", "head", "options"]

    def get_object(self) -> Any:
        return self.request.user


@extend_schema(tags=["tokens"])
class TokenViewSet(viewsets.ModelViewSet):
    """One's own personal tokens, for programs."""

    queryset = PersonalToken.objects.none()
    serializer_class = serializers.TokenShape
    permission_classes = [SessionToWrite]
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[PersonalToken]:
        allow_only(self.request, ())
        return PersonalToken.objects.filter(user=user_of(self.request)).order_by("-created")

    @extend_schema(request=serializers.TokenShape, responses={201: serializers.TokenOnce})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        data = parsed(serializers.TokenShape, request)
        user = user_of(request)
        scope = Scope(data.get("scope", Scope.MANAGE))
        row, token = actions.create_token(user, data["name"], data.get("expires"), scope)
        return Response(serializers.TokenShape(row).data | {"token": token}, status.HTTP_201_CREATED)

    def perform_destroy(self, instance: PersonalToken) -> None:
        actions.delete_token(instance)
