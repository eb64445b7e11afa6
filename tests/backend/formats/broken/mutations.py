"""A small export of each format with something in it changed at random; the same seed gives the same file."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ODD: list[Any] = [
    None, True, -1, 0, 1e308, 10**30, float("nan"), float("inf"), "", "x" * 5000, "\x00", "\ud800", [], {}, [[]],
    [None], {"a": []}, "../../a", "/etc/passwd",
]  # fmt: skip
TOKENS = (b"NaN", b"-1", b"1e999", b"99999999999999999999", b"", b"null", b"]]>", b"&amp;", b"\x00", b"\xff\xfe", b"x")
TOKEN = re.compile(rb"[\w.+-]+")
TEXTS = (".json", ".xml", ".txt", ".yaml", ".csv")
Members = dict[str, bytes]


@dataclass(frozen=True)
class Mutation:
    """``is_of_container``: the archive itself is damaged, so that checksums tell it; else its files are other files."""

    name: str
    content: bytes
    is_of_container: bool = False


def mutated(whole: bytes, seed: str) -> Mutation:
    """``whole`` is a zip archive."""
    chance = random.Random(seed)
    if chance.random() < 0.25:
        damage = chance.choice((_flipped, _cut_off, _shortened, _repeated))
        return Mutation(damage.__name__.strip("_"), damage(whole, chance), True)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "report.json"}
    change = chance.choice(CHANGES)
    return Mutation(change.__name__.strip("_"), _packed(change(members, chance)))


def _flipped(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.randrange(1, 9)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _shortened(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randrange(1, 40) :]


def _repeated(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(content)), chance.randrange(1, 400)
    return content[: at + length] + content[at:]


def _member(damage: Callable[[bytes, random.Random], bytes]) -> Callable[[Members, random.Random], Members]:
    def change(members: Members, chance: random.Random) -> Members:
        name = chance.choice([name for name in members if members[name]])
        return members | {name: damage(members[name], chance)}

    change.__name__ = f"member{damage.__name__}"
    return change


def _tokens_swapped(members: Members, chance: random.Random) -> Members:
    name = _text(members, chance)
    found = list(TOKEN.finditer(members[name]))
    if len(found) < 2:
        return members | {name: b""}
    one, other = sorted(chance.sample(found, 2), key=lambda token: token.start())
    text = members[name]
    swapped = text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]
    return members | {name: swapped}


def _token_replaced(members: Members, chance: random.Random) -> Members:
    name = _text(members, chance)
    found = list(TOKEN.finditer(members[name]))
    if not found:
        return members | {name: chance.choice(TOKENS)}
    token = chance.choice(found)
    return members | {name: members[name][: token.start()] + chance.choice(TOKENS) + members[name][token.end() :]}


def _line_lost(members: Members, chance: random.Random) -> Members:
    name = _text(members, chance)
    lines = members[name].splitlines(keepends=True)
    lines.pop(chance.randrange(len(lines))) if lines else None
    return members | {name: b"".join(lines)}


def _line_twice(members: Members, chance: random.Random) -> Members:
    name = _text(members, chance)
    lines = members[name].splitlines(keepends=True)
    at = chance.randrange(max(len(lines), 1))
    return members | {name: b"".join(lines[: at + 1] + lines[at:])}


def _json_odd(members: Members, chance: random.Random) -> Members:
    names = [name for name in members if name.endswith(".json")]
    if not names:
        return _token_replaced(members, chance)
    name = chance.choice(names)
    return members | {name: json.dumps(odd_json(json.loads(members[name]), chance)).encode()}


def odd_json(value: Any, chance: random.Random) -> Any:
    """``value`` with something in it replaced by what nobody expects there, or gone."""
    if chance.random() < 0.12 or not isinstance(value, dict | list) or not value:
        return chance.choice(ODD)
    if isinstance(value, list):
        place = chance.randrange(len(value))
        return [odd_json(each, chance) if n == place else each for n, each in enumerate(value)]
    name = chance.choice(list(value))
    if chance.random() < 0.15:
        return {key: each for key, each in value.items() if key != name}
    return value | {name: odd_json(value[name], chance)}


def _file_lost(members: Members, chance: random.Random) -> Members:
    lost = chance.choice(list(members))
    return {name: content for name, content in members.items() if name != lost}


def _files_swapped(members: Members, chance: random.Random) -> Members:
    one, other = chance.sample(list(members), 2) if len(members) > 1 else (next(iter(members)),) * 2
    return members | {one: members[other], other: members[one]}


def _file_moved(members: Members, chance: random.Random) -> Members:
    name = chance.choice(list(members))
    new = chance.choice(("../../evil", "/tmp/evil", "a\\..\\..\\evil", "C:\\evil", "e" * 2000, f"x/{name.upper()}"))
    return {new if other == name else other: content for other, content in members.items()}


CHANGES: tuple[Callable[[Members, random.Random], Members], ...] = (
    _member(_flipped),
    _member(_cut_off),
    _member(_shortened),
    _member(_repeated),
    _tokens_swapped,
    _token_replaced,
    _token_replaced,
    _line_lost,
    _line_twice,
    _json_odd,
    _json_odd,
    _json_odd,
    _file_lost,
    _files_swapped,
    _file_moved,
)


def _text(members: Members, chance: random.Random) -> str:
    texts = [name for name in members if name.endswith(TEXTS) and members[name]]
    return chance.choice(texts or [name for name in members if members[name]])


def _packed(members: Members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
