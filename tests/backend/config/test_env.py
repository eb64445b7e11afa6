"""The environment is read once, and a bad value says what to write instead."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from backend.config.databases import databases
from backend.config.email import email_settings
from backend.config.env import BadSetting, read_environment
from backend.config.secret_key import MINIMUM_LENGTH, secret_key


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("STIPPLE_ENGINE", "tensorflow"),
        ("STIPPLE_DEVICE", "gpu"),
        ("STIPPLE_GPU_MEMORY_MB", "-1"),
        ("STIPPLE_DEBUG", "maybe"),
        ("STIPPLE_DATABASE_URL", "mysql://x"),
        ("STIPPLE_REDIS_URL", "http://x"),
        ("STIPPLE_MAX_PIXELS", "0"),
        ("STIPPLE_OIDC_ISSUER", "http://id.example.org"),
        ("STIPPLE_OIDC_ISSUER", "https://id.example.org/realms/x?y=1"),
        ("STIPPLE_OIDC_ISSUER", "id.example.org"),
        ("STIPPLE_OIDC_ROLE", "owner"),
        ("STIPPLE_OIDC_ORGANIZATION", "Wonderland"),
        ("STIPPLE_SOURCE_FOLDERS", "photos"),
        ("STIPPLE_SOURCE_FOLDERS", "/srv/photos,/"),
        ("STIPPLE_SOURCE_FOLDERS", "/srv/../../.."),
    ],
)
def test_a_bad_value_names_the_variable_the_value_and_what_is_allowed(name: str, value: str) -> None:
    beside = {"STIPPLE_OIDC_CLIENT_ID": "stipple", "STIPPLE_OIDC_CLIENT_SECRET": "secret"}
    with pytest.raises(BadSetting, match=rf"{name}='{re.escape(value)}' cannot be used: it must be .+"):
        read_environment(beside | {name: value})


def test_folders_to_read_neither_hold_nor_lie_in_the_data_folder(tmp_path: Path) -> None:
    data, beside = tmp_path / "data", tmp_path / "photos"
    for folder in (data, data / "media", tmp_path, beside / ".." / "data"):
        with pytest.raises(BadSetting, match="none of which holds or lies in the data folder"):
            read_environment({"STIPPLE_DATA": str(data), "STIPPLE_SOURCE_FOLDERS": f"{beside},{folder}"})
    env = read_environment({"STIPPLE_DATA": str(data), "STIPPLE_SOURCE_FOLDERS": f" {beside} , {beside / 'a'}"})
    assert env.source_folders == (beside, beside / "a")


def test_without_variables_everything_has_a_default(tmp_path: Path) -> None:
    env = read_environment({"STIPPLE_DATA": str(tmp_path)})
    assert (env.port, env.host, env.engine, env.is_sqlite, env.debug) == (8080, "127.0.0.1", "auto", True, False)


@pytest.mark.parametrize("issuer", ["https://id.example.org/realms/lab/", "http://127.0.0.1:8081", "http://localhost"])
def test_an_issuer_is_https_or_on_this_machine(issuer: str) -> None:
    beside = {"STIPPLE_OIDC_CLIENT_ID": "stipple", "STIPPLE_OIDC_CLIENT_SECRET": "secret"}
    env = read_environment(beside | {"STIPPLE_OIDC_ISSUER": issuer})
    assert env.oidc_issuer == issuer.rstrip("/")
    assert "secret'" not in repr(env)


@pytest.mark.parametrize("missing", ["STIPPLE_OIDC_CLIENT_ID", "STIPPLE_OIDC_CLIENT_SECRET", "STIPPLE_OIDC_ISSUER"])
def test_single_sign_on_that_is_set_by_half_is_refused_at_the_start(missing: str) -> None:
    whole = {
        "STIPPLE_OIDC_ISSUER": "https://id.example.org",
        "STIPPLE_OIDC_CLIENT_ID": "stipple",
        "STIPPLE_OIDC_CLIENT_SECRET": "secret",
        "STIPPLE_OIDC_ONLY": "true",
    }
    with pytest.raises(BadSetting, match=missing):
        read_environment({name: value for name, value in whole.items() if name != missing})


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = secret_key("", tmp_path)
    assert secret_key("", tmp_path) == first and len(first) >= MINIMUM_LENGTH
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_an_emptied_secret_key_file_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(BadSetting, match=r"holds 0 characters.+remove it"):
        secret_key("", tmp_path)


def test_a_short_secret_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="STIPPLE_SECRET_KEY has 6 characters"):
        secret_key("secret", tmp_path)


def test_sqlite_means_acknowledged_is_on_disk(tmp_path: Path) -> None:
    options = databases("", tmp_path)["default"]["OPTIONS"]
    assert "synchronous=FULL" in options["init_command"] and "journal_mode=WAL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_a_postgres_url_is_unquoted(tmp_path: Path) -> None:
    made = databases("postgres://us%40er:p%2Fw@db:5433/na%20me?sslmode=require", tmp_path)["default"]
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
        "us@er", "p/w", "db", "5433", "na me"
    )  # fmt: skip
    assert made["OPTIONS"] == {"sslmode": "require"}


def test_email_urls() -> None:
    assert email_settings("console://")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    made = email_settings("smtp://u:p%40@mail.example:587?starttls=1&from=a@b.example")
    assert (made["EMAIL_HOST_PASSWORD"], made["EMAIL_PORT"], made["EMAIL_USE_TLS"]) == ("p@", 587, True)
    assert made["DEFAULT_FROM_EMAIL"] == "a@b.example"


def test_https_is_asked_for_in_words() -> None:
    assert read_environment({"STIPPLE_HTTPS": "true"}).https
    assert not read_environment({}).https
