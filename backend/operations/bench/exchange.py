"""`manage.py bench exchange`: a large project goes out as COCO and comes in again, through the running product.

PostgreSQL only, on a database of its own (own_database.py), filled by scale_rows.py. The product is started on it.
An export is made; another one's worker is killed midway (`kill -9`) and its successor goes on; the archive is
downloaded over a connection that is cut a few times. Then all objects are deleted, and the archive is imported: the
time of each tenth of the images says whether the whole is linear, its CPU seconds even where other programs run.
"""

from __future__ import annotations

import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import psutil
from django.conf import settings
from django.db import connection

from backend.accounts.models import Membership, User
from backend.accounts.roles import Role
from backend.annotation.models import Object
from backend.images.models import Image
from backend.jobs.models import Job
from backend.operations.bench.own_database import empty_database
from backend.operations.bench.scale_rows import generate
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.projects.models import Project

DATABASE = "stipple_bench_exchange"
INSTANCES = "annotations/instances.json"
STEP_S = 0.1
PARTS = 10
CUTS = 3
KILLED_AT = 0.25
"""Of the whole: in the middle of reading the database, which is the first half."""
MEBIBYTE = 1 << 20


def run(images: int, objects: int) -> dict[str, Any]:
    """Seconds and MiB; ``objects_out`` and ``objects_in`` must both be ``objects``."""
    with empty_database(DATABASE):
        began = time.perf_counter()
        project, _ = generate(images, objects)
        generated_s = time.perf_counter() - began
        with TemporaryProduct({"STIPPLE_DATABASE_URL": _address()}) as product:
            Membership.objects.create(
                organization=project.organization, user=User.objects.get(username=product.username), role=Role.OWNER
            )
            with Account(product.url, product.username, product.password) as account:
                figures = _measure(product, account, project)
        return {"images": images, "objects": objects, "generated_s": round(generated_s, 1), **figures}


def _measure(product: TemporaryProduct, account: Account, project: Project) -> dict[str, Any]:
    work = _Work(product, account, project)
    first = work.follow({"kind": "export", "format": "coco", "geometry": "rle"})
    second = work.follow({"kind": "export", "format": "coco", "geometry": "rle"}, kills_at=KILLED_AT)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "coco.zip"
        downloaded = _download(account, second["job"], archive)
        out = _annotations_in(archive)
        _clear(project)
        with archive.open("rb") as file:
            handed = account.post(f"/api/v1/projects/{project.pk}/import-files/", files={"files": ("coco.zip", file)})
        third = work.follow({"kind": "import", "file": handed["id"], "add_images": False})
    ours = Object.objects.filter(annotation__image__project=project)
    return {
        "export": _told(first),
        "export_killed_midway": _told(second) | {"killed_at": second["killed_at"], "went_on_at": second["went_on_at"]},
        "download": downloaded,
        "objects_out": out,
        "import": _told(third) | _parts(third["steps"]),
        "objects_in": ours.count(),
    }


@dataclass(frozen=True)
class Step:
    """``at_s`` and ``cpu_s`` of the batch worker at the moment when so many images were ``done``."""

    at_s: float
    cpu_s: float
    done: int


class _Work:
    """Jobs of one project, with an eye on the memory of who does them."""

    def __init__(self, product: TemporaryProduct, account: Account, project: Project) -> None:
        self.product, self.account, self.project = product, account, project

    def follow(self, wanted: dict[str, Any], kills_at: float | None = None) -> dict[str, Any]:
        """Ask for a job and watch it to its end; raises RuntimeError where it fails."""
        made = self.account.post(f"/api/v1/projects/{self.project.pk}/jobs/", wanted)
        began, peak_bytes, steps = time.perf_counter(), 0, [Step(0.0, self._batch_cpu_s(), 0)]
        seen: dict[str, Any] = {"job": made["id"], "steps": steps, "killed_at": None, "went_on_at": None}
        while True:
            job = Job.objects.get(pk=made["id"])
            peak_bytes = max(peak_bytes, self._batch_bytes())
            now = time.perf_counter() - began
            if job.done != steps[-1].done:
                steps.append(Step(now, self._batch_cpu_s(), job.done))
            if seen["killed_at"] is not None and seen["went_on_at"] is None and job.attempts > 1 and job.done:
                seen["went_on_at"] = job.done
            if kills_at is not None and job.total and job.done >= kills_at * job.total:
                self._kill()
                seen["killed_at"], kills_at = job.done, None
            if job.state not in (Job.State.QUEUED, Job.State.RUNNING):
                break
            time.sleep(STEP_S)
        if job.state != Job.State.DONE:
            raise RuntimeError(f"the {job.kind} is {job.state}: {job.problem}")
        return seen | {"seconds": now, "peak_bytes": peak_bytes, "said": job.log[-1]}

    def _batch_bytes(self) -> int:
        """Resident memory of the largest process of the batch worker: each does one job at a time."""
        return max((_resident(process) for process in self._batch()), default=0)

    def _batch_cpu_s(self) -> float:
        return sum((_cpu_s(process) for process in self._batch()), 0.0)

    def _kill(self) -> None:
        for process in self._batch():
            process.kill()

    def _batch(self) -> Iterator[psutil.Process]:
        try:
            parent = psutil.Process(self.product.status()["children"]["batch"]["pid"])
            yield from (parent, *parent.children(recursive=True))
        except psutil.NoSuchProcess:
            return


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _cpu_s(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
        return float(times.user + times.system)
    except psutil.NoSuchProcess:
        return 0.0


def _told(seen: dict[str, Any]) -> dict[str, Any]:
    peak_mb = round(seen["peak_bytes"] / MEBIBYTE)
    return {"seconds": round(seen["seconds"], 1), "peak_mb": peak_mb, "said": seen["said"]}


def _parts(steps: list[Step]) -> dict[str, list[float]]:
    """How long each tenth of what was done took, in seconds."""
    ends = [next(step for step in steps if step.done >= steps[-1].done * part / PARTS) for part in range(1, PARTS + 1)]
    pairs = list(pairwise([steps[0], *ends]))
    return {
        "tenths_s": [round(end.at_s - start.at_s, 1) for start, end in pairs],
        "tenths_cpu_s": [round(end.cpu_s - start.cpu_s, 1) for start, end in pairs],
    }


def _download(account: Account, job: str, path: Path) -> dict[str, Any]:
    """The result, over a connection that is cut CUTS times and goes on by Range."""
    began, size, requests = time.perf_counter(), -1, 0
    with (
        httpx.Client(base_url=account.url, headers={"Cookie": account.session_cookie()}) as http,
        path.open("wb") as file,
    ):
        while file.tell() != size:
            requests += 1
            headers = {"Range": f"bytes={file.tell()}-"} if file.tell() else {}
            with http.stream("GET", f"/api/v1/jobs/{job}/result/", headers=headers) as answer:
                answer.raise_for_status()
                size = file.tell() + int(answer.headers["Content-Length"])
                for piece in answer.iter_bytes(1 << 18):
                    file.write(piece)
                    if requests <= CUTS and file.tell() > size * requests / (CUTS + 1):
                        break
    seconds = round(time.perf_counter() - began, 1)
    return {"megabytes": round(size / MEBIBYTE, 1), "cuts": requests - 1, "seconds": seconds}


def _annotations_in(archive: Path) -> int:
    with zipfile.ZipFile(archive) as entries, entries.open(INSTANCES) as file:
        return sum(line.count(b'"image_id":') for line in file)


def _clear(project: Project) -> None:
    """Delete every object and document, as quickly as that goes; no image is accepted or gold, for these are let be."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE annotation_annotation CASCADE")
    Image.objects.filter(project=project).update(has_objects=False, state=Image.State.NEW, is_gold=False)


def _address() -> str:
    """The database in use now, for another process."""
    there = settings.DATABASES["default"] | connection.settings_dict
    access = there["USER"] + (f":{there['PASSWORD']}" if there["PASSWORD"] else "")
    return f"postgres://{access}@{there['HOST']}:{there['PORT'] or 5432}/{there['NAME']}"
