"""`stipple upload`, `import`, `export`, `download`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, get_args
from uuid import UUID

import click

from stipple import models
from stipple.client import Client
from stipple.command_line.output import Output, Tell, json_option, progress, say
from stipple.command_line.session import client, filter_options, image_filter
from stipple.imports import ImportOptions, ImportReport

F = TypeVar("F", bound=Callable[..., Any])
SHOWN = 10
OTHER_LABELS = click.Choice(get_args(models.OtherLabelsEnum))
STATES = click.Choice(get_args(models.ImageState))

out_option = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The file, or the folder for it under the server's name; here if there is none.",
)


def format_options(command: F) -> F:
    command = click.option("--geometry", help="rle, polygons or both, where the format has a choice.")(command)
    return click.option("--format", default="coco", show_default=True, help="As docs/formats.md names them.")(command)


def following(tell: Tell) -> Callable[[models.Job], None]:
    """A bar that shows a job."""
    return lambda job: tell(job["done"], job["total"] or None)


@click.command()
@click.argument("project")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--wait", is_flag=True, help="Until the images are processed.")
@json_option
def upload(project: str, paths: tuple[Path, ...], wait: bool, as_json: bool) -> int:
    """Upload image files, folders of them, and archives (zip, tar) of images.

    What is in the project already is not stored twice: run it again after a break. Exit status 1: files were refused.
    """
    with client() as here:
        key = here.projects.find(project)["id"]
        with progress("Uploading", is_bytes=True) as tell:
            done = here.images.upload(key, paths, progress=tell, wait=wait)
    for refused in done.refused:
        say(f"refused: {refused['name']}: {refused['detail']}")
    archives = "".join(f"; archive: {(job['log'] or ['imported'])[-1]}" for job in done.imports)
    sentence = f"{len(done.accepted)} accepted, {len(done.duplicates)} there already, {len(done.refused)} refused"
    Output(as_json).result(vars(done), sentence + archives)
    return 1 if done.refused else 0


@click.command("import")
@click.argument("project")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", help="As docs/formats.md names them; by content if left out.")
@click.option("--proposals", is_flag=True, help="Objects come as proposals, for people to accept.")
@click.option("--existing", type=click.Choice(get_args(models.ExistingEnum)), default="add", show_default=True)
@click.option("--map", "mapped", multiple=True, metavar="NAME=LABEL", help="A label in FILE is this one here.")
@click.option(
    "--other-labels", type=click.Choice(get_args(models.OtherLabelsEnum)), default="create", show_default=True
)
@click.option("--no-images", is_flag=True, help="Add no images from the archive.")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option("--yes", is_flag=True, help="Import without asking, after the dry run.")
@json_option
def import_command(
    project: str,
    file: Path,
    format: str | None,
    proposals: bool,
    existing: models.ExistingEnum,
    mapped: tuple[str, ...],
    other_labels: models.OtherLabelsEnum,
    no_images: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Import an annotation file or an archive: first a dry run with its summary, then, if you agree, the import.

    Exit status 1: records were left out, which the report tells with file, line and reason; or nobody agreed.
    """
    options: ImportOptions = {
        "objects_as": "proposals" if proposals else "annotations",
        "existing": existing,
        "labels": dict(_pair(text) for text in mapped),
        "other_labels": other_labels,
        "add_images": not no_images,
    }
    if format:
        options["format"] = format
    with client() as here:
        key = here.projects.find(project)["id"]
        handed_over = here.imports.send(key, file)
        report = _run(here, key, handed_over, {**options, "dry_run": True})
        _tell(report, "Would be")
        if dry_run or not (yes or _agreed()):
            Output(as_json).result(vars(report), "")
            if not dry_run:
                say("Nothing was changed. Give --yes to import without being asked.")
            return 0 if dry_run and report.is_clean else 1
        report = _run(here, key, handed_over, options)
        _tell(report, "Was")
    Output(as_json).result(vars(report), (report.job["log"] or [""])[-1])
    return 0 if report.is_clean else 1


@click.command()
@click.argument("project")
@format_options
@click.option("--state", "states", multiple=True, type=STATES, help="Only images in this state; may be repeated.")
@out_option
@json_option
def export(
    project: str,
    format: str,
    geometry: str | None,
    states: tuple[models.ImageState, ...],
    out: Path,
    as_json: bool,
) -> None:
    """Export what is annotated, and download it; prints where it lies.

    `stipple versions export` does the same for a version.
    """
    with client() as here:
        key = here.projects.find(project)["id"]
        job = here.exports.start(key, format, geometry=geometry, states=states or None)
        with progress("Exporting") as tell:
            job = here.jobs.wait(job["id"], following(tell))
        path = _fetched(here, job["id"], out)
    for line in job["log"][-1:]:
        say(line)
    Output(as_json).result({"path": str(path), "job": job}, str(path))


@click.command()
@click.argument("what")
@filter_options
@click.option("--limit", type=click.IntRange(min=1), help="At most so many images.")
@out_option
@json_option
def download(
    what: str,
    state: str | None,
    label: str | None,
    tag: str | None,
    search: str | None,
    filters: tuple[str, ...],
    limit: int | None,
    out: Path,
    as_json: bool,
) -> None:
    """Download the result of a job, or the image files of a project. WHAT is a job's id, or a PROJECT.

    A download that broke off goes on when it is asked for again. Images that lie in the folder already stay.
    """
    with client() as here:
        if _is_job(what):
            path = _fetched(here, what, out)
            Output(as_json).result({"path": str(path)}, str(path))
            return
        key = here.projects.find(what)["id"]
        wanted = image_filter(here, key, filters, label, state=state, tag=tag, search=search)
        out.mkdir(parents=True, exist_ok=True)
        names: set[str] = set()
        fetched = kept = 0
        with progress("Downloading") as tell:
            for image in islice(here.images.list(key, **wanted), limit):
                path = out / _own_name(image, names)
                if path.exists():
                    kept += 1
                else:
                    here.images.download(image["id"], path)
                    fetched += 1
                tell(fetched + kept, None)
    found = {"folder": str(out), "downloaded": fetched, "there_already": kept}
    Output(as_json).result(found, f"{fetched} images downloaded to {out}, {kept} there already")


def _pair(text: str) -> tuple[str, str]:
    name, equals, label = text.partition("=")
    if not equals or not name or not label:
        raise click.UsageError(f"--map {text!r} is no NAME=LABEL.")
    return name, label


def _run(here: Client, project: int, file: str, options: ImportOptions) -> ImportReport:
    with progress("Looking" if options.get("dry_run") else "Importing") as tell:
        return here.imports.run(project, file=file, progress=following(tell), **options)


def _tell(report: ImportReport, verb: str) -> None:
    images, objects = report.images, report.objects
    say(f"Format: {report.format}. {verb} matched: {images['matched']} images; added: {images['added']}.")
    counts = ", ".join(f"{objects[name]} {name.replace('_', ' ')}" for name in objects if name != "in")
    say(f"{objects['in']} objects: {counts}.")
    for problem in report.problems[:SHOWN]:
        line = f":{problem['line']}" if problem["line"] else ""
        say(f"  {problem['file']}{line} {problem['record']}: {problem['code']}: {problem['detail']}")
    if len(report.problems) > SHOWN:
        say(f"  ... and {len(report.problems) - SHOWN} more; --json prints all of them.")


def _agreed() -> bool:
    return sys.stdin.isatty() and click.confirm("Import it?", err=True)


def _fetched(here: Client, job: str, out: Path) -> Path:
    with progress("Downloading", is_bytes=True) as tell:
        return here.exports.download(job, out, progress=tell)


def _is_job(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _own_name(image: models.Image, taken: set[str]) -> str:
    """Two images of a project may have one name; the later one gets its id before it."""
    name = Path(image["name"].replace("\\", "/")).name or image["id"]
    if name in taken:
        name = f"{image['id'][:8]}-{name}"
    taken.add(name)
    return name
