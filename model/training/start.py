"""Where the weights of a training come from, and which of them it changes."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from pathlib import Path

from torch import nn

from model.backbones.initialisation import initialise_backbone
from model.checkpoints.reading import read_state
from model.checkpoints.verify import grouped
from model.dynamite import Dynamite
from model.queries.retrofit import with_effect

log = logging.getLogger("model.train")


def start_from(network: Dynamite, file: Path) -> None:
    """Load every weight of ``file`` that fits by name and shape, and report the others.

    Raises ValueError where none fits, CheckpointError for a file that cannot be read.
    """
    have, wanted = read_state(file), network.state_dict()
    fitting = {name: value for name, value in have.items() if name in wanted and value.shape == wanted[name].shape}
    if not fitting:
        raise ValueError(f"no weight of {file} fits this network; its first names are {', '.join(list(have)[:3])}")
    network.load_state_dict(fitting, strict=False)
    log.info("%s: %d of %d weights loaded", file, len(fitting), len(wanted))
    missing = [name for name in wanted if name not in have]
    changing = with_effect(network.config.transformer, missing)
    if added := [name for name in missing if name not in changing]:
        log.info("%s: %d added that change nothing at first: %s", file.name, len(added), grouped(added))
    faults = {
        "as initialised (missing)": changing,
        "left out (unknown)": [name for name in have if name not in wanted],
        "as initialised (another shape)": [name for name in have if name in wanted and name not in fitting],
    }
    for what, names in faults.items():
        if names:
            log.warning("%s: %d %s: %s", file.name, len(names), what, grouped(names))


def start_backbone_from(network: Dynamite, file: Path) -> None:
    """Load the official ImageNet ``file`` of the backbone's kind (:mod:`model.backbones.initialisation`)."""
    report = initialise_backbone(network.backbone, network.config.backbone.kind, file)
    log.info("backbone: %d keys loaded, %d as initialised", len(report.loaded), len(report.left))


def train_only(network: nn.Module, patterns: Sequence[str]) -> list[nn.Module]:
    """Freeze what no pattern (a regular expression for the start of a name) matches; none leaves all as it is.

    Returns the modules without a trained parameter. They belong in eval mode: their batch norms must not move either.
    Raises ValueError for a pattern that matches nothing.
    """
    if not patterns:
        return []
    names = [name for name, _ in network.named_parameters()]
    for pattern in patterns:
        if not any(re.match(pattern, name) for name in names):
            raise ValueError(f"--train-only {pattern!r} matches no parameter; there are {grouped(names)}")
    for name, parameter in network.named_parameters():
        if not any(re.match(pattern, name) for pattern in patterns):
            parameter.requires_grad_(False)
    parameters = ((module, list(module.parameters())) for module in network.modules())
    return [module for module, own in parameters if own and not any(each.requires_grad for each in own)]
