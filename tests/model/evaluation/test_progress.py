"""How far a run is, with and without tqdm."""

from __future__ import annotations

import sys

import pytest

from model.evaluation import progress
from model.evaluation.progress import progress_bar


def test_shows_a_bar_from_the_first_image_on(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("multi best") as show:
        assert capsys.readouterr().err == ""
        show(3, 4, "photo 2")
        show(4, 4, "photo 3")
    told = capsys.readouterr().err
    assert "multi best" in told and "4/4" in told and "photo 3" in told


def test_writes_lines_where_tqdm_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with progress_bar("single") as show:
        show(1, 3, "a")  # the run has only begun: nothing to tell yet
        monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
        show(2, 3, "b")
        show(3, 3, "c")
    assert capsys.readouterr().err == "single: 2 of 3 images (b)\nsingle: 3 of 3 images (c)\n"
