"""When a difference is called one."""

from __future__ import annotations

import pytest

from model.ablations.command import Budget
from model.ablations.comparison import compare, noise, same_budget, spread
from tests.model.ablations.results import result

BASE = [result("base", 0, 0.600), result("base", 1, 0.604)]


def verdict(*levels: float, scatter: float = 0.01) -> str:
    arm = [result("arm", seed, level, scatter) for seed, level in enumerate(levels)]
    return compare(arm, BASE, noise({"base": BASE}, "base")).verdict


def test_the_spread_is_the_standard_deviation_of_the_seeds() -> None:
    assert spread([0.600, 0.604]) == pytest.approx(0.004 / 2**0.5)
    assert spread([0.6]) is None


def test_a_difference_above_three_spreads_that_all_photos_share_is_real() -> None:
    assert verdict(0.640, 0.642) == "better"
    assert verdict(0.560, 0.558) == "worse"


def test_a_difference_within_three_spreads_is_open() -> None:
    assert verdict(0.606, 0.610) == "open"


def test_a_difference_that_the_photos_disagree_on_is_open() -> None:
    assert verdict(0.640, 0.642, scatter=0.5) == "open"


def test_one_seed_proves_nothing() -> None:
    assert verdict(0.9) == "open"
    one_of_base = BASE[:1]
    assert noise({"base": one_of_base}, "base") is None
    assert compare([result("arm", 0, 0.9), result("arm", 1, 0.9)], one_of_base, None).verdict == "open"


def test_two_seeds_that_happen_to_agree_do_not_make_everything_real() -> None:
    lucky = {
        "base": [result("base", 0, 0.6), result("base", 1, 0.6)],
        "arm": [result("arm", 0, 0.5), result("arm", 1, 0.6)],
    }
    assert noise(lucky, "base") == pytest.approx(0.05)


def test_the_interval_holds_the_difference() -> None:
    compared = compare([result("arm", 0, 0.64), result("arm", 1, 0.64)], BASE, 0.001)
    assert compared.interval is not None
    assert compared.difference == pytest.approx(0.038)
    assert compared.interval[0] < compared.difference < compared.interval[1]


def test_without_figures_of_the_photos_nothing_is_decided() -> None:
    bare = [result("arm", seed, 0.9) for seed in (0, 1)]
    for run in bare:
        run.curves.clear()
    compared = compare(bare, BASE, 0.001)
    assert compared.interval is None and compared.verdict == "open"


def test_runs_with_different_budgets_are_not_compared() -> None:
    with pytest.raises(ValueError, match=r"base-seed1 had .*20 minutes"):
        same_budget([BASE[0], result("base", 1, 0.6, budget=Budget(minutes=20, steps=0))])
