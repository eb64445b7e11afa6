"""The real product, all of it: processes that are killed while a script clicks, two people at once, start and stop.

The full counts (ten kills of each part, twenty pairs) are measured by `make bench`; here fewer, to keep the test short.
"""

from __future__ import annotations

import io
import json
import os
import signal
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from backend.operations.bench import click, faults, pair
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account, RequestRefused
from backend.operations.client.photos import photo_paths, resized_photos
from backend.operations.client.projects import make_project
from model.evaluation.runner import evaluate as evaluate_alone
from model.evaluation.settings import Settings
from model.evaluation.summary import figures
from worker.evaluation_client import evaluate

pytestmark = pytest.mark.product


def test_clicks_outlive_kill_9_of_every_part_and_cut_connections(product: TemporaryProduct) -> None:
    result = faults.run(product, kills=2)
    assert result["faults"] == {part: 2 for part in (*product.status()["children"], "connection") if part != "batch"}
    assert result["acknowledged"] >= sum(result["faults"].values()) * faults.CLICKS_BETWEEN_FAULTS
    assert result["lost"] == []
    assert result["unmasked"] == []
    assert result["different"] == []
    assert result["settled_s"] is not None
    assert result["reconnects"] >= 2


def test_simultaneous_clicks_of_two_end_in_one_document(product: TemporaryProduct) -> None:
    result = pair.run(product.url, product.username, product.password, runs=3)
    assert result["agreed"] == result["runs"] == 3


def test_the_click_benchmark_prints_what_it_promises(product: TemporaryProduct) -> None:
    scenario = click.Scenario(users=1, clicks=3, objects=2)
    result = click.run(product.url, product.username, product.password, scenario, product.rss_mb)
    printed = json.loads(json.dumps(result))
    assert printed["errors"] == 0
    assert {key: sorted(value) for key, value in printed.items() if isinstance(value, dict) and key != "rss_mb"} == {
        "encode_ms": ["p50", "p95"],
        "decode_ms": ["p50", "p95"],
        "roundtrip_ms": ["p50", "p95", "p99"],
        "first_click_ms": ["cold", "prefetched"],
        "platform_ms": ["p50", "p95"],
        "message_bytes": ["max", "p50"],
    }
    assert set(printed["rss_mb"]) == {*product.status()["children"], "total"}
    assert printed["roundtrip_ms"]["p50"] > printed["decode_ms"]["p50"] * 0.5


def test_the_websocket_gives_the_numbers_of_the_model_alone(product: TemporaryProduct, tmp_path: Path) -> None:
    root = _small_benchmark(tmp_path)
    with Account(product.url, product.username, product.password) as account:
        through_product = evaluate(account, "grabcut", root, max_clicks=4)
    model = os.environ.get("STIPPLE_MODEL", "nano")
    alone = figures(evaluate_alone(Settings("single", None, "grabcut", str(root), model, max_clicks=4)))
    timed = {"spc_s", "encoder_s", "decoder_s"}
    assert {k: v for k, v in through_product.items() if k not in timed} == {
        k: v for k, v in alone.items() if k not in timed
    }


def test_a_wrong_password_opens_nothing(product: TemporaryProduct) -> None:
    with pytest.raises(RequestRefused) as refusal:
        Account(product.url, product.username, "not the password")
    assert (refusal.value.status, refusal.value.code) == (400, "bad-credentials")


def test_photos_for_measurements_are_real_and_of_the_size_asked_for() -> None:
    first, second = resized_photos(1, (320, 240)), resized_photos(1, (320, 240), variant=9)
    assert Image.open(io.BytesIO(first[0].content)).size == (320, 240)
    assert first[0].content != second[0].content


def test_a_second_start_sets_nothing_up_keeps_everything_and_kill_9_leaves_nothing() -> None:
    with TemporaryProduct() as own:
        with Account(own.url, own.username, own.password) as account:
            kept = make_project(account, "kept", resized_photos(1, (320, 240)))
        own.stop(signal.SIGINT)
        own.start()
        # How many seconds it takes is measured in docs/benchmarks/start.json: a machine that runs tests is not free.
        assert own.printed().count("setting up the database") == 1
        with Account(own.url, own.username, own.password) as account:
            assert account.get(f"/api/v1/images/{kept.image_ids[0]}/")["status"] == "ready"
        supervisor = psutil.Process(own.status()["pid"])
        everybody = [supervisor, *supervisor.children(recursive=True)]
        supervisor.kill()
        until = time.monotonic() + 15
        while alive := [p.pid for p in everybody if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]:
            assert time.monotonic() < until, f"still there: {alive}"
            time.sleep(0.05)


def _small_benchmark(folder: Path) -> Path:
    """A demo photo with an ellipse as its object, laid out as GrabCut is."""
    for name in ("data_GT", "boundary_GT"):
        (folder / name).mkdir()
    with Image.open(photo_paths()[0]) as photo:
        small = photo.convert("RGB").resize((320, 240))
    small.save(folder / "data_GT" / "one.png")
    rows, columns = np.ogrid[:240, :320]
    inside = ((rows - 120) / 70) ** 2 + ((columns - 160) / 90) ** 2 < 1
    Image.fromarray(np.where(inside, 255, 0).astype(np.uint8)).save(folder / "boundary_GT" / "one.png")
    return folder
