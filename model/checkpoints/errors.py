"""What can go wrong between an address and a model folder: one exception with a code that programs compare."""

from __future__ import annotations

from typing import Literal

Code = Literal[
    "unknown-name",  # not in the published list, not an address, not a file
    "not-convertible",  # in the published list, but of a family that this version has no network for
    "bad-address",
    "no-network",
    "http-error",
    "not-a-checkpoint",
    "hash-mismatch",
    "disk-full",
    "not-writable",
    "unsafe-file",
    "unreadable-file",
    "needs-torch",
    "keys-differ",
    "ambiguous-preset",
    "unknown-preset",
    "bad-name",
    "name-taken",
    "bad-archive",
    "bad-folder",
    "export-failed",
    "bad-answer",
]


class CheckpointError(Exception):
    """A sentence for a person (what happened, with which value, what to do) and a code."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(detail)
        self.code: Code = code
        self.detail = detail
