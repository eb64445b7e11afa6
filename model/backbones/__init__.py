"""Backbones: a normalised image batch in, features at strides 4, 8, 16 and 32 out; one file each, chosen by config."""

from __future__ import annotations

from torch import nn

from model.backbones.hrnet import HRNet
from model.backbones.mit import Mit
from model.backbones.residual import ResidualBackbone
from model.backbones.resnet import ResNet
from model.backbones.swin import Swin
from model.config import BackboneConfig, HRNetConfig, MitConfig, ResidualConfig, ResNetConfig, SwinConfig


def build_backbone(config: BackboneConfig) -> nn.Module:
    """The network of ``config``: (B, 3, H, W), sides multiples of 32 -> list of four maps, finest first."""
    match config:
        case ResidualConfig():
            return ResidualBackbone(config)
        case ResNetConfig():
            return ResNet(config)
        case HRNetConfig():
            return HRNet(config)
        case MitConfig():
            return Mit(config)
        case SwinConfig():
            return Swin(config)
