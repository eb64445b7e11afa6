"""What objects of a label are asked for: the schema of a label's attributes, and values that fit it.

A schema is a list of {"name", "type", "options", "default", "required"}: the type is one of TYPES, ``options`` are the
choices of a ``select`` (empty for others), ``default`` is the value of an object that has none (None: there is none).
A label without attributes has the empty list; its objects take any JSON object.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backend.config.text import cleaned, is_storable

TYPES = ("text", "number", "select", "checkbox")
MOST_ATTRIBUTES = 30
MOST_OPTIONS = 100
LONGEST_NAME = 50
LONGEST_TEXT = 1000
LARGEST_NUMBER = 1e15
"""Beyond it a browser does not keep every whole number."""
FIELDS = frozenset({"name", "type", "options", "default", "required"})

Attribute = dict[str, Any]


def parse_schema(value: Any) -> list[Attribute]:
    """The schema in ``value``, complete and cleaned. Raises ValueError with a sentence that names the attribute."""
    if not isinstance(value, list) or len(value) > MOST_ATTRIBUTES:
        raise ValueError(f"This must be a list of at most {MOST_ATTRIBUTES} attributes.")
    if not is_storable(value):
        raise ValueError("This holds NUL, half a surrogate pair or an infinite number.")
    schema = [_attribute(each, number) for number, each in enumerate(value, 1)]
    seen: set[str] = set()
    for attribute in schema:
        key = attribute["name"].casefold()
        if key in seen:
            raise ValueError(f"Two attributes are called {attribute['name']!r}; give each a name of its own.")
        seen.add(key)
    return schema


def check_values(schema: Sequence[Attribute], values: Mapping[str, Any]) -> None:
    """Raise ValueError unless ``values`` are of the schema's attributes and fit them. Some may be missing."""
    known = {attribute["name"]: attribute for attribute in schema}
    for name, value in values.items():
        if name not in known:
            raise ValueError(f"there is no attribute {name!r} here; this label has {', '.join(known)}")
        if value is not None and (problem := _misfit(known[name], value)):
            raise ValueError(f"attribute {name!r} {problem}")


def missing(schema: Sequence[Attribute], values: Mapping[str, Any]) -> list[str]:
    """The names of required attributes that neither ``values`` nor a default fills."""
    full = with_defaults(schema, values)
    return [each["name"] for each in schema if each["required"] and not _is_filled(each, full.get(each["name"]))]


def _is_filled(attribute: Attribute, value: Any) -> bool:
    """A value that no longer fits, because the label or its attributes have changed since, is none."""
    return value not in (None, "") and _misfit(attribute, value) is None


def with_defaults(schema: Sequence[Attribute], values: Mapping[str, Any]) -> dict[str, Any]:
    """``values``, and the defaults of the attributes that have none."""
    defaults = {each["name"]: each["default"] for each in schema if each["default"] is not None}
    return defaults | {name: value for name, value in values.items() if value is not None}


def _attribute(value: Any, number: int) -> Attribute:
    if not isinstance(value, dict) or not set(value) <= FIELDS:
        raise ValueError(f"Attribute {number} must be an object of {', '.join(sorted(FIELDS))}.")
    name = cleaned(value["name"]).strip() if isinstance(value.get("name"), str) else ""
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"Attribute {number} needs a name of 1 to {LONGEST_NAME} characters.")
    if value.get("type") not in TYPES:
        raise ValueError(f"The type of {name!r} must be one of {', '.join(TYPES)}.")
    required = value.get("required", False)
    if not isinstance(required, bool):
        raise ValueError(f"`required` of {name!r} must be true or false.")
    options = _options(value.get("options", []), name, value["type"])
    attribute = {"name": name, "type": value["type"], "options": options, "default": None, "required": required}
    default = value.get("default")
    if default is not None and (problem := _misfit(attribute, default)):
        raise ValueError(f"The default of {name!r} {problem}.")
    return attribute | {"default": default}


def _options(value: Any, name: str, kind: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(option, str) for option in value):
        raise ValueError(f"The options of {name!r} must be a list of texts.")
    options = [cleaned(option).strip() for option in value]
    if kind != "select":
        return []
    if not 1 <= len(options) <= MOST_OPTIONS or not all(1 <= len(option) <= LONGEST_NAME for option in options):
        raise ValueError(f"{name!r} needs 1 to {MOST_OPTIONS} options of 1 to {LONGEST_NAME} characters.")
    if len(set(options)) < len(options):
        raise ValueError(f"{name!r} has an option twice.")
    return options


def _misfit(attribute: Attribute, value: Any) -> str | None:
    """What is wrong with a value that is not None."""
    match attribute["type"]:
        case "number" if isinstance(value, bool) or not isinstance(value, int | float):
            return "must be a number"
        case "number" if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
            return "must be a number between -1e15 and 1e15"
        case "checkbox" if not isinstance(value, bool):
            return "must be true or false"
        case "select" if value not in attribute["options"]:
            return f"must be one of {', '.join(attribute['options'])}"
        case "text" if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            return f"must be text of at most {LONGEST_TEXT} characters"
    return None
