"""Start a backbone from the official ImageNet file of its kind: which keys are taken, dropped, or left as they are.

Anything that is neither is an error: a wrong file must not initialise a tenth of a network in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch.nn.functional as F
from torch import Tensor, nn

from model.checkpoints.reading import read_state
from model.checkpoints.verify import grouped


@dataclass(frozen=True)
class Rule:
    """How the official file of one kind of backbone maps to ours; ``dropped`` and ``left`` match whole keys.

    dropped: keys of the file without a counterpart (classifier, index buffers).
    left: keys of the backbone that the file need not have; they stay as initialised.
    """

    file: str
    dropped: str
    left: str
    rename: Callable[[str], str] = lambda key: key


@dataclass(frozen=True)
class Report:
    """What was done; keys are the backbone's, ``dropped`` the file's. ``resized`` are among ``loaded``."""

    loaded: tuple[str, ...]
    resized: tuple[str, ...]
    dropped: tuple[str, ...]
    left: tuple[str, ...]


def initialise_backbone(backbone: nn.Module, kind: str, file: Path) -> Report:
    """Load the official ``file`` into ``backbone`` of ``kind`` (swin, resnet, hrnet, mit), in place.

    Raises ValueError for another kind and where keys or shapes do not fit, CheckpointError for a file that cannot be
    read; the backbone is unchanged then.
    """
    if kind not in RULES:
        raise ValueError(f"backbones of kind {kind!r} have no official file; choose one of {', '.join(RULES)}")
    rule, wanted = RULES[kind], backbone.state_dict()
    state = read_state(file)
    dropped = [key for key in state if re.fullmatch(rule.dropped, key)]
    given = {rule.rename(key): value for key, value in state.items() if key not in set(dropped)}
    resized = [key for key, value in given.items() if key in wanted and _is_other_window(key, value, wanted[key])]
    for key in resized:
        given[key] = resize_bias_table(given[key], wanted[key].shape[0])
    left = [key for key in wanted if key not in given and re.fullmatch(rule.left, key)]
    faults = {
        "unknown": [key for key in given if key not in wanted],
        "missing": [key for key in wanted if key not in given and key not in set(left)],
        "misshapen": [
            f"{key} {tuple(value.shape)} instead of {tuple(wanted[key].shape)}"
            for key, value in given.items()
            if key in wanted and value.shape != wanted[key].shape
        ],
        "not finite": [key for key, value in given.items() if value.is_floating_point() and not value.isfinite().all()],
    }
    if any(faults.values()):
        named = "; ".join(f"{len(keys)} {what}: {grouped(keys)}" for what, keys in faults.items() if keys)
        raise ValueError(f"{file.name} does not initialise this {kind} backbone: {named}. Give {rule.file}")
    backbone.load_state_dict(given, strict=False)
    return Report(tuple(given), tuple(resized), tuple(dropped), tuple(left))


def resize_bias_table(table: Tensor, rows: int) -> Tensor:
    """Relative position biases ((2M-1)², heads) for a window of another size, bicubic: ((2M'-1)², heads)."""
    side, wanted = round(table.shape[0] ** 0.5), round(rows**0.5)
    image = table.T.reshape(1, table.shape[1], side, side)
    resized = F.interpolate(image, size=(wanted, wanted), mode="bicubic", align_corners=False)
    return resized.reshape(table.shape[1], wanted * wanted).T.contiguous()


def _is_other_window(key: str, have: Tensor, want: Tensor) -> bool:
    """Whether ``have`` is a bias table of as many heads, for another window."""
    if not key.endswith("relative_position_bias_table") or have.dim() != 2 or have.shape[0] == want.shape[0]:
        return False
    return have.shape[1] == want.shape[1] and round(have.shape[0] ** 0.5) ** 2 == have.shape[0]


def from_torchvision(key: str) -> str:
    """torchvision's names to detectron2's; names that are detectron2's already stay."""
    if key.startswith(("stem.", "res")):
        return key
    key = re.sub(r"^layer(\d)", lambda found: f"res{int(found[1]) + 1}", key)
    key = key if key.startswith("res") else f"stem.{key}"
    key = re.sub(r"\bbn(\d)", r"conv\1.norm", key)
    return key.replace("downsample.0", "shortcut").replace("downsample.1", "shortcut.norm")


RULES = {
    "swin": Rule(
        "the classification checkpoint of the same width from the authors of Swin",
        dropped=r".*\.relative_position_index|.*\.attn_mask|norm\.(weight|bias)|head\.(weight|bias)",
        left=r"norm[0-3]\.(weight|bias)|.*\.relative_position_index",
    ),
    "resnet": Rule(
        "torchvision's ResNet-50 (first ImageNet weights) or detectron2's torchvision/R-50.pkl, not its MSRA/R-50.pkl",
        dropped=r"(stem\.)?fc\.(weight|bias)|.*\.num_batches_tracked",
        left=r"",
        rename=from_torchvision,
    ),
    "hrnet": Rule(
        "the HRNetV2-W32 ImageNet checkpoint",
        dropped=r"(incre_modules|downsamp_modules|final_layer|classifier)\..*",
        left=r".*\.num_batches_tracked",
    ),
    "mit": Rule("SegFormer's mit_b0.pth", dropped=r"head\.(weight|bias)", left=r""),
}
