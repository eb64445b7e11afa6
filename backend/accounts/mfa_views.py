"""Two-step login on the wire: the second step, and setting it up, renewing recovery codes, switching it off."""

from __future__ import annotations

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from drf_spectacular.utils import extend_schema
from rest_framework import permissions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import entrance, second_factor
from backend.accounts.authentication import user_of
from backend.accounts.login_backend import address_of
from backend.accounts.login_limit import count_attempt
from backend.accounts.permissions import SessionOnly
from backend.accounts.serializers import Me
from backend.accounts.views import parsed, secret_parameters
from backend.config.problems import Code, Problem

SECRET = "mfa-secret"  # noqa: S105


class CodeOfApp(serializers.Serializer):
    code = serializers.CharField(max_length=32, help_text="Of the authenticator app, or a recovery code.")


class SwitchOff(CodeOfApp):
    password = serializers.CharField(
        max_length=1024, required=False, default="", allow_blank=True, trim_whitespace=False,
        help_text="Needed where the account has one.",
    )  # fmt: skip


class MfaState(serializers.Serializer):
    is_on = serializers.BooleanField()
    recovery_codes_left = serializers.IntegerField()


class MfaOffer(serializers.Serializer):
    secret = serializers.CharField(help_text="To type into the app where no camera can read the code.")
    uri = serializers.CharField(help_text="What the QR code says: otpauth://totp/…")
    qr = serializers.CharField(help_text="The QR code as SVG.")


class RecoveryCodes(serializers.Serializer):
    """Shown this once; each is good for one login without the app."""

    recovery_codes = serializers.ListField(child=serializers.CharField())


@method_decorator(sensitive_post_parameters(), name="dispatch")
@method_decorator([csrf_protect, ensure_csrf_cookie], name="dispatch")
class CodeView(APIView):
    """The second step of a login."""

    permission_classes = [permissions.AllowAny]
    authentication_classes: list[Any] = []

    @extend_schema(request=CodeOfApp, responses=Me, auth=[], tags=["auth"])
    def post(self, request: Request) -> Response:
        user = entrance.enter_with_code(request._request, parsed(CodeOfApp, request)["code"])
        return Response(Me(user).data)


class MfaView(APIView):
    permission_classes = [SessionOnly]

    @extend_schema(responses=MfaState, tags=["me"])
    def get(self, request: Request) -> Response:
        user = user_of(request)
        left = second_factor.recovery_codes_left(user)
        return Response(MfaState({"is_on": second_factor.is_on(user), "recovery_codes_left": left}).data)


class OfferView(APIView):
    """A secret for an app; asked again, the same one until it is confirmed or the session ends."""

    permission_classes = [SessionOnly]

    @extend_schema(request=None, responses=MfaOffer, tags=["me"])
    def post(self, request: Request) -> Response:
        offer = second_factor.offer(user_of(request), request.session.get(SECRET, ""))
        request.session[SECRET] = offer.secret
        return Response(MfaOffer(offer).data)


@secret_parameters
class ConfirmView(APIView):
    """Switch two-step login on: the code shows that the app has the secret."""

    permission_classes = [SessionOnly]

    @extend_schema(request=CodeOfApp, responses=RecoveryCodes, tags=["me"])
    def post(self, request: Request) -> Response:
        code = parsed(CodeOfApp, request)["code"]
        secret = request.session.get(SECRET)
        if not secret:
            raise Problem(Code.CONFLICT, "Ask for a secret first, put it into your app, then send a code of it.", 409)
        codes = second_factor.switch_on(user_of(request), secret, code)
        del request.session[SECRET]
        return Response({"recovery_codes": codes})


@secret_parameters
class RecoveryCodesView(APIView):
    """Ten new recovery codes; the old ones are worth nothing from then on."""

    permission_classes = [SessionOnly]

    @extend_schema(request=CodeOfApp, responses=RecoveryCodes, tags=["me"])
    def post(self, request: Request) -> Response:
        user = user_of(request)
        second_factor.check_code(user, parsed(CodeOfApp, request)["code"])
        return Response({"recovery_codes": second_factor.new_recovery_codes(user)})


@secret_parameters
class SwitchOffView(APIView):
    permission_classes = [SessionOnly]

    @extend_schema(request=SwitchOff, responses={204: None}, tags=["me"])
    def post(self, request: Request) -> Response:
        data = parsed(SwitchOff, request)
        user = user_of(request)
        if user.has_usable_password():
            count_attempt("password", address_of(request._request), user.username)
            if not user.check_password(data["password"]):
                detail = "This is not your present password."
                raise Problem(Code.BAD_CREDENTIALS, detail, errors={"password": [detail]})
        second_factor.check_code(user, data["code"])
        second_factor.switch_off(user)
        return Response(status=status.HTTP_204_NO_CONTENT)
