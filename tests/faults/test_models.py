"""Two workers in the real product, each with a model of its own: clicks go to the one that serves theirs."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from backend.config.env import REPOSITORY
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.operations.client.editor import Editor
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import ClientProject, make_project

pytestmark = pytest.mark.product

NANO = REPOSITORY / "model" / "weights" / "nano"
OTHER = "0" * 64
PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def product() -> Iterator[TemporaryProduct]:
    """Its own worker serves nano alone."""
    with TemporaryProduct({"STIPPLE_MODELS": "nano", "STIPPLE_THREADS": "1"}) as running:
        yield running


@pytest.fixture(scope="module")
def account(product: TemporaryProduct) -> Iterator[Account]:
    with Account(product.url, product.username, product.password) as logged_in:
        yield logged_in


@pytest.fixture(scope="module")
def project(product: TemporaryProduct, account: Account) -> ClientProject:
    put_other(product)
    return make_project(account, "models", resized_photos(2, (320, 240)))


def put_other(product: TemporaryProduct) -> None:
    """A copy of nano under another name and digest, put into the store by hand."""
    folder = product.data / "models" / "other"
    shutil.copytree(NANO, folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "digest": OTHER}))


@contextmanager
def second_worker(product: TemporaryProduct) -> Iterator[None]:
    variables = os.environ | {
        "STIPPLE_DATA": str(product.data),
        "STIPPLE_WORKER_ID": "second",
        "STIPPLE_MODELS": "other",
        "STIPPLE_THREADS": "1",
    }
    command = [sys.executable, "-m", "backend.operations.work", "interactive"]
    with (product.folder / "second.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=REPOSITORY, env=variables, stdout=output, stderr=output)
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def wait_for_model(account: Account, name: str, workers: list[str]) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE_S
    while True:
        found = {model["name"]: model for model in account.all_pages("/api/v1/models/")}.get(name)
        if found is not None and found["served_by"] == workers:
            return found
        assert time.monotonic() < until, found
        time.sleep(0.1)


async def until_masked(editor: Editor, item: str) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_S):
        while not editor.document.objects.get(item, {}).get("rle"):
            await asyncio.sleep(0.02)
    return editor.document.objects[item]["model"]


async def until_told(editor: Editor, code: str) -> str:
    async with asyncio.timeout(PATIENCE_S):
        while not (found := [error for error in editor.errors if error["code"] == code]):
            await asyncio.sleep(0.02)
    return str(found[0]["detail"])


async def click_before_and_after(product: TemporaryProduct, account: Account, project: ClientProject) -> None:
    image, label = project.image_ids[1], project.label_ids[0]
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    async with Editor(account, image) as editor:
        await editor.click(first, 60.0, 60.0, label=label)
        assert "Start one with STIPPLE_MODELS=other" in await until_told(editor, "model-unavailable")
        with second_worker(product):
            assert (await until_masked(editor, first))["digest"] == OTHER  # the click was kept
            await asyncio.to_thread(pin, account, image, "nano")
            await editor.click(second, 250.0, 180.0, label=label)
            assert (await until_masked(editor, second))["name"] == "nano"
            assert editor.document.objects[first]["model"]["digest"] == OTHER


def pin(account: Account, image: str, name: str) -> None:
    account.post(f"/api/v1/images/{image}/annotation/model/", {"model": name})


def choose(account: Account, project: int, name: str) -> None:
    response = account._http.patch(f"/api/v1/projects/{project}/", json={"model": name}, headers=account._headers())
    assert response.status_code == 200, response.text


async def click_once(account: Account, image: str, label: int) -> dict[str, Any]:
    item = str(uuid.uuid4())
    async with Editor(account, image) as editor:
        await editor.click(item, 100.0, 100.0, label=label)
        return await until_masked(editor, item)


def test_each_click_goes_to_a_worker_that_serves_its_model(
    product: TemporaryProduct, account: Account, project: ClientProject
) -> None:
    begun = asyncio.run(click_once(account, project.image_ids[0], project.label_ids[0]))
    assert (begun["name"], begun["engine"]) == ("nano", "onnx/cpu")
    wait_for_model(account, "nano", ["embedded"])
    with second_worker(product):
        other = wait_for_model(account, "other", ["second"])
    assert (other["digest"], other["state"]) == (OTHER, "ready")
    wait_for_model(account, "other", [])
    choose(account, project.id, "other")
    asyncio.run(click_before_and_after(product, account, project))
    assert asyncio.run(click_once(account, project.image_ids[0], project.label_ids[0]))["name"] == "nano"


def test_replaying_the_log_gives_the_same_models(product: TemporaryProduct, project: ClientProject) -> None:
    variables = os.environ | {"STIPPLE_DATA": str(product.data)}
    command = [sys.executable, "manage.py", "replay", "--project", str(project.id)]
    done = subprocess.run(command, cwd=REPOSITORY, env=variables, capture_output=True, text=True)
    assert done.returncode == 0 and "0 with differences" in done.stdout, done.stdout + done.stderr


def test_a_worker_that_is_told_to_use_a_gpu_that_is_not_there_ends_with_the_reason(product: TemporaryProduct) -> None:
    report = subprocess.run(
        [sys.executable, "-m", "worker.model_check"],
        cwd=REPOSITORY,
        env=os.environ | {"STIPPLE_DATA": str(product.data)},
        capture_output=True,
        text=True,
    )
    if "CUDAExecutionProvider" in report.stdout:
        pytest.skip("this machine's ONNX Runtime has CUDA")
    variables = os.environ | {"STIPPLE_DATA": str(product.data), "STIPPLE_WORKER_ID": "gpu", "STIPPLE_DEVICE": "cuda"}
    done = subprocess.run(
        [sys.executable, "-m", "backend.operations.work", "interactive"],
        cwd=REPOSITORY,
        env=variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    assert "the interactive worker cannot start: DeviceMissing: CUDA was asked for" in done.stderr
