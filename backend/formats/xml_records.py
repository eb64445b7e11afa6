"""XML of any size, element by element, with the line on which each begins. No entity is ever expanded or fetched.

``records(files, name, {"image"})`` gives each ``<image>`` with all that is in it once it is whole, then forgets it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers import expat

from backend.formats.records import Place
from backend.formats.sources import Files, Unreadable

PIECE = 1 << 18
DEEPEST = 100


@dataclass
class Node:
    """``text`` is that directly inside, without the blanks around it."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def find(self, path: str) -> Node | None:
        """The first child of that tag; "a/b" is the first b in the first a."""
        tag, _, rest = path.partition("/")
        found = next((child for child in self.children if child.tag == tag), None)
        return found.find(rest) if found is not None and rest else found

    def all(self, tag: str) -> list[Node]:
        return [child for child in self.children if child.tag == tag]

    def get(self, path: str, default: str = "") -> str:
        """The text of the child at ``path``."""
        found = self.find(path)
        return default if found is None else found.text

    def place(self, file: str, record: str = "") -> Place:
        return Place(file, self.line, record or self.tag)


def root(files: Files, name: str) -> Node:
    """A whole document, of one image say. Raises Unreadable with the line."""
    (found,) = _Parser(files, name, ()).nodes()
    return found


def records(files: Files, name: str, tags: Collection[str]) -> Iterator[Node]:
    """Each element of one of ``tags``, which do not lie in each other. Raises Unreadable where the document breaks."""
    yield from _Parser(files, name, tags).nodes()


def root_tag(files: Files, name: str) -> str:
    """The tag of the outermost element, "" where there is none; for telling formats apart."""
    parser = _Parser(files, name, ())
    with suppress(Unreadable), files.peeking(), files.open(name) as file:
        parser.feed(file.read(PIECE), is_last=False)
    return parser.first_tag


class _Parser:
    def __init__(self, files: Files, name: str, tags: Collection[str]) -> None:
        self.files, self.name, self.tags = files, name, tags
        self.first_tag = ""
        self.open: list[Node] = []
        self.whole: list[Node] = []
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text
        self.expat.EntityDeclHandler = self._refuse_entities

    def nodes(self) -> Iterator[Node]:
        """The wanted elements; the outermost one where none are named."""
        with self.files.open(self.name) as file:
            while piece := file.read(PIECE):
                yield from self._fed(piece, is_last=False)
            yield from self._fed(b"", is_last=True)

    def _fed(self, piece: bytes, *, is_last: bool) -> Iterator[Node]:
        """What was whole before the document breaks comes all the same."""
        try:
            self.feed(piece, is_last=is_last)
        except Unreadable:
            yield from self._taken()
            raise
        yield from self._taken()

    def feed(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self.expat.Parse(piece, is_last)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            raise Unreadable("bad-xml", f"{self.name}, line {error.lineno}: {what}") from error
        except (LookupError, ValueError) as error:
            raise Unreadable("bad-xml", f"{self.name}: {error}") from error

    def _taken(self) -> list[Node]:
        taken, self.whole = self.whole, []
        return taken

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.first_tag = self.first_tag or tag
        if len(self.open) > DEEPEST:
            raise Unreadable("bad-xml", f"{self.name}, line {self.expat.CurrentLineNumber}: nested too deeply")
        self.open.append(Node(tag, attributes, self.expat.CurrentLineNumber))

    def _end(self, tag: str) -> None:
        node = self.open.pop()
        node.text = node.text.strip()
        if node.tag in self.tags or (not self.tags and not self.open):
            self.whole.append(node)
        elif self.open and (not self.tags or any(each.tag in self.tags for each in self.open)):
            self.open[-1].children.append(node)

    def _text(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def _refuse_entities(self, *declaration: object) -> None:
        raise Unreadable("bad-xml", f"{self.name} declares entities, which are never expanded here; write them out")
