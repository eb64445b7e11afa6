"""Why an operation was refused: a code that programs act on, a sentence for a person, whether trying again helps."""

from __future__ import annotations

from backend.config.problems import Code


class Refused(Exception):
    """Raised below the socket; the consumer answers it as an ``error`` message."""

    def __init__(self, code: Code, detail: str, *, retry: bool = False) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.retry = retry
