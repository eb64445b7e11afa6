"""Text that people type, and JSON that every database keeps."""

from __future__ import annotations

from typing import Any

import pytest

from backend.config.text import is_storable


@pytest.mark.parametrize("value", [{"a": "\0"}, {"\0": 1}, ["\\\0"], "\ud800", float("nan"), [float("inf")]])
def test_json_that_some_database_refuses_is_not_storable(value: Any) -> None:
    assert not is_storable(value)


@pytest.mark.parametrize("value", [{}, {"a": [1, 2.5, None, "ä 😀"]}, "\\u0000", {"path": "c:\\u0000x"}])
def test_plain_json_is_storable_even_where_it_spells_an_escape(value: Any) -> None:
    assert is_storable(value)
