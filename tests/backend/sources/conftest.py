"""A folder that an operator allows, an S3 server with a bucket, and syncs that run here and now."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from backend.accounts.models import User
from backend.jobs.models import Job
from backend.projects.models import Project
from backend.sources.actions import do_add_source, do_sync_source
from backend.sources.models import Source
from backend.sources.tasks import sync_source

KEYS = {"access_key": "AKIAREADER", "secret_key": "a-secret-that-nobody-sees"}
HOUR_S = 3600


def put(folder: Path, name: str | bytes, content: bytes, age_s: float = HOUR_S) -> Path:
    """Write a file that nobody has touched for ``age_s``."""
    path = folder / os.fsdecode(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    when = time.time() - age_s
    os.utime(path, (when, when))
    return path


@pytest.fixture
def share(tmp_path: Path, settings: Settings) -> Path:
    """The one folder of the server that may be read."""
    folder = tmp_path / "share"
    folder.mkdir()
    settings.ENV = replace(settings.ENV, source_folders=(folder,))
    return folder


@pytest.fixture
def add_source(project: Project, alice: User) -> Callable[..., Source]:
    def add(kind: str, place: dict[str, Any], **more: Any) -> Source:
        return do_add_source(project, alice, {"name": "Camera", "kind": kind, "place": place} | more)

    return add


@pytest.fixture
def of_folder(share: Path, add_source: Callable[..., Source]) -> Source:
    return add_source("folder", {"root": str(share), "path": ""})


def synced(source: Source, **options: Any) -> tuple[Source, Job]:
    """The source and the job after one sync."""
    job = do_sync_source(source, source.created_by, **options)
    sync_source(str(job.pk))
    return Source.objects.select_related("job").get(pk=source.pk), Job.objects.get(pk=job.pk)


@dataclass(frozen=True)
class Cloud:
    """An S3 server of this test run; ``bucket`` is new for each test."""

    endpoint: str
    client: Any
    bucket: str

    def put(self, key: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=key, Body=content)

    def place(self, **changes: str) -> dict[str, str]:
        return {"bucket": self.bucket, "prefix": "", "region": "us-east-1", "endpoint": self.endpoint} | changes


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def cloud(moto_endpoint: str, settings: Settings, request: pytest.FixtureRequest) -> Cloud:
    settings.ENV = replace(settings.ENV, source_hosts=(moto_endpoint.removeprefix("http://"),))
    client = boto3.client(
        "s3",
        endpoint_url=moto_endpoint,
        region_name="us-east-1",
        aws_access_key_id="writer",
        aws_secret_access_key="writer",
    )
    bucket = f"photos-{abs(hash(request.node.name)) % 10**9}"
    client.create_bucket(Bucket=bucket)
    return Cloud(moto_endpoint, client, bucket)
