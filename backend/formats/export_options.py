"""Whether what a person asks of an export exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from backend.config.problems import Code, Problem
from backend.formats.options import GEOMETRIES, Options
from backend.formats.table import FORMATS
from backend.images.models import Image
from backend.projects.models import Project


def export_options(fields: Mapping[str, Any], project: Project) -> dict[str, Any]:
    """The stored parameters of an export job; Problem 400 with what is allowed."""
    _check("format", fields.get("format", ""), [row.name for row in FORMATS if row.writers])
    _check("geometry", fields.get("geometry", "both"), GEOMETRIES)
    for state in fields.get("states", ()):
        _check("states", state, Image.State.values)
    options = Options(fields["format"], fields.get("geometry", "both"), tuple(fields.get("states", ())))
    return asdict(options) | {"states": list(options.states)}


def _check(name: str, value: str, allowed: Any) -> None:
    if value not in allowed:
        raise Problem(Code.INVALID, f"{name}={value!r} is not allowed. Allowed: {', '.join(allowed)}.")
