from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from worker.byte_budget import ByteBudget


def test_lets_the_entry_go_that_was_unused_longest() -> None:
    budget = ByteBudget(30)
    for key in "abc":
        assert budget.add(key, 10) == []
    budget.touch("a")
    assert budget.add("d", 10) == ["b"]
    assert budget.keys() == ["c", "a", "d"]


def test_pinned_entries_go_last() -> None:
    budget = ByteBudget(30)
    budget.pin(["a"])
    for key in "abc":
        budget.add(key, 10)
    assert budget.add("d", 20) == ["b", "c"]
    assert budget.add("e", 30) == ["d", "a"]


def test_new_entry_stays_even_when_it_alone_is_over_the_budget() -> None:
    budget = ByteBudget(5)
    assert budget.add("a", 50) == []
    assert budget.add("b", 60) == ["a"]
    assert budget.used_bytes == 60


def test_new_size_of_an_entry_replaces_the_old_one() -> None:
    budget = ByteBudget(30)
    budget.add("a", 10)
    budget.add("a", 20)
    assert budget.used_bytes == 20


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 20)), max_size=60), st.sets(st.sampled_from("abc")))
def test_never_holds_more_than_the_budget_but_for_the_newest(steps: list[tuple[str, int]], pinned: set[str]) -> None:
    budget = ByteBudget(40)
    budget.pin(pinned)
    sizes: dict[str, int] = {}
    for key, size in steps:
        sizes[key] = size
        for gone in budget.add(key, size):
            del sizes[gone]
        assert budget.used_bytes == sum(sizes.values())
        assert budget.used_bytes <= 40
        assert set(budget.keys()) == set(sizes)
