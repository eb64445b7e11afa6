"""Schemas of attributes, and values that fit them."""

from __future__ import annotations

from typing import Any

import pytest

from backend.projects.attributes import check_values, missing, parse_schema, with_defaults

POSE = {"name": "pose", "type": "select", "options": ["sits", "stands"], "required": True}
AGE = {"name": "age", "type": "number", "default": 3}
SCHEMA = parse_schema([POSE, AGE, {"name": "hidden", "type": "checkbox"}, {"name": "note", "type": "text"}])


def test_a_schema_comes_out_complete_and_cleaned() -> None:
    assert parse_schema([{"name": " pose ", "type": "select", "options": [" sits"]}]) == [
        {"name": "pose", "type": "select", "options": ["sits"], "default": None, "required": False}
    ]
    assert parse_schema([{"name": "age", "type": "number", "options": ["left over"]}])[0]["options"] == []


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ({}, "list"),
        ([{"name": "", "type": "text"}], "needs a name"),
        ([{"name": "x", "type": "date"}], "must be one of text, number"),
        ([{"name": "x", "type": "text", "colour": "red"}], "Attribute 1 must be an object of"),
        ([{"name": "x", "type": "select"}], "needs 1 to 100 options"),
        ([{"name": "x", "type": "select", "options": ["a", "a"]}], "twice"),
        ([{"name": "x", "type": "number", "default": "3"}], "The default of 'x' must be a number"),
        ([{"name": "x", "type": "text", "required": "yes"}], "true or false"),
        ([{"name": "x", "type": "text"}, {"name": "X", "type": "text"}], "Two attributes are called 'X'"),
        ([{"name": f"x{n}", "type": "text"} for n in range(31)], "at most 30"),
    ],
)
def test_a_schema_that_cannot_be_is_refused_with_what_to_do(schema: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_schema(schema)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"size": 1}, "there is no attribute 'size' here; this label has pose, age"),
        ({"pose": "lies"}, "must be one of sits, stands"),
        ({"age": True}, "must be a number"),
        ({"hidden": 1}, "must be true or false"),
        ({"note": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_values_that_do_not_fit_are_refused_by_name(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        check_values(SCHEMA, values)


def test_values_may_be_missing_until_the_image_is_submitted() -> None:
    check_values(SCHEMA, {"age": 2.5, "note": None})
    assert missing(SCHEMA, {"age": 2.5}) == ["pose"]
    assert missing(SCHEMA, {"pose": "sits"}) == []
    assert with_defaults(SCHEMA, {"pose": "sits", "age": None}) == {"pose": "sits", "age": 3}


@pytest.mark.parametrize("value", [10**400, -(10**16), float("nan")])
def test_a_number_that_no_browser_keeps_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="attribute 'age' must be a number between"):
        check_values(SCHEMA, {"age": value})


def test_a_required_value_that_fits_no_longer_is_missing() -> None:
    assert missing(SCHEMA, {"pose": "flies"}) == ["pose"]
