from __future__ import annotations

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from worker.recomputable import _relax, commit_without_flush

FULL, NORMAL = 2, 1


def synchronous() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_only_a_worker_commits_without_a_flush() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite is told when to flush")
    connection.close()
    assert synchronous() == FULL
    commit_without_flush()
    try:
        connection.close()
        assert synchronous() == NORMAL
    finally:
        connection_created.disconnect(_relax, dispatch_uid="worker.recomputable")
        connection.close()
