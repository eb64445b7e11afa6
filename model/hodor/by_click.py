"""HODOR's channels laid out as the queries of clicks, for what reads a mask's quality off those (model.quality)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from model.hodor.discs import ClickMasks
from model.hodor.encoder import FORBIDDEN, Descriptors
from model.hodor.regions import REGIONS
from model.queries.scene import BACKGROUND, PADDING, Scene


@dataclass(frozen=True)
class ByClick:
    """A query per click, then the catch-all and the nine regions: x (B, L + 10, C), maps (B, L + 10, h, w), owner.

    The first click of an object has its descriptor and map; its others have neither and win nowhere.
    """

    x: Tensor
    maps: Tensor
    owner: Tensor

    @classmethod
    def of(cls, found: Descriptors, masks: ClickMasks, maps: Tensor, scene: Scene) -> ByClick:
        """``maps`` (B, K + 1 + 9 + J, h, w): objects, catch-all, regions, clicks on the background. Detached."""
        count, always = masks.objects.shape[1], 1 + REGIONS
        batch, made = scene.owner.shape
        is_there = (masks.owner != PADDING).unsqueeze(-1)
        regions = found.background[:, :REGIONS].detach().float()
        x = torch.cat((found.objects, found.background[:, REGIONS:]), dim=1).detach().float()
        of_slots = torch.cat((maps[:, :count], maps[:, count + always :]), dim=1).detach()
        of_slots = torch.where(is_there.unsqueeze(-1), of_slots, FORBIDDEN)
        index = masks.first_index.unsqueeze(-1)
        of_clicks = x.new_zeros((batch, made, x.shape[-1])).scatter_add(1, index.expand_as(x), x * is_there)
        maps_of_clicks = (of_slots.new_zeros((batch, made, *maps.shape[-2:])) + FORBIDDEN).scatter_reduce(
            1, index.unsqueeze(-1).expand_as(of_slots), of_slots, "amax"
        )
        background = scene.owner.new_zeros((batch, always)) + BACKGROUND
        return cls(
            x=torch.cat((of_clicks, regions.new_zeros((batch, 1, x.shape[-1])), regions), dim=1),
            maps=torch.cat((maps_of_clicks, maps[:, count : count + always].detach()), dim=1),
            owner=torch.cat((scene.owner, background), dim=1),
        )
