"""`stipple jobs`: list, show, cancel."""

from __future__ import annotations

import click

from stipple.command_line.output import Output, json_option
from stipple.command_line.session import client

COLUMNS = {
    "id": lambda job: job["id"],
    "kind": lambda job: job["kind"],
    "state": lambda job: job["state"],
    "progress": lambda job: f"{job['progress']:.0%}",
    "created": lambda job: job["created"][:19],
    "what it came to": lambda job: job["problem"]["detail"] if job["problem"] else (job["log"] or [""])[-1],
}


@click.group()
def jobs() -> None:
    """Exports, imports and other work of the server; `stipple watch JOB` follows one."""


@jobs.command("list")
@click.argument("project")
@json_option
def list_jobs(project: str, as_json: bool) -> None:
    """List the jobs of a project, newest first."""
    with client() as here:
        Output(as_json).rows(here.jobs.list(here.projects.find(project)["id"]), COLUMNS)


@jobs.command()
@click.argument("job", type=click.UUID)
@json_option
def show(job: object, as_json: bool) -> None:
    """Show one job."""
    with client() as here:
        found = here.jobs.get(str(job))
    Output(as_json).result(found, "\n".join(f"{name}: {column(found)}" for name, column in COLUMNS.items()))


@jobs.command()
@click.argument("job", type=click.UUID)
@json_option
def cancel(job: object, as_json: bool) -> None:
    """Cancel a job."""
    with client() as here:
        found = here.jobs.cancel(str(job))
    Output(as_json).result(found, f"The {found['kind']} is {found['state']}.")
