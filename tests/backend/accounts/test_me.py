"""One's own account."""

from __future__ import annotations

import pytest

from backend.accounts import serializers
from backend.accounts.login_limit import PER_NAME
from backend.accounts.models import User
from tests.conftest import PASSWORD, ClientOf

URL = "/api/v1/me/"


def test_me_says_who_and_in_which_teams(client_of: ClientOf, bob: User) -> None:
    me = client_of(bob).get(URL).json()
    public = {"id", "username", "email", "name", "language", "preferences", "color", "is_operator", "organizations"}
    assert set(me) == public | {"has_password", "has_mfa"}
    assert me["organizations"][0]["role"] == "annotator"
    assert me["is_operator"] is False


def test_nobody_raises_themselves(client_of: ClientOf, bob: User) -> None:
    powers = {"is_operator": True, "is_staff": True, "is_superuser": True, "username": "root", "id": 1}
    answer = client_of(bob).patch(URL, {"name": "Bobby", **powers})
    assert answer.status_code == 200
    bob.refresh_from_db()
    assert (bob.name, bob.username, bob.is_staff, bob.is_superuser) == ("Bobby", "bob", False, False)


def test_the_language_of_the_pages_is_remembered(client_of: ClientOf, bob: User) -> None:
    client = client_of(bob)
    assert client.get(URL).json()["language"] == ""
    assert client.patch(URL, {"language": "zh-Hans"}).json()["language"] == "zh-Hans"
    assert client.get(URL).json()["language"] == "zh-Hans"
    assert client.patch(URL, {"language": ""}).json()["language"] == ""
    for tag in ("not a tag", "1a", "<b>", "x" * 17):
        assert client.patch(URL, {"language": tag}).status_code == 400, tag


def test_the_keys_that_a_person_has_changed_are_kept_for_that_person_alone(
    client_of: ClientOf, alice: User, bob: User
) -> None:
    client = client_of(bob)
    assert client.get(URL).json()["preferences"] == {}
    keys = {"undo": ["Ctrl + U", "Ctrl + П"], "fit": []}
    for wanted in (keys, {"zoomIn": ["<img src=x onerror=alert(1)>"]}, {}, keys):
        answer = client.patch(URL, {"preferences": {"keys": wanted}}, format="json")
        assert (answer.status_code, answer.json()["preferences"]) == (200, {"keys": wanted})
    assert client.patch(URL, {"name": "Bobby"}).json()["preferences"] == {"keys": keys}
    assert client_of(alice).get(URL).json()["preferences"] == {}


@pytest.mark.parametrize(
    "preferences",
    [
        [],
        {"keys": []},
        {"keys": {"undo": "Ctrl + U"}},
        {"keys": {"undo": [1, [2]]}},
        {"keys": {"undo": [""]}},
        {"keys": {"undo": ["x" * 41]}},
        {"keys": {"undo": ["x"] * 7}},
        {"keys": {"not a command": ["U"]}},
        {"keys": {f"command{number}": ["U"] for number in range(201)}},
    ],
)
def test_preferences_that_are_none_are_refused(client_of: ClientOf, bob: User, preferences: object) -> None:
    client = client_of(bob)
    assert client.patch(URL, {"preferences": preferences}, format="json").status_code == 400
    assert client.get(URL).json()["preferences"] == {}


def test_what_is_wrong_with_a_field_is_said_in_the_language_of_the_request(client_of: ClientOf, bob: User) -> None:
    client = client_of(bob)
    refused = client.patch(URL, {"email": "nowhere"}, headers={"Accept-Language": "de-CH, en;q=0.5"}).json()
    assert (refused["code"], refused["errors"]) == ("invalid", {"email": ["Gib eine gültige E-Mail Adresse an."]})
    assert client.patch(URL, {"email": "nowhere"}).json()["errors"] == {"email": ["Enter a valid email address."]}


def test_a_new_email_needs_the_password(client_of: ClientOf, bob: User) -> None:
    client = client_of(bob)
    assert client.patch(URL, {"email": "new@example.org"}).json()["errors"] == {
        "password": ["Give your password to change the e-mail address."]
    }
    assert client.patch(URL, {"email": "new@example.org", "password": PASSWORD}).status_code == 200


def test_an_email_of_somebody_else_is_refused(client_of: ClientOf, alice: User, bob: User) -> None:
    answer = client_of(bob).patch(URL, {"email": "ALICE@example.org", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_control_characters_and_overrides_never_reach_a_name(client_of: ClientOf, bob: User) -> None:
    name = client_of(bob).patch(URL, {"name": "Bo\x00b\u202e\x1b[31m\nB."}).json()["name"]
    assert name == "Bob[31m B."


def test_of_two_who_take_one_address_at_once_the_second_is_refused(
    client_of: ClientOf, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serializers.Me, "validate_email", lambda self, value: value)  # it looked before the other wrote
    answer = client_of(bob).patch(URL, {"email": alice.email, "password": PASSWORD})
    assert (answer.status_code, answer.json()["errors"]) == (400, {"email": ["This address cannot be used."]})
    bob.refresh_from_db()
    assert bob.email == "bob@example.org"


def test_the_password_cannot_be_guessed_by_changing_the_address(client_of: ClientOf, bob: User) -> None:
    client = client_of(bob)
    guesses = [client.patch(URL, {"email": "x@example.org", "password": str(n)}) for n in range(PER_NAME + 1)]
    assert [answer.status_code for answer in guesses] == [400] * PER_NAME + [429]
