"""`manage.py reset_mfa USERNAME`: for somebody who has lost the app and the recovery codes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.accounts import second_factor
from backend.accounts.login_backend import user_named


class Command(BaseCommand):
    help = "Switch off the two-step login of a person, who then logs in with the password alone and sets it up again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="user name or e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        user = user_named(options["username"])
        if user is None:
            raise CommandError(f"Nobody here is called {options['username']!r}.")
        if not second_factor.is_on(user):
            self.stdout.write(f"{user.username} has no two-step login; nothing has changed.")
            return
        second_factor.switch_off(user)
        self.stdout.write(f"The two-step login of {user.username} is off.")
