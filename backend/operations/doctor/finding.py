"""One line of the doctor's report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["real", "weak", "missing"]


@dataclass(frozen=True)
class Finding:
    """``real``: there and working. ``weak``: works, but read the remedy. ``missing``: something will not work."""

    name: str
    state: State
    detail: str
    remedy: str = ""


def real(name: str, detail: str) -> Finding:
    return Finding(name, "real", detail)


def weak(name: str, detail: str, remedy: str) -> Finding:
    return Finding(name, "weak", detail, remedy)


def missing(name: str, detail: str, remedy: str) -> Finding:
    return Finding(name, "missing", detail, remedy)
