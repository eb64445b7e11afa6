"""``python -m model.evaluate``: what it accepts, writes and prints."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model import evaluate
from model.evaluation import runner
from model.evaluation.measured import Measured
from model.evaluation.segmenter import ModelSegmenter
from tests.model.evaluation.stories import brush, write_coco
from tests.model.evaluation.test_segmenter import ColourModel, two_coloured

DATASETS = os.environ.get("STIPPLE_DATASETS", "")


def write_grabcut(root: Path, names: Sequence[str]) -> None:
    image, labels = two_coloured()
    (root / "data_GT").mkdir(parents=True)
    (root / "boundary_GT").mkdir()
    for name in names:
        Image.fromarray(image).save(root / "data_GT" / f"{name}.png")
        Image.fromarray((labels > 0).astype(np.uint8) * 255).save(root / "boundary_GT" / f"{name}.png")


@pytest.fixture
def grabcut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Arguments for a data set of two photos whose object has two colours, and a model that goes by colour."""
    write_grabcut(tmp_path / "grabcut", ["a", "b"])
    monkeypatch.setattr(
        runner, "open_measured", lambda settings, threads: Measured(ModelSegmenter(ColourModel(), "nano"))
    )
    return ["--dataset", "grabcut", "--root", str(tmp_path / "grabcut"), "--json"]


@pytest.fixture
def coco(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Arguments for three photos of several objects, and a brush."""
    monkeypatch.setattr(runner, "open_measured", lambda settings, threads: Measured(brush(9)))
    return ["--dataset", "coco", "--root", str(write_coco(tmp_path / "coco", photos=3)), "--clicks", "3", "--json"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:  # type: ignore[type-arg]
    evaluate.main(arguments)
    result = json.loads(capsys.readouterr().out)
    assert isinstance(result, dict)
    return result


@pytest.mark.filterwarnings("ignore:.*the published set has")
def test_prints_the_figures_and_the_summary_as_one_json_object(
    grabcut: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    result = printed(capsys, "--model", "default", "--clicks", "20", *grabcut)
    assert result["images"] == 2 and result["noc85"] == result["noc90"] == result["noc95"] == 2.0
    assert result["nof90_ritm"] == result["nof90_strict"] == 0
    assert result["miou_at"]["1"] == pytest.approx(20 / 34, abs=1e-4) and result["miou_at"]["5"] == 1.0
    assert result["clicks_by_image"] == {"a": 2, "b": 2}
    assert result["metrics"]["noc90"] == 2.0 and result["settings"]["model"]["name"] == "nano"
    assert result["timing"]["spc_s"] >= result["timing"]["spc_forward_s"] > 0


@pytest.mark.filterwarnings("ignore:.*the published set has")
def test_target_stops_sessions_early(grabcut: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    result = printed(capsys, "--target", "0.5", "--limit", "1", *grabcut)
    assert (result["timing"]["clicks"], result["images"]) == (1, 1)
    assert result["by_image"][0]["stopped"] == "target" and result["metrics"].get("noc80") is None


def test_every_protocol_runs_on_a_folder_in_coco_form(coco: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for protocol in ("single", "single-dynamite"):
        result = printed(capsys, "--protocol", protocol, *coco)
        assert (result["images"], result["objects"]) == (3, 9) and "noc85" in result
    for mode in ("dt", "region", "object"):
        result = printed(capsys, "--protocol", "global-error", "--mode", mode, *coco)
        assert result["settings"]["strategy"] == mode and result["switches"]["owner"]["refinement_clicks"] > 0
    result = printed(capsys, "--protocol", "multi", "--strategy", "wlb", *coco)
    assert result["objects"] == 9 and {"nci", "nfo", "nfi", "miou"} <= set(result["metrics"])


def test_all_strategies_go_into_folders_that_name_threshold_and_budget(
    coco: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ("--out", str(tmp_path / "runs"), "--no-report")
    result = printed(capsys, "--protocol", "multi", "--strategy", "all", *out, *coco)
    assert list(result) == ["best", "random", "worst", "max_dt", "round_robin", "wlb"]
    assert (tmp_path / "runs" / "multi-best-iou0.85-clicks3" / "summary.json").is_file()
    assert (tmp_path / "runs" / "multi-random-iou0.85-clicks3-seed123456" / "images.jsonl").is_file()


def test_summarises_a_run_folder_again(coco: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ("--out", str(tmp_path / "run"), "--no-report")
    first = printed(capsys, "--protocol", "multi", "--strategy", "best", *out, *coco)
    assert printed(capsys, "--summarise", str(tmp_path / "run"), "--json")["metrics"] == first["metrics"]


def test_prints_lines_without_json(coco: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    evaluate.main(["--protocol", "multi", "--strategy", "all", *coco[:-1]])
    text = capsys.readouterr().out
    assert "round_robin\nimages: 3" in text and "nci: " in text
    evaluate.main(["--protocol", "single", *coco[:-1]])
    assert capsys.readouterr().out.startswith("images: 3\n")  # of 9 sessions, one an object


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "--root is missing"),
        (("--root", "nowhere"), "nowhere"),
        (("--root", "nowhere", "--protocol", "multi"), "multi has no strategy None"),
        (("--root", "nowhere", "--model", "peer:nobody"), "no peer 'nobody'; there are: peer:"),
        (("--root", "nowhere", "--model", "unknown"), "model 'unknown' does not exist"),
        (("--root", "nowhere", "--clicks", "0"), "max_clicks=0 must be at least 1"),
        (("--root", "nowhere", "--processes", "0"), "0 processes of 0 threads"),
        (("--root", "nowhere", "--protocol", "multi", "--mode", "dt"), "--mode is of global-error"),
        (("--root", "nowhere", "--protocol", "global-error", "--strategy", "all"), "--strategy is of multi"),
        (("--summarise", "nowhere"), "run.json is missing"),
    ],
)
def test_mistakes_end_with_one_sentence(
    arguments: tuple[str, ...], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        evaluate.main(arguments)
    told = capsys.readouterr().err
    assert ended.value.code == 1 and complaint in told and "Traceback" not in told


@pytest.mark.filterwarnings("ignore:.*the published set has")
def test_a_file_in_place_of_the_run_folder_is_told(
    grabcut: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(SystemExit, match="1"):
        evaluate.main([*grabcut, "--out", str(tmp_path / "run")])
    assert "run is a file; give a folder" in capsys.readouterr().err


def test_an_interruption_says_where_to_go_on(
    coco: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(evaluate, "evaluate", interrupted)
    for out, told in ((("--out", str(tmp_path)), f"goes on in {tmp_path}"), ((), "without --out keeps nothing")):
        with pytest.raises(SystemExit, match="130"):
            evaluate.main([*coco, *out])
        assert told in capsys.readouterr().err


@pytest.mark.skipif(not DATASETS, reason="STIPPLE_DATASETS (folder that holds grabcut/) is not set")
def test_nano_on_grabcut_photos_is_what_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    root = str(Path(DATASETS) / "grabcut")
    result = printed(capsys, "--root", root, "--limit", "2", "--clicks", "5", "--threads", "1", "--json")
    assert result["images"] == 2 and 0.5 < result["miou_at"]["5"] <= 1
