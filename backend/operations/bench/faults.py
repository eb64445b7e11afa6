"""`manage.py bench faults`: `kill -9` of the parts and cut connections while a script clicks.

Three promises are checked at the end, from the outside: every acknowledged operation is in the log, every object that
was clicked has its mask and nothing is pending, and the editor that was open all the time shows the stored document.
"""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.operations.bench.figures import percentiles
from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.operations.client.editor import Editor
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import make_project

SIZE_WH = (1024, 768)
PARTS = ("interactive", "web", "valkey")
CUT = "connection"
BETWEEN_FAULTS_S = (0.5, 3.0)
BETWEEN_CLICKS_S = 0.15
CLICKS_BETWEEN_FAULTS = 2
SETTLE_S = 90.0
OBJECTS = 6


@dataclass
class Diary:
    """What happened: the clicks that were acknowledged (operation id → object), and what each cost in ms."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    ack_ms: list[float] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    settled_s: float | None = None


def run(product: TemporaryProduct, kills: int, seed: int = 1, parts: Sequence[str] = (*PARTS, CUT)) -> dict[str, Any]:
    """``kills`` faults of each of ``parts`` in random order. The result's ``lost`` and ``unmasked`` must be empty.

    A Redis server that is not the product's own is left alone.
    """
    own = (*product.status()["children"], CUT)
    parts = [part for part in parts if part in own]
    with Account(product.url, product.username, product.password) as account:
        project = make_project(account, f"faults {uuid.uuid4().hex[:8]}", resized_photos(1, SIZE_WH, variant=31))
        return asyncio.run(_session(product, account, project.image_ids[0], kills, seed, parts))


async def _session(
    product: TemporaryProduct, account: Account, image: str, kills: int, seed: int, parts: Sequence[str]
) -> dict[str, Any]:
    diary = Diary()
    chance = random.Random(seed)  # noqa: S311
    faults = [part for part in parts for _ in range(kills)]
    chance.shuffle(faults)
    async with Editor(account, image) as editor:
        await editor.features_are_ready()
        is_over = asyncio.Event()
        clicking = asyncio.create_task(_click_on(editor, diary, is_over, random.Random(seed + 1)))  # noqa: S311
        for part in faults:
            await _clicks_to_come(diary, CLICKS_BETWEEN_FAULTS)
            await asyncio.sleep(chance.uniform(*BETWEEN_FAULTS_S))
            await (editor.cut() if part == CUT else asyncio.to_thread(product.kill, part))
            diary.faults[part] = diary.faults.get(part, 0) + 1
        is_over.set()
        await clicking
        await _settle(account, editor, diary)
        return await asyncio.to_thread(_verdict, account, editor, diary)


async def _click_on(editor: Editor, diary: Diary, is_over: asyncio.Event, chance: random.Random) -> None:
    targets = [str(uuid.uuid4()) for _ in range(OBJECTS)]
    width, height = SIZE_WH
    while not is_over.is_set():
        target = chance.choice(targets)
        sent = await editor.click(target, chance.uniform(8, width - 8), chance.uniform(8, height - 8))
        diary.acknowledged[sent.id] = target
        diary.ack_ms.append((sent.acknowledged_at - sent.sent_at) * 1000)
        await asyncio.sleep(BETWEEN_CLICKS_S)


async def _clicks_to_come(diary: Diary, count: int) -> None:
    """Until the product has acknowledged ``count`` more clicks: each fault meets one that works."""
    wanted = len(diary.acknowledged) + count
    async with asyncio.timeout(SETTLE_S):
        while len(diary.acknowledged) < wanted:
            await asyncio.sleep(0.02)


async def _settle(account: Account, editor: Editor, diary: Diary) -> None:
    """Wait until every clicked object has its mask and the editor has caught up; up to SETTLE_S."""
    began = time.perf_counter()
    wanted = set(diary.acknowledged.values())
    while time.perf_counter() - began < SETTLE_S:
        stored = await asyncio.to_thread(account.get, f"/api/v1/images/{editor.image}/annotation/")
        masked = {view["id"] for view in stored["objects"] if view["rle"]}
        is_told = editor.heartbeat_at > began and not editor.is_pending
        is_quiet = is_told and editor.document.revision == stored["revision"]
        if wanted <= masked and is_quiet:
            diary.settled_s = round(time.perf_counter() - began, 2)
            return
        await asyncio.sleep(0.2)


def _verdict(account: Account, editor: Editor, diary: Diary) -> dict[str, Any]:
    logged = {operation["id"] for operation in account.all_pages(f"/api/v1/images/{editor.image}/operations/")}
    stored = account.get(f"/api/v1/images/{editor.image}/annotation/")
    views = {view["id"]: view for view in stored["objects"]}
    shown = editor.document.objects
    return {
        "faults": diary.faults,
        "acknowledged": len(diary.acknowledged),
        "lost": sorted(set(diary.acknowledged) - logged),
        "unmasked": sorted(key for key in set(diary.acknowledged.values()) if not views.get(key, {}).get("rle")),
        "different": sorted(
            key for key in views.keys() | shown.keys() if _seen(views.get(key)) != _seen(shown.get(key))
        ),
        "settled_s": diary.settled_s,
        "ack_ms": percentiles(diary.ack_ms, (50, 95, 99)),
        "reconnects": editor.reconnects,
        "refetches": editor.refetches,
    }


def _seen(view: dict[str, Any] | None) -> Any:
    return view and (view["rle"], view["label"], [click["id"] for click in view["clicks"]])
