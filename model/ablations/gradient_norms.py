"""How hard each loss form pulls at a fresh network: the weights in ``LOSSES`` are chosen so that all pull alike.

The norm of the gradient of the mask embedding, which every form reaches through the maps, averaged over batches with
first clicks only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor

from model.dynamite import Dynamite
from model.interactive_transformer import InteractiveTransformer
from model.losses import LOSSES, Targets, total_loss

NormsByForm = dict[str, float]


def gradient_norms(network: Dynamite, batches: Iterable[tuple[Tensor, Targets, Tensor, Tensor]]) -> NormsByForm:
    """Mean gradient norm of every form over batches of (images, targets, clicks, owner)."""
    transformer = network.sem_seg_head.interactive_transformer
    assert isinstance(transformer, InteractiveTransformer), "only kinds with a mask embedding can be measured by it"
    embedding = list(transformer.mask_embed.parameters())
    sums, count = dict.fromkeys(LOSSES, 0.0), 0
    for images, targets, clicks, owner in batches:
        with torch.no_grad():
            features = network.encode(images)
        prediction = network.decode(*features, clicks, owner)
        for name, form in LOSSES.items():
            loss, _ = total_loss(prediction, targets, clicks, owner, form)
            pulls = torch.autograd.grad(loss, embedding, retain_graph=True)
            sums[name] += float(torch.stack([pull.norm() for pull in pulls]).norm())
        count += 1
    return {name: total / count for name, total in sums.items()}


def section(measured: Mapping[str, Any] | None) -> str:
    """The part of docs/ablations.md about the weights, from what ``--gradients`` wrote."""
    title = "## Weights of the losses"
    if measured is None:
        return f"{title}\n\nNot measured yet: `python -m model.ablate --gradients --data DATA`."
    base = measured["norms"]["base"]
    rows = [f"| {name} | {norm:.3g} | {norm / base:.2f} |" for name, norm in measured["norms"].items()]
    return "\n".join(
        [
            title,
            "",
            f"Norm of the gradient at the mask embedding of a fresh network, mean of {measured['batches']} batches of "
            f"{measured['batch']}",
            "(`python -m model.ablate --gradients --data DATA`). `nfl` and `set_softmax`, which replace terms of the",
            "base, were scaled to pull as hard as it does; forms that add a term keep the weight of their design,",
            "`nano` and `fused` those that built-in models were trained with. AdamW and the clipping of gradients make",
            "scale matter little.",
            "",
            "| form | norm | of the base's |",
            "| --- | --- | --- |",
            *rows,
        ]
    )
