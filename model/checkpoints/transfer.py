"""One HTTP request of a download: what is there already, what the server answers, what is refused unread."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import httpx

from model.checkpoints.errors import CheckpointError
from model.checkpoints.file_kind import HEAD_BYTES, file_kind, is_html
from model.checkpoints.progress import Progress

CHUNK_BYTES = 1 << 16
MAX_BYTES = 8 << 30
"""Ten times the largest published file."""
BY_HAND = "or download the file in a browser and give its path instead of the address"


@dataclass(frozen=True)
class Part:
    """A download that is not complete: its bytes, and beside them what the server said of the whole."""

    path: Path

    @property
    def notes(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def size_bytes(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def validator(self) -> str | None:
        """What identifies the version that the bytes are of; without it, nothing can be resumed."""
        try:
            noted = json.loads(self.notes.read_text()).get("validator")
        except (OSError, ValueError):
            return None
        return noted if isinstance(noted, str) else None

    def begin(self, answer: httpx.Response) -> None:
        self.path.write_bytes(b"")
        self.notes.write_text(json.dumps({"validator": _validator(answer)}))

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.notes.unlink(missing_ok=True)


class Interrupted(Exception):
    """The transfer broke off in a way that trying again may mend."""


def transfer(client: httpx.Client, url: str, part: Part, progress: Progress) -> None:
    """Bring ``part`` to completeness with one request, or raise."""
    have, validator = part.size_bytes(), part.validator()
    ranged = {"Range": f"bytes={have}-", "If-Range": validator} if have and validator else {}
    with client.stream("GET", url, headers=ranged) as answer:
        if answer.status_code == 416:
            if _range_total(answer) == have and _validator(answer) in (None, validator):
                return  # complete already: only the rename was missing
            part.discard()
            raise Interrupted("the server has fewer bytes than were downloaded")
        _check_status(answer, url)
        start = have if answer.status_code == 206 and _range_start(answer) == have else 0
        if answer.status_code == 206 and start == 0 and _range_start(answer) != 0:
            part.discard()
            raise Interrupted("the server answered with another range")
        if start == 0:
            part.begin(answer)
        total = _total(answer, start)
        _check_size(total, start, part.path, url)
        with part.path.open("ab") as file:
            done = start
            for chunk in answer.iter_raw(CHUNK_BYTES):
                if done == 0:
                    _check_head(chunk[:HEAD_BYTES], answer, url)
                file.write(chunk)
                done += len(chunk)
                if done > MAX_BYTES:
                    raise _too_large(url)
                progress("fetch", done, total, url)
            file.flush()
            os.fsync(file.fileno())
    if done == 0:
        raise CheckpointError("not-a-checkpoint", f"{url} is an empty file; check the address")
    if total is not None and done != total:
        raise Interrupted(f"{done} of {total} bytes came")


def _check_status(answer: httpx.Response, url: str) -> None:
    code = answer.status_code
    if code == 429 or code >= 500:
        raise Interrupted(f"the server answered {code} {answer.reason_phrase}")
    if code not in (200, 206):
        raise CheckpointError(
            "http-error", f"{url} answered {code} {answer.reason_phrase}; check the address, {BY_HAND}"
        )
    if answer.url.scheme == "http" and any(step.url.scheme == "https" for step in answer.history):
        raise CheckpointError("http-error", f"{url} leads from https to http ({answer.url.host}); that is not followed")
    encoding = answer.headers.get("content-encoding", "identity")
    if encoding != "identity":
        raise CheckpointError("http-error", f"{url} came packed as {encoding!r}, which was not asked for; {BY_HAND}")


def _check_head(head: bytes, answer: httpx.Response, url: str) -> None:
    content_type = answer.headers.get("content-type", "")
    if is_html(head, content_type):
        raise CheckpointError(
            "not-a-checkpoint",
            f"{url} answered with a web page instead of a file; open it in a browser, and give the address of its "
            "download button or the path of the downloaded file",
        )
    if file_kind(head) is None:
        raise CheckpointError(
            "not-a-checkpoint",
            f"{url} is no checkpoint: it starts with {head[:12]!r} ({content_type or 'no content type'}); expected a "
            ".pth, .pkl or .safetensors file, or a .zip of a model folder",
        )


def _check_size(total: int | None, start: int, path: Path, url: str) -> None:
    if total is None:
        return
    if total > MAX_BYTES:
        raise _too_large(url)
    free = shutil.disk_usage(path.parent).free
    if total - start > free:
        raise CheckpointError(
            "disk-full",
            f"{total - start} bytes are still to come and the disk of {path.parent} has {free} free; make room, or "
            "choose another folder (--store), and start again: the download goes on where it is",
        )


def _too_large(url: str) -> CheckpointError:
    return CheckpointError("not-a-checkpoint", f"{url} is larger than {MAX_BYTES >> 30} GiB; no checkpoint is")


def _validator(answer: httpx.Response) -> str | None:
    """A strong ETag, else the date: what If-Range takes."""
    tag = answer.headers.get("etag")
    if tag and not tag.startswith("W/"):
        return str(tag)
    date = answer.headers.get("last-modified")
    return str(date) if date else None


def _range(answer: httpx.Response) -> re.Match[str] | None:
    return re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)", answer.headers.get("content-range", "").strip())


def _range_start(answer: httpx.Response) -> int | None:
    found = _range(answer)
    return int(found.group(1)) if found and found.group(1) else None


def _range_total(answer: httpx.Response) -> int | None:
    found = _range(answer)
    return int(found.group(2)) if found and found.group(2) != "*" else None


def _total(answer: httpx.Response, start: int) -> int | None:
    if answer.status_code == 206:
        return _range_total(answer)
    length = answer.headers.get("content-length", "")
    return start + int(length) if length.isdigit() else None
