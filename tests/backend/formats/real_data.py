"""Photos with their masks from the folder that STIPPLE_DATASETS names, as images and objects of a project."""

from __future__ import annotations

from pathlib import Path

from backend.accounts.models import User
from backend.operations.bench import annotated_photos
from backend.projects.models import Project

EVERY = 100
"""Of the 4,135 images each 100th: all of the data sets are among them."""


def fill(project: Project, user: User, datasets: Path, count: int, *, all_layers: bool = False) -> None:
    """Make ``count`` images with the masks of their first layer, kept apart, or of all layers, which overlap."""
    annotated_photos.fill(
        project, user, datasets, count, every=EVERY, all_layers=all_layers, is_disjoint=not all_layers
    )
