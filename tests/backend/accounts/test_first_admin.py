"""The first operator: no default password, a random one shown once, an existing one never touched."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from backend.accounts.first_admin import setup_admin
from backend.accounts.models import User

pytestmark = pytest.mark.django_db


def run() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("setup_admin", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_random_password_is_shown_once_and_works() -> None:
    shown, _ = run()
    password = next(line.split()[-1] for line in shown.splitlines() if line.startswith("Password:"))
    assert len(password) >= 16
    assert User.objects.get(username="admin").check_password(password)
    assert run() == ("", "")


def test_two_installations_never_share_a_password() -> None:
    first = setup_admin()
    User.objects.all().delete()
    assert first.password != setup_admin().password


def test_a_given_password_is_taken_and_not_shown(settings: Settings) -> None:
    settings.ENV = replace(settings.ENV, admin_password="correct horse battery 9")
    shown, warned = run()
    assert "correct horse" not in shown + warned
    assert User.objects.get(username="admin").check_password("correct horse battery 9")


def test_a_weak_given_password_is_taken_with_a_warning(settings: Settings) -> None:
    settings.ENV = replace(settings.ENV, admin_password="admin")
    assert "weak" in run()[1]
    assert User.objects.get(username="admin").check_password("admin")


def test_a_person_called_admin_is_not_taken_over() -> None:
    person = User.objects.create_user("Admin", password="dots into masks 7")
    admin = setup_admin()
    person.refresh_from_db()
    assert (admin.user.username, person.is_superuser) == ("admin2", False)
