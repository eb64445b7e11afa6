"""A large archive arrives whole in a browser whose connection is cut ten times.

Two gigabytes are measured by `manage.py bench upload`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from backend.operations.bench import upload
from backend.operations.bench.temporary_product import TemporaryProduct

pytestmark = pytest.mark.browser


def test_ten_cuts_lose_nothing_and_the_photos_come_in(product: TemporaryProduct, chromium: Browser) -> None:
    result = upload.run(product, chromium, megabytes=150, cuts=10)
    assert result["sha256_equal"] and result["cuts"] == 10
    assert result["images_added"] == result["photos"] > 10
    assert result["sent_bytes"] < 2 * result["size_bytes"]
