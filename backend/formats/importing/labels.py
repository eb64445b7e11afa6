"""Which label of the project an object gets, by the name that the files give it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from backend.config.problems import Problem as Refusal
from backend.config.text import cleaned
from backend.formats.exported import UNLABELLED
from backend.formats.importing.options import ImportOptions
from backend.formats.records import LabelRecord
from backend.projects.actions import create_label
from backend.projects.attributes import parse_schema
from backend.projects.models import Label, Project

LONGEST_NAME = 100
COLORS = (
    "#e64980", "#228be6", "#40c057", "#fab005", "#7950f2", "#fd7e14", "#15aabf", "#82c91e", "#be4bdb", "#fa5252",
    "#4c6ef5", "#12b886",
)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """``id`` None: no label. ``schema``: what the label asks its objects for."""

    id: int | None
    name: str = ""
    schema: tuple[dict[str, Any], ...] = ()


class LeftOut(Exception):
    """Objects with this label are not wanted, or it cannot be made."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


NONE = Chosen(None)


class Labels:
    """``created``: names that were made, or would be in a dry run, where they get numbers below 0."""

    def __init__(self, project: Project, options: ImportOptions) -> None:
        self.project, self.options = project, options
        self.records: dict[str, LabelRecord] = {}
        self.created: list[str] = []
        self._chosen: dict[str, Chosen | LeftOut] = {}
        rows = Label.objects.filter(project=project)
        self._by_id = {row.pk: _chosen(row) for row in rows}
        self._by_name = {chosen.name.casefold(): chosen for chosen in self._by_id.values()}

    def learn(self, record: LabelRecord) -> None:
        """What the files say of a label, before objects have it; it is made in their order, objects or not."""
        self.records.setdefault(record.name, record)
        with suppress(LeftOut):
            self.choose(record.name)

    def choose(self, name: str | None) -> Chosen:
        """The label for ``name``, made where the options say so. Raises LeftOut."""
        if name is None:
            return NONE
        if name not in self._chosen:
            self._chosen[name] = self._find(name)
        found = self._chosen[name]
        if isinstance(found, LeftOut):
            raise found
        return found

    def mapped(self) -> dict[str, str | None]:
        """What became of each name that objects had; None where they were left out or have no label."""
        return {
            cleaned(name): (found.name or None) if isinstance(found, Chosen) else None
            for name, found in self._chosen.items()
        }

    def _find(self, name: str) -> Chosen | LeftOut:
        wanted: int | str | None = self.options.labels.get(name, "")
        if wanted is None:
            return LeftOut("label-left-out", f"objects labelled {name!r} were to be left out")
        if isinstance(wanted, int):
            return self._by_id.get(wanted) or LeftOut("unknown-label", f"label {wanted} is gone")
        here = cleaned(wanted or name).strip()
        if found := self._by_name.get(here.casefold()):
            return found
        if not wanted and (self.options.other_labels == "unlabelled" or name == UNLABELLED):
            return NONE
        if not wanted and self.options.other_labels == "leave_out":
            return LeftOut("unknown-label", f"the project has no label {here!r}")
        return self._make(here, name)

    def _make(self, here: str, name: str) -> Chosen | LeftOut:
        if not 0 < len(here) <= LONGEST_NAME:
            return LeftOut("bad-label", f"{here[:60]!r} cannot be a label; a name has 1 to {LONGEST_NAME} characters")
        record = self.records.get(name) or LabelRecord(name)
        chosen = Chosen(-1 - len(self.created), here, _schema(record))
        if not self.options.dry_run:
            try:
                chosen = _chosen(create_label(self.project, **self._fields(here, record)))
            except Refusal as refusal:
                return LeftOut("bad-label", refusal.sentence)
        self.created.append(here)
        self._by_name[here.casefold()] = chosen
        return chosen

    def _fields(self, here: str, record: LabelRecord) -> dict[str, Any]:
        return {
            "name": here,
            "color": record.color or COLORS[len(self._by_name) % len(COLORS)],
            "kind": Label.Kind.THING if record.is_thing else Label.Kind.STUFF,
            "attributes_schema": list(_schema(record)),
        }


def _chosen(row: Label) -> Chosen:
    return Chosen(row.pk, row.name, tuple(row.attributes_schema))


def _schema(record: LabelRecord) -> tuple[dict[str, Any], ...]:
    """None where what the files ask for is nothing that a label can ask for here."""
    try:
        return tuple(parse_schema(list(record.attributes_schema)))
    except ValueError:
        return ()
