"""Two-step login: set up, asked for, used once, limited, renewed, switched off, reset by operators."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator as Stored
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from backend.accounts import entrance, second_factor
from backend.accounts.login_limit import PER_NAME, WINDOW
from backend.accounts.models import LoginAttempt, User
from tests.authenticator import STEP_S, Authenticator, with_app
from tests.conftest import PASSWORD, ClientOf

LOGIN = "/api/v1/auth/login/"
CODE = "/api/v1/auth/login/code/"
MFA = "/api/v1/me/mfa/"


def post(client: Any, path: str, **body: str) -> Any:
    return client.post(path, body, content_type="application/json")


def first_step(client: Client, name: str = "bob") -> Any:
    return post(client, LOGIN, username=name, password=PASSWORD)


def is_logged_in(client: Client) -> bool:
    return client.get("/api/v1/me/").status_code == 200


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.fixture
def app(bob: User) -> Authenticator:
    return with_app(bob)


def test_set_up_by_a_code_of_the_app_shows_ten_recovery_codes(client: Client, bob: User) -> None:
    client.force_login(bob)
    assert client.get(MFA).json() == {"is_on": False, "recovery_codes_left": 0}
    offer = post(client, MFA + "offer/").json()
    assert offer["uri"].startswith("otpauth://totp/") and f"secret={offer['secret']}" in offer["uri"]
    assert "issuer=Stipple" in offer["uri"]
    assert "<svg" in offer["qr"] and "http:" not in offer["qr"].replace("http://www.w3.org/", "")
    answer = post(client, MFA + "confirm/", code=Authenticator(offer["secret"]).code())
    assert len(set(answer.json()["recovery_codes"])) == 10
    assert client.get(MFA).json() == {"is_on": True, "recovery_codes_left": 10}
    assert client.get("/api/v1/me/").json()["has_mfa"] is True


def test_the_secret_offered_stays_the_same_until_it_is_confirmed(client: Client, bob: User) -> None:
    client.force_login(bob)
    secrets = {post(client, MFA + "offer/").json()["secret"] for _ in range(2)}
    assert len(secrets) == 1


def test_a_wrong_code_sets_nothing_up(client: Client, bob: User) -> None:
    client.force_login(bob)
    assert problem(post(client, MFA + "confirm/", code="123456")) == (409, "conflict")
    secret = post(client, MFA + "offer/").json()["secret"]
    old = Authenticator(secret).code_at(int(time.time()) // STEP_S - 100)
    assert problem(post(client, MFA + "confirm/", code=old)) == (400, "bad-code")
    assert not second_factor.is_on(bob)


def test_it_is_not_set_up_over_an_app_in_use(client: Client, bob: User, app: Authenticator) -> None:
    client.force_login(bob)
    secret = post(client, MFA + "offer/").json()["secret"]
    assert problem(post(client, MFA + "confirm/", code=Authenticator(secret).code())) == (409, "conflict")


def test_secrets_are_not_readable_in_the_database(bob: User, app: Authenticator) -> None:
    stored = " ".join(str(row.data) for row in Stored.objects.filter(user=bob))
    assert app.secret not in stored
    assert not any(code in stored for code in app.recovery_codes)


def test_secrets_of_another_secret_key_say_what_to_do(client: Client, app: Authenticator, settings: Any) -> None:
    first_step(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is as long as the settings want it to be, and then some"
    client.cookies.clear()
    first_step(client)
    answer = post(client, CODE, code=app.code())
    assert problem(answer) == (409, "conflict")
    assert "reset_mfa" in answer.json()["detail"]


def test_the_password_alone_logs_nobody_in(client: Client, app: Authenticator) -> None:
    assert problem(first_step(client)) == (401, "mfa-required")
    assert not is_logged_in(client)
    answer = post(client, CODE, code=app.code())
    assert (answer.status_code, answer.json()["username"]) == (200, "bob")
    assert is_logged_in(client)


def test_a_code_is_taken_with_spaces(client: Client, app: Authenticator) -> None:
    first_step(client)
    code = app.code()
    assert post(client, CODE, code=f" {code[:3]} {code[3:]}").status_code == 200


def test_a_code_works_once(client: Client, app: Authenticator) -> None:
    code = app.code()
    first_step(client)
    assert post(client, CODE, code=code).status_code == 200
    again = Client()
    first_step(again)
    assert problem(post(again, CODE, code=code)) == (400, "bad-code")
    assert not is_logged_in(again)


def test_the_code_of_the_set_up_does_not_log_in(client: Client, bob: User) -> None:
    app = Authenticator(second_factor.offer(bob).secret)
    code = app.code()
    second_factor.switch_on(bob, app.secret, code)
    first_step(client)
    assert problem(post(client, CODE, code=code)) == (400, "bad-code")


def test_a_recovery_code_works_once(client: Client, bob: User, app: Authenticator) -> None:
    code = app.recovery_codes[3]
    first_step(client)
    assert post(client, CODE, code=f"{code[:4]}-{code[4:]}").status_code == 200
    assert second_factor.recovery_codes_left(bob) == 9
    again = Client()
    first_step(again)
    assert problem(post(again, CODE, code=code)) == (400, "bad-code")


def test_codes_of_somebody_else_are_wrong(client: Client, app: Authenticator, alice: User) -> None:
    alices = with_app(alice)
    first_step(client)
    for code in (alices.code(), alices.recovery_codes[0]):
        assert problem(post(client, CODE, code=code)) == (400, "bad-code")


def test_wrong_codes_are_limited_wherever_they_come_from(client: Client, app: Authenticator) -> None:
    for number in range(PER_NAME):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        first_step(guesser)
        assert problem(post(guesser, CODE, code="000000x")) == (400, "bad-code")
    first_step(client)
    assert problem(post(client, CODE, code=app.code())) == (429, "rate-limited")
    LoginAttempt.objects.update(at=timezone.now() - WINDOW * 2)
    assert post(client, CODE, code=app.code()).status_code == 200


def test_a_code_without_a_first_step_says_so(client: Client, app: Authenticator) -> None:
    assert problem(post(client, CODE, code=app.code())) == (400, "login-expired")


def test_the_first_step_expires(client: Client, app: Authenticator) -> None:
    first_step(client)
    session = client.session
    session[entrance.KEY] = session[entrance.KEY] | {"at": time.time() - entrance.PATIENCE_S - 1}
    session.save()
    assert problem(post(client, CODE, code=app.code())) == (400, "login-expired")


@pytest.mark.parametrize("change", ["password", "off"])
def test_the_first_step_is_worth_nothing_after_a_new_password_or_for_somebody_switched_off(
    client: Client, bob: User, app: Authenticator, change: str
) -> None:
    first_step(client)
    if change == "password":
        bob.set_password("masks out of dots 9")
        bob.save()
    else:
        User.objects.filter(pk=bob.pk).update(is_active=False)
    assert problem(post(client, CODE, code=app.code())) == (400, "login-expired")


def test_a_reset_password_still_needs_the_code(client: Client, bob: User, app: Authenticator) -> None:
    from django.contrib.auth.tokens import default_token_generator

    from backend.accounts.mail import uid_of

    new = "masks out of dots 9"
    link = {"uid": uid_of(bob), "token": default_token_generator.make_token(bob)}
    assert post(client, "/api/v1/auth/password/reset/confirm/", **link, new_password=new).status_code == 204
    assert problem(post(client, LOGIN, username="bob", password=new)) == (401, "mfa-required")


def test_the_second_step_needs_the_csrf_token(app: Authenticator) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert problem(post(strict, CODE, code=app.code())) == (403, "csrf")


def test_new_recovery_codes_replace_the_old_ones(client: Client, bob: User, app: Authenticator) -> None:
    client.force_login(bob)
    assert problem(post(client, MFA + "recovery-codes/", code="nothing")) == (400, "bad-code")
    new = post(client, MFA + "recovery-codes/", code=app.code()).json()["recovery_codes"]
    assert not set(new) & set(app.recovery_codes)
    other = Client()
    first_step(other)
    assert problem(post(other, CODE, code=app.recovery_codes[0])) == (400, "bad-code")
    assert post(other, CODE, code=new[0]).status_code == 200


def test_switching_off_needs_the_password_and_a_code(client: Client, bob: User, app: Authenticator) -> None:
    client.force_login(bob)
    assert problem(post(client, MFA + "off/", code=app.code(), password="x")) == (400, "bad-credentials")
    assert problem(post(client, MFA + "off/", code="123", password=PASSWORD)) == (400, "bad-code")
    assert post(client, MFA + "off/", code=app.code(), password=PASSWORD).status_code == 204
    assert first_step(Client()).status_code == 200


def test_operators_reset_it_by_a_command(client: Client, bob: User, app: Authenticator) -> None:
    said = io.StringIO()
    call_command("reset_mfa", "BOB@example.org", stdout=said)
    assert "bob is off" in said.getvalue()
    assert first_step(client).status_code == 200
    call_command("reset_mfa", "bob", stdout=said)
    assert "nothing has changed" in said.getvalue()
    with pytest.raises(CommandError, match="nobody at all"):
        call_command("reset_mfa", "nobody at all")


def test_the_admin_pages_have_no_door_of_their_own(client: Client, bob: User, app: Authenticator) -> None:
    User.objects.filter(pk=bob.pk).update(is_staff=True, is_superuser=True)
    answer = client.get("/admin/accounts/user/")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/admin/login/")
    door = client.get(answer.headers["Location"])
    assert door.headers["Location"] == "/login?next=%2Fadmin%2Faccounts%2Fuser%2F"
    assert client.post("/admin/login/", {"username": "bob", "password": PASSWORD}).status_code == 405
    first_step(client)
    assert client.get("/admin/").status_code == 302
    post(client, CODE, code=app.code())
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/?next=//evil.example").headers["Location"] == "/admin/"


def test_who_is_no_operator_is_told_so_at_the_admin_pages(client_of: ClientOf, alice: User) -> None:
    answer = client_of(alice).get("/admin/login/?next=/admin/")
    assert answer.headers["Location"] == "/login?problem=operators-only&next=%2Fadmin%2F"


def test_secrets_and_identities_are_no_admin_pages(client_of: ClientOf, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_staff=True, is_superuser=True)
    page = client_of(User.objects.get(pk=bob.pk)).get("/admin/").content.decode()
    assert "/admin/accounts/user/" in page
    for app in ("mfa", "socialaccount", "account"):
        assert f"/admin/{app}/" not in page
