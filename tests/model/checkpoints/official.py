"""Synthetic checkpoints in the official formats, with weights from names: for tests from the download to the click.

``python -m tests.model.checkpoints.official dynamite_mitb0 FILE.pth``.
"""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path

import torch
from torch import Tensor, nn

from model.backbones import build_backbone
from model.checkpoints.key_tree import key_tree
from model.config import BackboneConfig, HRNetConfig, MitConfig, ResNetConfig, SwinConfig
from model.named_weights import named_values
from model.presets import preset

IMAGENET_SIDE = 224


def official_state(preset_name: str, salt: str = "test") -> dict[str, Tensor]:
    """The state dict of a published file of ``preset_name``."""
    config = preset(preset_name)
    state: dict[str, Tensor] = {}
    for key, entry in key_tree(config).items():
        if key.endswith("relative_position_index"):
            assert isinstance(config.backbone, SwinConfig)
            state[key] = window_index(config.backbone.window)
        else:
            state[key] = _filled(salt, key, entry.shape, entry.dtype == "float32")
    return state


def write_official(preset_name: str, path: Path, salt: str = "test") -> Path:
    """Write a ``.pth`` as the authors do: the state dict under ``model``, beside what the training loop keeps."""
    torch.save({"model": official_state(preset_name, salt), "iteration": 184374}, path)
    return path


def official_backbone_state(config: BackboneConfig, salt: str = "imagenet") -> dict[str, Tensor]:
    """The state dict of the ImageNet classifier whose body is the backbone of ``config``, under its official names."""
    with torch.device("meta"):
        backbone = build_backbone(config)
    match config:
        case SwinConfig():
            return _swin_classifier(backbone, config, salt)
        case ResNetConfig():
            return _torchvision_resnet(backbone, salt)
        case HRNetConfig(width=width):
            return _body(backbone, salt) | {
                "incre_modules.0.0.conv1.weight": torch.ones(32, width, 1, 1),
                "downsamp_modules.0.0.bias": torch.ones(256),
                "final_layer.0.weight": torch.ones(8, 4, 1, 1),
                "classifier.weight": torch.ones(1000, 8),
            }
        case MitConfig(channels=channels):
            head = {"head.weight": torch.ones(1000, channels[-1]), "head.bias": torch.ones(1000)}
            return _body(backbone, salt) | head
        case _:
            raise ValueError(f"no official file initialises {config.kind}")


def write_official_backbone(config: BackboneConfig, path: Path, salt: str = "imagenet") -> Path:
    """Write the official file that initialises ``config``: Swin under ``model``, others bare; a .pkl as detectron2."""
    state = official_backbone_state(config, salt)
    if path.suffix == ".pkl":
        arrays = {detectron2_name(key): value.numpy() for key, value in state.items()}
        path.write_bytes(pickle.dumps({"model": arrays, "__author__": "torchvision", "matching_heuristics": True}))
    else:
        torch.save({"model": state} if isinstance(config, SwinConfig) else state, path)
    return path


def detectron2_name(key: str) -> str:
    """torchvision's name of a ResNet weight as detectron2's conversion spells it."""
    if not key.startswith("layer"):
        key = f"stem.{key}"
    key = re.sub(r"^layer(\d)", lambda found: f"res{int(found[1]) + 1}", key)
    key = re.sub(r"bn(\d)", r"conv\1.norm", key)
    return key.replace("downsample.0", "shortcut").replace("downsample.1", "shortcut.norm")


def window_index(window: int) -> Tensor:
    """int64 (M², M²), pair by pair as the paper counts."""
    places = [(row, column) for row in range(window) for column in range(window)]
    wide = 2 * window - 1
    return torch.tensor(
        [[(a[0] - b[0] + window - 1) * wide + a[1] - b[1] + window - 1 for b in places] for a in places]
    )


def _filled(salt: str, key: str, shape: tuple[int, ...], is_float: bool) -> Tensor:
    if not is_float:
        return torch.zeros(shape, dtype=torch.int64)
    return torch.from_numpy(named_values(salt, key, shape)).reshape(shape)


def _body(backbone: nn.Module, salt: str) -> dict[str, Tensor]:
    state = backbone.state_dict()
    return {key: _filled(salt, key, tuple(value.shape), value.is_floating_point()) for key, value in state.items()}


def _swin_classifier(backbone: nn.Module, config: SwinConfig, salt: str) -> dict[str, Tensor]:
    """Without norm0 to norm3, with index and mask buffers, a final norm and the classifier."""
    state = {key: value for key, value in _body(backbone, salt).items() if not re.match(r"norm\d\.", key)}
    side = IMAGENET_SIDE // 4
    for stage, depth in enumerate(config.depths):
        for block in range(depth):
            state[f"layers.{stage}.blocks.{block}.attn.relative_position_index"] = window_index(config.window)
            if block % 2 and side > config.window:
                windows, tokens = (side // config.window) ** 2, config.window**2
                state[f"layers.{stage}.blocks.{block}.attn_mask"] = torch.zeros(windows, tokens, tokens)
        side //= 2
    wide = config.channels[-1]
    return state | {
        "norm.weight": torch.ones(wide),
        "norm.bias": torch.zeros(wide),
        "head.weight": torch.ones(1000, wide),
        "head.bias": torch.zeros(1000),
    }


def _torchvision_resnet(backbone: nn.Module, salt: str) -> dict[str, Tensor]:
    names = {}
    for key, value in backbone.state_dict().items():
        name = re.sub(r"^res(\d)", lambda found: f"layer{int(found[1]) - 1}", key.removeprefix("stem."))
        name = name.replace("shortcut.norm", "downsample.1").replace("shortcut", "downsample.0")
        name = re.sub(r"conv(\d)\.norm", r"bn\1", name)
        names[name] = _filled(salt, name, tuple(value.shape), is_float=True)
        if name.endswith("running_var"):
            names[name.replace("running_var", "num_batches_tracked")] = torch.tensor(5)
    return names | {"fc.weight": torch.ones(1000, 2048), "fc.bias": torch.zeros(1000)}


if __name__ == "__main__":
    print(write_official(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:4]))
