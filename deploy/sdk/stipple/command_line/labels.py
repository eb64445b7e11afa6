"""`stipple labels`: list, export, import."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from stipple.command_line.output import Output, json_option
from stipple.command_line.session import client
from stipple.errors import StippleError


@click.group()
def labels() -> None:
    """The labels of a project, and sets of them in files."""


@labels.command("list")
@click.argument("project")
@json_option
def list_labels(project: str, as_json: bool) -> None:
    """List the labels of a project."""
    columns = {
        "id": lambda label: label["id"],
        "name": lambda label: label["name"],
        "color": lambda label: label["color"],
        "kind": lambda label: label["kind"],
        "objects": lambda label: label["object_count"],
    }
    with client() as here:
        Output(as_json).rows(here.labels.list(here.projects.find(project)["id"]), columns)


@labels.command("export")
@click.argument("project")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True), default="-")
def export_labels(project: str, file: Any) -> None:
    """Write the labels of a project to FILE, as JSON; to stdout if there is none."""
    with client() as here:
        found = here.labels.export_set(here.projects.find(project)["id"])
    file.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


@labels.command("import")
@click.argument("project")
@click.argument("file", type=click.File("rb"))
@json_option
def import_labels(project: str, file: Any, as_json: bool) -> None:
    """Make the labels of FILE (- for stdin) that are missing, and change those of the same name."""
    found = read_set(file)
    with client() as here:
        done = here.labels.import_set(here.projects.find(project)["id"], found)
    sentence = f"{len(done.made)} made, {len(done.changed)} changed, {len(done.unchanged)} there already."
    Output(as_json).result(asdict(done), sentence)


def read_set(file: Any) -> Any:
    """Raises StippleError for a file that is no JSON."""
    try:
        return json.load(file)
    except ValueError as error:
        raise StippleError(f"{getattr(file, 'name', 'stdin')} is no JSON: {error}.") from None
