"""One running product for the tests of this folder that need the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backend.operations.bench.temporary_product import TemporaryProduct


@pytest.fixture(scope="session")
def product() -> Iterator[TemporaryProduct]:
    with TemporaryProduct() as running:
        yield running
