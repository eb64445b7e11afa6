"""Broken archives and annotation files made by hand: each is told with its reason, and what is good goes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backend.accounts.models import User
from backend.annotation.models import Object
from backend.images.models import Image
from backend.projects.models import Project
from tests.backend.formats.broken.archives import ARCHIVES
from tests.backend.formats.broken.case import Case, Stage
from tests.backend.formats.broken.documents import DOCUMENTS
from tests.backend.formats.broken.json_tools import JSON_TOOLS
from tests.backend.formats.broken.parquet_files import PARQUET_FILES
from tests.backend.formats.broken.pictures import PICTURES
from tests.backend.formats.broken.xml_tools import XML_TOOLS
from tests.backend.formats.broken.yolo_files import YOLO_FILES

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent", "media_root")]
CASES = (*ARCHIVES, *DOCUMENTS, *PICTURES, *XML_TOOLS, *JSON_TOOLS, *YOLO_FILES, *PARQUET_FILES)


def name_of(case: Case) -> str:
    return case.name.replace(" ", "-")


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_what_is_broken_is_told_and_what_is_good_goes_in(
    case: Case,
    project: Project,
    alice: User,
    make_image: Callable[..., Image],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_image("a.jpg")
    make_image("b.png", width=48, height=64)
    path = tmp_path / f"broken{case.suffix}"
    case.build(path)
    stage = Stage(project, alice, tmp_path, monkeypatch)
    dry = stage.run(path, **case.options, dry_run=True)
    assert not Object.objects.exists()
    real = stage.run(path, **case.options)
    assert set(case.says) <= real.codes, (real.refused, real.problems)
    assert case.why in real.sentences
    assert dry.codes <= real.codes and dry.made >= real.made  # it decodes no photo
    assert (real.made, Object.objects.count()) == (case.made, case.made)
