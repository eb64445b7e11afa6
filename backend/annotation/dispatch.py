"""Asks a worker for masks (hop 5): builds the request, notes it in the annotation's row, sends the task by name.

A request carries all evidence of the active objects (clicks, strokes, boxes), so a worker needs no memory of earlier
ones. It is noted in the transaction that records the operation and sent after the commit; what gets lost on the way,
the watchdog sends again.
"""

from __future__ import annotations

import logging
import time
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils import timezone
from kombu.exceptions import KombuError
from redis import RedisError

from backend.annotation.active_set import MAX_ACTIVE, Candidate, choose_active
from backend.annotation.leases import live, protected
from backend.annotation.live_workers import LIVE, LiveWorker
from backend.annotation.looking import lies_on
from backend.annotation.models import Annotation, Object
from backend.annotation.routing import choose_worker, queue_of, servers_of
from backend.annotation.state import ClickRecord
from backend.annotation.statements import Lookup
from backend.config.celery import app
from backend.images.crop import Crop, crop_of
from backend.model_store.models import StoredModel
from backend.projects.models import Project

log = logging.getLogger(__name__)

DECODE = "worker.tasks.decode"
ENCODE = "worker.tasks.encode"
EXPIRES_S = 30
NEAR = 0.25
"""Objects within this part of the image's longer side around a click are looked at, however long ago they changed."""
MAX_NEAR = 256
PUBLISH = {"max_retries": 1, "interval_start": 0.0, "interval_step": 0.05, "interval_max": 0.05}
COLUMNS = (
    "id", "is_answered", "is_locked", "input_revision", "left", "top", "right", "bottom", "area", "clicks",
    "base_clicks", "base_revision", "inputs", "answered", "model", "crop",
)  # fmt: skip

Request = dict[str, Any]
Row = dict[str, Any]


def build_request(
    annotation: Annotation,
    clicked: UUID | None = None,
    point_xy: tuple[float, float] | None = None,
    actor: int | None = None,
) -> Request | None:
    """The decode request for the annotation as its rows are now; None when everything in it is answered.

    ``annotation`` has its image loaded; the first request pins the project's model to it (not yet saved). ``clicked``
    and ``point_xy`` (image pixels) say where the work is. One request looks at one part of the image (``crop``): active
    objects that are looked at elsewhere take part by their clicks, and what is unanswered there is asked for next.
    Objects leased to others than ``actor`` (None: it is nobody's work in particular) are frozen, unless they wait for
    an answer themselves. Where masks may overlap, the request says which of the active objects get one (``writes``).
    """
    kept = protected(live(annotation.leases, time.time()), actor)
    found = _rows(annotation, clicked, point_xy)
    rows = {key: row for key, row in found.items() if key not in kept or not row["is_answered"]}
    chosen = choose_active((_candidate(row) for row in rows.values()), clicked, point_xy)
    fresh = [click for click in annotation.background if click["r"] > annotation.answered_revision]
    crops = _crops_of_work([rows[key] for key in chosen], fresh, clicked)
    if not crops:
        return None
    crop = crops[0]
    active = [rows[key] for key in chosen if rows[key]["crop"] == crop]
    others = [rows[key] for key in chosen if rows[key]["crop"] != crop]
    answers = sorted(
        {r for row in active for r in row["inputs"] if r not in row["answered"]} | {click["r"] for click in fresh}
    )
    may_overlap = annotation.image.project.overlap
    order = _time_order([*active, *others], annotation.background)
    if not annotation.model_digest:
        _pin(annotation)
    return {
        "image": str(annotation.image_id),
        "annotation": annotation.pk,
        "requested": annotation.revision,
        "model": {"name": annotation.model_name, "digest": annotation.model_digest},
        "objects": [
            {
                "id": str(row["id"]),
                "inputs": row["inputs"],
                "clicks": _marks(row["clicks"], order),
                "base_clicks": row["base_clicks"],
                "base_background": len(annotation.background) - len(_since_base(row, annotation.background)),
                "has_base": row["has_base"],
            }
            for row in active
        ],
        "image_hw": [annotation.image.height, annotation.image.width],
        "crop": crop,
        "others": [_marks(row["clicks"], order) for row in others],
        "yielding": [
            {"id": str(row["id"]), "inputs": row["inputs"]} for row in others if not may_overlap and _yields(row, crop)
        ],
        "writes": _written(active, annotation.background) if may_overlap else None,
        "is_partial": len(chosen) >= MAX_ACTIVE or not all(row["is_answered"] for row in others),
        "background": _marks(annotation.background, order),
        "background_inputs": sorted({c["r"] for c in annotation.background}),
        "answers": answers,
    }


def note_request(annotation: Annotation, request: Request) -> str | None:
    """Write into ``annotation`` (not yet saved) that the request is under way, and to whom; returns the worker's id."""
    worker = worker_for(request["image"], request["model"]["digest"])
    annotation.requested_revision = request["requested"]
    annotation.requested_at = timezone.now()
    annotation.requested_worker = worker.token if worker else ""
    annotation.attempts, annotation.problem = 0, None
    return worker.id if worker else None


def send_decode(request: Request, worker: str | None) -> None:
    """Hand the request to ``worker``. Never raises: what could not be sent stays noted, and the watchdog sends it."""
    if worker is not None:
        _send(DECODE, [{**request, "sent": time.time()}], worker)


def send_encode(images: list[dict[str, Any]]) -> None:
    """Have features made ready, in this order, by the worker of the first image ({"image", "digest"} each, "crop":
    [x0, y0, x1, y1] where only that is wanted)."""
    worker = worker_for(images[0]["image"], images[0]["digest"])
    if worker is not None:
        _send(ENCODE, [{"images": images}], worker.id)


def worker_for(image_id: object, digest: str) -> LiveWorker | None:
    """The live worker that answers for an image with the model ``digest``; None when nobody serves that."""
    workers = LIVE.workers()
    worker = choose_worker(str(image_id), servers_of(digest, workers))
    return None if worker is None else workers[worker]


def project_model(project_id: int) -> StoredModel | None:
    """The model that the project has chosen for new images; None when it is not installed (any more)."""
    chosen = Project.objects.filter(pk=project_id).values("model")
    return StoredModel.objects.filter(name__in=chosen, state=StoredModel.State.READY).first()


def _pin(annotation: Annotation) -> None:
    model = project_model(annotation.image.project_id)
    if model is not None:
        annotation.model_name, annotation.model_digest = model.name, model.digest


def _send(name: str, args: list[Any], worker: str) -> None:
    try:
        queue = queue_of(worker)
        app.send_task(name, args, queue=queue, expires=EXPIRES_S, retry=True, retry_policy=PUBLISH, argsrepr="...")
    except (KombuError, RedisError, OSError) as error:
        log.warning("could not send %s to %s: %s", name, worker, error)


def _rows(annotation: Annotation, clicked: UUID | None, point_xy: tuple[float, float] | None) -> dict[UUID, Row]:
    """Unlocked objects with clicks that are not part of a base: the latest, and where there are many the near."""
    latest = [_row(values) for values in LATEST.rows(annotation.pk)]
    if len(latest) > MAX_ACTIVE:
        mine = _workable(annotation.pk)
        wanted = Q(is_answered=False) | Q(pk=clicked)
        if point_xy is not None:
            wanted |= _near(point_xy, NEAR * max(annotation.image.width, annotation.image.height))
        latest += [_row(values) for values in _values(mine.filter(wanted))[:MAX_NEAR]]
    return {row["id"]: row for row in latest if _may_change(row, annotation)}


def _may_change(row: Row, annotation: Annotation) -> bool:
    """Whether the model has a say in the object's mask: some click is not part of a base, or takes the background out
    of one, and the mask is no finished one of another model. That stays as it is until somebody clicks on it again."""
    has_click = len(row["clicks"]) > (row["base_clicks"] if row["has_base"] else 0)
    if not has_click and not _has_background_in_it(row, annotation.background):
        return False
    digest = annotation.model_digest
    return not row["is_answered"] or row["model"] is None or row["model"]["digest"] == digest


def _has_background_in_it(row: Row, background: list[ClickRecord]) -> bool:
    return bool(row["has_base"]) and any(_lies_in_box(click, row) for click in _since_base(row, background))


def _since_base(row: Row, background: list[ClickRecord]) -> list[ClickRecord]:
    """The background's clicks that are not part of the object's base: those after it was made."""
    return [click for click in background if click["r"] > row["base_revision"]] if row["has_base"] else background


def _lies_in_box(click: ClickRecord, row: Row) -> bool:
    """Whether the click, or the box around the stroke, meets the object's."""
    points = click["points"] if "points" in click else [(click["x"], click["y"])]
    xs, ys = zip(*points, strict=True)
    is_beside = max(xs) < row["left"] or min(xs) >= row["right"] or max(ys) < row["top"] or min(ys) >= row["bottom"]
    return not is_beside


def _crops_of_work(active: list[Row], fresh: list[ClickRecord], clicked: UUID | None) -> list[list[int] | None]:
    """Where to look, what is wanted first in front: where the background was clicked (that is asked for once, objects
    wait until they are answered), at the object just clicked, at the unanswered ones that were clicked last."""
    waiting = [row for row in active if not row["is_answered"]]
    waiting.sort(key=lambda row: (row["id"] != clicked, -row["input_revision"]))
    looked_at = [row["crop"] for row in active]
    wanted = [*(click.get("crop") for click in fresh), *(row["crop"] for row in waiting)]
    return [crop for crop in wanted if crop in looked_at]


def _yields(row: Row, crop: list[int] | None) -> bool:
    """Whether the answer in ``crop`` may take pixels from the object: one that was seen less closely, is no base, and
    waits for nothing itself."""
    if crop is None or row["has_base"] or not row["is_answered"]:
        return False
    seen, closer = crop_of(row["crop"]), Crop(*crop)
    return seen is None or seen.holds_box((closer.x0, closer.y0, closer.width, closer.height))


def _written(active: list[Row], background: list[ClickRecord]) -> list[str]:
    """What gets a mask where masks may overlap: objects that wait for one, and those on whose masks lies a click on the
    background that is later than their own. The others of the decode are evidence alone."""
    written = {row["id"] for row in active if not row["is_answered"]}
    later = {
        row["id"]: [c for c in background if c["r"] > max(row["inputs"], default=0) and _lies_in_box(c, row)]
        for row in active
    }
    under = [key for key, clicks in later.items() if clicks]
    masks = Object.objects.filter(pk__in=under).values_list("pk", "rle", "bbox") if under else ()
    written |= {key for key, rle, box in masks if rle and box and any(lies_on(c, rle, box) for c in later[key])}
    return sorted(map(str, written))


def _workable(annotation_id: int) -> QuerySet[Object]:
    return Object.objects.filter(annotation_id=annotation_id, is_locked=False, input_revision__gt=0)


def _values(found: QuerySet[Object]) -> QuerySet[Object, Any]:
    has_base = Case(When(base__isnull=False, then=1), default=0, output_field=IntegerField())
    return found.annotate(has_base=has_base).order_by("-input_revision").values_list(*COLUMNS, "has_base")


def _row(values: Any) -> Row:
    row = dict(zip(COLUMNS, values[:-1], strict=True))
    return {**row, "has_base": bool(values[-1])}


def _near(point_xy: tuple[float, float], margin: float) -> Q:
    x, y = point_xy
    return Q(left__lte=x + margin, right__gte=x - margin, top__lte=y + margin, bottom__gte=y - margin)


def _candidate(row: Row) -> Candidate:
    box = (row["left"], row["top"], row["right"], row["bottom"]) if row["area"] else None
    point = _point_of(row["clicks"][0]) if row["clicks"] else (row["left"], row["top"])
    return Candidate(row["id"], row["is_answered"], row["is_locked"], row["input_revision"], box, point)


def _point_of(record: ClickRecord) -> tuple[float, float]:
    """The click, the start of a stroke, the middle of a box."""
    if "box" in record:
        x0, y0, x1, y1 = record["box"]
        return (x0 + x1) / 2, (y0 + y1) / 2
    x, y = record["points"][0] if "points" in record else (record["x"], record["y"])
    return x, y


def _marks(records: list[ClickRecord], order: dict[str, int]) -> list[list[Any]]:
    """Clicks as [x, y, t], strokes as [[[x, y], ...], t], boxes as [x0, y0, x1, y1, t], in the order of the request."""
    return [[*_place_of(record), order[record["id"]]] for record in records]


def _place_of(record: ClickRecord) -> list[Any]:
    if "box" in record:
        return list(record["box"])
    return [record["points"]] if "points" in record else [record["x"], record["y"]]


def _time_order(active: list[Row], background: list[ClickRecord]) -> dict[str, int]:
    """Each click's place among the clicks of the request, from 0, by its time index in the image."""
    clicks = [click for row in active for click in row["clicks"]] + background
    clicks.sort(key=lambda click: click["t"])
    return {click["id"]: place for place, click in enumerate(clicks)}


LATEST = Lookup(lambda annotation_id: _values(_workable(annotation_id))[: MAX_ACTIVE + 1], int)
