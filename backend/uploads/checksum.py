"""The checksum of one piece, as ``Upload-Checksum`` carries it: the algorithm and the digest in base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from backend.config.problems import Code, Problem

ALGORITHMS: Final = ("sha1", "sha256")
MISMATCH: Final = 460
"""The status that tus gives it."""


class Checksum:
    """Of what comes through ``watch``."""

    def __init__(self, algorithm: str, digest: bytes) -> None:
        self._wanted = digest
        self._hash = hashlib.new(algorithm, usedforsecurity=False)

    def watch(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        def watched(size: int) -> bytes:
            piece = read(size)
            self._hash.update(piece)
            return piece

        return watched

    def check(self) -> None:
        """Problem 460 when something else came than was announced."""
        if not hmac.compare_digest(self._hash.digest(), self._wanted):
            detail = "The checksum is not that of the bytes that came; they were thrown away. Send this piece again."
            raise Problem(Code.CHECKSUM_MISMATCH, detail, MISMATCH)


def parsed(header: str | None) -> Checksum | None:
    """Problem 400 for an algorithm that is not known or a digest that is none."""
    if header is None:
        return None
    algorithm, _, encoded = header.strip().partition(" ")
    try:
        digest = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        detail = f"Upload-Checksum must be one of {', '.join(ALGORITHMS)}, a space, and the digest in base64."
        raise Problem(Code.BAD_REQUEST, detail)
    return Checksum(algorithm, digest)
