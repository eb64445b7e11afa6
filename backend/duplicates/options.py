"""What a search for near-duplicates may be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.config.problems import Code, Problem
from backend.projects.models import Project

DEFAULT_DISTANCE = 6
MOST_DISTANCE = 11
"""Up to here the indexes find all (lookup.py); beyond it different photos are found more often than copies."""


def search_options(given: Mapping[str, Any], project: Project) -> dict[str, Any]:
    """The stored parameters of a job of the kind ``duplicates``; Problem 400 for a distance that is out of range."""
    return {"distance": checked_distance(given.get("distance", DEFAULT_DISTANCE))}


def checked_distance(distance: int) -> int:
    if not 0 <= distance <= MOST_DISTANCE:
        raise Problem(Code.INVALID, f"distance={distance} is not allowed: it must be from 0 to {MOST_DISTANCE}.")
    return distance
