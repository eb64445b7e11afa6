"""`stipple watch`: follow a job or a project, or upload what appears in a folder."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from stipple import models
from stipple.client import Client
from stipple.command_line.exchange import following
from stipple.command_line.jobs import COLUMNS as JOB_COLUMNS
from stipple.command_line.output import Output, json_option, progress, say
from stipple.command_line.session import client
from stipple.uploads import found

LOOK_S = 2.0
RECENT = 100
SHOWN = {
    "image": ("id", "name", "status", "state", "object_count", "updated"),
    "job": ("id", "kind", "state", "done", "total"),
}


@click.command()
@click.argument("what")
@click.option("--project", metavar="PROJECT", help="Where what appears in the folder goes.")
@click.option("--every", "every_s", type=click.FloatRange(min=0.1), default=LOOK_S, show_default=True, metavar="S")
@click.option("--once", is_flag=True, help="End once there is nothing new.")
@json_option
def watch(what: str, project: str | None, every_s: float, once: bool, as_json: bool) -> int:
    """Follow a job or a project, or upload what appears in a folder. WHAT is a job's id, a PROJECT, or a folder.

    A job: until it ends; exit status 1 if it failed. A project: every image and job that comes or changes. A folder
    (with --project): images in it and below it, each once it has stopped growing. Ctrl-C ends it. With --json, one line
    of JSON for each event.
    """
    try:
        with client() as here:
            if project is not None:
                return _folder(here, Path(what), here.projects.find(project)["id"], every_s, once, as_json)
            if Path(what).is_dir():
                raise click.UsageError(f"{what} is a folder: say with --project where what appears in it goes.")
            if _is_id(what):
                return _job(here, what, as_json)
            return _project(here, here.projects.find(what)["id"], every_s, once, as_json)
    except KeyboardInterrupt:
        return 0


def _job(here: Client, job: str, as_json: bool) -> int:
    with progress("Working") as tell:
        done = here.jobs.wait(job, following(tell))
    Output(as_json).result(done, "\n".join(f"{name}: {column(done)}" for name, column in JOB_COLUMNS.items()))
    return 0


def _project(here: Client, project: int, every_s: float, once: bool, as_json: bool) -> int:
    """By asking again and again: what happened between two looks to one image is one event."""
    seen = dict(_activity(here, project, ""))
    since = max((row["updated"] for kind, row in seen.values() if kind == "image"), default="")
    while True:
        for key, (kind, row) in _activity(here, project, since):
            if seen.get(key, ("", {}))[1] != row:
                _event(kind, row, as_json)
            seen[key] = (kind, row)
            if kind == "image":
                since = max(since, row["updated"])
        if once:
            return 0
        time.sleep(every_s)


def _activity(here: Client, project: int, since: str) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """Images that have changed since, newest first; jobs, newest first: as many as one looks at."""
    wanted: models.ImageFilter = {"ordering": "-updated"}
    if since:
        wanted["updated_from"] = since
    for number, image in enumerate(here.images.list(project, **wanted)):
        yield image["id"], ("image", {name: value for name, value in image.items() if name in SHOWN["image"]})
        if not since and number >= RECENT:
            break
    for job in islice(here.jobs.list(project), RECENT):
        yield job["id"], ("job", {name: value for name, value in job.items() if name in SHOWN["job"]})


def _event(kind: str, row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"event": kind} | row, ensure_ascii=False))
    elif kind == "image":
        click.echo(f"image\t{row['name']}\t{row['state']}\t{row['object_count']} objects")
    else:
        click.echo(f"job\t{row['kind']}\t{row['state']}\t{row['done']}/{row['total']}")


@dataclass(frozen=True)
class _Stand:
    size: int
    mtime_ns: int


def _folder(here: Client, folder: Path, project: int, every_s: float, once: bool, as_json: bool) -> int:
    if not folder.is_dir():
        raise click.UsageError(f"{folder} is no folder.")
    sent: dict[Path, _Stand] = {}
    before: dict[Path, _Stand] = {}
    refused = 0
    while True:
        now = _stands(folder)
        fresh = [path for path, stand in now.items() if sent.get(path) != stand]
        still = [path for path in fresh if before.get(path) == now[path]]
        if still:
            done = here.images.upload(project, still)
            refused += len(done.refused)
            for image in done.accepted:
                _sent(image["name"], "accepted", as_json)
            for duplicate in done.duplicates:
                _sent(duplicate["name"], "there already", as_json)
            for each in done.refused:
                _sent(each["name"], f"refused: {each['detail']}", as_json)
            sent |= {path: now[path] for path in still}
        elif once and not fresh:
            return 1 if refused else 0
        before = now
        time.sleep(every_s)


def _stands(folder: Path) -> dict[Path, _Stand]:
    stands = {}
    for path in found([folder]):
        try:
            stat = path.stat()
        except FileNotFoundError:  # gone since
            continue
        stands[path] = _Stand(stat.st_size, stat.st_mtime_ns)
    return stands


def _sent(name: str, verdict: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"event": "upload", "name": name, "verdict": verdict}, ensure_ascii=False))
    else:
        click.echo(f"{name}\t{verdict}")
    if verdict.startswith("refused"):
        say(f"{name} was refused; the rest goes on.")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
