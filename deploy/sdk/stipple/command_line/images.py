"""`stipple images`."""

from __future__ import annotations

from itertools import islice

import click

from stipple.command_line.output import Output, json_option
from stipple.command_line.session import client, filter_options, image_filter

COLUMNS = {
    "id": lambda image: image["id"],
    "name": lambda image: image["name"],
    "size": lambda image: f"{image['width']}x{image['height']}",
    "state": lambda image: image["state"] if image["status"] == "ready" else image["status"],
    "objects": lambda image: image["object_count"],
    "tags": lambda image: image["tags"],
}


@click.command()
@click.argument("project")
@filter_options
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@json_option
def images(
    project: str,
    state: str | None,
    label: str | None,
    tag: str | None,
    search: str | None,
    filters: tuple[str, ...],
    limit: int | None,
    as_json: bool,
) -> None:
    """List images of a project."""
    with client() as here:
        key = here.projects.find(project)["id"]
        wanted = image_filter(here, key, filters, label, state=state, tag=tag, search=search)
        Output(as_json).rows(islice(here.images.list(key, **wanted), limit), COLUMNS)
