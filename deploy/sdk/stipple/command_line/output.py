"""What a command prints: a table for people, lines with tabs for pipes, JSON for programs; progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

Columns = Mapping[str, Callable[[Any], Any]]
Tell = Callable[[int, int | None], None]

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@dataclass(frozen=True)
class Output:
    as_json: bool

    def rows(self, rows: Iterable[Any], columns: Columns) -> None:
        """A list, as it comes: only a terminal's table waits for the last row."""
        if self.as_json:
            _json_list(rows)
        elif sys.stdout.isatty():
            table = Table(*columns, box=None, header_style="bold", pad_edge=False)
            for row in rows:
                table.add_row(*(Text(_text(column(row))) for column in columns.values()))
            Console().print(table)
        else:
            for row in rows:
                click.echo("\t".join(_field(column(row)) for column in columns.values()))

    def result(self, found: Any, sentence: str) -> None:
        """One thing: as JSON, or what a person wants to hear about it."""
        if text := json.dumps(found, ensure_ascii=False, indent=2) if self.as_json else sentence:
            click.echo(text)


def say(text: str) -> None:
    """To the person, not into the pipe."""
    click.echo(text, err=True)


@contextmanager
def progress(title: str, *, is_bytes: bool = False) -> Iterator[Tell]:
    """A bar on stderr, where that is a terminal."""
    counted = DownloadColumn() if is_bytes else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), counted, TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(title, total=None)

        def tell(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield tell


def _json_list(rows: Iterable[Any]) -> None:
    opening = "["
    for row in rows:
        click.echo(opening + "\n" + json.dumps(row, ensure_ascii=False), nl=False)
        opening = ","
    click.echo("[]" if opening == "[" else "\n]")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return str(value)


def _field(value: Any) -> str:
    return _text(value).replace("\t", " ").replace("\n", " ")
