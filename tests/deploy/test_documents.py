"""What the documents promise is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from backend.config.env import REPOSITORY, read_environment

SETTINGS = (REPOSITORY / "docs" / "admins.md").read_text()
ROWS = dict(re.findall(r"^\| `(STIPPLE_[A-Z_]+|PORT)` \| *(.*?) *\|", SETTINGS, re.MULTILINE))
SPECIAL = {"STIPPLE_DATA": "`./data`", "STIPPLE_REDIS_URL": ""}
DOCUMENTS = sorted([REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("**/*.md")])


def test_every_setting_is_documented_and_no_other() -> None:
    source = (REPOSITORY / "backend" / "config" / "env.py").read_text()
    assert set(ROWS) == set(re.findall(r'"(STIPPLE_[A-Z_]+|PORT)"', source))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_documented_default_is_the_real_one(name: str) -> None:
    if name in SPECIAL:
        assert ROWS[name] == SPECIAL[name]
        return
    value = getattr(read_environment({}), name.removeprefix("STIPPLE_").lower())
    expected = "" if value == () else "false" if value is False else str(value)
    assert ROWS[name].strip("`") == expected


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_relative_links_lead_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text()):
        assert (document.parent / link).exists(), link


def test_folders_that_the_way_of_a_click_names_exist() -> None:
    table = (REPOSITORY / "README.md").read_text().split("## The way of a click")[1].split("##")[0]
    cells = re.findall(r"^\| \d+ [^|]*\|([^|]*)\|", table, re.MULTILINE)
    named = [name for cell in cells for name in re.findall(r"`([^`]+/[^`]*)`", cell)]
    assert len(named) >= 11
    assert [name for name in named if not (REPOSITORY / name).exists()] == []


def test_the_citation_file_is_well_formed() -> None:
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text())
    assert citation["license"] == "MIT"
    assert all(reference["title"] and reference["authors"] for reference in citation["references"])


def test_every_demo_photo_is_credited() -> None:
    folder = REPOSITORY / "backend" / "images" / "demo"
    credited = {line.split("\t")[0] for line in (folder / "CREDITS.tsv").read_text().splitlines()[1:]}
    notice = (REPOSITORY / "NOTICE").read_text()
    photos = {path.name for path in folder.iterdir() if path.suffix in (".jpg", ".png")}
    assert photos == credited
    assert [name for name in photos if Path(name).stem not in notice] == []
