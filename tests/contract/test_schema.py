"""The OpenAPI schema that the front end is typed from is the one that the backend generates."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

COMMITTED = Path(__file__).resolve().parents[2] / "frontend" / "src" / "api" / "schema.yaml"


@pytest.fixture(scope="module")
def generated() -> dict[str, Any]:
    """Fails on any warning of the generator, and when the result is not valid OpenAPI."""
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


def test_the_committed_schema_is_current(generated: dict[str, Any]) -> None:
    assert yaml.safe_load(COMMITTED.read_text(encoding="utf-8")) == generated, "run `make schema` and commit the result"


def test_every_operation_may_answer_with_a_problem(generated: dict[str, Any]) -> None:
    for path in generated["paths"].values():
        for operation in path.values():
            content = operation["responses"]["default"]["content"]
            assert list(content) == ["application/problem+json"]


def test_every_operation_is_for_people_who_are_logged_in_unless_it_lets_them_in(generated: dict[str, Any]) -> None:
    is_open = {
        path
        for path, operations in generated["paths"].items()
        for operation in operations.values()
        if not operation.get("security") or {} in operation["security"]
    }
    assert is_open == {
        "/api/v1/auth/login/",
        "/api/v1/auth/login/code/",
        "/api/v1/auth/methods/",
        "/api/v1/auth/sso/",
        "/api/v1/auth/password/reset/",
        "/api/v1/auth/password/reset/confirm/",
        "/api/v1/invitations/{code}/",
        "/api/v1/invitations/{code}/accept/",
    }
