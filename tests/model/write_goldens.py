"""Rewrite the committed goldens: ``python -m tests.model.write_goldens FOLDER``.

The published ones are cut to their first case and a few tensors from ``FOLDER``, where the full files lie; that of the
click simulator is whole, with its masks as bits. That of the default model is what this repository's torch network
computes: it holds the ONNX graphs and later versions to it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from model.dynamite import Dynamite
from model.golden import case_of, label_map_of
from model.named_weights import fill_by_name
from model.parity import run_torch
from model.presets import preset

HERE = Path(__file__).parent / "goldens"
PUBLISHED = ("dynamite_r50", "dynamite_hrnet32", "dynamite_mitb0", "dynamite_swin_tiny")
CLICKER = "dynamite_clicker"
HODOR = "hodor_swin_tiny"
KEPT = ("image", "res5", "descriptors", "queries_init", "pred_masks", "label_map")
NANO_KEPT = ("descriptors", "queries_init", "mask_features", "pred_masks")
UNIVERSAL = ("mask2former_r50_coco_panoptic", "maskformer_r50_ade20k150", "faseg_r50_ade20k")
UNIVERSAL_KEPT = ("image", "pred_logits", "pred_masks", "panoptic_id_map", "panoptic2_id_map", "inst_scores")
EVERY_QUERY = 20
NANO_CASE = {
    "fg": [[[0.0, 0.0, 0], [57.5, 41.25, 3]], [[100.25, 149.75, 1]], [[159, 199, 4]]],
    "bg": [[10.5, 190.0, 2]],
    "out": [401, 302],
    "ts": [4],
}


def cut(name: str, source: Path) -> None:
    """Keep case ``a`` of a published golden."""
    description = json.loads((source / f"{name}.json").read_text())
    tensors = load_file(source / f"{name}.safetensors")
    kept = {f"a.{part}": tensors[f"a.{part}"] for part in KEPT}
    save_file(kept, HERE / f"{name}.safetensors")
    written = {"model": description["model"], "salt": description["salt"], "cases": {"a": description["cases"]["a"]}}
    (HERE / f"{name}.json").write_text(json.dumps(written) + "\n")


def pack_clicker(source: Path) -> None:
    """Keep the stories of the click simulator whole, their masks as bits."""
    arrays = load_file(source / f"{CLICKER}.safetensors")
    masks = {name: array for name, array in arrays.items() if name == "gt" or name.startswith("pred.")}
    packed = {name: np.packbits(mask.astype(bool)) for name, mask in masks.items()}
    np.savez_compressed(HERE / f"{CLICKER}.npz", shape=np.array(arrays["gt"].shape), **packed)  # type: ignore[arg-type]
    description = json.loads((source / f"{CLICKER}.json").read_text())
    (HERE / f"{CLICKER}.json").write_text(json.dumps(description, separators=(",", ":")) + "\n")


def cut_hodor(source: Path) -> None:
    """Keep all of HODOR's golden but the finest features."""
    tensors = load_file(source / f"{HODOR}.safetensors")
    del tensors["fpn4_0"]
    save_file(tensors, HERE / f"{HODOR}.safetensors")
    description = json.loads((source / f"{HODOR}.json").read_text())
    (HERE / f"{HODOR}.json").write_text(json.dumps(description, separators=(",", ":")) + "\n")


def cut_universal(name: str, source: Path) -> None:
    """Keep a few tensors, and the masks of every 20th query."""
    tensors = load_file(source / f"{name}.safetensors")
    description = json.loads((source / f"{name}.json").read_text())
    stated = description["tensors"]["pred_masks"]
    step = EVERY_QUERY // (2 if "every 2nd" in stated.get("stored", "") else 1)
    tensors["pred_masks"] = np.ascontiguousarray(tensors["pred_masks"][:, ::step])
    stated |= {"stored": f"every {EVERY_QUERY}th query: full[:, ::{EVERY_QUERY}]"}
    save_file({part: tensors[part] for part in UNIVERSAL_KEPT if part in tensors}, HERE / f"{name}.safetensors")
    (HERE / f"{name}.json").write_text(json.dumps(description, separators=(",", ":")) + "\n")


def write_nano() -> None:
    network = Dynamite(preset("nano")).eval()
    fill_by_name(network, "nano")
    image = np.random.default_rng(0).integers(0, 256, (3, 20, 25), dtype=np.uint8).repeat(8, 1).repeat(8, 2)
    case = case_of(NANO_CASE, image)
    computed = run_torch(network, case)
    tensors = {f"a.{part}": computed[part] for part in NANO_KEPT}
    tensors["a.mask_features"] = np.ascontiguousarray(tensors["a.mask_features"][:, ::8])
    tensors["a.label_map"] = label_map_of(computed["pred_masks"][0], case).astype(np.int16)
    save_file({"a.image": image, **tensors}, HERE / "nano.safetensors")
    (HERE / "nano.json").write_text(json.dumps({"model": "nano", "salt": "nano", "cases": {"a": NANO_CASE}}) + "\n")


if __name__ == "__main__":
    for each in PUBLISHED:
        cut(each, Path(sys.argv[1]))
    pack_clicker(Path(sys.argv[1]))
    cut_hodor(Path(sys.argv[1]))
    for each in UNIVERSAL:
        cut_universal(each, Path(sys.argv[1]))
    write_nano()
