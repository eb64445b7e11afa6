"""What commands begin with: the client of the server that is meant, and options that several share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast, get_args

import click

from stipple import models
from stipple.client import Client

F = TypeVar("F", bound=Callable[..., Any])
FILTERS = tuple(models.ImageFilter.__annotations__)


def client() -> Client:
    """Raises NotConfigured."""
    return Client(click.get_current_context().obj)


def filter_options(command: F) -> F:
    """`--state`, `--label`, `--tag`, `--search`, and `--filter NAME=VALUE` for all the others."""
    for option in (
        click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help=f"One of: {', '.join(FILTERS)}."),
        click.option("--search", help="Part of the name."),
        click.option("--tag", help="Images with this tag."),
        click.option("--label", help="Images with an object of this label: its name or number."),
        click.option("--state", type=click.Choice(get_args(models.ImageState)), help="Images in this state."),
    ):
        command = option(command)
    return command


def image_filter(
    open_client: Client, project: int, filters: Sequence[str], label: str | None, **named: str | None
) -> models.ImageFilter:
    """Of the options above. Raises UsageError for what is no filter."""
    found: dict[str, Any] = {name: value for name, value in named.items() if value}
    for text in filters:
        name, equals, value = text.partition("=")
        if not equals or name not in FILTERS:
            raise click.UsageError(f"--filter {text!r} is no NAME=VALUE with one of these names: {', '.join(FILTERS)}.")
        found[name] = value
    if label is not None:
        found["label"] = label if label.isdigit() else _label_called(open_client, project, label)
    return cast(models.ImageFilter, found)


def _label_called(open_client: Client, project: int, name: str) -> int:
    every = list(open_client.labels.list(project))
    for label in every:
        if label["name"].casefold() == name.casefold():
            return label["id"]
    known = ", ".join(label["name"] for label in every) or "none"
    raise click.UsageError(f"The project has no label {name!r}. It has: {known}.")
