"""Reads files of a source onto the disk, a few at once, and judges each as an upload is judged. Touches no database."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from backend.images.reading import check_header
from backend.images.refusal import Refused
from backend.images.sniffing import HEAD_BYTES, media_type_of
from backend.images.storage import Incoming
from backend.sources.entries import Changing, Entry, Gone, Place, Tick, Unreadable

READERS = 4
"""A bucket answers after some 50 ms, whatever the size: four readers are four times as fast, and a fifth of the CPU."""
AHEAD = 2 * READERS
TICK_S = 1.0


class Left(Exception):
    """Nobody waits for this file any more."""


@dataclass(frozen=True)
class Fetched:
    """``incoming`` is on disk and the caller's to keep or discard; or ``problem`` says why there is none."""

    entry: Entry
    incoming: Incoming | None = None
    media_type: str = ""
    problem: Refused | Unreadable | Gone | Changing | None = None


def fetched(place: Place, entries: Iterable[Entry], tick: Tick) -> Iterator[Fetched]:
    """Each of ``entries``, in their order; at most AHEAD lie on the disk before they are asked for."""
    waiting: deque[Future[Fetched]] = deque()
    left = threading.Event()
    with ThreadPoolExecutor(READERS, thread_name_prefix="fetch") as pool:
        try:
            for entry in entries:
                waiting.append(pool.submit(_fetch, place, entry, left))
                if len(waiting) >= AHEAD:
                    yield _next(waiting, tick)
            while waiting:
                yield _next(waiting, tick)
        finally:
            left.set()
            for each in waiting:
                if not each.cancel():
                    _discard(each)


def _next(waiting: deque[Future[Fetched]], tick: Tick) -> Fetched:
    while not wait([waiting[0]], TICK_S).done:
        tick()
    return waiting.popleft().result()


def _discard(future: Future[Fetched]) -> None:
    with suppress(Exception):
        incoming = future.result().incoming
        if incoming is not None:
            incoming.discard()


def _fetch(place: Place, entry: Entry, left: threading.Event) -> Fetched:
    limit_mb = settings.ENV.max_upload_mb
    if entry.size_bytes > limit_mb << 20:
        return Fetched(entry, problem=_too_large(limit_mb))
    incoming = Incoming()
    try:
        media_type = _received(place, entry, incoming, limit_mb, left)
    except (Refused, Unreadable, Gone, Changing) as problem:
        incoming.discard()
        return Fetched(entry, problem=problem)
    except BaseException:
        incoming.discard()
        raise
    return Fetched(entry, incoming, media_type)


def _received(place: Place, entry: Entry, incoming: Incoming, limit_mb: int, left: threading.Event) -> str:
    """The media type of what was read; what the first bytes rule out is not read on."""
    is_known = False
    for piece in place.pieces(entry):
        if left.is_set():
            raise Left
        incoming.write(piece)
        if incoming.size_bytes > limit_mb << 20:
            raise _too_large(limit_mb)
        if not is_known and len(incoming.head) >= HEAD_BYTES:
            is_known = bool(media_type_of(incoming.head))
    incoming.close()
    return check_header(incoming.path)


def _too_large(limit_mb: int) -> Refused:
    detail = f"The file is larger than {limit_mb} MB (STIPPLE_MAX_UPLOAD_MB). Save it smaller or cut it."
    return Refused("too-large", detail)
