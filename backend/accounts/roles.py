"""Who may do what: five ordered roles, and one table from action to the least role that may do it."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    OWNER = "owner"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    ANNOTATOR = "annotator"
    VIEWER = "viewer"

    @property
    def rank(self) -> int:
        return RANKS[self]


RANKS = {Role.VIEWER: 0, Role.ANNOTATOR: 1, Role.REVIEWER: 2, Role.MANAGER: 3, Role.OWNER: 4}
