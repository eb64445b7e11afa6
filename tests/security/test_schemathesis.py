"""Whatever somebody sends who may do everything, nothing answers 5xx, and every answer is what the schema says.

Schemathesis makes requests from our own schema, right ones and wrong ones; three in four name things that are there.
Few of each run with the suite; ``STIPPLE_SCHEMATHESIS_EXAMPLES=300`` (and PostgreSQL) is for by hand.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

import pytest
import schemathesis
import yaml
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.middleware.csrf import _get_new_csrf_string
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.accounts.models import User
from tests.conftest import Cast
from tests.security.asking import Undo
from tests.security.url_table import API, named, normal

EXAMPLES = int(os.environ.get("STIPPLE_SCHEMATHESIS_EXAMPLES", "8"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
IN_BODIES = {"project": "project", "organization": "organization", "label": "label", "batch": "batch", "file": "file"}
"""Fields that name things, and the things."""


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests run in the transaction of the test: their ends do not close its connection."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def operations(db: None) -> list[Any]:
    out = StringIO()
    call_command("spectacular", stdout=out)
    described = yaml.safe_load(out.getvalue())
    for operation in (operation for path in described["paths"].values() for operation in path.values()):
        operation.pop("security", None)  # Alice is logged in; it would make up other sessions
    schema: Any = schemathesis.openapi.from_dict(described)
    schema.app = WSGIHandler()
    schema.config.update(base_url="http://localhost/")
    return [found.ok() for found in schema.get_all_operations()]


@pytest.fixture
def session(cast: Cast) -> dict[str, dict[str, str]]:
    """The cookies and headers of Alice at her browser, who is an operator, too."""
    User.objects.filter(pk=cast.alice.pk).update(is_staff=True)
    alice = User.objects.get(pk=cast.alice.pk)
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(alice.pk), alice.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "backend.accounts.login_backend.NameOrEmailBackend"
    store.save()
    token = _get_new_csrf_string()
    return {
        "cookies": {"sessionid": str(store.session_key), "csrftoken": token},
        "headers": {"X-CSRFToken": token, "Host": "localhost", "Referer": "http://localhost/"},
    }


def with_things(case: Any, ids: Mapping[str, Any], draw: Any) -> None:
    """Put what is there in place of what was made up, now and then."""
    wanted = dict(zip(re.findall(r"{(\w+)}", case.path), named(route_of(case.path)), strict=True))
    for parameter, thing in wanted.items():
        if draw(st.integers(0, 3)):
            case.path_parameters[parameter] = ids[thing]
    if isinstance(case.body, dict):
        for field, thing in IN_BODIES.items():
            if field in case.body and draw(st.integers(0, 3)):
                case.body[field] = ids[thing] if isinstance(ids[thing], int) else str(ids[thing])


def route_of(path: str) -> str:
    return normal(path.removeprefix(f"/{API}").replace("{id}", "{pk}").replace("{", "<").replace("}", ">"))


def failures_of(
    operation: Any, ids: Mapping[str, Any], session: Mapping[str, Any], statuses: set[int]
) -> Iterator[str]:
    """What is wrong with the answers to requests to one operation; each request is taken back. ``statuses`` gets those
    of the answers."""
    for mode in GenerationMode:

        @seed(7)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
        def ask(case: Any, data: Any) -> None:
            with_things(case, ids, data.draw)
            try:
                with transaction.atomic():
                    answer = case.call(**session)
                    raise Undo
            except Undo:
                pass
            statuses.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        try:
            ask()
        except Unsatisfiable:  # nothing of this request can be wrong
            continue
        except FailureGroup as error:
            yield f"{mode.value}: {error}"


def test_nothing_that_is_sent_breaks_the_server_or_its_schema(
    operations: list[Any], ids: dict[str, Any], session: dict[str, dict[str, str]]
) -> None:
    only = os.environ.get("STIPPLE_SCHEMATHESIS_ONLY", "")
    found: dict[str, list[str]] = {}
    statuses: dict[str, set[int]] = {operation.label: set() for operation in operations}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for operation in operations:
            if only in operation.label:
                failures = list(failures_of(operation, ids, session, statuses[operation.label]))
                found |= {operation.label: failures} if failures else {}
    assert not found, "\n\n".join(f"{name}\n" + "\n".join(texts) for name, texts in found.items())
    done = [label for label, answered in statuses.items() if any(status < 300 for status in answered)]
    assert only or len(done) > len(operations) * 0.7, set(statuses) - set(done)
