"""Labels of CVAT and what they ask their shapes for: all values are text there, of five input types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.formats.records import LabelRecord

NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?([eE][-+]?\d{1,2})?")
TYPES = {"checkbox": "checkbox", "number": "number", "select": "select", "radio": "select", "text": "text"}
OCCLUDED, GROUP = "occluded", "group_id"
OF_EACH_SHAPE = ((OCCLUDED, "checkbox"), (GROUP, "number"))
NUMBERS = "-1000000000000000;1000000000000000;1"


@dataclass(frozen=True)
class Asked:
    """One attribute as a label of CVAT has it."""

    name: str
    input_type: str = "text"
    values: tuple[str, ...] = ()
    default: str = ""

    def as_schema(self) -> dict[str, Any]:
        kind = TYPES.get(self.input_type, "text")
        options = [value for value in self.values if value] if kind == "select" else []
        default = typed(self.default, kind) if self.default else None
        if (kind == "select" and default not in options) or (kind == "number" and isinstance(default, str)):
            default = None
        return {"name": self.name, "type": kind, "options": options, "default": default, "required": False}


class Labels:
    """``is_ours``: Stipple wrote the file, whose labels ask for nothing that stands in the shapes themselves."""

    def __init__(self) -> None:
        self._types: dict[str, dict[str, str]] = {}

    def learn(self, name: str, color: str, asked: Sequence[Asked], *, is_ours: bool = False) -> LabelRecord:
        schema = [each.as_schema() for each in asked]
        self._types[name] = {each["name"]: each["type"] for each in schema}
        known = {each["name"].casefold() for each in schema}
        if schema and not is_ours:
            schema += [Asked(extra, kind).as_schema() for extra, kind in OF_EACH_SHAPE if extra not in known]
        return LabelRecord(name, color.lower() if re.fullmatch("#[0-9a-fA-F]{6}", color) else None, True, tuple(schema))

    def values(self, label: str, given: Iterable[tuple[str, str]], occluded: Any, group: Any) -> dict[str, Any]:
        """Attributes of a shape; those of the shape itself where nothing else is called so."""
        types = self._types.get(label, {})
        found = {name: typed(value, types.get(name, "")) for name, value in given if name}
        if str(occluded).lower() in ("1", "true"):
            found.setdefault(OCCLUDED, True)
        if NUMBER.fullmatch(str(group)) and float(group):
            found.setdefault(GROUP, int(float(group)))
        return found


def typed(value: str, kind: str) -> Any:
    """``kind`` "": nothing says what it is. Text that is not of its kind stays text."""
    lower = value.strip().lower()
    if kind in ("checkbox", "") and lower in ("true", "false"):
        return lower == "true"
    if kind in ("number", "") and NUMBER.fullmatch(lower):
        return json.loads(lower) if not re.match(r"-?0\d", lower) else value
    return value


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def asked_for(attribute: Mapping[str, Any]) -> Asked:
    """What CVAT would call an attribute of a label here."""
    kind = attribute["type"]
    default = as_text(attribute["default"]) if attribute["default"] is not None else ""
    values = {"checkbox": ("false",), "number": tuple(NUMBERS.split(";"))}.get(kind, tuple(attribute["options"]))
    return Asked(attribute["name"], kind, values, default)
