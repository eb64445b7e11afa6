"""``python -m model.export --weights FILE --config FILE --out DIR``: weights to two ONNX graphs (opset 20).

``encoder.onnx``: ``image`` float32 (1, 3, Hp, Wp) -> ``coarse``, ``middle``, ``fine``, ``mask_features``.
``decoder.onnx``: those, ``points`` float32 (N, 3) of (y, x, t) in pixels of the padded input and ``objects`` int64 (N,)
-> ``maps`` float32 (Q, h, w) and, where the network predicts it, ``quality`` float32 (Q,); where queries are objects
instead of clicks, ``owner`` int64 (Q,), too. A network with a fusion head has more features and takes ``numbers`` int64
(K,), its objects 0 .. K - 1. Height, width and the numbers of clicks and objects are dynamic. Beside them:
``weights.safetensors`` and ``config.json`` with the model's digest.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from onnx_ir.passes.common import ClearMetadataAndDocStringPass
from torch import Tensor, nn
from torch.export import Dim
from torch.nn.utils.fusion import fuse_conv_bn_eval

from model.config import ModelConfig
from model.digest import model_digest
from model.dynamite import Dynamite
from model.loading import load_network

OPSET = 20
COARSEST = 32


def export(weights: Path, config: ModelConfig, out: Path) -> str:
    """Write both graphs, the weights and the config into ``out``; return the digest.

    Raises ValueError for a network whose queries read the image: a decoder graph is given features alone.
    """
    if config.transformer.reads_image:
        raise ValueError("vit.source='rgb' has no ONNX graphs; serve it with the torch engine, or train source='feat'")
    out.mkdir(parents=True, exist_ok=True)
    network = folded(load_network(config, weights)).eval()
    export_encoder(network, out / "encoder.onnx")
    export_decoder(network, out / "decoder.onnx")
    target = out / "weights.safetensors"
    if weights.resolve() != target.resolve():
        shutil.copyfile(weights, target)
    digest = model_digest(target, config)
    written = {"digest": digest, "model": config.to_dict()}
    (out / "config.json").write_text(json.dumps(written, indent=1) + "\n")
    return digest


def folded(network: Dynamite) -> Dynamite:
    """A copy whose convolutions have swallowed the batch norms after them."""
    network = copy.deepcopy(network).eval()
    for module in list(network.modules()):
        if isinstance(module, nn.Sequential) and len(module) == 2 and isinstance(module[1], nn.BatchNorm2d):
            convolution = module[0]
            assert isinstance(convolution, nn.Conv2d)
            module[0] = fuse_conv_bn_eval(convolution, module[1])
            module[1] = nn.Identity()
    return network


class EncoderGraph(nn.Module):
    """What ``encoder.onnx`` computes."""

    def __init__(self, network: Dynamite) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        levels, mask_features = self.network.encode(image)
        return (*levels, mask_features)


class DecoderGraph(nn.Module):
    """What ``decoder.onnx`` computes: one image, no batch dimension on clicks and answers."""

    def __init__(self, network: Dynamite) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        levels: list[Tensor],
        mask_features: Tensor,
        points: Tensor,
        objects: Tensor,
        numbers: Tensor | None = None,
    ) -> tuple[Tensor, ...]:
        prediction = self.network.decode(levels, mask_features, points.unsqueeze(0), objects.unsqueeze(0), numbers)
        answer = [prediction.maps[0]]
        if prediction.quality is not None:
            answer.append(prediction.quality[0].sigmoid())
        if self.network.config.transformer.queries_are_objects:
            answer.append(prediction.owner[0])
        return tuple(answer)


def export_encoder(network: Dynamite, path: Path) -> None:
    multiple = network.config.input.divisor
    height, width = Dim("height", min=2, max=128), Dim("width", min=2, max=128)
    _export(
        EncoderGraph(network),
        {"image": torch.randn(1, 3, 4 * multiple, 5 * multiple)},
        {"image": {2: multiple * height, 3: multiple * width}},
        ["image"],
        [*network.config.transformer.level_names, "mask_features"],
        path,
    )


def export_decoder(network: Dynamite, path: Path) -> None:
    part = network.config.transformer
    cells = 4
    with torch.no_grad():
        levels, mask_features = network.encode(torch.randn(1, 3, cells * COARSEST, (cells + 1) * COARSEST))
    height, width = Dim("height", min=2, max=128), Dim("width", min=2, max=128)
    clicks, count = Dim("clicks", min=1, max=4096), Dim("count", min=1, max=4096)

    def growing(feature: Tensor) -> dict[int, Dim]:
        factor = feature.shape[-2] // cells
        return {2: factor * height, 3: factor * width}

    given: dict[str, Any] = {
        "levels": levels,
        "mask_features": mask_features,
        "points": torch.tensor([[20.0, 30.0, 0.0], [40.0, 50.0, 1.0], [60.0, 70.0, 2.0]]),
        "objects": torch.tensor([0, 1, -1]),
    }
    dynamic: dict[str, Any] = {
        "levels": [growing(level) for level in levels],
        "mask_features": growing(mask_features),
        "points": {0: clicks},
        "objects": {0: clicks},
    }
    if part.has_fusion:
        given["numbers"], dynamic["numbers"] = torch.tensor([0, 1]), {0: count}
    inputs = [*part.level_names, *(name for name in given if name != "levels")]
    outputs = ["maps", *["quality"] * (part.quality != "none"), *["owner"] * part.queries_are_objects]
    _export(DecoderGraph(network), given, dynamic, inputs, outputs, path)


def _export(
    graph: nn.Module,
    given: dict[str, Any],
    dynamic: dict[str, Any],
    inputs: list[str],
    outputs: list[str],
    path: Path,
) -> None:
    with torch.no_grad():
        program = torch.onnx.export(
            graph.eval(),
            kwargs=given,
            dynamo=True,
            opset_version=OPSET,
            dynamic_shapes=dynamic,
            input_names=inputs,
            output_names=outputs,
            external_data=False,
            verbose=False,
        )
    assert program is not None
    # The exporter notes for every node the files and lines it came from: folders of the machine, of changing length.
    ClearMetadataAndDocStringPass()(program.model)
    program.save(str(path), external_data=False)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m model.export", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True, help="config.json of the run")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    print(export(options.weights, ModelConfig.load(options.config), options.out))


if __name__ == "__main__":
    main()
