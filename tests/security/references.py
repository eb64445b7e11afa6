"""Every place where a request names something beside what its route is about: in the path, the query or the body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from tests.security.url_table import API, METHODS, named, normal

NO_IDS = {"index", "z", "x", "y", "limit", "after", "revision", "count", "priority", "position", "max_uses", "days"} | {
    "replicas", "gold_percent", "lease_minutes", "every_minutes", "distance", "pixels_from", "pixels_to"
}  # fmt: skip
"""Numbers that are numbers."""
IN_TEXT = {"annotator", "assignee", "batch"}
"""Ids beside which words such as ``me`` and ``none`` are allowed."""

Reference = tuple[str, str, str]
"""Method, route, and the name of the placeholder, parameter or field."""


def references() -> set[Reference]:
    """What the schema of the API says: all parameters and fields that are, or may be, ids."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found: set[Reference] = set()
    for path, operations in schema["paths"].items():
        route = normal(path.removeprefix(f"/{API}").replace("{id}", "{pk}").replace("{", "<").replace("}", ">"))
        for method in operations.keys() & set(METHODS):
            names = {*named(route)[1:], *_asked(operations[method], schema["components"]["schemas"])} - NO_IDS
            found |= {(method, route, name) for name in names}
    return found


def _asked(operation: dict[str, Any], shapes: dict[str, Any]) -> Iterator[str]:
    parameters = {p["name"]: p["schema"] for p in operation.get("parameters", []) if p["in"] == "query"}
    content = operation.get("requestBody", {}).get("content", {})
    body = _shape(content.get("application/json", {}).get("schema", {}), shapes)
    for name, field in [*parameters.items(), *body.get("properties", {}).items()]:
        shape = _shape(field, shapes)
        if not shape.get("readOnly") and (name in IN_TEXT or _may_be_id(_shape(shape.get("items", shape), shapes))):
            yield name


def _may_be_id(shape: dict[str, Any]) -> bool:
    return shape.get("type") == "integer" or shape.get("format") == "uuid"


def _shape(shape: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in shape:
        shape = shapes[shape["$ref"].rsplit("/", 1)[1]]
    return shape
