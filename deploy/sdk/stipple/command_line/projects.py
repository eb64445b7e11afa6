"""`stipple projects`, `create-project`."""

from __future__ import annotations

import click

from stipple.command_line.labels import read_set
from stipple.command_line.output import Output, json_option
from stipple.command_line.session import client


@click.command()
@click.option("--search", help="Part of the name.")
@json_option
def projects(search: str | None, as_json: bool) -> None:
    """List the projects that you may see."""
    columns = {
        "id": lambda project: project["id"],
        "name": lambda project: project["name"],
        "images": lambda project: project["image_count"],
        "role": lambda project: project["role"],
    }
    with client() as here:
        Output(as_json).rows(here.projects.list(search=search), columns)


@click.command("create-project")
@click.argument("name")
@click.option("--organization", type=int, metavar="ID", help="The team; may be left out by who is in one only.")
@click.option("--description", default="")
@click.option("--label", "names", multiple=True, help="A label to begin with; may be repeated.")
@click.option("--labels", "file", type=click.File("rb"), help="A set of labels, of `stipple labels export`.")
@json_option
def create_project(
    name: str, organization: int | None, description: str, names: tuple[str, ...], file: click.File, as_json: bool
) -> None:
    """Make a project, with labels if you like; prints its number."""
    labels = [*(read_set(file) if file else ()), *({"name": label} for label in names)]
    with client() as here:
        made = here.projects.create(name, organization, description=description)
        if labels:
            here.labels.import_set(made["id"], labels)
            made = here.projects.get(made["id"])
    Output(as_json).result(made, str(made["id"]))
