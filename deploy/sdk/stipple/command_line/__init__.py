"""`stipple`: the command line. Results go to stdout, everything else to stderr.

Exit status: 0 done; 1 something failed or was left out; 2 wrong usage; 3 not logged in, or not allowed; 4 no such
thing; 5 no answer from the server; 130 interrupted.
"""

from __future__ import annotations

import sys

import click

from stipple.command_line.account import login, logout, whoami
from stipple.command_line.exchange import download, export, import_command, upload
from stipple.command_line.images import images
from stipple.command_line.jobs import jobs
from stipple.command_line.labels import labels
from stipple.command_line.prelabel import prelabel
from stipple.command_line.projects import create_project, projects
from stipple.command_line.versions import versions
from stipple.command_line.watch import watch
from stipple.errors import Forbidden, NotConfigured, NotFound, NotLoggedIn, StippleError, Unreachable
from stipple.version import VERSION

STATUS: tuple[tuple[type[StippleError], int], ...] = (
    (NotConfigured, 3),
    (NotLoggedIn, 3),
    (Forbidden, 3),
    (NotFound, 4),
    (Unreachable, 5),
)
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="stipple")
@click.option("--url", metavar="URL", help="The server; else STIPPLE_URL, else where you have logged in.")
@click.pass_context
def commands(context: click.Context, url: str | None) -> None:
    """Stipple's command line: images and annotations in and out, and your own model as an annotator.

    PROJECT is a project's number or its name. Where stdout is no terminal, tables come as lines of fields
    between tabs; --json gives JSON. The token comes from `stipple login`, or from STIPPLE_TOKEN.
    """
    context.obj = url


for command in (
    login,
    logout,
    whoami,
    projects,
    create_project,
    labels,
    upload,
    import_command,
    export,
    download,
    images,
    jobs,
    versions,
    watch,
    prelabel,
):
    commands.add_command(command)


def main() -> None:
    try:
        status = commands.main(prog_name="stipple", standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stipple: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except (StippleError, OSError) as error:
        click.echo(f"stipple: {error}", err=True)
        sys.exit(status_of(error))


def status_of(error: Exception) -> int:
    return next((status for kind, status in STATUS if isinstance(error, kind)), 1)
