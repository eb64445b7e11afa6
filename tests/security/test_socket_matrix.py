"""The sockets: who may open which, who may send what over that of an image, and whose things a message may name.

Their URL table and the verbs of the protocol are walked: a route or a verb without a stated expectation fails here.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from asgiref.sync import sync_to_async
from channels.layers import channel_layers

from backend.accounts.models import User
from backend.accounts.roles import Action, allows
from backend.annotation import dispatch, live_workers
from backend.annotation.messages import PARSERS
from backend.annotation.models import Annotation, Object
from backend.config.urls import websocket_urlpatterns
from backend.images.models import Image
from backend.projects.models import Label, Project
from kernels.rle import area, encode
from tests.backend.annotation.editor import Editor
from tests.conftest import Cast
from tests.security.elsewhere import Things, traces
from tests.security.expectations import Standing
from tests.security.hidden_images import SEES, Hide
from tests.security.project_roles import ROLES, take
from tests.security.url_table import normal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

CONTRACT = Path(__file__).parents[1] / "contract"
GOLDEN = [json.loads(path.read_text()) for path in sorted((CONTRACT / "client").glob("*.json"))]
NO_ACCESS = 4404

ROUTES = {"ws/projects/<project>/": Action.VIEW, "ws/images/<image>/": Action.VIEW}
"""What it takes to open a socket."""

MAKING = ("click", "scribble", "box", "paint", "bounds")
CHANGING = ("reshape", "set", "delete", "undo", "redo", "restore", "accept", "look", "takeover")
VERBS = dict.fromkeys((*MAKING, *CHANGING), Action.ANNOTATE) | {"cursor": Action.VIEW}
"""What it takes to send a message; of an accepted image, who annotates is to be a reviewer."""

PLAIN = {
    "op", "id", "x", "y", "points", "box", "crop", "rle", "mode", "z", "attributes", "locked", "late", "reason",
    "revision",
}  # fmt: skip
NESTED = {(verb, name): f"unknown-{name}" for verb in (*MAKING, "set") for name in ("object", "label")} | {
    ("set", "objects"): "unknown-object",
    ("delete", "object"): "unknown-object",
    ("accept", "objects"): "unknown-object",
    ("takeover", "object"): "unknown-object",
    ("reshape", "removed"): "unknown-object",
    ("reshape", "objects.object"): "unknown-object",
    ("reshape", "objects.label"): "unknown-label",
}
"""What is answered where a message names, in this field, an object of another image or a label of another project."""

Open = Callable[[str, User], Awaitable[Editor]]


def test_every_socket_and_verb_has_a_stated_expectation_and_none_is_stale() -> None:
    assert {normal(str(route.pattern)) for route in websocket_urlpatterns} == set(ROUTES)
    assert set(PARSERS) == set(VERBS) == {message["op"] for message in GOLDEN}


def test_everything_that_a_message_names_has_a_stated_expectation_and_none_is_stale() -> None:
    assert {(message["op"], name) for message in GOLDEN for name in names_in(message)} == set(NESTED)


def names_in(message: dict[str, Any]) -> Iterator[str]:
    """The fields of a message that hold ids, with a dot before those of its parts."""
    for name, value in message.items():
        items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
        if items:
            yield from (f"{name}.{inner}" for item in items for inner in names_in(item))
        elif name not in PLAIN and value != []:
            yield name


@pytest.fixture
async def open_socket(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Open]:
    live_workers.connection.cache_clear()
    monkeypatch.setattr(dispatch, "_send", lambda name, args, worker: None)
    opened: list[Editor] = []

    async def connect(path: str, user: User) -> Editor:
        opened.append(Editor(f"/{path}", user))
        await opened[-1].connect()
        return opened[-1]

    yield connect
    for page in opened:
        await page.disconnect()
    channel_layers.backends = {}


async def errors(page: Editor, message: dict[str, Any]) -> list[str]:
    """The codes that are answered to one message."""
    fresh = {"id": str(uuid4())} if "id" in message else {}
    await page.send(**message | fresh)
    await page.send(op="nothing", id="last")
    codes: list[str] = []
    while (error := await page.next_error())["id"] != "last":
        codes.append(error["code"])
    return codes


def paths(image: Image) -> list[str]:
    """The addresses of ROUTES, of the image and its project."""
    stands = {"<image>": image.pk, "<project>": image.project_id}
    return [route.replace(name, str(key)) for route in ROUTES for name, key in stands.items() if name in route]


@pytest.mark.parametrize("state", [Image.State.IN_PROGRESS, Image.State.ACCEPTED])
async def test_the_role_for_the_project_opens_sockets_and_sends_verbs(
    open_socket: Open, dora: User, alice: User, project: Project, image: Image, state: str
) -> None:
    await Image.objects.filter(pk=image.pk).aupdate(state=state)
    to_write = Action.REVIEW if state == Image.State.ACCEPTED else Action.ANNOTATE
    for roles in ROLES:
        await sync_to_async(take)(roles, dora, project)
        pages = [await open_socket(path, dora) for path in paths(image)]
        if roles.in_project is None:
            assert [(str(roles), await page.refused()) for page in pages] == [(str(roles), NO_ACCESS)] * 2
            continue
        hellos = [await page.next("hello") for page in pages]
        assert hellos[1]["can_write"] == allows(roles.in_project, Action.ANNOTATE)
        needed = {verb: to_write if action is Action.ANNOTATE else action for verb, action in VERBS.items()}
        refused = {m["op"] for m in GOLDEN if "role-too-low" in await errors(pages[1], m)}
        assert (str(roles), refused) == (str(roles), {v for v in VERBS if not allows(roles.in_project, needed[v])})
        for page in pages:
            await page.disconnect()


@pytest.mark.parametrize("kind", SEES)
async def test_a_hidden_image_has_no_socket_for_who_does_not_see_it(
    open_socket: Open, team: dict[Standing, User], media_root: object, hide: Hide, kind: str
) -> None:
    hidden = await sync_to_async(hide)(kind)
    for who, user in team.items():
        page = await open_socket(f"ws/images/{hidden.pk}/", user)
        if who.name in SEES[kind]:
            await page.next("hello")
            await page.disconnect()
        else:
            assert (who.name, await page.refused()) == (who.name, NO_ACCESS)


def drawn(image: Image, label: Label) -> Object:
    """An object of the image, which covers all of it."""
    annotation, _ = Annotation.objects.get_or_create(image=image)
    mask = encode(np.ones((image.height, image.width), dtype=bool))
    bounds = {"bbox": [0, 0, image.width, image.height], "right": image.width, "bottom": image.height}
    return Object.objects.create(annotation=annotation, label=label, rle=mask, base=mask, area=area(mask), **bounds)


async def test_a_message_that_names_what_lies_elsewhere_is_refused_and_nothing_is_done(
    open_socket: Open, cast: Cast, image: Image, label: Label, things: Things
) -> None:
    mine, before = await sync_to_async(drawn)(image, label), await sync_to_async(traces)(things)
    page = await open_socket(f"ws/images/{image.pk}/", cast.alice)
    await page.next("hello")
    answers = {key: await errors(page, naming(*key, mine, things)) for key in NESTED}
    assert answers == {key: [code] for key, code in NESTED.items()}
    assert await sync_to_async(traces)(things) == before


async def test_the_same_messages_are_taken_where_they_name_what_lies_here(
    open_socket: Open, alice: User, image: Image, label: Label
) -> None:
    page = await open_socket(f"ws/images/{image.pk}/", alice)
    await page.next("hello")
    for key in NESTED:
        mine = await sync_to_async(drawn)(image, label)
        codes = await errors(page, naming(*key, mine, {"object": mine, "label": label}))
        assert (key, {"unknown-object", "unknown-label", "bad-message"} & set(codes)) == (key, set())


def naming(verb: str, field: str, mine: Object, things: dict[str, Any]) -> dict[str, Any]:
    """The shortest golden message of a verb with ``field``: that names one of ``things``, the rest ``mine``."""
    has_it = (m for m in GOLDEN if m["op"] == verb and field in names_in(m) and m.get("object", "") is not None)
    return _rewritten(min(has_it, key=lambda message: len(str(message))), field, mine, things)


def _rewritten(part: dict[str, Any], field: str, mine: Object, things: dict[str, Any]) -> dict[str, Any]:
    is_new = "label" in part and part.get("op") != "set"
    named: dict[str, Any] = {"label": mine.label_id, "object": str(uuid4() if is_new else mine.pk)}
    for name in ("objects", "removed"):
        items = [item for item in part.get(name, []) if isinstance(item, dict)]
        named[name] = [_rewritten(item, field.removeprefix("objects."), mine, things) for item in items]
    key = things["label" if field == "label" else "object"].pk
    value = str(key) if isinstance(key, UUID) else key
    named[field] = [value] if field in ("objects", "removed") else value
    return part | {name: named[name] for name in part.keys() & named.keys()}
