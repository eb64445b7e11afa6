"""One running product, tokens for it, and the command line as a person has it: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from stipple import Client, Retries

from backend.config.env import REPOSITORY
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account

LIBRARY = REPOSITORY / "deploy" / "sdk"
QUICK = Retries(first_s=0.01, longest_s=0.05)


@dataclass(frozen=True)
class Server:
    url: str
    port: int
    token: str


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Admin's token of scope ``manage``."""
    with TemporaryProduct() as product, Account(product.url, product.username, product.password) as account:
        made = account.post("/api/v1/tokens/", {"name": "tests", "scope": "manage"})
        yield Server(product.url, product.port, made["token"])


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(server.url, server.token, retries=QUICK) as found:
        yield found


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Stipple = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where this test's command line keeps what it keeps."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """Nobody is logged in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STIPPLE_", "XDG_"))}
    return kept | {"HOME": str(home), "PYTHONPATH": str(LIBRARY)}


@pytest.fixture
def stipple(environment: dict[str, str], tmp_path: Path) -> Stipple:
    """``stipple("projects", "--json")``; ``variables`` and ``given`` (its stdin) by name."""

    def run(*arguments: str | Path, given: str = "", variables: dict[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "stipple", *map(str, arguments)],
            cwd=tmp_path,
            env=environment | (variables or {}),
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def logged_in(stipple: Stipple, server: Server) -> Stipple:
    assert stipple("login", server.url, given=server.token + "\n").status == 0
    return stipple
