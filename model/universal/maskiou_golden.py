"""The golden of the published MaskIoU head (see ``model.parity``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from model.universal.mask_scoring import PUBLISHED_PREFIX, MaskIoUHead
from model.universal.named_golden import NamedGolden, compare_named

INPUTS = {"features", "mask_prob"}


def compare_maskiou(path: Path) -> dict[str, Any]:
    """Run the golden at ``path`` and compare its tensors."""
    return compare_named(path, run, INPUTS)


@torch.inference_mode()
def run(golden: NamedGolden) -> dict[str, np.ndarray]:
    head = MaskIoUHead().eval()
    state = golden.published_state()
    head.load_state_dict({key.removeprefix(PUBLISHED_PREFIX): value for key, value in state.items()})
    features = torch.from_numpy(golden.tensors["features"].astype(np.float32))
    masks = torch.from_numpy(golden.tensors["mask_prob"])
    return {"fc2": head.feature_extractor(features, masks).numpy(), "maskiou": head(features, masks).numpy()}
