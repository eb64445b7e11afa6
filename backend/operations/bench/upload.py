"""An archive of photos goes up in a real browser while the network is cut again and again; what arrives is compared."""

from __future__ import annotations

import hashlib
import time
import uuid
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from backend.operations.bench.chromium import VIEWPORT
from backend.operations.bench.cut_network import CutNetwork, Fault
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHOTO_HW = (1536, 2048)
MEBIBYTE = 1 << 20
POLL_S = 0.1
DOWN_S = 1.0
WAIT_S = 1800.0
WAYS: tuple[Fault, ...] = ("reset", "torn")


class NotArrived(RuntimeError):
    """The archive did not arrive, or its photos did not come in; the message says how far it got."""


def run(product: TemporaryProduct, browser: Browser, megabytes: int, cuts: int) -> dict[str, Any]:
    """Raises NotArrived."""
    path = product.folder / "photos.zip"
    photos = write_archive(path, megabytes)
    with Account(product.url, product.username, product.password) as account, CutNetwork(product.port) as network:
        team = account.me["organizations"][0]["id"]
        body = {"organization": team, "name": f"Upload {uuid.uuid4()}"}
        project = account.post("/api/v1/projects/", body)["id"]
        page = browser.new_context(viewport=VIEWPORT).new_page()
        name, value = account.session_cookie().split("=", 1)
        page.context.add_cookies([{"name": name, "value": value, "url": network.url}])
        page.goto(f"{network.url}/projects/{project}")
        began = time.monotonic()
        page.locator("input[type=file]").first.set_input_files(str(path))
        upload, peak_mb = _cut_until_whole(product, account, network, project, path.stat().st_size, cuts)
        seconds = time.monotonic() - began
        page.get_by_test_id("upload-row").and_(page.locator("[data-phase=unpacking]")).wait_for()
        job = _ended(account, upload["result"]["job"])
        page.context.close()
    stored = product.data / "media" / "imports" / upload["result"]["import_file"]
    return {
        "size_bytes": path.stat().st_size,
        "cuts": sum(network.faults.values()),
        "seconds": round(seconds, 1),
        "sent_bytes": network.sent_bytes,
        "sha256_equal": _sha256(stored) == _sha256(path),
        "web_peak_rss_mb": peak_mb,
        "photos": photos,
        "images_added": job["summary"]["images"]["added"],
        "import_seconds": round(time.monotonic() - began - seconds, 1),
    }


def write_archive(path: Path, megabytes: int) -> int:
    """Photos of noise, which nothing can compress, stored until the archive has so many megabytes; how many."""
    random, count = np.random.default_rng(1), 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        while path.stat().st_size < megabytes * MEBIBYTE:
            buffer = BytesIO()
            pixels = random.integers(0, 256, (*PHOTO_HW, 3), np.uint8)
            Image.fromarray(pixels).save(buffer, "PNG", compress_level=0)
            archive.writestr(f"{count:05}.png", buffer.getvalue())
            count += 1
    return count


def _cut_until_whole(
    product: TemporaryProduct, account: Account, network: CutNetwork, project: int, size: int, cuts: int
) -> tuple[dict[str, Any], float]:
    """Cut at equal parts of the way; the settled upload, and the most memory of the web process meanwhile."""
    done, peak_mb, until = 0, 0.0, time.monotonic() + WAIT_S
    upload: dict[str, Any] = {}
    while time.monotonic() < until:
        peak_mb = max(peak_mb, product.rss_mb()["web"])
        found = account.get(f"/api/v1/projects/{project}/uploads/")["results"]
        upload = found[0] if found else {}
        if upload.get("result"):
            return upload, peak_mb
        if upload and done < cuts and upload["offset"] >= size * (done + 1) // (cuts + 1):
            network.fail(WAYS[done % len(WAYS)], 0.0, DOWN_S)
            done += 1
        time.sleep(POLL_S)
    raise NotArrived(f"after {WAIT_S:.0f} s and {done} cuts the upload stood at {upload.get('offset')} of {size} bytes")


def _ended(account: Account, job_id: str) -> dict[str, Any]:
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        job: dict[str, Any] = account.get(f"/api/v1/jobs/{job_id}/")
        if job["state"] == "done":
            return job
        if job["state"] not in ("queued", "running"):
            raise NotArrived(f"the import of the photos ended as {job['state']}: {job['problem']}")
        time.sleep(1)
    raise NotArrived(f"the import of the photos did not end in {WAIT_S:.0f} s")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
