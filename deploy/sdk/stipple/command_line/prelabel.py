"""`stipple prelabel`: a function of one's own looks at images, and what it finds comes in as proposals."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from stipple import models
from stipple.command_line.output import Output, json_option, progress, say
from stipple.command_line.session import client, filter_options, image_filter
from stipple.prelabelling import Done, load, prelabel_images

CHUNK = 20
OTHER_LABELS = click.Choice(get_args(models.OtherLabelsEnum))


@click.command()
@click.argument("project")
@click.option("--function", "where", required=True, metavar="MODULE:NAME", help="Or FILE.py:NAME.")
@filter_options
@click.option("--chunk", type=click.IntRange(1, 1000), default=CHUNK, show_default=True, help="Images in an import.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many images.")
@click.option("--resume", is_flag=True, help="Leave out the images that an earlier run with this function has done.")
@click.option(
    "--other-labels", type=click.Choice(get_args(models.OtherLabelsEnum)), default="create", show_default=True
)
@json_option
def prelabel(
    project: str,
    where: str,
    state: str | None,
    label: str | None,
    tag: str | None,
    search: str | None,
    filters: tuple[str, ...],
    chunk: int,
    limit: int | None,
    resume: bool,
    other_labels: models.OtherLabelsEnum,
    as_json: bool,
) -> int:
    """Run a function of your own over images, and bring what it finds in as proposals.

    The function takes an image as a NumPy array, uint8 (height, width, 3), RGB, and gives a list of dictionaries:
    {"label": "cat", "score": 0.9, "mask": bool array (height, width)}, or "box_xyxy": (left, top, right, bottom) in
    place of the mask. An image that it fails on is told at the end and stops no others. Exit status 1: some failed.
    """
    function = load(where, Path.cwd())
    with client() as here:
        key = here.projects.find(project)["id"]
        wanted = image_filter(here, key, filters, label, state=state, tag=tag, search=search)
        done = Done(here.url, key, where)
        if not resume:
            done.forget()
        with progress("Pre-labelling") as tell:
            outcome = prelabel_images(here, key, function, wanted, done, chunk, limit, other_labels, tell)
    for failure in outcome.failed:
        say(f"failed: {failure['name']}: {failure['error']}")
    if outcome.failed:
        say("Run the same command with --resume to try these again.")
    sentence = (
        f"{outcome.images} images, {outcome.proposals} proposals, {outcome.left_out} left out by the server; "
        f"{outcome.skipped} done before, {len(outcome.failed)} failed"
    )
    Output(as_json).result(vars(outcome), sentence)
    return 1 if outcome.failed or outcome.left_out else 0
