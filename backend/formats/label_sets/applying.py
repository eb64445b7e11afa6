"""Labels of a file beside those of a project: what is added, what changes, what is left. Nothing is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from backend.formats.importing.labels import COLORS
from backend.formats.label_sets.reading import LabelFile, Listed
from backend.projects.actions import MAXIMUM_LABELS, create_label
from backend.projects.models import Label, Project

FIELDS = ("name", "color", "kind", "hotkey", "attributes_schema")


def written(project: Project) -> dict[str, Any]:
    """The label set as a file of its own; the order is the project's."""
    rows = project.labels.order_by("position", "pk")
    return {"stipple_labels": 1, "labels": [{name: getattr(row, name) for name in FIELDS} for row in rows]}


@dataclass
class Effect:
    """``changed``: {"name", "fields"}; ``left``: labels of the project that stay as they are, in the file or not."""

    format: str
    added: list[str] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)


def do_apply(project: Project, file: LabelFile, *, is_dry: bool) -> Effect:
    """Bring the labels of ``file`` in, or with ``is_dry`` say what that would do."""
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        rows = list(Label.objects.filter(project=project).order_by("position", "pk"))
        effect = Effect(file.format, problems=list(file.problems))
        planned = _planned(file.labels, rows, effect)
        if not is_dry:
            _write(project, planned, rows)
    return effect


Planned = list[tuple[Label | None, dict[str, Any]]]


def _planned(labels: list[Listed], rows: list[Label], effect: Effect) -> Planned:
    """(row, fields to write) of each label of the file, in its order; the row is None for one that is new."""
    by_name = {row.name.casefold(): row for row in rows}
    named = {by_name[each.name.casefold()].pk for each in labels if each.name.casefold() in by_name}
    keys = {row.hotkey: row.name for row in rows if row.hotkey and row.pk not in named}
    for listed in labels:  # a hot key stays with its label where the file does not give it another one
        row = by_name.get(listed.name.casefold())
        if row is not None and row.hotkey and listed.hotkey is None:
            keys[row.hotkey] = row.name
    planned: Planned = []
    for listed in labels:
        row = by_name.get(listed.name.casefold())
        if row is None and len(rows) + len(effect.added) >= MAXIMUM_LABELS:
            detail = f"a project holds at most {MAXIMUM_LABELS} labels; {listed.name!r} is left out"
            effect.problems.append({"place": listed.place, "detail": detail})
            continue
        fields = _fields(listed, row, keys, effect)
        if row is None:
            effect.added.append(listed.name)
        elif fields:
            effect.changed.append({"name": row.name, "fields": sorted(fields)})
        else:
            effect.left.append(row.name)
        planned.append((row, fields))
    effect.left += [row.name for row in rows if row.pk not in named]
    return planned


def _fields(listed: Listed, row: Label | None, keys: dict[str, str], effect: Effect) -> dict[str, Any]:
    """What of a label is to be written; ``keys`` has the hot keys that others hold."""
    wanted = {name: getattr(listed, name) for name in FIELDS if getattr(listed, name) is not None}
    key = wanted.get("hotkey")
    if key and keys.setdefault(key, listed.name) != listed.name:
        detail = f"the hot key {key!r} of {listed.name!r} belongs to {keys[key]!r}; it is left out"
        effect.problems.append({"place": listed.place, "detail": detail})
        del wanted["hotkey"]
    if row is None:
        return wanted
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def _write(project: Project, planned: Planned, rows: list[Label]) -> None:
    """The order is the file's; labels that are not in it come after. Hot keys may change hands: first all are free."""
    moving = [row.pk for row, fields in planned if row is not None and "hotkey" in fields]
    Label.objects.filter(pk__in=moving).update(hotkey="")
    ordered: list[Label] = []
    for number, (row, fields) in enumerate(planned):
        if row is None:
            color = fields.pop("color", COLORS[(len(rows) + number) % len(COLORS)])
            ordered.append(create_label(project, color=color, **fields))
            continue
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        ordered.append(row)
    ordered += [row for row in rows if row.pk not in {each.pk for each in ordered}]
    for position, row in enumerate(ordered):
        Label.objects.filter(pk=row.pk).exclude(position=position).update(position=position)
