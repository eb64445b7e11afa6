"""Make a project with labels and photos through the public interface, and wait until the photos are processed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from backend.operations.client.account import Account

FILES_PER_REQUEST = 8
LABELS = (("first", "#e64980"), ("second", "#228be6"), ("third", "#40c057"))


@dataclass(frozen=True)
class Upload:
    """``content``: the bytes of an encoded photo."""

    name: str
    content: bytes
    media_type: str = "image/jpeg"


@dataclass(frozen=True)
class ClientProject:
    """``image_ids`` in the order of the uploads."""

    id: int
    label_ids: tuple[int, ...]
    image_ids: tuple[str, ...]


class NotProcessed(RuntimeError):
    """A photo was refused, or was not ready in time."""


def make_project(account: Account, name: str, uploads: Sequence[Upload], wait_s: float = 180.0) -> ClientProject:
    """Raises NotProcessed."""
    organization = account.me["organizations"][0]["id"]
    project = account.post("/api/v1/projects/", {"organization": organization, "name": name, "description": ""})["id"]
    labels = tuple(
        account.post("/api/v1/labels/", {"project": project, "name": label, "color": color, "kind": "thing"})["id"]
        for label, color in LABELS
    )
    ids = _upload(account, project, uploads)
    _wait(account, ids, wait_s)
    return ClientProject(project, labels, ids)


def _upload(account: Account, project: int, uploads: Sequence[Upload]) -> tuple[str, ...]:
    ids: dict[str, str] = {}
    for start in range(0, len(uploads), FILES_PER_REQUEST):
        part = uploads[start : start + FILES_PER_REQUEST]
        files = [("files", (upload.name, upload.content, upload.media_type)) for upload in part]
        verdict = account.post(f"/api/v1/projects/{project}/images/", files=files)
        if verdict["refused"] or verdict["duplicates"]:
            raise NotProcessed(f"not accepted: {verdict['refused'] or verdict['duplicates']}")
        ids |= {image["name"]: image["id"] for image in verdict["accepted"]}
    return tuple(ids[upload.name] for upload in uploads)


def _wait(account: Account, ids: tuple[str, ...], wait_s: float) -> None:
    until = time.monotonic() + wait_s
    waiting = list(ids)
    while waiting:
        image = account.get(f"/api/v1/images/{waiting[0]}/")
        if image["status"] == "failed":
            raise NotProcessed(f"{image['name']} failed: {image['problem']}")
        if image["status"] == "ready":
            waiting.pop(0)
        elif time.monotonic() > until:
            raise NotProcessed(f"{len(waiting)} of {len(ids)} photos were not ready after {wait_s:.0f} s")
        else:
            time.sleep(0.1)
