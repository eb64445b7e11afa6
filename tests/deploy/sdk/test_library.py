"""What the library is made of: types of the schema, nothing of the server, and few packages."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from stipple import AsyncClient, Client, NotConfigured
from stipple.calls import Call, ListingCall
from stipple.configuration import account

from deploy.sdk import generate_models
from tests.deploy.sdk.conftest import LIBRARY

SOURCES = sorted((LIBRARY / "stipple").rglob("*.py"))
EXTRAS = {"numpy", "PIL", "pycocotools"}
BLOCKED = """
import importlib.abc, sys
class Block(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked}:
            raise ImportError(name)
sys.meta_path.insert(0, Block())
from stipple.command_line import commands
import stipple
"""


def imported(path: Path) -> Iterator[tuple[str, bool]]:
    """Each package that a file imports, and whether it does at its top level."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from ((name.split(".")[0], node in tree.body) for name in names)


def test_the_types_are_those_of_the_schema() -> None:
    schema = yaml.safe_load(generate_models.SCHEMA.read_text())
    assert generate_models.MODELS.read_text() == generate_models.models(schema), "run `make schema`"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_nothing_is_imported_that_the_package_does_not_name(path: Path) -> None:
    project = tomllib.loads((LIBRARY / "pyproject.toml").read_text())["project"]
    needed = {text.split(">")[0] for text in project["dependencies"]}
    for name, is_at_top in imported(path):
        allowed = {"stipple", *needed, *sys.stdlib_module_names} | (set() if is_at_top else EXTRAS)
        assert name in allowed, f"{path.name} imports {name}"


def test_it_works_without_what_only_masks_need() -> None:
    code = BLOCKED.format(blocked=EXTRAS | {"django", "backend", "kernels", "worker", "model"})
    subprocess.run([sys.executable, "-c", code], check=True, cwd="/", env={"PYTHONPATH": str(LIBRARY)})


def test_both_clients_have_the_same_nouns_and_every_method_is_one_of_both() -> None:
    with Client("http://localhost", "any") as client:
        nouns = {name: noun for name, noun in vars(client).items() if name != "driver"}
        assert vars(AsyncClient("http://localhost", "any")).keys() == vars(client).keys()
    for name, noun in nouns.items():
        methods = {key: value for key, value in vars(type(noun)).items() if not key.startswith("_")}
        assert methods, name
        assert all(isinstance(method, Call | ListingCall) for method in methods.values()), name


def test_arguments_go_before_the_environment_and_that_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("STIPPLE_URL", raising=False)
    monkeypatch.delenv("STIPPLE_TOKEN", raising=False)
    with pytest.raises(NotConfigured, match="stipple login"):
        account()
    (tmp_path / "stipple").mkdir()
    (tmp_path / "stipple" / "account.json").write_text('{"url": "http://file", "token": "f"}')
    assert vars(account()) == {"url": "http://file", "token": "f"}
    monkeypatch.setenv("STIPPLE_URL", "http://environment/")
    with pytest.raises(NotConfigured, match="no token for http://environment"):
        account()
    monkeypatch.setenv("STIPPLE_TOKEN", "e")
    assert vars(account()) == {"url": "http://environment", "token": "e"}
    assert vars(account("http://argument", "a")) == {"url": "http://argument", "token": "a"}
    (tmp_path / "stipple" / "account.json").write_text("{")
    with pytest.raises(NotConfigured, match=r"account\.json cannot be read"):
        account()


@pytest.mark.parametrize("url", ["stipple.example.org", "ftp://example.org", "http://"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(NotConfigured, match="no address"):
        Client(url, "any")
