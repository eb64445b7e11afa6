"""The container files name only what exists: modules, files, targets, environment variables."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.operations.alive import CHECKS
from backend.operations.work import KINDS

REPOSITORY = Path(__file__).resolve().parents[2]
DEPLOY = REPOSITORY / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if "build" in service)
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "STIPPLE_GPU_MODELS", "SITE", "HTTP_PORT", "HTTPS_PORT"}


def known_variables() -> set[str]:
    source = (REPOSITORY / "backend" / "config" / "env.py").read_text()
    return set(re.findall(r'"(STIPPLE_[A-Z_]+|PORT)"', source))


def commands() -> list[tuple[str, list[str]]]:
    found = [(name, SERVICES[name]["command"]) for name in OURS if "command" in SERVICES[name]]
    checks = [(name, SERVICES[name]["healthcheck"]) for name in OURS]
    found += [(name, check["test"][1:]) for name, check in checks if "test" in check]
    return found + [
        ("Dockerfile", shlex.split(" ".join(re.findall(r'"([^"]+)"', line))))
        for line in DOCKERFILE.splitlines()
        if re.search(r"\bCMD \[", line)
    ]


def test_every_process_of_the_design_is_a_service() -> None:
    assert {"postgres", "valkey", "web", "interactive", "batch", "proxy"} <= set(SERVICES)


@pytest.mark.parametrize("name", OURS)
def test_settings_of_a_service_are_read_by_the_environment(name: str) -> None:
    ours = {key for key in SERVICES[name]["environment"] if key.startswith("STIPPLE_") or key == "PORT"}
    assert ours <= known_variables()
    assert {"STIPPLE_DATABASE_URL", "STIPPLE_REDIS_URL", "STIPPLE_SECRET_KEY"} <= ours


def test_variables_of_the_compose_file_stand_in_the_example_or_have_a_default() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    example = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / ".env.example").read_text(), re.MULTILINE))
    for variable, rest in re.findall(r"\$\{([A-Z_]+)(:[?-])?", text):
        assert variable in known_variables() | COMPOSE_ONLY
        assert rest, f"{variable} has neither a default nor an error"
        assert rest == ":-" or variable in example


def test_the_example_holds_no_secret() -> None:
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", (DEPLOY / ".env.example").read_text(), re.MULTILINE))
    assert set(values.values()) == {""}


@pytest.mark.parametrize(("name", "command"), commands())
def test_a_command_starts_something_that_exists(name: str, command: list[str]) -> None:
    assert command[0] == "python"
    if command[1] == "-m":
        assert importlib.util.find_spec(command[2]), f"{name}: no module {command[2]}"
        allowed = {"backend.operations.alive": CHECKS, "backend.operations.work": KINDS}.get(command[2], ())
        assert set(command[3:]) <= set(allowed)
    else:
        assert (REPOSITORY / command[1]).is_file()


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_built_from_a_target_that_exists_and_not_as_root(name: str) -> None:
    target = SERVICES[name]["build"]["target"]
    stage = re.search(rf"^FROM \S+ AS {target}$(.*?)(?=^FROM |\Z)", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert stage
    assert re.search(r"^USER stipple$", stage.group(1), re.MULTILINE)


def test_files_that_the_images_copy_exist() -> None:
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (REPOSITORY / source).exists(), source


def test_databases_are_not_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert all(SERVICES[name]["cap_drop"] == ["ALL"] for name in OURS)
