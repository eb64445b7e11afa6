"""Documents of any size are read element by element, with lines; what is broken costs as little as possible."""

from __future__ import annotations

import io
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.formats import json_stream
from backend.formats.json_stream import BadElement, elements
from backend.formats.sources import Files, Unreadable

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def files_of(content: bytes) -> Files:
    return Files({"a.json": len(content)}, lambda name: io.BytesIO(content))


def read(text: str | bytes) -> list[json_stream.Element]:
    return list(elements(files_of(text if isinstance(text, bytes) else text.encode()), "a.json"))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=6), st.sampled_from([None, 1]), st.integers(1, 40))
def test_it_reads_what_json_reads_whatever_the_size_of_a_piece(document: dict, indent: int | None, piece: int) -> None:
    json_stream.PIECE, before = piece, json_stream.PIECE
    try:
        found = read(json.dumps(document, indent=indent))
    finally:
        json_stream.PIECE = before
    again: dict = {name: [] for name, value in document.items() if isinstance(value, list)}
    for element in found:
        if element.index is None:
            again[element.name] = element.value
        else:
            assert element.index == len(again[element.name])
            again[element.name].append(element.value)
    assert again == document


def test_line_breaks_in_strings_are_forgiven() -> None:
    assert [each.value for each in read('["a\nb", 1]')] == ["a\nb", 1]


def test_elements_know_their_lines() -> None:
    found = read('{"a": [\n1,\n\n{"x":\n2}], "b":\n"c"}')
    assert [(each.name, each.index, each.line) for each in found] == [("a", 0, 2), ("a", 1, 4), ("b", None, 6)]


def test_a_list_alone_and_byte_order_marks_are_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert [each.value for each in read('[1, "ä"]'.encode(encoding))] == [1, "ä"]


@pytest.mark.parametrize("broken", ["nul", "{'a': 1}", '{"a" 1}', "[1 2]", "<x>", '{"a": [1, {"b": }]}', "-", "01"])
def test_a_broken_element_is_one_and_the_rest_is_read(broken: str) -> None:
    found = read(f'{{"a": [{{"id": 1}}, {broken}, {{"id": 2}}], "b": [3]}}')
    assert isinstance(found[1].value, BadElement)
    assert [each.value for each in found if not isinstance(each.value, BadElement)] == [{"id": 1}, {"id": 2}, 3]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1",
        "{",
        "[",
        '{"a"',
        '{"a":',
        '{"a": [1',
        '{"a": [1]',
        "[1] 2",
        "[1}",
        '{"a": 1]',
        "\x00",
        '["' + "[" * 5,
    ],
)
def test_a_document_that_breaks_off_says_where(text: str) -> None:
    with pytest.raises(Unreadable, match=r"a\.json, line 1") as refused:
        read(text)
    assert refused.value.code == "bad-json"


def test_deep_nesting_is_refused_not_a_crash() -> None:
    with pytest.raises(Unreadable):
        read("[" * 200_000)


def test_memory_does_not_grow_with_the_document() -> None:
    def peak_bytes(count: int) -> int:
        content = b'{"a":[' + b",".join(b'{"id": %d, "text": "%s"}' % (n, b"x" * 200) for n in range(count)) + b"]}"
        files = files_of(content)
        tracemalloc.start()
        assert sum(1 for _ in elements(files, "a.json")) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak_bytes(40_000) < peak_bytes(4_000) + 500_000
