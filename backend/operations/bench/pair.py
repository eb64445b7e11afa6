"""`manage.py bench pair`: two editors on one image. How long after the first does the second have the masks, and do
simultaneous clicks of both end in one document: on both sides and in the database?"""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from typing import Any

from backend.operations.bench.figures import percentiles
from backend.operations.client.account import Account
from backend.operations.client.editor import Document, Editor
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import make_project

SIZE_WH = (1024, 768)
CLICKS_EACH = 3
AGREE_S = 15.0


def run(url: str, username: str, password: str, runs: int) -> dict[str, Any]:
    """Each run is an image of its own. ``agreed`` must equal ``runs``."""
    with Account(url, username, password) as account:
        photos = resized_photos(runs, SIZE_WH, variant=57)
        project = make_project(account, f"pair {uuid.uuid4().hex[:8]}", photos)
        lags: list[float] = []
        try:
            agreed = sum(asyncio.run(_run(account, image, lags, seed)) for seed, image in enumerate(project.image_ids))
        finally:
            account.delete(f"/api/v1/projects/{project.id}/")
    return {"runs": runs, "agreed": agreed, "second_after_first_ms": percentiles(lags, (50, 95, 99))}


async def _run(account: Account, image: str, lags: list[float], seed: int) -> bool:
    async with Editor(account, image) as first, Editor(account, image) as second:
        await first.features_are_ready()
        chances = (random.Random(2 * seed), random.Random(2 * seed + 1))  # noqa: S311
        shared = str(uuid.uuid4())
        sent = await first.click(shared, SIZE_WH[0] / 2, SIZE_WH[1] / 2)
        answers = await asyncio.gather(first.answer(sent.revision), second.answer(sent.revision))
        lags.append((answers[1].at - answers[0].at) * 1000)
        await asyncio.gather(_click_on(first, shared, chances[0]), _click_on(second, shared, chances[1]))
        return await _agree(account, first, second)


async def _click_on(editor: Editor, shared: str, chance: random.Random) -> None:
    """Clicks on the shared object and on one of one's own, without waiting for the masks."""
    for target in (shared, str(uuid.uuid4()), shared)[:CLICKS_EACH]:
        await editor.click(target, chance.uniform(8, SIZE_WH[0] - 8), chance.uniform(8, SIZE_WH[1] - 8))


async def _agree(account: Account, first: Editor, second: Editor) -> bool:
    until = time.monotonic() + AGREE_S
    while time.monotonic() < until:
        stored = await asyncio.to_thread(account.get, f"/api/v1/images/{first.image}/annotation/")
        wanted = (stored["revision"], {view["id"]: _seen(view) for view in stored["objects"]})
        is_complete = all(view["rle"] for view in stored["objects"])
        if is_complete and _shown(first.document) == wanted == _shown(second.document):
            return True
        await asyncio.sleep(0.1)
    return False


def _shown(document: Document) -> tuple[int, dict[str, Any]]:
    return document.revision, {key: _seen(view) for key, view in document.objects.items()}


def _seen(view: dict[str, Any]) -> Any:
    return view.get("rle"), view["label"], [click["id"] for click in view["clicks"]]
