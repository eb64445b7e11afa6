"""`manage.py bench cuts`: the network fails at random moments while a person works in the real editor.

Two browsers have one image open, each behind a network of its own that fails (``cut_network.py``). One of them does
``operations`` operations of all kinds (``cut_hands.py``). At the end both must show the document that is stored, and
the log must hold every operation that was not refused, in the order in which it was made, once.
"""

from __future__ import annotations

import random
import time
import uuid
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from backend.operations.bench.chromium import VIEWPORT
from backend.operations.bench.cut_hands import SIZE_WH, Hands
from backend.operations.bench.cut_network import FAULTS, CutNetwork
from backend.operations.bench.figures import percentiles
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import make_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ACTS_BETWEEN_FAULTS = (4, 30)
FAULT_IN_S = (0.0, 0.4)
DOWN_S = (0.0, 2.5)
SECOND_FAILS = 0.4
SETTLE_S = 300.0
"""So long may what was done without a connection take to arrive on a busy machine; what is missing then is lost."""
COMPARED = (
    "label", "shape", "rle", "bbox", "area", "z", "quality", "unsure", "source", "locked", "attributes", "clicks",
    "strokes", "boxes", "created_by", "model",
)  # fmt: skip
SHOWN = """() => {
  const { sync, link } = window.__stipple?.store.get() ?? {};
  const { document = null, pending } = sync ?? {};
  return document && {
    revision: document.revision, state: document.workflow, model: document.model,
    can_undo: document.canUndo, can_redo: document.canRedo,
    objects: [...document.objects.values()], background: document.background,
    background_strokes: document.backgroundStrokes,
    is_quiet: pending.length === 0 && link.connection === 'open' && !link.isAnswerPending,
  };
}"""


@dataclass
class Tally:
    """Of all runs. ``equal`` must be ``runs``; the lists of runs with a fault in them must be empty."""

    runs: int = 0
    equal: int = 0
    different: list[dict[str, Any]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    settle_s: list[float] = field(default_factory=list)
    work_s: list[float] = field(default_factory=list)


def run(product: TemporaryProduct, browser: Browser, runs: int, operations: int, seed: int = 1) -> dict[str, Any]:
    """``runs`` images with ``operations`` operations each; run n is scripted by seed + n."""
    tally = Tally()
    with Account(product.url, product.username, product.password) as account:
        project = make_project(account, f"cuts {uuid.uuid4().hex[:8]}", resized_photos(runs, SIZE_WH, variant=73))
        for number, image in enumerate(project.image_ids):
            _run(product, account, browser, image, operations, random.Random(seed + number), tally)  # noqa: S311
    return {
        "runs": tally.runs,
        "equal": tally.equal,
        "different": tally.different,
        "lost": tally.lost,
        "misplaced": tally.misplaced,
        "operations": dict(tally.kinds.most_common()),
        "refused": dict(tally.refused.most_common()),
        "faults": dict(tally.faults),
        "connections": tally.connections,
        "work_s": percentiles(tally.work_s, (50, 95)),
        "settle_s": percentiles(tally.settle_s, (50, 95)),
    }


def _run(
    product: TemporaryProduct,
    account: Account,
    browser: Browser,
    image: str,
    operations: int,
    chance: random.Random,
    tally: Tally,
) -> None:
    with CutNetwork(product.port) as mine, CutNetwork(product.port) as others, ExitStack() as stack:
        pages = [_open(browser, network.url, product, image, stack) for network in (mine, others)]
        hands = Hands(pages[0], chance)
        pages[0].reload()  # so that its socket is one that the hands listen to
        for page in pages:
            page.wait_for_function(f"() => ({SHOWN})()?.is_quiet", timeout=SETTLE_S * 1000)
        until_fault = chance.randint(*ACTS_BETWEEN_FAULTS)
        began = time.monotonic()
        while len(hands.made) < operations:
            until_fault -= 1
            if until_fault <= 0:
                network = others if chance.random() < SECOND_FAILS else mine
                network.fail(chance.choice(FAULTS), chance.uniform(*FAULT_IN_S), chance.uniform(*DOWN_S))
                until_fault = chance.randint(*ACTS_BETWEEN_FAULTS)
            hands.act()
        tally.work_s.append(time.monotonic() - began)
        began = time.monotonic()
        stored, shown = _settle(account, pages, image)
        tally.settle_s.append(time.monotonic() - began)
        logged = [operation["id"] for operation in account.all_pages(f"/api/v1/images/{image}/operations/")]
        for network in (mine, others):
            tally.faults.update(network.faults)
    _judge(image, hands, stored, shown, logged, tally)


def _open(browser: Browser, url: str, product: TemporaryProduct, image: str, stack: ExitStack) -> Page:
    context = browser.new_context(viewport=VIEWPORT)
    stack.callback(context.close)
    page = context.new_page()
    page.goto(f"{url}/images/{image}")
    page.get_by_label("Username or e-mail").fill(product.username)
    page.get_by_label("Password", exact=True).fill(product.password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_function("() => window.__stipple?.store.get().sync.document")
    return page


def _settle(account: Account, pages: list[Page], image: str) -> tuple[Any, list[Any]]:
    """The stored document and what each page shows, once all are quiet and equal, or after SETTLE_S."""
    until = time.monotonic() + SETTLE_S
    while True:
        shown = [page.evaluate(SHOWN) for page in pages]
        stored = account.get(f"/api/v1/images/{image}/annotation/")
        is_quiet = all(document and document["is_quiet"] for document in shown)
        if is_quiet and all(_seen(document) == _seen(stored) for document in shown):
            return stored, shown
        if time.monotonic() > until:
            return stored, shown
        pages[0].wait_for_timeout(250)


def _judge(image: str, hands: Hands, stored: Any, shown: list[Any], logged: list[str], tally: Tally) -> None:
    tally.runs += 1
    tally.kinds.update(hands.made.values())
    tally.refused.update(hands.refused.values())
    tally.connections += hands.connections
    kept = [key for key in hands.made if key not in hands.refused or key in logged]
    mine = [key for key in logged if key in hands.made]
    lost = [f"{image} {hands.made[key]} {key}" for key in kept if key not in logged]
    tally.lost += lost
    if not lost and mine != kept:
        tally.misplaced.append(image)
    differences = [_difference(document, stored) for document in shown]
    if any(differences):
        tally.different.append({"image": image, "first": differences[0], "second": differences[1]})
    elif all(document["is_quiet"] for document in shown):
        tally.equal += 1


def _seen(document: Any) -> dict[str, Any]:
    names = ("revision", "state", "model", "can_undo", "can_redo", "background", "background_strokes")
    objects = {item["id"]: {name: item.get(name) for name in COMPARED} for item in document["objects"]}
    return {name: document[name] for name in names} | {"objects": objects}


def _difference(shown: Any, stored: Any) -> list[str]:
    """Names of what differs: fields of the document, and for each object its fields."""
    if shown is None:
        return ["no document"]
    a, b = _seen(shown), _seen(stored)
    found = [name for name in a if name != "objects" and a[name] != b[name]]
    for key in a["objects"].keys() | b["objects"].keys():
        one, other = a["objects"].get(key), b["objects"].get(key)
        if one is None or other is None:
            found.append(f"object {key}")
        else:
            found += [f"{name} of {key}" for name in COMPARED if one[name] != other[name]]
    return found
