"""Each published backbone on its whole way: fetched, verified, converted, served, and clicked with in the browser.

The checkpoints are synthetic, in the official format: weights from names, so the masks mean nothing, but the way does.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from kernels import rle
from model.datasets.files import read_photo
from model.engines.torch import TorchModel
from model.fusion import masks_from_logits
from model.types import Click, Clicks
from tests.browser import people
from tests.model.checkpoints.official import write_official

pytestmark = pytest.mark.browser

PRESETS = ("dynamite_mitb0", "dynamite_r50", "dynamite_swin_tiny", "dynamite_hrnet32", "dynamite_swin_large")
INSTALL_MS = 600_000
FIRST_CLICK_MS = 300_000
POINT = (225.0, 70.0)
PHOTO_STANDS_STILL = """([x, y]) => {
  if (!window.__stipple?.store.get().sync.document) return false;
  const now = JSON.stringify(window.__stipple.toPage(x, y));
  const before = window.whereItWas;
  window.whereItWas = now;
  return now === before;
}"""
"""The editor is open and has laid out the photo: a point of it is where it was a moment ago."""


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder and the address on loopback that serves it."""
    folder = tmp_path_factory.mktemp("checkpoints")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("preset", PRESETS)
def test_a_checkpoint_in_the_official_format_answers_clicks_in_the_browser(
    preset: str,
    product: TemporaryProduct,
    checkpoints: tuple[Path, str],
    open_page: Callable[..., Page],
    photos: list[Path],
) -> None:
    folder, address = checkpoints
    file = write_official(preset, folder / f"{preset}.pth")
    page = open_page()
    page.set_default_timeout(60_000)
    people.log_in(page, product, "/models")
    name = preset.replace("dynamite_", "official-").replace("_", "-")
    install(page, f"{address}/{file.name}", name)
    file.unlink()

    photo = next(path for path in photos if path.name == "astronaut.png")
    page.goto(product.url + "/projects")
    people.make_project(page, f"Clicks with {name}", "Everyday things")
    project = page.url
    people.upload(page, [photo])
    people.wait_until_ready(page, 1)
    choose_model(page, project, name)

    page.goto(project)
    page.get_by_role("link", name=f"Open {photo.name}").click()
    page.wait_for_function(PHOTO_STANDS_STILL, arg=list(POINT), polling=300)
    page.keyboard.press("1")
    people.click_at(page, *POINT)  # at once: nothing is encoded yet, the model is not even loaded
    expect(page.get_by_test_id("object-row")).to_have_count(1)
    page.wait_for_function(people.IS_SETTLED, timeout=FIRST_CLICK_MS)
    (thing,) = document(page)["objects"]
    installed = next(model for model in models(page) if model["name"] == name)
    assert thing["quality"] is None  # the published networks don't predict it
    assert thing["model"]["digest"] == installed["digest"] and thing["model"]["name"] == name
    expect(page.get_by_test_id("made-by")).to_contain_text(installed["digest"][:8])
    if preset == "dynamite_mitb0":
        assert_same_mask_as_without_product(product.data / "models" / name, photo, thing["rle"])


def install(page: Page, address: str, name: str) -> None:
    page.get_by_role("button", name="Add a model").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="From an address").click()
    dialog.get_by_role("textbox", name="Address").fill(address)
    dialog.get_by_role("textbox", name="Name").fill(name)
    dialog.get_by_role("button", name="Install").click()
    row = page.get_by_test_id("model-row").filter(has_text=name)
    expect(row).to_have_attribute("data-state", re.compile("ready|failed"), timeout=INSTALL_MS)
    expect(row).to_have_attribute("data-state", "ready")


def choose_model(page: Page, project: str, name: str) -> None:
    page.goto(f"{project}/settings")
    page.get_by_role("combobox", name="Model").click()
    page.get_by_role("option", name=re.compile(name)).click()
    page.get_by_role("button", name="Save", exact=True).nth(1).click()
    expect(page.get_by_text("New images of this project use the chosen model.")).to_be_visible()


def models(page: Page) -> list[dict[str, Any]]:
    return list(page.evaluate("async () => (await (await fetch('/api/v1/models/')).json()).results"))


def document(page: Page) -> dict[str, Any]:
    image = page.url.rstrip("/").split("/")[-1].split("?")[0]
    path = f"/api/v1/images/{image}/annotation/"
    return dict(page.evaluate("async (path) => (await fetch(path)).json()", path))


def assert_same_mask_as_without_product(folder: Path, photo: Path, stored: rle.Rle) -> None:
    model = TorchModel(folder)
    clicks = Clicks(((Click(*POINT, 0),),))
    alone = masks_from_logits(model.decode(model.encode(read_photo(photo)), clicks)) == 1
    shown = rle.decode(stored).astype(bool)
    assert shown.shape == alone.shape and np.mean(shown != alone) <= 5e-4
