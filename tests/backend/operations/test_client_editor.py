"""The client that benchmarks and evaluations edit with keeps its document whole, whatever order messages come in."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from backend.operations.client import editor as client
from backend.operations.client.editor import Document, Editor


class Server:
    """Stands in for an account: tells the document as it is on the server."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        self.fetches = 0

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        self.fetches += 1
        objects = [{"id": "a", "area": self.revision}]
        return {"revision": self.revision, "objects": objects, "background": [], "background_strokes": []}


def editor_at(revision: int, server: Server) -> Editor:
    editor = Editor(server, "image")  # type: ignore[arg-type]
    editor.document = Document(revision, {"a": {"id": "a", "area": 0}}, [])
    return editor


def changed(since: int) -> str:
    return json.dumps({"op": "changed", "since": since, "revision": since + 1, "objects": [], "removed": []})


def masks(since: int, area: int) -> str:
    message = {"op": "masks", "since": since, "revision": since + 1, "answers": [], "removed": []}
    return json.dumps(message | {"objects": [{"id": "a", "area": area}]})


def status(revision: int) -> str:
    return json.dumps({"op": "status", "revision": revision, "features": "ready", "pending": False})


async def test_masks_that_overtake_their_click_are_applied_after_it() -> None:
    server = Server(6)
    editor = editor_at(4, server)
    await editor._receive(masks(5, area=17))
    assert editor.document.revision == 4
    await editor._receive(changed(4))
    assert (editor.document.revision, editor.document.objects["a"]["area"], server.fetches) == (6, 17, 0)


async def test_a_message_that_never_comes_is_fetched(monkeypatch: Any) -> None:
    monkeypatch.setattr(client, "GAP_S", 0.01)
    server = Server(6)
    editor = editor_at(4, server)
    await editor._receive(masks(5, area=17))
    await asyncio.gather(*editor._tasks)
    assert (editor.document.revision, editor.document.objects["a"]["area"], server.fetches) == (6, 6, 1)


async def test_each_heartbeat_that_finds_the_document_behind_has_it_fetched(monkeypatch: Any) -> None:
    monkeypatch.setattr(client, "BEHIND_S", 0.01)
    server = Server(5)
    editor = editor_at(4, server)
    await editor._receive(status(5))
    await asyncio.gather(*editor._tasks)
    server.revision = 7  # mended by the fetch; behind again before a heartbeat could say that all was well
    await asyncio.sleep(0.02)
    await editor._receive(status(7))
    await asyncio.gather(*editor._tasks)
    assert (editor.document.revision, server.fetches) == (7, 2)
