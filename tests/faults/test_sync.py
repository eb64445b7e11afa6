"""`kill -9` of the batch worker in the middle of a sync: another one goes on, and every photo is there once."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from tests.backend.images.pictures import jpeg

pytestmark = pytest.mark.product

PHOTOS = 400
LAST_YEAR = 1_750_000_000
PATIENCE_S = 240


def until(account: Account, job: str, is_so: Any) -> dict[str, Any]:
    """The job once ``is_so`` says so of it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        shown: dict[str, Any] = account.get(f"/api/v1/jobs/{job}/")
        if is_so(shown):
            return shown
        time.sleep(0.05)
    raise AssertionError(f"the job is still {shown}")


def test_a_sync_outlives_its_worker_and_brings_every_photo_once(tmp_path: Path) -> None:
    for number in range(PHOTOS):
        path = tmp_path / f"{number:03}.jpg"
        path.write_bytes(jpeg(seed=number))
        os.utime(path, (LAST_YEAR, LAST_YEAR))
    with TemporaryProduct({"STIPPLE_SOURCE_FOLDERS": str(tmp_path)}) as product:
        account = Account(product.url, product.username, product.password)
        team = account.me["organizations"][0]["id"]
        project = account.post("/api/v1/projects/", {"organization": team, "name": "Killed"})["id"]
        place = {"root": str(tmp_path), "path": ""}
        body = {"name": "Camera", "kind": "folder", "place": place}
        source = account.post(f"/api/v1/projects/{project}/sources/", body)["id"]
        job = account.post(f"/api/v1/sources/{source}/sync/", {})["id"]
        until(account, job, lambda shown: 20 < shown["done"] < PHOTOS - 50)
        product.kill("batch")
        shown = until(account, job, lambda shown: shown["state"] in ("done", "failed"))
        assert shown["state"] == "done" and any("run 2" in line for line in shown["log"])
        images = account.get(f"/api/v1/projects/{project}/images/?limit=500")["results"]
        assert sorted(image["name"] for image in images) == [f"{number:03}.jpg" for number in range(PHOTOS)]
        assert shown["summary"]["listed"] == PHOTOS and 20 < shown["summary"]["unchanged"] < PHOTOS
