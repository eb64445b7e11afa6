"""The page: what was not run must not look like a result, and it must be what the files say."""

from __future__ import annotations

import re
from pathlib import Path

from model.ablate import PAGE, RESULTS, write_page
from model.ablations.arms import ARMS, BASE
from model.ablations.command import Budget
from model.ablations.gradient_norms import section
from model.ablations.page import page
from model.ablations.result import Result
from tests.model.ablations.results import result


def row(arm: str, results: list[Result]) -> list[str]:
    text = page(results, Budget(), section(None))
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {arm} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_an_arm_that_was_not_run_shows_no_number() -> None:
    for arm in ARMS:
        cells = row(arm, [])
        assert "not run yet" in cells and not any(re.search(r"\d\.\d", cell) for cell in cells[2:])


def test_one_seed_shows_figures_without_spread_and_no_verdict() -> None:
    cells = row("hodor", [result(BASE, 0, 0.6), result(BASE, 1, 0.61), result("hodor", 0, 0.7)])
    assert cells[2] == "70.0" and cells[8] == "one seed" and cells[9] == "8,000 (10)"


def test_two_seeds_show_mean_spread_difference_interval_verdict_and_samples() -> None:
    runs = [result(arm, seed, level) for arm, level in ((BASE, 0.6), ("hodor", 0.7)) for seed in (0, 1)]
    cells = row("hodor", runs)
    assert cells[2] == "70.0 ± 0.0" and cells[6] == "6.50 ± 0.00" and cells[9] == "8,000 (10) / 8,000 (10)"
    assert cells[7].startswith("+10.0 [+9.") and cells[8] == "**better**"
    assert row(BASE, runs)[7] == "0"


def test_runs_on_different_ground_are_named() -> None:
    told = page([result(BASE, 0, 0.6), result("hodor", 1, 0.7, ground="0")], Budget(), section(None))
    assert "differ by more than their arm: hodor (seed 1)." in told.replace("\n", " ")
    assert "Mixed" not in page([result(BASE, 0, 0.6), result("hodor", 1, 0.7)], Budget(), section(None))


def test_the_form_of_2022_stands_as_open() -> None:
    assert "open: not written" in row("icip2022", [])


def test_every_arm_has_its_command() -> None:
    text = page([], Budget(), section(None))
    assert all(f"   # {arm}\n" in text for arm in ARMS)
    assert "--corrections first_image --set recipe.corrections.group=2" in text


def test_the_weights_of_the_losses_are_told_relative_to_the_base() -> None:
    told = section({"batches": 100, "batch": 8, "norms": {"base": 2.0, "nfl": 3.0}})
    assert "| nfl | 3 | 1.50 |" in told


def test_the_committed_page_is_what_the_committed_results_say(tmp_path: Path) -> None:
    write_page(RESULTS, tmp_path / "page.md", Budget())
    assert (tmp_path / "page.md").read_text() == PAGE.read_text(), "run python -m model.ablate --table"
