"""Why a file is not taken: a code for programs and a sentence that says what to do."""

from __future__ import annotations


class Refused(ValueError):
    """A file that cannot become an image of a project."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
