"""A client that speaks tus to Django's test client, header by header."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from rest_framework.test import APIClient

from backend.projects.models import Project
from backend.uploads import partial

PIECE = "application/offset+octet-stream"


class Tus:
    """Uploads of one person into one project. Each method gives the answer as it is."""

    def __init__(self, client: APIClient, project: Project) -> None:
        self.client, self.project = client, project

    def begin(self, size: int, name: str = "a.jpg", purpose: str = "image", body: bytes = b"", **headers: Any) -> Any:
        metadata = f"filename {encoded(name)},purpose {encoded(purpose)}"
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": metadata} | headers
        return self._send("POST", f"/api/v1/projects/{self.project.pk}/uploads/", headers, body)

    def begun(self, size: int, name: str = "a.jpg", purpose: str = "image") -> str:
        """The address of a new upload."""
        answer = self.begin(size, name, purpose)
        assert answer.status_code == 201, answer.content
        return str(answer["Location"]).removeprefix("http://testserver")

    def patch(self, path: str, offset: int, piece: bytes, **headers: Any) -> Any:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)} | headers
        return self._send("PATCH", path, headers, piece)

    def head(self, path: str, **headers: Any) -> Any:
        return self._send("HEAD", path, {"Tus-Resumable": "1.0.0"} | headers)

    def offset(self, path: str) -> int:
        return int(self.head(path)["Upload-Offset"])

    def end(self, path: str) -> Any:
        return self._send("DELETE", path, {"Tus-Resumable": "1.0.0"})

    def get(self, path: str) -> Any:
        return self.client.get(path).json()

    def _send(self, method: str, path: str, headers: dict[str, Any], body: bytes = b"") -> Any:
        given = {name: value for name, value in headers.items() if value is not None}
        content_type = given.pop("Content-Type", PIECE if body or method == "PATCH" else "")
        return self.client.generic(method, path, body, content_type, headers=given)


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def checksum(algorithm: str, content: bytes) -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def key_of(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[-1]


def on_disk(path: str) -> bytes:
    return partial.path_of(key_of(path)).read_bytes()
