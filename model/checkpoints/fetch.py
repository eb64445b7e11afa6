"""Download one file into the store: resumed where it was cut, held to the hash of its first download.

Whatever a server does (no ranges, another file meanwhile, a web page), a file is only ever complete under its name.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from model.checkpoints.drive import direct_address, drive_id
from model.checkpoints.errors import CheckpointError
from model.checkpoints.progress import Progress, silent
from model.checkpoints.store import Store, sha256_of, storage_error
from model.checkpoints.transfer import BY_HAND, Interrupted, Part, transfer

RETRY_WAITS_S = (1.0, 2.0, 4.0, 8.0)
TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Fetched:
    """A complete file of the store, with its hash."""

    path: Path
    url: str
    sha256: str
    size_bytes: int
    was_there: bool


def fetch(
    url: str,
    store: Store,
    sha256: str | None = None,
    progress: Progress = silent,
    retry_waits_s: Sequence[float] = RETRY_WAITS_S,
) -> Fetched:
    """The file at ``url`` (http, https, or a share link of Google Drive), downloaded unless the store has it.

    The first download's SHA-256 is recorded; a later one that differs is kept aside and refused, unless ``sha256``
    names it. Raises CheckpointError with the code ``bad-address``, ``no-network``, ``http-error``, ``disk-full``,
    ``not-a-checkpoint`` or ``hash-mismatch``.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise CheckpointError("bad-address", f"{url!r} is not an http or https address")
    if "@" in urlsplit(url).netloc:  # addresses are recorded, and shown to everybody who may see the model
        raise CheckpointError(
            "bad-address", f"the address on {urlsplit(url).hostname} holds a password; leave it out, {BY_HAND}"
        )
    wanted = _checked_hash(sha256) or store.recorded_hash(url)
    target = store.download(file_name(url))
    waiting = lambda: progress("fetch", 0, None, "waiting for another process that fetches the same file")  # noqa: E731
    try:
        with store.alone(target.name, waiting):
            was_there = target.is_file()
            if was_there and wanted is not None and sha256_of(target) != wanted:
                _set_aside(target)  # damaged on disk, or another version was asked for
                was_there = False
            if not was_there:
                _download(url, target, wanted, progress, retry_waits_s)
            digest, size_bytes = sha256_of(target), target.stat().st_size
            store.record_hash(url, digest, size_bytes)
    except OSError as error:
        raise storage_error(error, store.root) from error
    progress("fetch", size_bytes, size_bytes, target.name)
    return Fetched(target, url, digest, size_bytes, was_there)


def file_name(url: str) -> str:
    """What the file of ``url`` is called in the store: the last part of the address, and a hash of all of it."""
    given = drive_id(url) or unquote(PurePosixPath(urlsplit(url).path).name)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", given).strip("._")[-80:] or "file"
    return f"{hashlib.sha256(url.encode()).hexdigest()[:10]}-{plain}"


def _download(url: str, target: Path, wanted: str | None, progress: Progress, waits_s: Sequence[float]) -> None:
    part = Part(target.with_name(target.name + ".part"))
    with httpx.Client(follow_redirects=True, timeout=TIMEOUT_S, headers={"Accept-Encoding": "identity"}) as client:
        failures = 0
        while True:
            before = part.size_bytes()
            try:
                file_id = drive_id(url)
                transfer(client, direct_address(client, file_id) if file_id else url, part, progress)
                break
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
                if part.size_bytes() == 0 or failures >= len(waits_s):
                    host = urlsplit(url).hostname
                    raise CheckpointError(
                        "no-network", f"cannot reach {host} ({error}); check the network of this machine, {BY_HAND}"
                    ) from error
            except (httpx.TransportError, Interrupted) as error:
                failures = 0 if part.size_bytes() > before else failures
                if failures >= len(waits_s):
                    raise CheckpointError(
                        "http-error",
                        f"the download of {url} broke off {failures + 1} times at {part.size_bytes()} bytes ({error}); "
                        f"start it again to go on from there, {BY_HAND}",
                    ) from error
            except (httpx.TooManyRedirects, httpx.InvalidURL, httpx.DecodingError) as error:
                raise CheckpointError(
                    "http-error", f"{url} cannot be downloaded ({error}); check the address"
                ) from error
            time.sleep(waits_s[min(failures, len(waits_s) - 1)])
            failures += 1
    digest = sha256_of(part.path)
    if wanted is not None and digest != wanted:
        kept = _set_aside(part.path)
        part.discard()
        raise CheckpointError(
            "hash-mismatch",
            f"{url} gave SHA-256 {digest}, expected {wanted}; what came is kept as {kept}. If the publisher "
            f"has replaced it and you trust the new one, say so with --sha256 {digest}",
        )
    part.path.replace(target)
    part.discard()


def _checked_hash(sha256: str | None) -> str | None:
    if sha256 is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise CheckpointError("hash-mismatch", f"{sha256!r} is no SHA-256: give its 64 hexadecimal digits")
    return sha256.lower() if sha256 else None


def _set_aside(path: Path) -> Path:
    """Move a file that has the wrong hash out of the way, never over another one."""
    kept = path.with_name(f"{path.name.removesuffix('.part')}.refused-{sha256_of(path)[:12]}")
    path.replace(kept)
    return kept
