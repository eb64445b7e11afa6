"""`stipple versions`: list, create, diff, export."""

from __future__ import annotations

from pathlib import Path

import click

from stipple import models
from stipple.command_line.exchange import following, format_options, out_option
from stipple.command_line.output import Output, json_option, progress
from stipple.command_line.session import client, filter_options, image_filter
from stipple.errors import StippleError

SPLITS = ("train", "val", "test")


@click.group()
def versions() -> None:
    """Snapshots of a project that never change. VERSION is its number in the project, or its name."""


@versions.command("list")
@click.argument("project")
@json_option
def list_versions(project: str, as_json: bool) -> None:
    """List the versions of a project."""
    columns = {
        "number": lambda version: version["number"],
        "name": lambda version: version["name"],
        "state": lambda version: version["state"],
        "images": lambda version: version["image_count"],
        "objects": lambda version: version["object_count"],
        "created": lambda version: version["created"][:19],
    }
    with client() as here:
        Output(as_json).rows(here.versions.list(here.projects.find(project)["id"]), columns)


@versions.command()
@click.argument("project")
@click.argument("name")
@click.option("--note", default="")
@click.option("--split", metavar="TRAIN/VAL/TEST", help="Percentages, such as 80/10/10.")
@filter_options
@json_option
def create(
    project: str,
    name: str,
    note: str,
    split: str | None,
    state: str | None,
    label: str | None,
    tag: str | None,
    search: str | None,
    filters: tuple[str, ...],
    as_json: bool,
) -> None:
    """Make a version of the images that pass the filters, or of all; prints its number."""
    with client() as here:
        key = here.projects.find(project)["id"]
        wanted = dict(image_filter(here, key, filters, label, tag=tag, search=search))
        if state:
            wanted["states"] = [state]
        with progress("Making the version") as tell:
            made = here.versions.create(
                key,
                name,
                note=note,
                filter=wanted,  # type: ignore[arg-type]
                split_rule=_split_rule(split) if split else None,
                progress=following(tell),
            )
    Output(as_json).result(made, str(made["number"]))


@versions.command()
@click.argument("project")
@click.argument("before")
@click.argument("after")
@json_option
def diff(project: str, before: str, after: str, as_json: bool) -> None:
    """Tell what differs from the version BEFORE to the version AFTER."""
    with client() as here:
        key = here.projects.find(project)["id"]
        ends = [here.versions.find(key, name)["id"] for name in (before, after)]
        found = here.versions.diff(*ends)
    sentence = _counted("images", found["images"])
    if found["objects"] is not None:
        sentence += "\n" + _counted("objects", found["objects"])
    Output(as_json).result(found, sentence)


@versions.command("export")
@click.argument("project")
@click.argument("version")
@format_options
@out_option
@json_option
def export_version(project: str, version: str, format: str, geometry: str | None, out: Path, as_json: bool) -> None:
    """Export a version: the same bytes whenever it is asked for."""
    with client() as here:
        found = here.versions.find(here.projects.find(project)["id"], version)
        with progress("Exporting") as tell:
            path = here.versions.export(found["id"], out, format, geometry=geometry, progress=following(tell))
    Output(as_json).result({"path": str(path), "version": found["id"]}, str(path))


def _split_rule(text: str) -> models.SplitRule:
    shares = text.split("/")
    if len(shares) != len(SPLITS) or not all(share.isdigit() for share in shares) or sum(map(int, shares)) != 100:
        raise StippleError(f"--split {text!r} is not three percentages that add up to 100, such as 80/10/10.")
    return {"by": "hash", "shares": dict(zip(SPLITS, map(int, shares), strict=True))}


def _counted(what: str, counts: object) -> str:
    assert isinstance(counts, dict)
    return f"{what}: " + ", ".join(f"{n} {name}" for name, n in counts.items())
