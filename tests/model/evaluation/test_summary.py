"""What summary.json says, from logs told by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model.evaluation.log import Interaction, Recorded
from model.evaluation.multi_metrics import clicks_per_instance_of_full_budgets, state_after
from model.evaluation.summary import figures, summarise
from tests.model.evaluation.stories import told

MULTI = {
    "protocol": "multi",
    "strategy": "best",
    "dataset": "sbd_multi",
    "root": "somewhere",
    "model": {"name": "nano", "digest": "0"},
    "threshold": 0.85,
    "max_clicks": 10,
    "max_clicks_per_image": None,
}
SINGLE = MULTI | {"protocol": "single", "strategy": None, "threshold": None, "max_clicks": 20}


def session(index: int, ious: list[float]) -> Recorded:
    """A single-object session: ``told`` without the state before the first click."""
    done = told([[iou] for iou in ious], [0] * (len(ious) - 1), index=index)
    rows: list[Interaction] = [replace(row, clicks_used=row.interaction + 1) for row in done.interactions]
    return Recorded(replace(done.end, clicks=len(rows)), rows)


def multi() -> dict[str, Any]:
    two = told([[0.5, 0.9], [0.8, 0.9], [0.9, 0.9]], [0, 0], targeted=[0, 0], index=1)
    four = told([[0.1, 0.2, 0.3, 0.4]] + [[0.9, 0.9, 0.9, 0.4]] * 4, [0, 1, 2, 3], targeted=[0, 1, 2, 3], index=0)
    return summarise([two, four], MULTI)


def test_single_object_figures_are_those_of_the_papers() -> None:
    early, late, never = [0.7, 0.91, 0.96], [0.5] * 19 + [0.93], [0.5] * 20
    result = summarise([session(0, early), session(1, late), session(2, never)], SINGLE)
    metrics = result["metrics"]
    assert metrics["noc90"] == (2 + 20 + 20) / 3 and metrics["noc95"] == (3 + 20 + 20) / 3
    assert (metrics["nof90_ritm"], metrics["nof90_strict"]) == (2, 1)
    assert (metrics["nof95_ritm"], metrics["nof95_strict"]) == (2, 2)
    assert metrics["miou_at"]["1"] == pytest.approx(1.7 / 3)
    assert metrics["miou_at"]["20"] == pytest.approx((0.96 + 0.93 + 0.5) / 3)
    assert result["curves"]["failures_by_click"]["0.90"] == [3, *[2] * 18, 1]
    assert len(result["curves"]["miou_by_click"]) == len(result["curves"]["decode_s_by_click"]) == 20
    assert (result["images"], result["objects"], result["timing"]["clicks"]) == (3, 3, 43)
    assert result["by_image"][1]["noc"] == {"0.80": 20, "0.85": 20, "0.90": 20, "0.95": 20}


def test_an_early_stop_says_nothing_about_higher_qualities() -> None:
    metrics = summarise([session(0, [0.92])], SINGLE | {"threshold": 0.9})["metrics"]
    assert "noc90" in metrics and "noc95" not in metrics


def test_multi_object_figures_are_means_over_images() -> None:
    result = multi()
    metrics = result["metrics"]
    assert metrics["nci"] == (8 / 4 + 4 / 2) / 2
    assert (metrics["nfo"], metrics["nfi"]) == (1, 1)
    assert metrics["miou"] == pytest.approx(((3 * 0.9 + 0.4) / 4 + 0.9) / 2)
    assert metrics["miou_after"]["1x"] == pytest.approx((0.25 + 0.7) / 2)
    assert metrics["miou_after"]["10x"] == metrics["miou"]
    assert metrics["switches"]["owner"]["switches"] == 1.5 == metrics["switches"]["targeted"]["switches"]
    assert metrics["effects"]["rescued"]["total"] == 2 and metrics["stopped"]["target"] == 2
    assert result["curves"]["failures_by_click"] == {"0.80": [5, *[1] * 9], "0.85": [5, *[1] * 9]}
    assert (result["images"], result["objects"]) == (2, 6)
    assert [row["loader_index"] for row in result["by_image"]] == [0, 1]
    assert "root" not in result["settings"] and result["model"] == "nano"


def test_a_session_without_an_error_to_click_on_counts_as_its_budget_in_published_figures() -> None:
    early = told([[0.9, 0.5]], [])
    early = replace(early, end=replace(early.end, stopped="no_error_left"))
    done = told([[0.9, 0.9]], [])
    assert clicks_per_instance_of_full_budgets([early, done], [20, 20]) == (20 / 2 + 2 / 2) / 2


def test_state_within_a_multiple_of_the_objects_is_the_last_before_it_is_passed() -> None:
    done = told([[0.1, 0.1], [0.2, 0.1], [0.3, 0.1], [0.4, 0.1]], [0, 0, 0])
    assert [state_after(done, m).ious[0] for m in (1, 2, 3)] == [0.1, 0.3, 0.4]


def test_flat_figures_are_rounded_and_name_the_clicks_of_each_image() -> None:
    flat = figures(summarise([session(0, [0.7, 0.912345])], SINGLE))
    assert (flat["images"], flat["noc85"], flat["clicks"]) == (1, 2.0, 2)
    assert flat["miou_at"]["20"] == 0.9123 and flat["clicks_by_image"] == {"photo 0": 2}
    assert {"spc_s", "encoder_s", "decoder_s", "noc90", "nof90_ritm", "nof90_strict"} <= set(flat)
    assert figures(multi())["nci"] == 2.0 and "clicks_by_image" not in figures(multi())


def test_nothing_recorded_is_an_error() -> None:
    with pytest.raises(ValueError, match="no session was recorded"):
        summarise([], SINGLE)
