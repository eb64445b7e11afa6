"""Two-step login: codes of an authenticator app (TOTP, RFC 6238) and recovery codes, each good for one login.

The secrets lie in allauth's table, encrypted (mfa_adapter.py). A used code is a row, so that no process takes it twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import IntegrityError, transaction

from backend.accounts.login_limit import count_attempt, forget_attempts
from backend.accounts.models import UsedCode, User
from backend.config.problems import Code, Problem

KIND = "code"
KEPT_STEPS = 20
"""Time steps that a used code is remembered for; those of the last few are all that could be taken again."""
WRONG = "This code is not right, or it has been used. Wait for the next one of your app, or use a recovery code."


@dataclass(frozen=True)
class Offer:
    """What an authenticator app needs: a QR code (SVG), the address in it, and the secret to type instead."""

    secret: str
    uri: str
    qr: str


def is_on(user: User) -> bool:
    return _totp(user) is not None


def offer(user: User, secret: str = "") -> Offer:
    """A new secret for the user (or ``secret`` once more); nothing is kept before a code of it is confirmed."""
    adapter = get_adapter()
    secret = secret or generate_totp_secret()
    uri = adapter.build_totp_url(user, secret)
    return Offer(secret, uri, adapter.build_totp_svg(uri))


def switch_on(user: User, secret: str, code: str) -> list[str]:
    """Keep ``secret`` once ``code`` shows that the app has it; returns the recovery codes. Problem 400 or 409."""
    if is_on(user):
        raise Problem(Code.CONFLICT, "Two-step login is on already. Switch it off to set up another app.", 409)
    with transaction.atomic():
        if not _uses(user, secret, code):
            raise wrong_code("This code is not right. Type the six digits that your app shows now.")
        TOTP.activate(user, secret)
        return new_recovery_codes(user)


def switch_off(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes; the old ones are worth nothing from now on."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        return RecoveryCodes.activate(user).generate_codes()


def recovery_codes_left(user: User) -> int:
    found = _authenticator(user, Authenticator.Type.RECOVERY_CODES)
    return len(RecoveryCodes(found).get_unused_codes()) if found else 0


def check_code(user: User, code: str) -> None:
    """Use up ``code``, of the app or a recovery code; Problem 400 ``bad-code``, 429 after too many attempts.

    Attempts count by person, from wherever they come: who gets here has the password already.
    """
    who = f"user {user.pk}"
    count_attempt(KIND, who, "")
    totp = _totp(user)
    if totp is None or not (_uses(user, decrypt(totp.data["secret"]), code, totp) or _uses_recovery(user, code)):
        raise wrong_code(WRONG)
    forget_attempts(KIND, who, "")


def wrong_code(detail: str) -> Problem:
    return Problem(Code.BAD_CODE, detail, errors={"code": [detail]})


def _uses(user: User, secret: str, code: str, totp: Any = None) -> bool:
    """Whether the app with ``secret`` shows ``code`` about now and nobody has used it; it is used from then on."""
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            if totp is not None:
                totp.record_usage()
            return _mark_used(user, counter)
    return False


def _mark_used(user: User, counter: int) -> bool:
    UsedCode.objects.filter(user=user, counter__lt=counter - KEPT_STEPS).delete()
    try:
        with transaction.atomic():
            UsedCode.objects.create(user=user, counter=counter)
    except IntegrityError:
        return False
    return True


def _uses_recovery(user: User, code: str) -> bool:
    found = _authenticator(user, Authenticator.Type.RECOVERY_CODES)
    return found is not None and RecoveryCodes(found).validate_code(code)


def _totp(user: User) -> Any:
    return _authenticator(user, Authenticator.Type.TOTP)


def _authenticator(user: User, kind: str) -> Any:
    return Authenticator.objects.filter(user=user, type=kind).first()
