"""The values of run.json as texts."""

from __future__ import annotations

from collections.abc import Mapping

from model.evaluation.report.number_text import NOTHING


def setting_text(value: object) -> str:
    """One value: nested ones in a line, None as a dash."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {setting_text(inner)}" for key, inner in value.items())
    return str(value)


def setting_rows(description: Mapping[str, object]) -> list[list[str]]:
    """(name, value) of everything that run.json holds."""
    return [[name, setting_text(value)] for name, value in description.items()]
