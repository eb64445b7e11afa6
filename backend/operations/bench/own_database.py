"""An empty database for a measurement, beside that of STIPPLE_DATABASE_URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def is_possible() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """All tables and no rows, for the length of the block; dropped at its end."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
