"""Labels of a project, one by one and as a set that can be kept in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from stipple import models
from stipple.calls import D, Resource, call, listing
from stipple.effects import Flow, ask, given
from stipple.errors import StippleError
from stipple.listing import Listing

PATH = "/api/v1/labels/"
KEPT = ("name", "color", "kind", "hotkey", "position", "attributes_schema")
"""What a set in a file says of a label: nothing that holds in one project only."""
COLORS = ("#e64980", "#228be6", "#40c057", "#fab005", "#7950f2", "#15aabf", "#fd7e14", "#82c91e", "#be4bdb", "#12b886")


@dataclass(frozen=True)
class LabelsMade:
    """What became of a set: the names of those made, changed, and there already just so."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


class Labels(Resource[D]):
    @listing
    def list(self, project: int) -> Listing[models.Label]:
        return _listing(project)

    @call
    def create(
        self,
        project: int,
        name: str,
        color: str | None = None,
        *,
        kind: models.LabelKind = "thing",
        hotkey: str | None = None,
        attributes_schema: Sequence[models.Attribute] = (),
    ) -> Flow[models.Label]:
        """``color`` is #rrggbb; left out, one that is easy to tell from the others."""
        if color is None:
            color = COLORS[len((yield from _listing(project).all())) % len(COLORS)]
        body = {"project": project, "name": name, "color": color, "kind": kind}
        body |= given(hotkey=hotkey) | {"attributes_schema": [*attributes_schema]}
        return (yield from ask("POST", PATH, json=body))

    @call
    def change(self, label: int, **fields: Unpack[models.PatchedLabel]) -> Flow[models.Label]:
        return (yield from ask("PATCH", f"{PATH}{label}/", json=fields))

    @call
    def delete(self, label: int) -> Flow[None]:
        yield from ask("DELETE", f"{PATH}{label}/")

    @call
    def export_set(self, project: int) -> Flow[Sequence[Mapping[str, Any]]]:
        """The labels as ``import_set`` takes them, for JSON."""
        found: Sequence[Mapping[str, Any]] = yield from _listing(project).all()
        return [{name: label[name] for name in KEPT if name in label} for label in found]

    @call
    def import_set(self, project: int, labels: Sequence[Mapping[str, Any]]) -> Flow[LabelsMade]:
        """Make the labels that are missing and change those of the same name; none is taken away.

        A label needs a ``name``. Raises StippleError before anything is changed where the set is none.
        """
        _check(labels)
        here: dict[str, Mapping[str, Any]] = {label["name"]: label for label in (yield from _listing(project).all())}
        made, changed, unchanged = [], [], []
        for number, label in enumerate(labels):
            name = label["name"]
            if name not in here:
                color = {"color": COLORS[(len(here) + number) % len(COLORS)]}
                yield from ask("POST", PATH, json={**color, **label, "project": project})
                made.append(name)
            elif any(here[name].get(field) != value for field, value in label.items()):
                yield from ask("PATCH", f"{PATH}{here[name]['id']}/", json=dict(label))
                changed.append(name)
            else:
                unchanged.append(name)
        return LabelsMade(tuple(made), tuple(changed), tuple(unchanged))


def _listing(project: int) -> Listing[models.Label]:
    return Listing(PATH, {"project": project})


def _check(labels: Any) -> None:
    if not isinstance(labels, Sequence) or isinstance(labels, str | bytes):
        raise StippleError(f"A set of labels is a JSON list, not {type(labels).__name__}.")
    names = set()
    for number, label in enumerate(labels):
        if not isinstance(label, Mapping) or not isinstance(label.get("name"), str) or not label["name"].strip():
            raise StippleError(f"Label {number} of the set has no name; each is an object such as {{'name': 'car'}}.")
        if unknown := set(label) - set(KEPT):
            raise StippleError(f"Label {label['name']!r} has {sorted(unknown)}; known: {', '.join(KEPT)}.")
        if label["name"] in names:
            raise StippleError(f"Label {label['name']!r} stands in the set twice; take one of them out.")
        names.add(label["name"])
