"""Lookups: the same rows as the ORM, whatever happened to the connection before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from backend.accounts.models import User
from backend.annotation.statements import Lookup
from tests.conftest import person


def _other_than(user_id: int) -> QuerySet[User, Any]:
    """A constant with a percent sign before the hole, and one after it."""
    users = User.objects.annotate(share=Concat("username", Value(" 100 % of %s")))
    return users.exclude(pk=user_id).exclude(username="50 %").order_by("username").values_list("username", "share")


def _listed(lookup: Lookup, user: User) -> list[Any]:
    return list(lookup.first(user.pk) or ())


@pytest.mark.django_db
def test_constants_and_values_reach_the_database_as_they_are() -> None:
    alice, _, _ = person("Alice"), person("Bob"), person("50 %")
    found = Lookup(_other_than, int)
    for _ in range(8):
        assert [list(row) for row in found.rows(alice.pk)] == [["bob", "bob 100 % of %s"]]


@pytest.mark.django_db(transaction=True)
def test_lookups_outlive_what_is_rolled_back_and_a_new_connection() -> None:
    alice, bob = person("Alice"), person("Bob")
    found = Lookup(_other_than, int)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert _listed(found, alice) == ["bob", "bob 100 % of %s"]
        raise ZeroDivisionError
    assert _listed(found, bob) == ["alice", "alice 100 % of %s"]
    connection.close()
    assert _listed(found, bob) == ["alice", "alice 100 % of %s"]
