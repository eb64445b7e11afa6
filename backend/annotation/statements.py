"""SQL of the click path, compiled once: what Django would build anew for every click.

Building and compiling a query costs the ORM 0.5 to 1 ms of CPU on one core of the reference machine, executing it a
tenth of that; a click needs about fifteen. ``Lookup`` lets the ORM compile a query set once and runs the text with
other values; ``insert``, ``upsert`` and ``update`` write rows by the models' own fields. Everything else in this app
uses the ORM as it is.

PostgreSQL plans a query longer than it runs it where it has conditions of partial indexes, so a lookup is prepared
there, once for each connection (https://www.postgresql.org/docs/current/sql-prepare.html). Only the holes are
parameters of what is prepared: the constants stay in its text, where the planner sees that they imply such conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import count
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import Field, Model, QuerySet

Example = type[int] | type[UUID]
ROWS_PER_STATEMENT = 100
NUMBERS = count(1)
PREPARED: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""The driver's connections, and what each has prepared."""


class Lock(StrEnum):
    """How rows are locked. ``FREE``: those that nobody else has locked."""

    ALONE = " FOR UPDATE OF {}"
    FREE = " FOR UPDATE OF {} SKIP LOCKED"


@dataclass(frozen=True)
class Compiled:
    """``holes``: place among ``params`` to index among the values. ``convert``: the driver's rows to Python's."""

    name: str
    sql: str
    params: tuple[Any, ...]
    holes: dict[int, int]
    convert: Callable[[list[Any]], Iterator[Sequence[Any]]]


class Lookup:
    """A query set with holes for ids. ``build`` gets one value for each of ``kinds`` and returns ``values_list(...)``.

    Each value must reach the SQL as a parameter of its own, unchanged. ``locks`` is the model whose rows are locked
    until the transaction ends, where the database locks rows (SQLite has locked the whole file by then), ``how`` the
    kind of lock.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        *kinds: Example,
        locks: type[Model] | None = None,
        how: Lock = Lock.ALONE,
    ) -> None:
        self._build = build
        self._kinds = kinds
        self._locks = locks
        self._how = how
        self._compiled: dict[str, Compiled] = {}

    def rows(self, *values: Any) -> Iterator[Sequence[Any]]:
        """The rows for ``values``, converted as the ORM does, in the order of the values_list."""
        if connection.vendor not in self._compiled:
            self._compiled[connection.vendor] = self._compile()
        compiled = self._compiled[connection.vendor]
        fetch = _fetch_prepared if connection.vendor == "postgresql" else _fetch
        return compiled.convert(fetch(compiled, values))

    def first(self, *values: Any) -> Sequence[Any] | None:
        return next(iter(self.rows(*values)), None)

    def _compile(self) -> Compiled:
        examples = [uuid4() if kind is UUID else 1_900_000_000 + i for i, kind in enumerate(self._kinds)]
        queryset = self._build(*examples)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if self._locks is not None and connection.features.has_select_for_update:
            sql += self._how.format(connection.ops.quote_name(self._locks._meta.db_table))
        adapted = [_adapt(example) for example in examples]
        holes = {place: adapted.index(param) for place, param in enumerate(params) if param in adapted}
        missing = set(range(len(examples))) - set(holes.values())
        assert not missing, f"values {sorted(missing)} of the lookup are not parameters of {sql}"
        converters = compiler.get_converters([column[0] for column in compiler.select])
        name = f"lookup_{next(NUMBERS)}"
        return Compiled(name, sql, tuple(params), holes, lambda found: compiler.apply_converters(found, converters))


def _fetch(compiled: Compiled, values: Sequence[Any]) -> list[Any]:
    params = list(compiled.params)
    for place, index in compiled.holes.items():
        params[place] = _adapt(values[index])
    with connection.cursor() as cursor:
        cursor.execute(compiled.sql, params)
        return cursor.fetchall()


def _fetch_prepared(compiled: Compiled, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        known = PREPARED.setdefault(connection.connection, set())
        if compiled.name not in known:
            cursor.execute(f"PREPARE {compiled.name} AS {_numbered(compiled)}", _constants(compiled))
            known.add(compiled.name)
        cursor.execute(f"EXECUTE {compiled.name} ({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchall()


def _numbered(compiled: Compiled) -> str:
    """The text with $1, $2 ... in its holes; the driver fills the other places."""
    pieces = compiled.sql.split("%s")
    marks = [f"${compiled.holes[place] + 1}" if place in compiled.holes else "%s" for place in range(len(pieces) - 1)]
    return "".join(piece + mark for piece, mark in zip(pieces, [*marks, ""], strict=True))


def _constants(compiled: Compiled) -> list[Any]:
    return [param for place, param in enumerate(compiled.params) if place not in compiled.holes]


def insert(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert ``rows``, their values in the order of ``names`` (column attributes). Raises IntegrityError."""
    _write_rows(model, names, rows, "")


def upsert(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert ``rows`` or, where a row with the primary key (the first of ``names``) exists, update it."""
    _write_rows(model, names, rows, _conflict_text(model, tuple(names)))


def update(model: type[Model], key: Any, names: Sequence[str], values: Sequence[Any]) -> None:
    """Set the columns ``names`` of the row whose primary key is ``key``."""
    prepared = _prepared(model, [*names, _key(model).attname], [*values, key])
    with connection.cursor() as cursor:
        cursor.execute(_update_text(model, tuple(names)), prepared)


def _write_rows(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]], ending: str) -> None:
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        chunk = rows[start : start + ROWS_PER_STATEMENT]
        holes = ", ".join([f"({', '.join(['%s'] * len(names))})"] * len(chunk))
        prepared = [value for row in chunk for value in _prepared(model, names, row)]
        with connection.cursor() as cursor:
            cursor.execute(f"{_insert_text(model, tuple(names))} {holes}{ending}", prepared)


def _prepared(model: type[Model], names: Sequence[str], row: Sequence[Any]) -> list[Any]:
    return [_field(model, name).get_db_prep_save(v, connection) for name, v in zip(names, row, strict=True)]


@cache
def _insert_text(model: type[Model], names: tuple[str, ...]) -> str:
    columns = ", ".join(_column(model, name) for name in names)
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES"


@cache
def _conflict_text(model: type[Model], names: tuple[str, ...]) -> str:
    columns = [_column(model, name) for name in names[1:]]
    assignments = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)
    return f" ON CONFLICT ({_column(model, names[0])}) DO UPDATE SET {assignments}"


@cache
def _update_text(model: type[Model], names: tuple[str, ...]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    assignments = ", ".join(f"{_column(model, name)} = %s" for name in names)
    return f"UPDATE {table} SET {assignments} WHERE {_column(model, _key(model).attname)} = %s"  # noqa: S608


@cache
def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    return field


def _key(model: type[Model]) -> Field[Any, Any]:
    return model._meta.pk


def _column(model: type[Model], name: str) -> str:
    column = _field(model, name).column
    assert column is not None
    return connection.ops.quote_name(column)


def _adapt(value: Any) -> Any:
    """A value as the database's driver wants it: SQLite keeps UUIDs as 32 hexadecimal digits."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
