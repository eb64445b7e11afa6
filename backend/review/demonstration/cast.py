"""Twelve made-up people, or as many as are wanted: who is fast, who is careful, who learns, who reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import exp

import numpy as np

from backend.accounts.models import Membership, Organization, User
from backend.accounts.roles import Role
from backend.review.demonstration.damage import Carelessness

NAMES = (
    "Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hiro", "Ines", "Jonas", "Kemi", "Luca", "Mei",
    "Nadia", "Oscar", "Priya", "Quentin", "Rosa", "Sven", "Tala",
)  # fmt: skip
LEARNED_AFTER = 40
"""Images after which most of the learning is done."""


@dataclass
class Worker:
    """``seconds`` an object takes once learned, ``factor`` of damage (1: as Carelessness has it), ``rate`` of work."""

    user: User
    seconds: float
    clicks: float
    factor: float
    rate: float
    away: frozenset[date] = frozenset()
    done: int = field(default=0)

    @property
    def greenness(self) -> float:
        """1 for a beginner, towards 0 with every image."""
        return exp(-self.done / LEARNED_AFTER)

    @property
    def carelessness(self) -> Carelessness:
        return Carelessness(edge_px=4.0, bite=0.2).scaled(self.factor * (1 + 0.5 * self.greenness))

    @property
    def pace(self) -> float:
        return self.seconds * (1 + 0.7 * self.greenness)


def make_people(organization: Organization, count: int, seed: int) -> tuple[list[Worker], list[User]]:
    """(annotators, reviewers): new accounts that nobody can log in to. A sixth reviews, one at least."""
    users = [_user(organization, number, seed) for number in range(count)]
    reviewers = users[: max(1, count // 6)]
    for user in users:
        role = Role.REVIEWER if user in reviewers else Role.ANNOTATOR
        Membership.objects.create(organization=organization, user=user, role=role)
    return _workers(users[len(reviewers) :], np.random.default_rng([seed, 1])), reviewers


def _user(organization: Organization, number: int, seed: int) -> User:
    name = NAMES[number % len(NAMES)] + (f" {number // len(NAMES) + 1}" if number >= len(NAMES) else "")
    user = User(username=f"made-up-{organization.pk}-{seed}-{number}", name=name)
    user.set_unusable_password()
    user.save()
    return user


def _workers(users: Sequence[User], random: np.random.Generator) -> list[Worker]:
    """The first is a slow expert, the second is careless and fast; the others lie between."""
    workers = []
    for place, user in enumerate(users):
        seconds, clicks, factor = random.uniform(11, 24), random.uniform(2.0, 3.6), random.uniform(0.35, 0.75)
        if place == 0:
            seconds, clicks, factor = 38.0, 5.2, 0.15
        elif place == 1:
            seconds, clicks, factor = 6.5, 1.5, 1.6
        workers.append(Worker(user, float(seconds), float(clicks), float(factor), float(random.uniform(0.6, 1.4))))
    return workers
