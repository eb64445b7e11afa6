"""XML is read element by element, with lines; entities are never expanded."""

from __future__ import annotations

import io

import pytest

from backend.formats.sources import Files, Unreadable
from backend.formats.xml_records import records, root, root_tag


def files_of(text: str) -> Files:
    content = text.encode()
    return Files({"a.xml": len(content)}, lambda name: io.BytesIO(content))


def test_each_element_comes_with_its_line_and_all_that_is_in_it() -> None:
    text = "<all>\n<meta/>\n<image name='a'>\n<box x='1'>t</box></image><image name='b'/></all>"
    first, second = records(files_of(text), "a.xml", {"image"})
    assert (first.attributes, first.line, first.get("box"), first.children[0].line) == ({"name": "a"}, 3, "t", 4)
    assert second.children == []


def test_a_whole_document_is_walked_by_paths() -> None:
    found = root(files_of("<a><b><c> x </c></b><d>1</d><d>2</d></a>"), "a.xml")
    assert (found.get("b/c"), [each.text for each in found.all("d")], found.get("b/z", "no")) == ("x", ["1", "2"], "no")
    assert root_tag(files_of("<a><b>"), "a.xml") == "a"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "<a>",
        "<a></b>",
        "<a>" * 500,
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "<?xml version='1.0' encoding='nonsense'?><a/>",
        "<a>&nothing;</a>",
    ],
)
def test_what_is_no_xml_or_declares_entities_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        root(files_of(text), "a.xml")
    assert refused.value.code == "bad-xml"
