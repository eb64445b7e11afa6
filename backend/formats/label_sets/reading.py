"""Labels as files list them, whichever tool wrote them. What cannot be used is told with its place."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PIL import ImageColor

from backend.config.text import cleaned
from backend.formats.cvat_backup import asked_of
from backend.formats.sources import Files, Unreadable
from backend.formats.xml_records import Node, root
from backend.projects.attributes import parse_schema
from backend.projects.models import Label

COLOR = re.compile("#[0-9a-f]{6}")
HOTKEY = re.compile("[0-9a-z]")
WITH_ALPHA = re.compile(r"rgba\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,")
LONGEST_NAME = 100
LABELS_OF = re.compile(r"(?:\w*Labels)$")
"""Of Label Studio: BrushLabels, PolygonLabels, RectangleLabels ... and Labels."""


@dataclass(frozen=True)
class Listed:
    """A label of a file; None where the file says nothing of it. ``place``: where it stands."""

    name: str
    place: str
    color: str | None = None
    kind: str | None = None
    hotkey: str | None = None
    attributes_schema: list[dict[str, Any]] | None = None


@dataclass
class LabelFile:
    """``format``: stipple, cvat or labelstudio. ``problems``: {"place", "detail"}."""

    format: str
    labels: list[Listed] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)


def read_labels(text: str) -> LabelFile:
    """Raises Unreadable where the text is no list of labels."""
    found = _from_xml(text) if text.lstrip().startswith("<") else _from_json(text)
    seen: dict[str, Listed] = {}
    for label in found.labels:
        if label.name.casefold() in seen:
            found.problems.append({"place": label.place, "detail": f"a label {label.name!r} stands before it"})
        else:
            seen[label.name.casefold()] = label
    found.labels = list(seen.values())
    if not found.labels and not found.problems:
        raise Unreadable("no-labels", "there are no labels in it")
    return found


def _from_json(text: str) -> LabelFile:
    try:
        value = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise Unreadable("bad-json", f"line {error.lineno}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("bad-json", f"it cannot be read ({str(error)[:100]})") from error
    if isinstance(value, dict) and isinstance(value.get("labels"), list):
        is_ours = "stipple_labels" in value
        return _listed("stipple" if is_ours else "cvat", value["labels"], _own if is_ours else _of_cvat)
    if isinstance(value, list):
        return _listed("cvat", value, _of_cvat)
    raise Unreadable("no-labels", 'a list of labels is expected, or {"labels": [...]}')


def _listed(name: str, values: list[Any], read: Callable[[dict[str, Any], str], Listed]) -> LabelFile:
    found = LabelFile(name)
    for index, value in enumerate(values):
        place = f"labels[{index}]"
        label = value.get("name") if isinstance(value, dict) else None
        text = cleaned(label).strip() if isinstance(label, str) else ""
        if not 1 <= len(text) <= LONGEST_NAME:
            detail = f"a label needs a name of 1 to {LONGEST_NAME} characters"
            found.problems.append({"place": place, "detail": detail})
            continue
        try:
            found.labels.append(read(value | {"name": text}, place))
        except ValueError as error:
            found.problems.append({"place": place, "detail": f"{text}: {error}"})
    return found


def _own(value: dict[str, Any], place: str) -> Listed:
    """As ``written`` has it. Raises ValueError."""
    color, kind, hotkey, schema = (value.get(key) for key in ("color", "kind", "hotkey", "attributes_schema"))
    if color is not None and not (isinstance(color, str) and COLOR.fullmatch(color.lower())):
        raise ValueError(f"{str(color)[:40]!r} is no colour; write #rrggbb")
    if kind is not None and kind not in Label.Kind.values:
        raise ValueError(f"{str(kind)[:40]!r} is no kind; there are {', '.join(Label.Kind.values)}")
    if hotkey and not (isinstance(hotkey, str) and HOTKEY.fullmatch(hotkey.lower())):
        raise ValueError(f"{str(hotkey)[:40]!r} is no hot key; one is a digit or a letter from a to z")
    return Listed(
        value["name"],
        place,
        color and color.lower(),
        kind,
        hotkey.lower() if isinstance(hotkey, str) else None,
        None if schema is None else parse_schema(schema),
    )


def _of_cvat(value: dict[str, Any], place: str) -> Listed:
    """As the tab "Raw" of CVAT's label constructor shows it. Raises ValueError."""
    if value.get("type") == "tag":
        raise ValueError("it is a tag of images in CVAT; images have tags here without a label")
    color = str(value.get("color") or "").lower()
    schema = [each.as_schema() for each in asked_of(value)]
    return Listed(value["name"], place, color if COLOR.fullmatch(color) else None, None, None, parse_schema(schema))


def _from_xml(text: str) -> LabelFile:
    """Label Studio's labelling configuration. Raises Unreadable with the line."""
    content, name = text.encode("utf-8", "replace"), "the configuration"
    whole = root(Files({name: len(content)}, lambda _: io.BytesIO(content)), name)
    found = LabelFile("labelstudio")
    for node in _labels_in(whole):
        label = cleaned(node.attributes.get("value", "")).strip()
        place = f"line {node.line}"
        if not 1 <= len(label) <= LONGEST_NAME:
            found.problems.append(
                {"place": place, "detail": f"a label needs a value of 1 to {LONGEST_NAME} characters"}
            )
            continue
        hotkey = node.attributes.get("hotkey", "").lower()
        color = _css_color(node.attributes.get("background", ""))
        found.labels.append(Listed(label, place, color, None, hotkey if HOTKEY.fullmatch(hotkey) else None))
    return found


def _labels_in(node: Node) -> Iterator[Node]:
    for child in node.children:
        if LABELS_OF.match(node.tag) and child.tag == "Label":
            yield child
        yield from _labels_in(child)


def _css_color(text: str) -> str | None:
    """#rrggbb for any way in which style sheets write a colour."""
    if found := WITH_ALPHA.match(text.strip()):  # whose last part may be a share, which Pillow does not know
        text = f"rgb({found[1]},{found[2]},{found[3]})"
    try:
        red, green, blue, *_ = ImageColor.getrgb(text.strip())
    except ValueError:
        return None
    return f"#{red:02x}{green:02x}{blue:02x}"
