"""`manage.py setup_admin`: make the first operator; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from backend.accounts.first_admin import setup_admin


class Command(BaseCommand):
    help = "Make the first admin, with the password of STIPPLE_ADMIN_PASSWORD or a random one that is printed once."

    def handle(self, *args: Any, **options: Any) -> None:
        admin = setup_admin(settings.ENV.admin_password)
        if not admin.is_new:
            return
        if admin.password:
            self.stdout.write(f"First admin: {admin.user.username}\nPassword:    {admin.password}")
            self.stdout.write("This password is shown this once. Change it under Account after the first log-in.")
        else:
            self.stdout.write(f"First admin: {admin.user.username} (password from STIPPLE_ADMIN_PASSWORD)")
        for weakness in admin.weaknesses:
            self.stderr.write(f"STIPPLE_ADMIN_PASSWORD is weak: {weakness}")
