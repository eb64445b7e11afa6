"""Exports with something changed at random, imported: nothing is raised, written elsewhere, or lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backend.accounts.models import User
from backend.formats.table import FORMATS, Format
from backend.images.models import Image
from backend.projects.models import Project
from tests.backend.formats.broken.case import Stage
from tests.backend.formats.broken.mutations import mutated
from tests.backend.formats.conftest import drawn

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
BOTH_WAYS = [row for row in FORMATS if row.read and row.writers]
SEEDS = 24
_exports: dict[str, bytes] = {}


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("row", BOTH_WAYS, ids=lambda row: row.name)
def test_a_changed_export_is_read_as_far_as_it_goes_and_the_rest_is_told(
    row: Format,
    seed: int,
    project: Project,
    alice: User,
    filled: list[Image],
    exported: Callable[..., Path],
    twin: Callable[[], Project],
    tmp_path: Path,
    media_root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if row.name not in _exports:
        _exports[row.name] = exported(project, row.name).read_bytes()
    mutation = mutated(_exports[row.name], f"{row.name}-{seed}")
    path = tmp_path / "broken.zip"
    path.write_bytes(mutation.content)
    other = twin()
    outcome = Stage(other, alice, tmp_path, monkeypatch).run(path)
    import os
    os.makedirs("/tmp/formats/fz", exist_ok=True); open(f"/tmp/formats/fz/{row.name}.zip","wb").write(_exports[row.name]); open(f"/tmp/formats/fz/{row.name}-{seed}.zip","wb").write(mutation.content)
    with open("/tmp/formats/fuzz.log", "a") as f:
        f.write(f"{row.name}-{seed} {mutation.name} made={outcome.made} told={outcome.told} {sorted(outcome.codes)} {len(drawn(other))}\n")
