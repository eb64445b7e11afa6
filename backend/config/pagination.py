"""Cursor pagination by key set: a page starts after the last row that was seen, so inserts never shift or repeat rows.

The ordering is that of the query set, made total by its primary key. The cursor holds the key of a row, not an offset.
Answers {"next","previous","results"}; ``?limit=`` chooses the page size up to MAXIMUM.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from backend.config.problems import Code, Problem

DEFAULT = 50
MAXIMUM = 500


@dataclass(frozen=True)
class Cursor:
    """Rows after (or, when reversed, before) the row with these key values; ``values`` align with the ordering."""

    values: tuple[str, ...]
    is_reversed: bool

    def encode(self) -> str:
        text = json.dumps([int(self.is_reversed), *self.values], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @staticmethod
    def parse(text: str, length: int) -> Cursor:
        try:
            flag, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (binascii.Error, ValueError, TypeError):
            raise bad_cursor() from None
        if flag not in (0, 1) or len(values) != length or not all(isinstance(v, str) and "\0" not in v for v in values):
            raise bad_cursor()
        return Cursor(tuple(values), bool(flag))


def bad_cursor() -> Problem:
    return Problem(Code.BAD_REQUEST, "This cursor is not one of ours for this ordering; start without ?cursor=.")


def total_ordering(queryset: QuerySet[Any]) -> tuple[str, ...]:
    """The names (with their minus signs) that the rows are ordered by, ending in the primary key."""
    given = queryset.query.order_by or queryset.model._meta.ordering or ()
    names = tuple(str(name) for name in given)
    key = queryset.model._meta.pk.name
    if any(name.lstrip("-") in (key, "pk") for name in names):
        return names
    return (*names, "-" + key if names and names[-1].startswith("-") else key)


def after(ordering: tuple[str, ...], values: tuple[Any, ...]) -> Q:
    """Rows that come strictly after the key ``values`` in ``ordering`` (fields that are never null).

    The bound of the first field is said once more for itself: databases find no range of an index in what is left.
    """
    condition = Q()
    equal: dict[str, Any] = {}
    for name, value in zip(ordering, values, strict=True):
        field, beyond = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= Q(**equal, **{f"{field}__{beyond}": value})
        if not equal:
            bound = Q(**{f"{field}__{beyond}e": value})
        equal[field] = value
    return bound & condition


def turned(ordering: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else "-" + name for name in ordering)


class CursorPagination(BasePagination):
    """DRF's pagination class of every list."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        self.limit = _limit(request)
        self.ordering = total_ordering(queryset)
        text = request.query_params.get("cursor")
        self.cursor = Cursor.parse(text, len(self.ordering)) if text else None
        rows = self._rows(queryset)
        self.has_more = len(rows) > self.limit
        page = rows[: self.limit]
        self.page = page[::-1] if self.cursor and self.cursor.is_reversed else page
        return self.page

    def _rows(self, queryset: QuerySet[Any]) -> list[Any]:
        ordering = turned(self.ordering) if self.cursor and self.cursor.is_reversed else self.ordering
        if self.cursor:
            queryset = queryset.filter(after(ordering, _typed(queryset.model, ordering, self.cursor.values)))
        return list(queryset.order_by(*ordering)[: self.limit + 1])

    def get_paginated_response(self, data: Any) -> Response:
        is_reversed = bool(self.cursor and self.cursor.is_reversed)
        has_next = is_reversed or self.has_more
        has_previous = self.has_more if is_reversed else self.cursor is not None
        return Response(
            {
                "next": self._link(self.page[-1], False) if self.page and has_next else None,
                "previous": self._link(self.page[0], True) if self.page and has_previous else None,
                "results": data,
            }
        )

    def _link(self, row: Model, is_reversed: bool) -> str:
        values = tuple(_text(row, name.lstrip("-")) for name in self.ordering)
        return replace_query_param(self.request.build_absolute_uri(), "cursor", Cursor(values, is_reversed).encode())

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "schema": {"type": "integer", "minimum": 1, "maximum": MAXIMUM, "default": DEFAULT},
            },
        ]


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(DEFAULT))
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= MAXIMUM:
        raise Problem(
            Code.BAD_REQUEST, f"limit={text[:20]!r} cannot be used: it must be a whole number from 1 to {MAXIMUM}."
        )
    return int(text)


def _text(row: Model, name: str) -> str:
    field = row._meta.pk if name == "pk" else row._meta.get_field(name)
    return str(field.value_to_string(row))  # type: ignore[union-attr]


def _typed(model: type[Model], ordering: tuple[str, ...], values: tuple[str, ...]) -> tuple[Any, ...]:
    try:
        fields = [model._meta.pk if n.lstrip("-") == "pk" else model._meta.get_field(n.lstrip("-")) for n in ordering]
        return tuple(field.to_python(value) for field, value in zip(fields, values, strict=True))  # type: ignore
    except ValidationError:
        raise bad_cursor() from None
