"""`manage.py bench duplicates`: what the fingerprints of photos find, what they take for the same, and how fast.

Photos come from the folder that STIPPLE_DATASETS names (``train/annotations.jsonl.gz``), spread over all of it.
``recall`` is the share of changed copies that lie within 0, 1, 2 … bits of their original;
``pairs_of_different_photos`` counts pairs of the photos themselves that do (some show the same thing: data sets hold
duplicates). Look-ups and grouping are measured on made-up fingerprints, in a database of their own beside that of
STIPPLE_DATABASE_URL, which is dropped.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from PIL import Image as Pillow
from PIL import ImageEnhance

from backend.accounts.models import Organization
from backend.duplicates.actions import fingerprint_of
from backend.duplicates.grouping import components
from backend.duplicates.lookup import near
from backend.duplicates.models import Fingerprint
from backend.duplicates.options import MOST_DISTANCE
from backend.duplicates.phash import distances, phash
from backend.images.models import Image
from backend.images.processing import THUMBNAIL_SIDE, fitted
from backend.operations.bench.annotated_photos import files
from backend.operations.bench.own_database import empty_database
from backend.projects.models import Project

DATABASE = "stipple_bench_duplicates"
CHANGED = 1000
LOOKUPS = 200
SHARE_OF_COPIES = 0.1
BATCH = 5000


def encoded(picture: Pillow.Image, quality: int) -> Pillow.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Pillow.open(buffer).convert("RGB")


def cropped(picture: Pillow.Image) -> Pillow.Image:
    """Without 5 % of width and height, half of it on each side."""
    width, height = picture.size
    left, top = round(width * 0.025), round(height * 0.025)
    return picture.crop((left, top, width - left, height - top))


CHANGES: dict[str, Callable[[Pillow.Image], Pillow.Image]] = {
    "jpeg_quality_30": lambda picture: encoded(picture, 30),
    "half_size": lambda picture: picture.resize((max(picture.width // 2, 1), max(picture.height // 2, 1))),
    "cropped_5_percent": cropped,
    "brighter_10_percent": lambda picture: ImageEnhance.Brightness(picture).enhance(1.1),
}


def run(datasets: Path, photos: int, fingerprints: int) -> dict[str, Any]:
    return quality(datasets, photos) | speed(fingerprints)


def quality(datasets: Path, photos: int) -> dict[str, Any]:
    values: list[int] = []
    changed: dict[str, list[int]] = {name: [] for name in CHANGES}
    blanks, started = 0, time.perf_counter()
    hashing_s = 0.0
    for picture in _pictures(datasets, photos):
        begun = time.perf_counter()
        value = _hash(picture)
        hashing_s += time.perf_counter() - begun
        if value is None:
            blanks += 1
            continue
        values.append(value)
        if len(values) <= CHANGED:
            for name, change in CHANGES.items():
                copy = _hash(change(picture))
                changed[name].append(64 if copy is None else int(distances(np.array([copy]), value)[0]))
    return {
        "photos": len(values),
        "without_detail": blanks,
        "copies_of_each_change": min(CHANGED, len(values)),
        "recall": {name: _cumulated(bits) for name, bits in changed.items()},
        "pairs_of_different_photos": _pairs_within(np.array(values, np.int64)),
        "hash_ms": round(1000 * hashing_s / max(len(values), 1), 2),
        "quality_s": round(time.perf_counter() - started, 1),
    }


def speed(count: int) -> dict[str, Any]:
    """Made-up fingerprints, a tenth of them with up to six bits of another one turned."""
    random = np.random.default_rng(1)
    values = random.integers(-(1 << 63), (1 << 63) - 1, count, np.int64)
    copies = int(count * SHARE_OF_COPIES)
    values[-copies:] = _turned(values[:copies], random)
    begun = time.perf_counter()
    firsts = components(values, 6, lambda share: None)
    grouping_s = time.perf_counter() - begun
    with (
        tempfile.TemporaryDirectory(prefix="stipple-bench-") as folder,
        empty_database(str(Path(folder) / DATABASE) if connection.vendor == "sqlite" else DATABASE),
    ):
        project = _filled(values)
        asked = random.choice(count, LOOKUPS, replace=False)
        lookups = {str(d): _lookups(project, values[asked], d) for d in (0, 3, 6, 7, 8, MOST_DISTANCE)}
    return {
        "fingerprints": count,
        "database": connection.vendor,
        "groups": int(np.sum(np.bincount(firsts, minlength=count) > 1)),
        "grouping_s": round(grouping_s, 1),
        "lookup_ms": lookups,
    }


def _turned(values: np.ndarray, random: np.random.Generator) -> np.ndarray:
    turned = values.copy()
    for _ in range(6):
        turned ^= np.int64(1) << random.integers(0, 63, len(values))
    return turned


def _filled(values: np.ndarray) -> Project:
    project = Project.objects.create(organization=Organization.objects.create(name="Bench"), name="Fingerprints")
    now = timezone.now()
    for at in range(0, len(values), BATCH):
        images = [
            Image(
                project=project,
                name=f"{number}.jpg",
                sha256=f"{number:064x}",
                size_bytes=1,
                status="ready",
                created=now,
            )
            for number in range(at, min(at + BATCH, len(values)))
        ]
        Image.objects.bulk_create(images)
        rows = (fingerprint_of(image, int(value)) for image, value in zip(images, values[at : at + BATCH], strict=True))
        Fingerprint.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return project


def _lookups(project: Project, values: np.ndarray, distance: int) -> dict[str, float]:
    times = []
    for value in values:
        begun = time.perf_counter()
        found = near(Fingerprint.objects.filter(project=project), int(value), distance)
        times.append(1000 * (time.perf_counter() - begun))
        assert found, "a fingerprint finds itself"
    return {"median": round(float(np.median(times)), 2), "p95": round(float(np.percentile(times, 95)), 2)}


def _pictures(datasets: Path, count: int) -> Iterator[Pillow.Image]:
    for path in files(datasets, count):
        with Pillow.open(path) as picture:
            yield picture.convert("RGB")


def _hash(picture: Pillow.Image) -> int | None:
    return phash(np.asarray(fitted(np.asarray(picture), THUMBNAIL_SIDE)))


def _cumulated(bits: list[int]) -> list[float]:
    """The share within each distance from 0 on."""
    found = np.array(bits)
    return [round(float(np.mean(found <= distance)), 4) for distance in range(MOST_DISTANCE + 1)]


def _pairs_within(values: np.ndarray) -> list[int]:
    counts = np.zeros(65, np.int64)
    for place, value in enumerate(values[:-1]):
        counts += np.bincount(distances(values[place + 1 :], int(value)), minlength=65)
    return [int(count) for count in np.cumsum(counts)[: MOST_DISTANCE + 1]]
