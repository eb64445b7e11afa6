"""One running product for the tests of this folder that need the real one.

It is the embedded one; with STIPPLE_TEST_PRODUCT_DATABASE_URL (an empty PostgreSQL database) and
STIPPLE_TEST_PRODUCT_REDIS_URL it runs on those.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from backend.operations.bench.temporary_product import TemporaryProduct

SERVERS = {
    "STIPPLE_DATABASE_URL": "STIPPLE_TEST_PRODUCT_DATABASE_URL",
    "STIPPLE_REDIS_URL": "STIPPLE_TEST_PRODUCT_REDIS_URL",
}


@pytest.fixture(scope="session")
def product() -> Iterator[TemporaryProduct]:
    variables = {name: os.environ[source] for name, source in SERVERS.items() if os.environ.get(source)}
    with TemporaryProduct(variables) as running:
        yield running
