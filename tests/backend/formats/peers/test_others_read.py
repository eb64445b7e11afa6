"""LVIS' own API, Hugging Face's ``datasets`` and Label Studio's converter read what is exported here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.projects.models import Project
from tests.backend.formats.peers.conftest import boxes_of, masks_of

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
SCRIPT = "read_with_others.py"
Read = Callable[..., Any]
LayOut = Callable[..., Path]


def test_the_api_of_lvis_finds_every_mask_to_the_pixel(project: Project, laid_out: LayOut, read_by: Read) -> None:
    assert read_by(SCRIPT, "lvis", laid_out("lvis") / "annotations" / "lvis.json") == masks_of(project)


def test_the_library_datasets_finds_every_box_and_its_category(
    project: Project, laid_out: LayOut, read_by: Read
) -> None:
    (file,) = laid_out("parquet").rglob("*.parquet")
    assert read_by(SCRIPT, "datasets", file) == boxes_of(project)


def test_the_converter_of_label_studio_decodes_every_brush(project: Project, laid_out: LayOut, read_by: Read) -> None:
    assert read_by(SCRIPT, "label-studio", laid_out("labelstudio") / "label_studio.json") == masks_of(project)
