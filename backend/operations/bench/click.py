"""`manage.py bench click`: from the click to its mask, measured on real websockets with real photos.

Each user opens images of a project of their own. The first click on a cold image and on one that was encoded ahead are
measured apart; then, with K objects in the image and its features warm, M clicks one after the other, the users at the
same time. ``platform_ms`` is a round trip without the model's own time (encode and decode, as the worker reports them).
"""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from backend.operations.bench.figures import percentile, percentiles
from backend.operations.client.account import Account
from backend.operations.client.editor import Editor, Refused
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import ClientProject, make_project

SIZE_WH = (1024, 768)
PHOTOS_PER_USER = 7
COLD_AND_NEXT = ((0, 1), (3, 4))
PREFETCH_WAIT_S = 4.0
PAUSE_S = 0.1


@dataclass
class Measurements:
    """All in milliseconds, except ``message_bytes``.

    ``encode`` is what clicks report that had to wait for it; where none had to, ``encode_from_outside`` stands for it:
    from the greeting of a cold image to the word that its features are ready.
    """

    roundtrip: list[float] = field(default_factory=list)
    platform: list[float] = field(default_factory=list)
    encode: list[float] = field(default_factory=list)
    encode_from_outside: list[float] = field(default_factory=list)
    decode: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    prefetched: list[float] = field(default_factory=list)
    message_bytes: list[float] = field(default_factory=list)
    errors: int = 0


@dataclass(frozen=True)
class Scenario:
    users: int
    clicks: int
    objects: int


def run(
    url: str, username: str, password: str, scenario: Scenario, rss_mb: Callable[[], dict[str, float] | None]
) -> dict[str, Any]:
    """Measure ``scenario`` on the product at ``url``; the result has the keys that the benchmark promises."""
    measured = Measurements()
    accounts = [Account(url, username, password) for _ in range(scenario.users)]
    projects = [_project(account, number) for number, account in enumerate(accounts)]
    try:
        memory = asyncio.run(_all_users(accounts, projects, scenario, measured, rss_mb))
    finally:
        for account, project in zip(accounts, projects, strict=True):
            account.delete(f"/api/v1/projects/{project.id}/")
    return _result(scenario, measured, memory)


def _project(account: Account, number: int) -> ClientProject:
    uploads = resized_photos(PHOTOS_PER_USER, SIZE_WH, variant=7 * number)
    return make_project(account, f"bench {uuid.uuid4().hex[:8]}", uploads)


async def _all_users(
    accounts: list[Account],
    projects: list[ClientProject],
    scenario: Scenario,
    measured: Measurements,
    rss_mb: Callable[[], dict[str, float] | None],
) -> dict[str, float] | None:
    for account, project in zip(accounts, projects, strict=True):
        await _first_clicks(account, project, measured)
    await asyncio.gather(
        *(
            _warm_clicks(account, project, scenario, measured, random.Random(number))  # noqa: S311
            for number, (account, project) in enumerate(zip(accounts, projects, strict=True))
        )
    )
    return rss_mb()


async def _first_clicks(account: Account, project: ClientProject, measured: Measurements) -> None:
    """A click as soon as a cold image is open; its neighbour is encoded meanwhile, and gets a click at once as well."""
    for cold, following in COLD_AND_NEXT:
        for image, times in ((cold, measured.cold), (following, measured.prefetched)):
            async with Editor(account, project.image_ids[image]) as editor:
                took = await _click(editor, str(uuid.uuid4()), _centre(), project.label_ids[0], measured)
                times.extend(took[:1])
                await asyncio.sleep(PREFETCH_WAIT_S if times is measured.cold else PAUSE_S)
                if editor.features_at and times is measured.cold:
                    measured.encode_from_outside.append((editor.features_at - editor.opened_at) * 1000)


async def _warm_clicks(
    account: Account, project: ClientProject, scenario: Scenario, measured: Measurements, chance: random.Random
) -> None:
    """K objects first (not counted), then M clicks that refine them in turn."""
    width, height = SIZE_WH
    targets = [str(uuid.uuid4()) for _ in range(scenario.objects)]
    async with Editor(account, project.image_ids[-1]) as editor:
        await editor.features_are_ready()
        uncounted = Measurements()
        for number, target in enumerate(targets):
            point = (width * (number + 0.5) / len(targets), height * (0.3 + 0.4 * (number % 2)))
            label = project.label_ids[number % len(project.label_ids)]
            await _click(editor, target, point, label, uncounted)
        measured.errors += uncounted.errors
        for _ in range(scenario.clicks):
            point = (chance.uniform(8, width - 8), chance.uniform(8, height - 8))
            column = min(int(point[0] * len(targets) / width), len(targets) - 1)
            took = await _click(editor, targets[column], point, None, measured)
            measured.roundtrip.extend(took[:1])
            measured.platform.extend(took[1:])
            await asyncio.sleep(PAUSE_S)


async def _click(
    editor: Editor, target: str, point: tuple[float, float], label: int | None, measured: Measurements
) -> tuple[float, ...]:
    """(round trip, platform's share) of one click in ms; () when it failed, which is counted as an error."""
    try:
        sent = await editor.click(target, *point, label=label)
        answer = await editor.answer(sent.revision)
    except (Refused, TimeoutError):
        measured.errors += 1
        return ()
    timing = answer.message["timing"]
    roundtrip = (answer.at - sent.sent_at) * 1000
    if timing["encode_ms"] > 0:
        measured.encode.append(timing["encode_ms"])
    measured.decode.append(timing["decode_ms"])
    measured.message_bytes.append(answer.size_bytes)
    return roundtrip, roundtrip - timing["encode_ms"] - timing["decode_ms"]


def _centre() -> tuple[float, float]:
    return SIZE_WH[0] / 2, SIZE_WH[1] / 2


def _result(scenario: Scenario, measured: Measurements, memory: dict[str, float] | None) -> dict[str, Any]:
    return {
        "users": scenario.users,
        "clicks": scenario.clicks,
        "objects": scenario.objects,
        "image": f"{SIZE_WH[0]}x{SIZE_WH[1]}",
        "errors": measured.errors,
        "encode_ms": percentiles(measured.encode or measured.encode_from_outside),
        "decode_ms": percentiles(measured.decode),
        "roundtrip_ms": percentiles(measured.roundtrip, (50, 95, 99)),
        "first_click_ms": {"cold": percentile(measured.cold, 50), "prefetched": percentile(measured.prefetched, 50)},
        "platform_ms": percentiles(measured.platform),
        "message_bytes": {
            "p50": percentile(measured.message_bytes, 50),
            "max": max(measured.message_bytes, default=None),
        },
        "rss_mb": memory,
    }
