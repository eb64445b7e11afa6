"""Small networks and clicks for the tests of the model."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn

from model.dynamite import Dynamite
from model.presets import preset
from model.transformer_config import Kind


def tiny_network(seed: int = 0, kind: Kind = "m2f") -> Dynamite:
    """The smallest preset with random weights, none of them zero, so that every path counts."""
    torch.manual_seed(seed)
    config = preset("tiny_test")
    network = Dynamite(replace(config, transformer=replace(config.transformer, kind=kind))).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            if not parameter.any():
                nn.init.normal_(parameter, std=0.1)
    return network


def three_clicks() -> tuple[Tensor, Tensor]:
    """Two clicks on object 0, one on object 1, one on the background: points (1, 4, 3), owner (1, 4)."""
    points = torch.tensor([[[10.0, 12.0, 0.0], [30.0, 40.0, 2.0], [50.0, 20.0, 1.0], [60.0, 60.0, 3.0]]])
    return points, torch.tensor([[0, 0, 1, -1]])
