"""The kinds of sources: how what somebody enters is checked, what its credentials are called, how it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.sources import azure, folder, gcs, s3
from backend.sources.entries import Place, Unreachable
from backend.sources.models import Source
from backend.sources.sealing import unseal

Given = Mapping[str, Any]


def _nothing_to_check(credentials: Mapping[str, str]) -> None:
    pass


@dataclass(frozen=True)
class Kind:
    """``check`` and ``check_credentials`` raise Problem 400; ``of`` raises Unreachable."""

    check: Callable[[Given], dict[str, str]]
    of: Callable[[Given, Mapping[str, str]], Place]
    credentials: tuple[str, ...] = ()
    check_credentials: Callable[[Mapping[str, str]], None] = _nothing_to_check


KINDS: dict[str, Kind] = {
    Source.Kind.FOLDER.value: Kind(folder.check, folder.Folder.of),
    Source.Kind.S3.value: Kind(s3.check, s3.Bucket.of, s3.CREDENTIALS),
    Source.Kind.GCS.value: Kind(gcs.check, gcs.Bucket.of, gcs.CREDENTIALS, gcs.check_credentials),
    Source.Kind.AZURE.value: Kind(azure.check, azure.Container.of, azure.CREDENTIALS, azure.check_credentials),
}


def opened(kind: str, place: Given, sealed: str) -> Place:
    """The source, ready to be listed; raises Unreachable."""
    return KINDS[kind].of(place, unseal(sealed))


def why_not(kind: str, place: Given, sealed: str) -> tuple[Unreachable | None, str]:
    """Try to list: what is wrong, or None and the first key that was found (empty: nothing is there)."""
    try:
        first = next(iter(opened(kind, place, sealed).entries(lambda: None)), None)
    except Unreachable as error:
        return error, ""
    return None, first.key if first else ""
