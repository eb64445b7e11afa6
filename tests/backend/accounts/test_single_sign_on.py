"""Single sign-on against a real provider on loopback: who is recognised, connected, let in or refused, and why."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from backend.accounts.actions import create_token
from backend.accounts.id_token import claims_of
from backend.accounts.models import Membership, Organization, User
from tests.authenticator import with_app
from tests.conftest import PASSWORD, ClientOf
from tests.oidc_provider import CLIENT_ID, OidcProvider, rsa_key

CALLBACK = "http://testserver/sso/callback/"
DORA = {"name": "Dora", "preferred_username": "dora", "email": "dora@example.org", "email_verified": True}

Configure = Callable[..., None]


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        running.redirect_uri = CALLBACK
        running.people["d-1"] = dict(DORA)
        yield running


@pytest.fixture
def configure(provider: OidcProvider, settings: Any) -> Configure:
    def change(**fields: Any) -> None:
        settings.ENV = replace(settings.ENV, **fields)

    change(
        oidc_issuer=provider.url,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=provider.secret,
        oidc_name="Wonderland ID",
    )
    return change


def depart(client: Client, next_path: str = "/projects/7") -> str:
    answer = client.post("/api/v1/auth/sso/", {"next": next_path}, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return str(answer.json()["url"])


def choose(url: str, subject: str = "d-1") -> str:
    """Press a button on the provider's page; the path and query of the way back."""
    page = httpx.get(url)
    assert page.status_code == 200, page.text
    asked = dict(parse_qsl(urlsplit(url).query))
    answer = httpx.post(f"{url.split('/authorize')[0]}/choose", data=asked | {"sub": subject})
    return answer.headers["Location"].removeprefix("http://testserver")


def log_in(client: Client, subject: str = "d-1", next_path: str = "/projects/7") -> str:
    """The whole journey; where it ends."""
    answer = client.get(choose(depart(client, next_path), subject))
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def trouble(location: str) -> str:
    parts = urlsplit(location)
    assert parts.path in ("/login", "/account")
    return parse_qs(parts.query)["problem"][0]


def is_logged_in(client: Client) -> bool:
    return client.get("/api/v1/me/").status_code == 200


def test_the_login_page_learns_what_there_is(client: Client, db: None, configure: Configure) -> None:
    assert client.get("/api/v1/auth/methods/").json() == {"password": True, "sso": {"name": "Wonderland ID"}}
    configure(oidc_only=True)
    assert client.get("/api/v1/auth/methods/").json()["password"] is False
    configure(oidc_only=False, oidc_issuer="")
    assert client.get("/api/v1/auth/methods/").json() == {"password": True, "sso": None}


def test_somebody_new_gets_an_account_and_the_team(
    client: Client, organization: Organization, configure: Configure
) -> None:
    configure(oidc_organization=organization.pk, oidc_role="reviewer")
    assert log_in(client) == "/projects/7"
    me = client.get("/api/v1/me/").json()
    assert (me["username"], me["name"], me["email"], me["has_password"]) == ("dora", "Dora", "dora@example.org", False)
    assert [(team["id"], team["role"]) for team in me["organizations"]] == [(organization.pk, "reviewer")]


def test_the_same_person_comes_back_whatever_the_profile_says_now(
    client: Client, db: None, configure: Configure, provider: OidcProvider
) -> None:
    log_in(client)
    provider.people["d-1"] |= {"email": "other@example.org", "preferred_username": "another"}
    log_in(Client())
    assert User.objects.count() == SocialAccount.objects.count() == 1


def test_a_role_that_was_taken_is_not_given_again_at_the_next_login(
    client: Client, organization: Organization, configure: Configure
) -> None:
    configure(oidc_organization=organization.pk)
    log_in(client)
    Membership.objects.all().delete()
    log_in(Client())
    assert not Membership.objects.exists()


def test_a_taken_username_is_varied(client: Client, alice: User, configure: Configure, provider: OidcProvider) -> None:
    provider.people["d-1"] |= {"preferred_username": "ALICE"}
    log_in(client)
    assert client.get("/api/v1/me/").json()["username"] == "ALICE1"


def test_another_issuer_with_the_same_subject_is_another_person(
    client: Client, db: None, configure: Configure, provider: OidcProvider
) -> None:
    log_in(client)
    with OidcProvider() as other:
        other.redirect_uri = CALLBACK
        other.people["d-1"] = {"name": "Impostor"}
        configure(oidc_issuer=other.url, oidc_client_secret=other.secret)
        log_in(Client())
    assert User.objects.count() == 2


def test_a_verified_address_connects_the_account_and_ends_what_others_may_have_kept(
    client: Client, client_of: ClientOf, bob: User, configure: Configure, provider: OidcProvider
) -> None:
    elsewhere = client_of(None)
    elsewhere.login(username="bob", password=PASSWORD)
    create_token(bob, "robot arm", None)
    provider.people["d-1"] |= {"email": "Bob@Example.org"}
    log_in(client)
    assert client.get("/api/v1/me/").json()["username"] == "bob"
    bob.refresh_from_db()
    assert not bob.has_usable_password()
    assert not bob.tokens.exists()
    assert elsewhere.get("/api/v1/me/").status_code == 401


def test_a_verified_address_opens_no_account_that_somebody_else_of_the_provider_is_connected_to(
    client: Client, bob: User, configure: Configure, provider: OidcProvider
) -> None:
    SocialAccount.objects.create(user=bob, provider=provider.url, uid="eve")
    provider.people["d-1"] |= {"email": "bob@example.org"}
    assert trouble(log_in(client)) == "sso-connect-first"
    assert not is_logged_in(client)
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["eve"]
    bob.refresh_from_db()
    assert bob.has_usable_password()


def test_a_verified_address_ends_identities_at_other_providers(
    client: Client, bob: User, configure: Configure, provider: OidcProvider
) -> None:
    SocialAccount.objects.create(user=bob, provider="https://id.former.example", uid="eve")
    provider.people["d-1"] |= {"email": "bob@example.org"}
    assert log_in(client) == "/projects/7"
    assert list(SocialAccount.objects.values_list("provider", "uid", "user")) == [(provider.url, "d-1", bob.pk)]


@pytest.mark.parametrize("verified", [False, "false", None, 1])
def test_an_address_that_is_not_verified_connects_nothing(
    client: Client, bob: User, configure: Configure, provider: OidcProvider, verified: Any
) -> None:
    provider.people["d-1"] |= {"email": "bob@example.org", "email_verified": verified}
    assert trouble(log_in(client)) == "sso-unverified"
    assert not SocialAccount.objects.exists()
    assert not is_logged_in(client)


def test_an_address_that_is_not_verified_is_not_kept_for_somebody_new(
    client: Client, db: None, configure: Configure, provider: OidcProvider
) -> None:
    provider.people["d-1"]["email_verified"] = False
    log_in(client)
    assert client.get("/api/v1/me/").json()["email"] == ""


@pytest.mark.parametrize("power", ["is_staff", "is_superuser"])
def test_operators_are_never_connected_by_their_address(
    client: Client, bob: User, configure: Configure, provider: OidcProvider, power: str
) -> None:
    User.objects.filter(pk=bob.pk).update(**{power: True})
    provider.people["d-1"] |= {"email": "bob@example.org"}
    assert trouble(log_in(client)) == "sso-connect-first"
    bob.refresh_from_db()
    assert bob.has_usable_password()


def test_somebody_switched_off_is_refused_with_the_reason(client: Client, db: None, configure: Configure) -> None:
    log_in(client)
    User.objects.update(is_active=False)
    again = Client()
    assert trouble(log_in(again)) == "sso-inactive"
    assert not is_logged_in(again)


def test_cancelling_goes_back_to_the_login_page_which_still_knows_where_to_go(
    client: Client, db: None, configure: Configure
) -> None:
    location = log_in(client, subject="")
    assert trouble(location) == "sso-cancelled"
    assert parse_qs(urlsplit(location).query)["next"] == ["/projects/7"]


def test_a_state_of_another_browser_or_used_twice_is_refused(client: Client, db: None, configure: Configure) -> None:
    back = choose(depart(client))
    assert trouble(Client().get(back).headers["Location"]) == "sso-stale"
    assert client.get(back).headers["Location"] == "/projects/7"
    assert trouble(client.get(back).headers["Location"]) == "sso-stale"
    assert trouble(client.get("/sso/callback/").headers["Location"]) == "sso-stale"


def test_a_wrong_secret_ends_on_the_login_page(client: Client, db: None, configure: Configure) -> None:
    configure(oidc_client_secret="not the secret")
    assert trouble(log_in(client)) == "sso-failed"
    assert not is_logged_in(client)


@pytest.mark.parametrize(
    "lie",
    [{"nonce": "another"}, {"iss": "https://evil.example"}, {"aud": "another client"}, {"exp": 1}, {"sub": "d-2"}],
    ids=lambda lie: next(iter(lie)),
)
def test_an_id_token_that_does_not_belong_here_is_refused(
    client: Client, db: None, configure: Configure, provider: OidcProvider, lie: dict[str, Any]
) -> None:
    provider.claims = lie
    assert trouble(log_in(client)) == "sso-failed"
    assert not User.objects.exists()


def test_an_id_token_signed_by_somebody_else_is_refused(
    client: Client, db: None, configure: Configure, provider: OidcProvider
) -> None:
    provider.signing_key = rsa_key("somebody else's")
    assert trouble(log_in(client)) == "sso-failed"


def test_an_id_token_that_names_no_key_is_taken_from_a_provider_with_one(
    client: Client, db: None, configure: Configure, provider: OidcProvider
) -> None:
    provider.key_id = None
    assert log_in(client) == "/projects/7"
    provider.signing_key = rsa_key("somebody else's")
    assert trouble(log_in(Client())) == "sso-failed"


@pytest.mark.parametrize(("skew_s", "is_in_time"), [(30, True), (600, False)])
def test_a_provider_whose_clock_is_a_little_ahead_is_understood(
    client: Client, db: None, configure: Configure, provider: OidcProvider, skew_s: int, is_in_time: bool
) -> None:
    provider.claims = {"iat": int(time.time()) + skew_s}
    assert (log_in(client) == "/projects/7") is is_in_time


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_an_id_token_that_anybody_could_have_signed_is_refused(algorithm: str) -> None:
    now = int(time.time())
    claims = {"iss": "https://id.example.org", "sub": "d-1", "aud": CLIENT_ID, "iat": now, "exp": now + 60}
    secret = secrets.token_bytes(32) if algorithm == "HS256" else None
    token = jwt.encode(claims, secret, algorithm=algorithm)
    shared = {"kty": "oct", "k": base64.urlsafe_b64encode(secret or b"x" * 32).decode().rstrip("=")}
    with pytest.raises(OAuth2Error):
        claims_of(token, {"keys": [shared]}, "https://id.example.org", CLIENT_ID)


def test_a_provider_that_does_not_answer_is_told_before_anybody_leaves(
    client: Client, db: None, configure: Configure
) -> None:
    configure(oidc_issuer="http://127.0.0.1:9")
    answer = client.post("/api/v1/auth/sso/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (503, "sso-unavailable")
    assert "Wonderland ID" in answer.json()["detail"]


def test_a_provider_that_goes_away_on_the_journey_ends_on_the_login_page(
    client: Client, db: None, configure: Configure, provider: OidcProvider
) -> None:
    back = choose(depart(client))
    with provider.away():
        assert trouble(client.get(back).headers["Location"]) == "sso-failed"


def test_a_discovery_document_of_another_issuer_is_not_followed(
    client: Client, db: None, configure: Configure, provider: OidcProvider
) -> None:
    configure(oidc_issuer=provider.url.replace("127.0.0.1", "localhost"))
    answer = client.post("/api/v1/auth/sso/", {}, content_type="application/json")
    assert answer.json()["code"] == "sso-unavailable"


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: Client, db: None, configure: Configure, path: str) -> None:
    assert log_in(client, next_path=path) == "/"


def test_leaving_needs_the_csrf_token(db: None, configure: Configure) -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/v1/auth/sso/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_who_has_two_step_login_is_asked_for_the_code_unless_the_provider_is_trusted(
    client: Client, db: None, configure: Configure
) -> None:
    log_in(client)
    app = with_app(User.objects.get())
    again = Client()
    location = log_in(again)
    assert urlsplit(location).path == "/login"
    assert parse_qs(urlsplit(location).query) == {"step": ["code"], "next": ["/projects/7"]}
    assert not is_logged_in(again)
    assert again.post("/api/v1/auth/login/code/", {"code": app.code()}, "application/json").status_code == 200
    configure(oidc_trusts_mfa=True)
    assert log_in(Client()) == "/projects/7"


def test_connecting_on_the_account_page_needs_no_address(
    client: Client, bob: User, configure: Configure, provider: OidcProvider
) -> None:
    client.force_login(bob)
    url = client.post("/api/v1/me/identities/").json()["url"]
    assert client.get(choose(url)).headers["Location"] == "/account?connected=1"
    (identity,) = client.get("/api/v1/me/identities/").json()
    assert (identity["issuer"], identity["name"], identity["email"]) == (provider.url, "Wonderland ID", DORA["email"])
    bob.refresh_from_db()
    assert bob.has_usable_password()
    other = Client()
    log_in(other)
    assert other.get("/api/v1/me/").json()["username"] == "bob"


def test_an_identity_of_somebody_else_is_not_taken(
    client: Client, client_of: ClientOf, bob: User, configure: Configure
) -> None:
    log_in(client)
    bobs = Client()
    bobs.force_login(bob)
    url = bobs.post("/api/v1/me/identities/").json()["url"]
    assert trouble(bobs.get(choose(url)).headers["Location"]) == "sso-taken"


def test_a_connection_begun_by_one_person_is_not_finished_by_another(
    client: Client, bob: User, alice: User, configure: Configure
) -> None:
    client.force_login(bob)
    back = choose(client.post("/api/v1/me/identities/").json()["url"])
    session = dict(client.session)
    client.force_login(alice)
    mixed = client.session
    mixed["socialaccount_states"] = session["socialaccount_states"]
    mixed.save()
    assert trouble(client.get(back).headers["Location"]) == "sso-stale"
    assert not SocialAccount.objects.exists()


def test_the_last_way_in_is_not_taken_away(client: Client, db: None, configure: Configure) -> None:
    log_in(client)
    identity = SocialAccount.objects.get()
    answer = client.delete(f"/api/v1/me/identities/{identity.pk}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "last-way-in")
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    configure(oidc_only=True)
    assert client.delete(f"/api/v1/me/identities/{identity.pk}/").status_code == 409
    configure(oidc_only=False)
    assert client.delete(f"/api/v1/me/identities/{identity.pk}/").status_code == 204
    assert not SocialAccount.objects.exists()


def test_identities_of_others_are_not_there(
    client: Client, client_of: ClientOf, bob: User, configure: Configure
) -> None:
    log_in(client)
    answer = client_of(bob).delete(f"/api/v1/me/identities/{SocialAccount.objects.get().pk}/")
    assert answer.status_code == 404
    assert client_of(bob).get("/api/v1/me/identities/").json() == []


def test_with_sso_only_passwords_are_for_superusers(
    client: Client, bob: User, alice: User, configure: Configure
) -> None:
    configure(oidc_only=True)
    User.objects.filter(pk=alice.pk).update(is_superuser=True)
    right = {"username": "bob", "password": PASSWORD}
    answers = [
        client.post("/api/v1/auth/login/", body, "application/json") for body in (right, right | {"password": "x"})
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "password-login-off")] * 2
    assert "Wonderland ID" in answers[0].json()["detail"]
    assert client.post("/api/v1/auth/login/", right | {"username": "alice"}, "application/json").status_code == 200


def test_with_sso_only_letters_hold_no_way_to_a_password(
    client: Client,
    client_of: ClientOf,
    alice: User,
    bob: User,
    configure: Configure,
    mailoutbox: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backend.accounts.mail.in_background", lambda work: work())
    configure(oidc_only=True)
    assert client.post("/api/v1/auth/password/reset/", {"email": bob.email}, "application/json").status_code == 204
    assert mailoutbox == []
    invitation = {"organization": alice.memberships.get().organization_id, "email": "new@example.org", "role": "viewer"}
    assert client_of(alice).post("/api/v1/memberships/", invitation).status_code == 201
    assert "/login" in mailoutbox[0].body and "/reset/" not in mailoutbox[0].body


def test_rows_of_allauths_table_of_providers_are_not_used(client: Client, db: None, configure: Configure) -> None:
    configure(oidc_issuer="")
    SocialApp.objects.create(provider="openid_connect", provider_id="evil", name="Evil", client_id="x")
    answer = client.post("/api/v1/auth/sso/", {}, content_type="application/json")
    assert answer.json()["code"] == "sso-unavailable"
    assert trouble(client.get("/sso/callback/?state=x&code=y").headers["Location"]) == "sso-failed"


def test_no_page_of_allauth_can_be_reached() -> None:
    def callbacks(resolver: URLResolver) -> Iterator[Any]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.callback
            else:
                yield from callbacks(pattern)

    modules = {getattr(callback, "view_class", callback).__module__ for callback in callbacks(get_resolver())}
    assert "backend.accounts.sso_views" in modules
    assert not [module for module in modules if module.startswith("allauth")]
