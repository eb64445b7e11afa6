"""JSON documents of any size: the elements of their arrays one by one, with the line on which each begins.

``{"images": [..], "annotations": [..]}`` gives ("images", element) after element, then ("annotations", element) ...;
what is no array comes as one value, a document that is an array itself under the name "". An element that is no JSON
is skipped to the end that its brackets suggest and comes as a ``BadElement``; the rest goes on.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from backend.formats.records import Place
from backend.formats.sources.files import Files, encoding_of
from backend.formats.sources.guarded import Unreadable

PIECE = 1 << 18
LARGEST_ELEMENT = 64 << 20
PEEKED = 200_000
BLANK = re.compile(r"[ \t\r\n]*")
PLAIN = re.compile(r'[^\[\]{}",]+')
DECODER = json.JSONDecoder(strict=False)  # line breaks in strings are forgiven
NEAR_END = 16  # characters: the longest word or escape that may be cut in two
NUMBER_END = frozenset("0123456789+-.eE")


@dataclass(frozen=True)
class Element:
    """``name`` of the array in the document; ``index`` in it from 0, None for a value that is no element."""

    name: str
    index: int | None
    value: Any
    line: int

    def place(self, file: str) -> Place:
        return Place(file, self.line, self.name if self.index is None else f"{self.name}[{self.index}]")


@dataclass(frozen=True)
class BadElement:
    """The text at ``value``'s place is no JSON."""

    error: str


def elements(files: Files, name: str) -> Iterator[Element]:
    """Raises Unreadable where the document breaks off or is no JSON at all."""
    with files.open(name) as file:
        yield from _Scanner(file, name).document()


def document(files: Files, name: str) -> Any:
    """A whole document, of one image say. Raises Unreadable with the line."""
    try:
        return json.loads(files.text(name), strict=False)
    except json.JSONDecodeError as error:
        raise Unreadable("bad-json", f"{name}, line {error.lineno}: {error.msg}") from error
    except RecursionError:
        raise Unreadable("bad-json", f"{name} is nested too deeply") from None
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("bad-json", f"{name}: {error}") from None


def first_elements(files: Files, name: str) -> dict[str, Any]:
    """The first element, or the value, of each name in the document, as far as PEEKED elements tell; of a document
    that is no JSON nothing. For telling formats apart."""
    key = ("first elements", name)
    if key not in files.memo:
        found: dict[str, Any] = {}
        with suppress(Unreadable), files.peeking():
            for element in islice(elements(files, name), PEEKED):
                if not isinstance(element.value, BadElement) and found.get(element.name) is None:
                    found[element.name] = element.value
        files.memo[key] = found
    known: dict[str, Any] = files.memo[key]
    return known


class _Scanner:
    """A window of text that moves along the file; ``at`` is where it is read next."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file, self.name = file, name
        head = file.read(4)
        self.decoder = codecs.getincrementaldecoder(encoding_of(head))("replace")
        self.text = self.decoder.decode(head)
        self.at = 0
        self.line = 1
        self.is_over = False

    def document(self) -> Iterator[Element]:
        opening = self._next()
        if opening == "[":
            yield from self._array("")
        elif opening == "{":
            yield from self._object()
        else:
            raise self._unreadable("it begins neither with { nor with [")
        if self._next():
            raise self._unreadable("something follows the end of the document")

    def _object(self) -> Iterator[Element]:
        self._skip(1)
        if self._next() == "}":
            self._skip(1)
            return
        while True:
            line = self.line
            key = self._value()
            if not isinstance(key, str) or self._next() != ":":
                raise self._unreadable("a name in quotes and a colon are expected")
            self._skip(1)
            line = self.line
            if self._next() == "[":
                yield from self._array(key)
            else:
                line = self.line
                yield Element(key, None, self._value(), line)
            if self._separated("}"):
                return

    def _array(self, name: str) -> Iterator[Element]:
        self._skip(1)
        if self._next() == "]":
            self._skip(1)
            return
        index = 0
        while True:
            self._next()
            line = self.line
            value = self._value()
            if self._next() not in ("", ",", "]"):
                value = self._skipped("a comma is expected after the value")
            yield Element(name, index, value, line)
            index += 1
            if self._separated("]"):
                return

    def _separated(self, end: str) -> bool:
        """After a value: True when the array or object ends here, False when another value follows."""
        character = self._next()
        if character not in (",", end):
            raise self._unreadable(f"a comma or {end} is expected")
        self._skip(1)
        if character == end:
            return True
        if self._next() == end:  # a comma too many, as hands write it
            self._skip(1)
            return True
        return False

    def _value(self) -> Any:
        """The value that begins here: as little text as it needs is held."""
        self._next()
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if not self._more_helps(error):
                    return self._skipped(error.msg)
            except RecursionError:
                raise self._unreadable("it is nested too deeply") from None
            except ValueError as error:  # a number of thousands of digits
                return self._skipped(str(error))
            else:
                if self.is_over or not self._may_go_on(end):
                    self._skip(end - self.at)
                    return value
                self._fill()

    def _may_go_on(self, end: int) -> bool:
        """Whether what was read to ``end`` may be a number that the window has cut in two: 1.5 of 1.5e+20."""
        left = self.text[end : end + NEAR_END]
        return len(left) < NEAR_END and self.text[end - 1] in NUMBER_END and NUMBER_END.issuperset(left)

    def _more_helps(self, error: json.JSONDecodeError) -> bool:
        """Whether the value may only be cut off; reads on, twice as much each time, so that time stays linear."""
        is_near_end = error.msg.startswith("Unterminated string") or len(self.text) - error.pos < NEAR_END
        if self.is_over or not is_near_end:
            return False
        if len(self.text) - self.at > LARGEST_ELEMENT:
            raise self._unreadable(f"a record is longer than {LARGEST_ELEMENT:,} characters")
        self._fill(max(PIECE, len(self.text) - self.at))
        return True

    def _skipped(self, why: str) -> BadElement:
        """Skip a broken value to the comma or bracket after it, by counting brackets outside of strings."""
        self.text, self.at = self.text[self.at :], 0  # so that reading on moves nothing
        depth, at = 0, 0
        while True:
            if at >= len(self.text):
                if self.is_over or at > LARGEST_ELEMENT:
                    raise self._unreadable(f"{why}, and no end of the record is found")
                self._fill()
                continue
            character = self.text[at]
            if character == '"':
                at = self._string_end(at)
                continue
            if depth == 0 and character in ",]}":
                break
            depth += (character in "[{") - (character in "]}")
            found = PLAIN.match(self.text, at)
            at = found.end() if found else at + 1
        self._skip(at)
        return BadElement(why)

    def _string_end(self, at: int) -> int:
        """After the quotes that end the string at ``at``."""
        at += 1
        while True:
            while at + 1 >= len(self.text) and not self.is_over:
                self._fill()
            if at >= len(self.text):
                return at
            if self.text[at] == '"':
                return at + 1
            at += 2 if self.text[at] == "\\" else 1

    def _next(self) -> str:
        """The next character that is no blank, "" at the end."""
        while True:
            found = BLANK.match(self.text, self.at)
            self._skip((found.end() if found else self.at) - self.at)
            if self.at < len(self.text):
                return self.text[self.at]
            if self.is_over:
                return ""
            self._fill()

    def _skip(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _fill(self, size: int = PIECE) -> None:
        piece = self.file.read(size)
        self.is_over = not piece
        self.text = self.text[self.at :] + self.decoder.decode(piece, final=self.is_over)
        self.at = 0

    def _unreadable(self, detail: str) -> Unreadable:
        return Unreadable("bad-json", f"{self.name}, line {self.line}: {detail}")
