"""``python -m model.parity --golden FILE [--engine torch|onnx] [--json]``: does a network compute what it should?

The weights are rebuilt from their names, the golden's cases run, and every tensor of the file is compared. Exit code 1
when the final maps or a label map are out of bounds, 2 when the file cannot be used.

Attention masks are thresholds: a difference of 1e-6 may turn a cell and move pixels, and processors round float32 each
in its way. So torch's answer that is out of bounds is computed once more in float64, to the same bounds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from model.config import ModelConfig
from model.dynamite import Dynamite
from model.float64 import in_float64
from model.golden import Case, Golden, difference, label_map_of, preset_of, read_golden
from model.hodor.golden import MODEL as HODOR
from model.hodor.golden import compare_hodor
from model.interactive_transformer import InteractiveTransformer
from model.named_weights import fill_by_name
from model.preprocess import padded
from model.presets import preset
from model.universal.detr_golden import compare_detr
from model.universal.golden import GOLDENS as UNIVERSAL
from model.universal.golden import compare_universal
from model.universal.maskiou_golden import compare_maskiou

FIGURES = ("max_abs", "p999_abs", "rms", "label_map_mismatch")
FEATURES = ("multi_scale_0", "multi_scale_1", "multi_scale_2", "mask_features")


OTHERS: Mapping[str, Callable[[Path], dict[str, Any]]] = {
    HODOR: compare_hodor,
    "detr_r50": compare_detr,
    "detr_r50_panoptic": compare_detr,
    "maskiou_head": compare_maskiou,
    **dict.fromkeys(UNIVERSAL, compare_universal),
}
"""Goldens of networks that take no clicks, by their model's name."""
Run = Callable[[Case], dict[str, np.ndarray]]
"""A case to what an engine computes on the way, by the golden's names."""


def compare(path: Path, engine: str = "torch", name: str | None = None) -> dict[str, Any]:
    """Run all cases of the golden at ``path`` and compare every tensor.

    ``name`` is the preset; by default the golden names it. Raises ValueError for an unknown preset or a golden of
    another form, FileNotFoundError when one of the two files is missing.
    """
    model = json.loads(path.with_suffix(".json").read_text()).get("model")
    if model in OTHERS:
        if engine != "torch" or name is not None:
            raise ValueError(f"{path.name} is a golden of {model}, which has no preset and runs in torch only")
        return OTHERS[model](path)
    golden = read_golden(path)
    config = preset(name or preset_of(golden.model))
    network = Dynamite(config).eval()
    fill_by_name(network, golden.salt)
    arithmetic = "float32"
    with _runner(network, engine) as run:
        tensors, missing = _differences(golden, run)
    if engine == "torch" and not _passed(tensors):
        arithmetic = "float64"
        with in_float64(network):
            tensors, missing = _differences(golden, lambda case: run_torch(network, case))
    return {
        "golden": golden.name,
        "preset": config.name,
        "engine": engine,
        "arithmetic": arithmetic,
        "tensors": tensors,
        "not_computed": missing,
        "label_map_mismatch": max((entry["label_map_mismatch"] or 0.0 for entry in tensors.values()), default=None),
        "passed": _passed(tensors),
    }


def _differences(golden: Golden, run: Run) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """How far each tensor of the golden is from what ``run`` computes, and the names of those that it does not."""
    tensors: dict[str, dict[str, Any]] = {}
    missing: list[str] = []
    for key, case in golden.cases.items():
        computed = run(case)
        computed["label_map"] = label_map_of(computed["pred_masks"][0], case)
        for full, expected in sorted(golden.tensors.items()):
            part = full.removeprefix(f"{key}.")
            if part in computed and part != full:
                tensors[full] = difference(part, computed[part], expected)
            elif part not in (full, "image"):
                missing.append(full)
    return tensors, missing


def _passed(tensors: dict[str, dict[str, Any]]) -> bool:
    return all(entry["passed"] for entry in tensors.values())


@contextmanager
def _runner(network: Dynamite, engine: str) -> Iterator[Run]:
    if engine == "torch":
        yield lambda case: run_torch(network, case)
        return
    if engine != "onnx":
        raise ValueError(f"engine {engine!r} does not exist; choose torch or onnx")
    from model.export import export_decoder, export_encoder, folded

    with tempfile.TemporaryDirectory(prefix="stipple-parity-") as folder:
        export_encoder(folded(network), Path(folder) / "encoder.onnx")
        export_decoder(network, Path(folder) / "decoder.onnx")
        yield lambda case: run_onnx(Path(folder), network.config, case)


@torch.inference_mode()
def run_torch(network: Dynamite, case: Case) -> dict[str, np.ndarray]:
    """All tensors that goldens hold, from one forward pass in the network's own precision."""
    dtype = next(network.parameters()).dtype
    seen: dict[str, Tensor] = {}
    handles = _watch(network, len(case.points), seen)
    try:
        image = torch.from_numpy(padded(case.image.transpose(1, 2, 0), network.config.input)).to(dtype)
        points, owner = torch.from_numpy(case.points)[None].to(dtype), torch.from_numpy(case.owner)[None]
        levels, mask_features = network.encode(image)
        prediction = network.decode(levels, mask_features, points, owner)
    finally:
        for handle in handles:
            handle.remove()
    seen |= dict(zip(FEATURES, (*levels[: len(FEATURES) - 1], mask_features), strict=True))
    seen |= {f"aux_masks_{index}": maps for index, maps in enumerate(prediction.layers)}
    return {name: tensor.numpy() for name, tensor in {**seen, "pred_masks": prediction.maps}.items()}


def run_onnx(folder: Path, config: ModelConfig, case: Case) -> dict[str, np.ndarray]:
    """The features and the final maps, from the exported graphs."""
    import onnxruntime as ort

    encoder = ort.InferenceSession(str(folder / "encoder.onnx"), providers=["CPUExecutionProvider"])
    decoder = ort.InferenceSession(str(folder / "decoder.onnx"), providers=["CPUExecutionProvider"])
    image = padded(case.image.transpose(1, 2, 0), config.input)
    features = encoder.run(None, {"image": image})
    given = dict(zip((entry.name for entry in encoder.get_outputs()), features, strict=True))
    given |= {"points": case.points, "objects": case.owner, "numbers": np.arange(case.owner.max() + 1)}
    maps = decoder.run(["maps"], {entry.name: given[entry.name] for entry in decoder.get_inputs()})[0]
    named = ("coarse", "middle", "fine", "mask_features")
    return {**{name: given[feature] for name, feature in zip(FEATURES, named, strict=True)}, "pred_masks": maps[None]}


def _watch(network: Dynamite, clicks: int, seen: dict[str, Tensor]) -> list[Any]:
    """Hooks that write what passes through the network into ``seen``; query tensors as (Q, 1, C)."""
    transformer = network.sem_seg_head.interactive_transformer
    assert isinstance(transformer, InteractiveTransformer)  # goldens of kind "m2f" are all that come here

    def keep(name: str, change: Callable[[Tensor], Tensor]) -> Callable[..., None]:
        def hook(module: Any, given: Any, output: Tensor) -> None:
            seen.setdefault(name, change(output))

        return hook

    def descriptors(module: Any, given: tuple[Tensor], output: Tensor) -> None:
        seen["descriptors"] = given[0][:, :clicks]
        seen["queries_init"] = output

    def outputs(module: Any, given: Any, maps: list[Tensor]) -> None:
        seen.update({f"res{index + 2}": x for index, x in enumerate(maps)})

    handles = [
        network.backbone.register_forward_hook(outputs),
        transformer.queries_nonlinear_projection.register_forward_hook(descriptors),
    ]
    if hasattr(transformer, "ca_qpos_sine_proj"):
        hook = keep("click_pos_embed", lambda x: x.transpose(0, 1))
        handles.append(transformer.ca_qpos_sine_proj.register_forward_hook(hook))
    kinds = {"cross": "cross_attention_layers", "self": "self_attention_layers", "ffn": "ffn_layers"}
    for kind, layers in kinds.items():
        for index, layer in enumerate(getattr(transformer.encoder, layers)):
            hook = keep(f"enc{index}.{kind}", lambda x: x.transpose(0, 1))
            handles.append(layer.register_forward_hook(hook))
    return handles


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m model.parity", description=__doc__)
    parser.add_argument(
        "--golden", type=Path, required=True, help="the .json of a golden; its .safetensors lies beside"
    )
    parser.add_argument("--engine", choices=("torch", "onnx"), default="torch")
    parser.add_argument("--preset", help="the network; by default the golden names it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        result = compare(options.golden, options.engine, options.preset)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    print(json.dumps(result) if options.json else _table(result))
    return 0 if result["passed"] else 1


def _table(result: dict[str, Any]) -> str:
    lines = [f"{result['golden']} as {result['preset']} in {result['engine']}, {result['arithmetic']}"]
    for name, entry in result["tensors"].items():
        figures = [f"{key} {value:.2e}" for key, value in entry.items() if key in FIGURES and value is not None]
        lines.append("  ".join([f"  {name:22}", *figures, *([] if entry["passed"] else ["OUT OF BOUNDS"])]))
    if result["not_computed"]:
        lines.append(f"  not computed by this engine: {', '.join(result['not_computed'])}")
    return "\n".join([*lines, "passed" if result["passed"] else "FAILED"])


if __name__ == "__main__":
    raise SystemExit(main())
