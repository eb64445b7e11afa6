"""docs/sdk.md: its examples run, and it names every command, option, method and status, and no other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from stipple import Client, command_line
from stipple.command_line import INTERRUPTED, STATUS, commands

from backend.config.env import REPOSITORY
from tests.deploy.sdk.conftest import LIBRARY, Server
from tests.deploy.sdk.dataset import make_dataset

TEXT = (REPOSITORY / "docs" / "sdk.md").read_text()
BLOCKS = re.findall(r"```(bash|python)\n(.*?)```", TEXT, re.DOTALL)
SCRIPTS = [block for _, block in BLOCKS if not block.startswith("# my_model.py")]
MODEL = next(block for _, block in BLOCKS if block.startswith("# my_model.py"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader stands: photos, annotations, a model, and `stipple` on the path."""
    folder = tmp_path_factory.mktemp("reader")
    dataset = make_dataset(folder)
    assert (dataset.photos.name, dataset.annotations.name) == ("photos", "instances.json")
    (folder / "my_model.py").write_text(MODEL)
    (folder / "bin").mkdir()
    command = folder / "bin" / "stipple"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m stipple "$@"\n')
    command.chmod(0o755)
    return folder


@pytest.mark.product
@pytest.mark.parametrize("script", SCRIPTS, ids=range(len(SCRIPTS)))
def test_an_example_runs(script: str, folder: Path, server: Server) -> None:
    variables = {
        "STIPPLE_URL": server.url,
        "STIPPLE_TOKEN": server.token,
        "PYTHONPATH": str(LIBRARY),
        "HOME": str(folder),
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
    }
    interpreter = ["bash", "-euc"] if script.startswith("stipple ") else [sys.executable, "-c"]
    done = subprocess.run(
        [*interpreter, script], cwd=folder, env=variables, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr


def every_command(group: click.Group = commands, before: str = "stipple") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def test_every_command_stands_there_with_its_arguments_and_options() -> None:
    rows = re.findall(r"^\| `(stipple [^`]+)` \|[^|]*\|([^|]*)\|", TEXT, re.MULTILINE)
    told = {
        " ".join(word for word in usage.split() if not re.match(r"\[?[A-Z]", word)): (
            [word.strip("[].") for word in usage.split() if re.match(r"\[?[A-Z]", word)],
            sorted(re.findall(r"--[a-z-]+", options)),
        )
        for usage, options in rows
    }
    real = {
        name: (
            [each.human_readable_name for each in command.params if isinstance(each, click.Argument)],
            sorted(
                next(text for text in each.opts if text.startswith("--"))
                for each in command.params
                if isinstance(each, click.Option)
            ),
        )
        for name, command in every_command()
    }
    assert told == real


def test_every_command_and_option_has_a_help() -> None:
    for name, command in every_command():
        assert command.help, name


def test_every_method_stands_there() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", TEXT, re.MULTILINE))
    with Client("http://localhost", "any") as client:
        nouns = {name: noun for name, noun in vars(client).items() if name != "driver"}
    real = {name: {key for key in vars(type(noun)) if not key.startswith("_")} for name, noun in nouns.items()}
    assert {name: set(re.findall(r"`(\w+)`", row)) for name, row in rows.items()} == real


def test_every_exit_status_stands_there_and_in_the_module() -> None:
    statuses = {0, 1, 2, INTERRUPTED, *(status for _, status in STATUS)}
    assert {int(status) for status in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)} == statuses
    assert {int(status) for status in re.findall(r"\b\d+\b", command_line.__doc__ or "")} == statuses
