"""From an accepted file to an image that can be annotated: full decode, thumbnail, display version, tiles.

Runs in the batch worker and may run twice: everything is written atomically to places that depend on the content
alone, and the row is settled by compare-and-swap. What a dead worker left is found by the sweep.
"""

from __future__ import annotations

import io
import logging
import uuid
from datetime import timedelta

import numpy as np
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from PIL import Image as Pillow

from backend.duplicates.actions import do_keep_fingerprint
from backend.images import storage
from backend.images.actions import remove_unused_files
from backend.images.models import Image
from backend.images.publishing import publish_image
from backend.images.reading import Picture, read
from backend.images.refusal import Refused
from backend.images.tiles import write_pyramid
from backend.jobs import queue
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening

THUMBNAIL_SIDE = 320
DISPLAY_SIDE = 2048
WEBP_QUALITY = 90
MAX_ATTEMPTS = 3
LOST_AFTER = timedelta(minutes=2)
LOST_IN_QUEUE_AFTER = timedelta(minutes=30)
GAVE_UP = Refused(
    "processing-failed",
    f"Processing was begun {MAX_ATTEMPTS} times and never ended; the image may need more memory than the worker has. "
    "Scale it down and upload it again.",
)

logger = logging.getLogger(__name__)


def process(image_id: uuid.UUID | str, is_announced: bool = True, tells_webhooks: bool = True) -> None:
    """Process one image; does nothing when it is gone or settled already. ``is_announced``: open pages are
    told. ``tells_webhooks``: those of uploads; an import tells of all of its images when it is finished."""
    image = _claim(image_id)
    if image is None:
        return
    if image.attempts > MAX_ATTEMPTS:
        fail(image, GAVE_UP)
    else:
        _process(image, tells_webhooks)
    if is_announced:
        publish_image(image.pk)


def _process(image: Image, tells_webhooks: bool) -> None:
    try:
        picture = read(storage.original(image.sha256))
    except Refused as refusal:
        fail(image, refusal)
    except FileNotFoundError:
        fail(image, Refused("file-missing", "The file of this image is not in the storage. Upload it again."))
    else:
        write_versions(image.sha256, picture)
        _keep_fingerprint(image, picture)
        height, width = picture.rgb.shape[:2]
        with transaction.atomic():
            is_new = _settle(image, status=Image.Status.READY, problem=None, width=width, height=height)
            if is_new and tells_webhooks:
                emit(Happening.IMAGE_CREATED, image, project_id=image.project_id, actor=image.created_by)
        if not Image.objects.filter(pk=image.pk).exists():  # deleted meanwhile
            remove_unused_files(image.sha256)


def _keep_fingerprint(image: Image, picture: Picture) -> None:
    """By the thumbnail, as for images from before there were fingerprints: both come out the same."""
    do_keep_fingerprint(image, np.asarray(fitted(picture.rgb, THUMBNAIL_SIDE)))


def fail(image: Image, refusal: Refused) -> None:
    problem = {"code": refusal.code, "detail": refusal.detail}
    logger.info("image %s (%s) failed: %s", image.pk, image.name, refusal.code)
    _settle(image, status=Image.Status.FAILED, problem=problem)


def write_versions(sha256: str, picture: Picture) -> None:
    """Write thumbnail and, where the original cannot be shown as it is, the display version; tiles of large images."""
    height, width = picture.rgb.shape[:2]
    is_large = max(height, width) > DISPLAY_SIDE
    storage.write_atomically(storage.thumbnail(sha256), webp(fitted(picture.rgb, THUMBNAIL_SIDE)))
    if is_large or not picture.is_plain:
        storage.write_atomically(storage.rendered_display(sha256), webp(fitted(picture.rgb, DISPLAY_SIDE)))
    if is_large:
        write_pyramid(sha256, picture.rgb)


def fitted(rgb: np.ndarray, side: int) -> Pillow.Image:
    """``rgb`` uint8 (H, W, 3), scaled down (never up) so that its longer side is at most ``side`` pixels."""
    height, width = rgb.shape[:2]
    picture = Pillow.fromarray(rgb)
    if max(height, width) <= side:
        return picture
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return picture.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def webp(picture: Pillow.Image, quality: int = WEBP_QUALITY) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=2)
    return buffer.getvalue()


def sweep() -> None:
    """Send lost work again: images that have been ``processing`` for long although the queue is empty."""
    now = timezone.now()
    patience = LOST_AFTER if queue.is_empty() else LOST_IN_QUEUE_AFTER
    lost = Image.objects.filter(status=Image.Status.PROCESSING, heartbeat__lt=now - patience)
    for image in lost.order_by("heartbeat")[:1000]:
        if image.attempts >= MAX_ATTEMPTS:
            fail(image, GAVE_UP)
            publish_image(image.pk)
        elif Image.objects.filter(pk=image.pk, heartbeat=image.heartbeat).update(heartbeat=now):
            queue.send(queue.PROCESS_IMAGE, str(image.pk))


def _claim(image_id: uuid.UUID | str) -> Image | None:
    waiting = Image.objects.filter(pk=image_id, status=Image.Status.PROCESSING)
    if not waiting.update(attempts=F("attempts") + 1, heartbeat=timezone.now()):
        return None
    return waiting.first()


def _settle(image: Image, **values: object) -> bool:
    """Whether it was this worker who settled it."""
    waiting = Image.objects.filter(pk=image.pk, status=Image.Status.PROCESSING)
    return bool(waiting.update(**values, heartbeat=None, updated=timezone.now()))
