"""The letters that Stipple writes: invitations, and a link to reset a password. Links hold a one-time token."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from backend.accounts.identities import accepts_password
from backend.accounts.models import Invitation, Organization, User

log = logging.getLogger(__name__)

RESET = """Hello {name},

somebody, probably you, asked to reset the password of your Stipple account "{username}".
Choose a new one here (the link works once, for a day):

{link}

If it was not you, ignore this letter: nothing has changed.
"""
INVITATION = """Hello,

{inviter} invites you to the team "{team}" in Stipple. Your user name is "{username}".
Choose your password here (the link works once, for a day; after that ask for a new one on the log-in page):

{link}
"""
JOIN = """Hello,

{inviter} invites you to the team "{team}" in Stipple, as {role}.
Join with this link, with your account or a new one (it works once, until {day}):

{link}

If you do not know {inviter}, ignore this letter.
"""
WEBHOOK_REASONS = {
    "gone": "its receiver answered 410, which says that nobody is there any more",
    "failing": "nothing was delivered for about a day, however often it was tried",
}
WEBHOOK_DISABLED = """Hello {name},

the webhook "{hook}" of {where} (to {host}) was switched off: {reason}.
What it was not told is kept. Look at its deliveries in the settings of {where}, and switch it on again there.
"""
INVITATION_BY_SSO = """Hello,

{inviter} invites you to the team "{team}" in Stipple. Log in by {sso} here, with this e-mail address:

{link}
"""


def uid_of(user: User) -> str:
    return urlsafe_base64_encode(force_bytes(user.pk))


def reset_link(request: HttpRequest, user: User) -> str:
    """The page of the browser application where the user chooses a new password."""
    return request.build_absolute_uri(f"/reset/{uid_of(user)}/{default_token_generator.make_token(user)}")


def send_reset(request: HttpRequest, user: User) -> None:
    text = RESET.format(name=user.display_name, username=user.username, link=reset_link(request, user))
    _send("Reset your Stipple password", text, user.email)


def send_invitation(request: HttpRequest, user: User, team: Organization, inviter: User) -> None:
    words = {"inviter": inviter.display_name, "team": team.name}
    if accepts_password(user):
        text = INVITATION.format(**words, username=user.username, link=reset_link(request, user))
    else:
        text = INVITATION_BY_SSO.format(**words, sso=settings.ENV.oidc_name, link=request.build_absolute_uri("/login"))
    _send("You are invited to Stipple", text, user.email)


def join_link(request: HttpRequest, token: str) -> str:
    """The page of the browser application where somebody accepts an invitation."""
    return request.build_absolute_uri(f"/join/{token}")


def send_join_link(invitation: Invitation, inviter: User, link: str) -> None:
    text = JOIN.format(
        inviter=inviter.display_name,
        team=invitation.organization.name,
        role=invitation.role,
        day=invitation.expires.date().isoformat(),
        link=link,
    )
    _send("You are invited to Stipple", text, invitation.email)


def send_webhook_disabled(person: User, hook: str, host: str, where: str, reason: str) -> None:
    """``where`` is the project or the team; ``reason`` one of WEBHOOK_REASONS."""
    words = {"name": person.display_name, "hook": hook, "host": host, "where": where}
    text = WEBHOOK_DISABLED.format(**words, reason=WEBHOOK_REASONS[reason])
    _send("A Stipple webhook was switched off", text, person.email)


def in_background(work: Callable[[], None]) -> None:
    """Run beside the request: how long a letter takes must not tell whether there was one to send."""
    threading.Thread(target=work, name="mail", daemon=True).start()


def _send(subject: str, text: str, address: str) -> None:
    def work() -> None:
        try:
            send_mail(subject, text, None, [address])
        except OSError:
            log.exception("a letter could not be sent; check STIPPLE_EMAIL_URL")

    in_background(work)
