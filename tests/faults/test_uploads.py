"""Resumable uploads into the real product: connections that break, a web process that is killed, another client."""

from __future__ import annotations

import hashlib
import http.client
import io
import os
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tusclient.client import TusClient

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account

pytestmark = pytest.mark.product

CONTENT = os.urandom(24 << 20)
PIECE = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


class Program:
    """A program with a token, and a project to send to."""

    def __init__(self, product: TemporaryProduct) -> None:
        self.product = product
        self.account = Account(product.url, product.username, product.password)
        team = self.account.me["organizations"][0]["id"]
        self.project = self.account.post("/api/v1/projects/", {"organization": team, "name": f"Uploads {uuid4()}"})[
            "id"
        ]
        token = self.account.post("/api/v1/tokens/", {"name": "uploads", "scope": "manage"})["token"]
        self.headers = {"Authorization": f"Bearer {token}"}
        self.endpoint = f"/api/v1/projects/{self.project}/uploads/"

    def ask(self, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=60)
        connection.request(method, path, headers=self.headers | {"Tus-Resumable": "1.0.0"} | headers)
        answer = connection.getresponse()
        answer.read()
        return answer

    def begin(self) -> str:
        answer = self.ask(
            "POST", self.endpoint, **{"Upload-Length": str(len(CONTENT)), "Upload-Metadata": "purpose aW1wb3J0"}
        )
        assert answer.status == 201
        return str(answer.getheader("Location"))

    def offset(self, path: str) -> int:
        """Also while the web process starts again."""
        until = time.monotonic() + 60
        while True:
            try:
                answer = self.ask("HEAD", path)
                assert answer.status == 200
                return int(str(answer.getheader("Upload-Offset")))
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def half_sent(self, path: str, offset: int, size: int) -> http.client.HTTPConnection:
        """A PATCH with all that is missing, of which only ``size`` bytes leave."""
        connection = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=60)
        connection.putrequest("PATCH", path)
        headers = self.headers | PIECE | {"Upload-Offset": str(offset), "Content-Length": str(len(CONTENT) - offset)}
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(CONTENT[offset : offset + size])
        return connection

    def wait_for(self, path: str, offset: int) -> None:
        until = time.monotonic() + 30
        while self.offset(path) < offset:
            assert time.monotonic() < until, f"{self.offset(path)} of {offset} bytes arrived"
            time.sleep(0.05)

    def stored(self, path: str) -> str:
        """The SHA-256 of the file to import that the upload became."""
        result: Any = self.account.get(path)["result"]
        file = Path(self.product.data) / "media" / "imports" / result["import_file"]
        return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def program(product: TemporaryProduct) -> Program:
    return Program(product)


def finished(program: Program, path: str, offset: int) -> str:
    connection = program.half_sent(path, offset, len(CONTENT))
    assert connection.getresponse().status == 204
    return program.stored(path)


def test_what_arrived_before_a_break_stays_and_the_rest_makes_it_whole(program: Program) -> None:
    path, offset = program.begin(), 0
    for _ in range(3):
        connection = program.half_sent(path, offset, 5 << 20)
        program.wait_for(path, offset + (5 << 20))
        assert program.ask("PATCH", path, **PIECE, **{"Upload-Offset": "0", "Content-Length": "0"}).status == 423
        connection.close()
        offset += 5 << 20
        until = time.monotonic() + 10
        while program.ask("PATCH", path, **PIECE, **{"Upload-Offset": "1", "Content-Length": "0"}).status == 423:
            assert time.monotonic() < until, "the broken connection still holds the upload"
            time.sleep(0.05)
    assert finished(program, path, program.offset(path)) == hashlib.sha256(CONTENT).hexdigest()


def test_kill_9_of_the_web_process_loses_no_byte_that_was_acknowledged(
    program: Program, product: TemporaryProduct
) -> None:
    path, offset = program.begin(), 0
    for _ in range(2):
        program.half_sent(path, offset, 7 << 20)
        program.wait_for(path, offset + (7 << 20))
        product.kill("web")
        assert program.offset(path) >= offset + (7 << 20)
        offset = program.offset(path)
    assert finished(program, path, offset) == hashlib.sha256(CONTENT).hexdigest()


def test_another_client_understands_us(program: Program) -> None:
    client = TusClient(program.product.url + program.endpoint, headers=program.headers)
    uploader = client.uploader(
        file_stream=io.BytesIO(CONTENT), chunk_size=5 << 20, metadata={"purpose": "import", "filename": "a.zip"},
        upload_checksum=True,
    )  # fmt: skip
    uploader.upload(stop_at=10 << 20)
    again = client.uploader(file_stream=io.BytesIO(CONTENT), url=uploader.url, chunk_size=5 << 20)
    again.upload()
    path = uploader.url.removeprefix(program.product.url)
    assert program.stored(path) == hashlib.sha256(CONTENT).hexdigest()
