"""Counts of large projects: kept, told at once, counted anew once somebody has asked for what is too old."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from django.utils import timezone

from backend.projects import counting
from backend.projects.counting import Counter
from backend.projects.models import Count, Project

FEW = 10


class Shelf:
    """What is counted: as many things as ``count`` says, and how often somebody looked."""

    def __init__(self, count: int) -> None:
        self.count, self.looks = count, 0

    def __call__(self, projects: Collection[int]) -> dict[int, dict[str, int]]:
        self.looks += 1
        return {key: {"thing": self.count} for key in projects if self.count}


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(Counter, "known", {})
    return Shelf(FEW - 1)


def _age(seconds: float) -> None:
    Count.objects.update(counted=timezone.now() - timedelta(seconds=seconds))


@pytest.mark.django_db
def test_a_small_count_is_exact(project: Project, shelf: Shelf) -> None:
    counter = Counter("things", shelf, large=FEW)
    assert counter.of([project.pk]) == {project.pk: {"thing": 9}}
    shelf.count = 0
    assert counter.of([project.pk]) == {project.pk: {}}
    assert not Count.objects.exists()


@pytest.mark.django_db
def test_a_large_count_is_told_without_counting_and_counted_anew_by_the_sweep(project: Project, shelf: Shelf) -> None:
    counter = Counter("things", shelf, large=FEW)
    shelf.count = 50
    assert counter.of([project.pk])[project.pk] == {"thing": 50}
    shelf.count = 70
    counting.sweep()
    assert counter.of([project.pk])[project.pk] == {"thing": 50}, "nobody has asked since it was too old"
    _age(counting.LEAST_S + 1)
    assert counter.of([project.pk])[project.pk] == {"thing": 50}
    assert shelf.looks == 1
    counting.sweep()
    assert counter.of([project.pk])[project.pk] == {"thing": 70}


@pytest.mark.django_db
def test_what_is_no_longer_large_is_exact_again(project: Project, shelf: Shelf) -> None:
    counter = Counter("things", shelf, large=FEW)
    shelf.count = 50
    counter.of([project.pk])
    _age(counting.LEAST_S + 1)
    counter.of([project.pk])
    shelf.count = 3
    counting.sweep()
    shelf.count = 4
    assert counter.of([project.pk])[project.pk] == {"thing": 4}


@pytest.mark.django_db
def test_what_took_long_is_kept_longer(project: Project, shelf: Shelf) -> None:
    counter = Counter("things", shelf, large=FEW)
    shelf.count = 50
    counter.of([project.pk])
    Count.objects.update(took_s=4.0)
    for age_s, is_due in ((4.0 * counting.KEPT_FOR - 5, False), (4.0 * counting.KEPT_FOR + 5, True)):
        _age(age_s)
        counter.of([project.pk])
        assert Count.objects.get().is_asked_for is is_due


@pytest.mark.django_db
def test_a_count_that_nobody_makes_any_more_does_not_stop_the_sweep(project: Project, shelf: Shelf) -> None:
    counter = Counter("things", shelf, large=FEW)
    shelf.count = 50
    counter.of([project.pk])
    Count.objects.create(project=project, name="of before", counts={}, took_s=1, counted=timezone.now())
    Count.objects.update(is_asked_for=True)
    _age(60)
    shelf.count = 70
    counting.sweep()
    assert counter.of([project.pk])[project.pk] == {"thing": 70}
    assert list(Count.objects.values_list("name", flat=True)) == ["things"]
