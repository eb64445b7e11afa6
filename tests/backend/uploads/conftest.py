from __future__ import annotations

import pytest

from backend.projects.models import Project
from tests.backend.uploads.tus import Tus
from tests.conftest import Cast, ClientOf


@pytest.fixture
def tus(client_of: ClientOf, cast: Cast, project: Project, media_root: object) -> Tus:
    """Alice's uploads."""
    return Tus(client_of(cast.alice), project)
