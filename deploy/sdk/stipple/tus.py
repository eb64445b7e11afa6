"""Resumable uploads as tus 1.0.0 (https://tus.io/protocols/resumable-upload): a file goes in pieces, and after a broken
connection goes on where the server says that it stands, in this process or in a later one."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from stipple.configuration import state_folder
from stipple.effects import Answer, Flow, Pause, Request, ask
from stipple.errors import Conflict, Invalid, NotFound, StippleError, Unreachable

Purpose = Literal["image", "archive", "import"]
PIECE_BYTES = 8 << 20
VERSION = {"Tus-Resumable": "1.0.0"}
FRUITLESS = 8
PAUSE_S, LONGEST_PAUSE_S = 0.5, 20.0
SETTLE_S = 0.3


class NoTus(StippleError):
    """This server takes no resumable uploads."""


def upload(
    project: int, path: Path, purpose: Purpose, progress: Callable[[int], None] | None = None
) -> Flow[dict[str, Any]]:
    """Send the file at ``path``; what the server made of it: ``verdict``, ``image``, ``import_file``, ``problem``.

    ``progress`` is told how many bytes have arrived. Raises NoTus before anything is sent.
    """
    note = _Note(project, path, purpose)
    where = note.address
    offset = (yield from _standing(where)) if where else None
    if where is None or offset is None:
        where, offset = (yield from _begin(project, path, purpose)), 0
        note.write(where)
    yield from _send(where, path, offset, progress or (lambda _: None))
    note.clear()
    while True:
        found = yield from ask("GET", where)
        if found["result"] is not None:
            result: dict[str, Any] = found["result"]
            return result
        yield Pause(SETTLE_S)


def _begin(project: int, path: Path, purpose: Purpose) -> Flow[str]:
    size = str(path.stat().st_size)
    headers = VERSION | {"Upload-Length": size, "Upload-Metadata": _metadata(filename=path.name, purpose=purpose)}
    try:
        answer: Answer = yield Request("POST", f"/api/v1/projects/{project}/uploads/", headers=headers)
    except NotFound as error:
        raise NoTus(str(error)) from error
    return urlsplit(answer.headers["location"]).path


def _send(where: str, path: Path, offset: int, progress: Callable[[int], None]) -> Flow[None]:
    size = path.stat().st_size
    fruitless = 0
    with path.open("rb") as file:
        while offset < size:
            progress(offset)
            file.seek(offset)
            piece = file.read(PIECE_BYTES)
            if not piece:
                raise StippleError(f"{path} has become shorter while it was sent; send it again.")
            try:
                offset = yield from _append(where, offset, piece)
                fruitless = 0
            except (Unreachable, Conflict, Invalid) as error:
                if isinstance(error, Invalid) and error.code != "bad-request":  # that code: the body broke off
                    raise
                reached = yield from _standing(where)
                if reached is None:
                    raise StippleError(f"The server has given up the upload of {path}; send it again.") from error
                fruitless = fruitless + 1 if reached <= offset else 0
                if fruitless >= FRUITLESS:
                    raise
                offset = reached
                yield Pause(min(PAUSE_S * 2**fruitless, LONGEST_PAUSE_S))
    progress(size)


def _append(where: str, offset: int, piece: bytes) -> Flow[int]:
    headers = VERSION | {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    headers["Upload-Checksum"] = "sha256 " + base64.b64encode(hashlib.sha256(piece).digest()).decode()
    answer: Answer = yield Request("PATCH", where, content=piece, headers=headers, is_repeatable=False)
    return int(answer.headers["upload-offset"])


def _standing(where: str) -> Flow[int | None]:
    """How many bytes the server has; None where it knows nothing of the upload any more."""
    try:
        answer: Answer = yield Request("HEAD", where, headers=VERSION)
    except NotFound:
        return None
    return int(answer.headers["upload-offset"])


def _metadata(**values: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


class _Note:
    """On disk: the address at which the upload of this very file goes on, should this process end before it does."""

    def __init__(self, project: int, path: Path, purpose: Purpose) -> None:
        found = path.stat()
        about = [project, str(path.resolve()), found.st_size, found.st_mtime_ns, purpose]
        name = hashlib.sha256(json.dumps(about).encode()).hexdigest()[:32]
        self.path = state_folder() / "uploads" / name

    @property
    def address(self) -> str | None:
        try:
            return self.path.read_text(encoding="utf-8").strip() or None
        except OSError:
            return None

    def write(self, address: str) -> None:
        with suppress(OSError):  # without a place for it, a later process begins anew
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(address, encoding="utf-8")

    def clear(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
