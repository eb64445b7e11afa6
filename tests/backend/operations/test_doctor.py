"""The doctor tells the truth about an installation that lacks something."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from backend.accounts.models import Organization
from backend.config.env import read_environment
from backend.operations.doctor import machine, models, policy, services, signing_in
from backend.operations.doctor.checks import CHECKS
from tests.oidc_provider import OidcProvider


def test_every_finding_that_is_not_real_names_a_remedy(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = replace(settings.ENV, redis_url="redis://127.0.0.1:1/0", model="no such model")
    monkeypatch.setattr(settings, "ENV", nowhere)
    printed = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", "--json", stdout=printed)
    findings = {finding["name"]: finding for finding in json.loads(printed.getvalue())}
    assert len(findings) == len(CHECKS)
    assert findings["redis"]["state"] == "missing"
    assert all(finding["remedy"] for finding in findings.values() if finding["state"] != "real")


def test_migrations_that_are_all_applied_are_real(db: None) -> None:
    assert services.migrations(settings.ENV).state == "real"


def test_without_an_admin_the_remedy_is_the_set_up(db: None) -> None:
    assert services.admin(settings.ENV).remedy == "manage.py setup"


def test_a_secret_key_that_others_can_read_is_weak(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("x" * 60)
    (tmp_path / "secret_key").chmod(0o644)
    found = machine.data_folder(read_environment({"STIPPLE_DATA": str(tmp_path)}))
    assert found.state == "weak"
    assert "chmod 600" in found.remedy


def test_a_data_folder_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert machine.data_folder(read_environment({"STIPPLE_DATA": str(tmp_path / "gone")})).state == "missing"


@pytest.mark.parametrize(
    ("variables", "state"),
    [
        ({}, "real"),
        ({"STIPPLE_HOST": "0.0.0.0"}, "weak"),
        ({"STIPPLE_HOST": "0.0.0.0", "STIPPLE_ALLOWED_HOSTS": "stipple.example.org"}, "real"),
        ({"STIPPLE_ALLOWED_HOSTS": "*"}, "weak"),
    ],
)
def test_hosts_must_be_named_when_others_can_reach_the_port(variables: dict[str, str], state: str) -> None:
    assert policy.allowed_hosts(read_environment(variables)).state == state


def test_mail_that_is_only_printed_is_weak() -> None:
    assert policy.email(read_environment({})).state == "weak"


def test_the_report_of_mail_hides_the_password() -> None:
    found = policy.email(read_environment({"STIPPLE_EMAIL_URL": "smtp://me:hidden@mail.example.org:587"}))
    assert "hidden" not in found.detail


def test_the_doctor_names_device_runtimes_and_the_engine_of_each_model() -> None:
    env = read_environment({})
    assert models.device(env).detail.startswith("STIPPLE_DEVICE=auto; ONNX Runtime with ")
    assert models.model(env).detail.startswith("nano (onnx/")
    assert "nano (onnx; has onnx+torch)" in models.models(env).detail


def test_a_gpu_that_is_demanded_and_not_there_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"providers": ["CPUExecutionProvider"], "torch": "cpu", "models": []}
    monkeypatch.setattr(models, "_report", lambda environment: (found, {}))
    assert models.device(read_environment({"STIPPLE_DEVICE": "cuda"})).state == "missing"
    assert models.device(read_environment({})).state == "real"
    found["torch"] = "cuda"
    assert models.device(read_environment({"STIPPLE_DEVICE": "cuda"})).state == "real"


def test_models_that_a_worker_is_told_to_serve_and_cannot_are_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"models": [{"name": "nano", "engine": "onnx", "engines": ["onnx"]}]}
    monkeypatch.setattr(models, "_report", lambda environment: (here, {}))
    found = models.models(read_environment({"STIPPLE_MODELS": "nano,swin"}))
    assert found.state == "weak" and "names swin" in found.remedy


def test_without_an_issuer_single_sign_on_is_off(db: None) -> None:
    assert "off" in signing_in.single_sign_on(settings.ENV).detail


def test_an_issuer_is_looked_up_and_new_people_have_a_team(organization: Organization) -> None:
    with OidcProvider() as provider:
        env = replace(settings.ENV, oidc_issuer=provider.url)
        assert "in no team" in signing_in.single_sign_on(env).detail
        assert signing_in.single_sign_on(replace(env, oidc_organization=987654)).state == "weak"
        found = signing_in.single_sign_on(replace(env, oidc_organization=organization.pk))
        assert (found.state, organization.name in found.detail) == ("real", True)
        elsewhere = replace(env, oidc_issuer=provider.url.replace("127.0.0.1", "localhost"))
        assert signing_in.single_sign_on(elsewhere).remedy == f"set STIPPLE_OIDC_ISSUER={provider.url}"
    assert signing_in.single_sign_on(env).state == "missing"
