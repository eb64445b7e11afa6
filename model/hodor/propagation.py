"""Objects that were marked on the first frame, followed through a clip (HODOR, arXiv 2112.09131, section 3.3).

Frame by frame: the descriptors of the last frames become masks, the masks this frame's descriptors.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import torch
import torch.nn.functional as F
from torch import Tensor

from model.hodor.encoder import Descriptors
from model.hodor.network import Hodor
from model.hodor.regions import REGIONS

BACKGROUND_CHANNELS = 1 + REGIONS
MASK_STRIDE = 4


@torch.inference_mode()
def propagate(network: Hodor, frames: Iterable[Tensor], masks: Tensor, window: int = 7) -> Iterator[Tensor]:
    """The label map, int64 (H, W), of each frame: 0 background, i + 1 object i.

    ``frames``: normalised RGB (1, 3, H, W), sides multiples of 32; ``masks`` (I, H, W) of 0 and 1 on the first one.
    A frame reads the descriptors of at most ``window`` frames before it.
    """
    history: deque[Descriptors] = deque(maxlen=window)
    for frame in frames:
        features = network.feature_extractor(frame)
        if not history:
            yield F.pad(masks.float(), (0, 0, 0, 0, 1, 0), value=0.5).argmax(0)
            history.append(network.describe(features, masks.float()[None]))
            continue
        logits = network.segment(
            features,
            torch.stack([past.objects for past in history], dim=2),
            torch.stack([past.background for past in history], dim=2),
        )
        yield _winner(_enlarged(logits))
        # As published: what is described again is enlarged after the softmax, what is shown before.
        history.append(network.describe_again(features, _enlarged(logits.softmax(1))[:, BACKGROUND_CHANNELS:]))


def _enlarged(maps: Tensor) -> Tensor:
    return F.interpolate(maps, scale_factor=MASK_STRIDE, mode="bilinear", align_corners=False)


def _winner(logits: Tensor) -> Tensor:
    return (logits[0].argmax(0) - (BACKGROUND_CHANNELS - 1)).clamp(min=0)
