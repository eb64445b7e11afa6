"""One mask per object from all that speaks for and against it: the head behind the interactive transformer.

The transformer's maps tell what a click means in the image as a whole, click affinities what is like its pixels.
A few convolutions per object weigh both against the image's features, at stride 8 with a wide view; on the way, what
the first mask is made of (word statistics) is read once. One more at stride 4 draws the edge along the features.
An object's map is its margin: the background has the logit 0, and a click on anything else counts against it. Like
the late layers of f-BRS and RITM (arXiv 2001.10331, 2102.06583), but for all objects of an image from one encoding.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.bilinear import resize
from model.click_affinity import ClickAffinity
from model.transformer_config import FusionConfig
from model.word_statistics import KINDS, WordStatistics

EMPTY = -30.0
PADDING = -2
MAP_CHANNELS = 4
"""The object's map, the largest other, their difference and its sigmoid."""


@dataclass
class FusionFeatures:
    """What does not depend on clicks, once per image.

    likeness (B, G · D, h, w), coarse (B, W, h, w), fine (B, F, 2h, 2w), words (B, KINDS · WORDS, h, w), colour
    (B, 3, h, w); h, w at stride 8.
    """

    likeness: Tensor
    coarse: Tensor
    fine: Tensor
    words: Tensor
    colour: Tensor


class DenseFusion(nn.Module):
    """Margins of objects at stride 4, and at stride 8 before and after the statistics, for deep supervision."""

    def __init__(self, channels: int, config: FusionConfig) -> None:
        super().__init__()
        wide, fine = config.coarse, config.fine
        self.affinity = ClickAffinity(channels, config.groups, config.embedding)
        evidence = 2 * self.affinity.kinds
        self.coarse_feature = nn.Conv2d(channels, wide, 3, padding=1)
        self.coarse_input = nn.Conv2d(evidence + MAP_CHANNELS, wide, 3, padding=1)
        self.coarse_blocks = nn.ModuleList(_block(wide, dilation) for dilation in config.dilations)
        self.coarse_margin = nn.Conv2d(wide, 1, 1)
        self.statistics = WordStatistics(channels)
        self.coarse_statistics = _zero(nn.Conv2d(KINDS, wide, 3, padding=1))
        self.later_blocks = nn.ModuleList(_block(wide, dilation) for dilation in config.later_dilations)
        self.later_margin = _zero(nn.Conv2d(wide, 1, 1))
        self.fine_feature = nn.Conv2d(channels, fine, 3, padding=1)
        self.fine_from_coarse = nn.Conv2d(wide, fine, 1)
        self.fine_layers = nn.Sequential(
            nn.ReLU(), nn.Conv2d(fine, fine, 3, padding=1), nn.ReLU(), nn.Conv2d(fine, 1, 1)
        )

    def features(self, level8: Tensor, level4: Tensor, image: Tensor) -> FusionFeatures:
        """From F8 (B, C, h, w), F4 (B, C, 2h, 2w) and the normalised image (B, 3, 8h, 8w)."""
        colour = F.avg_pool2d(image, 8)
        pooled = F.avg_pool2d(level4, 2)
        return FusionFeatures(
            self.affinity.embedding(pooled),
            self.coarse_feature(level8),
            self.fine_feature(level4),
            self.statistics.assigned(pooled, colour),
            colour,
        )

    def forward(
        self, features: FusionFeatures, maps: Tensor, map_owner: Tensor, clicks: Tensor, owner: Tensor, objects: Tensor
    ) -> tuple[Tensor, ...]:
        """Margins per query, twice (B, Q, h, w) and (B, Q, 2h, 2w): of its object, 0 for the background.

        maps (B, Q, h, w) and map_owner (B, Q) of the transformer; clicks (B, L, 3), owner (B, L); ``objects`` (K,)
        counts 0, 1, ..., K - 1, the most that an image of the batch has.
        """
        image, number = _places(owner, objects)
        evidence = self.affinity(features.likeness, features.colour, clicks, owner, image, number)
        mine, rest = _own_and_other(maps.float()[image], map_owner[image], number)
        difference = (mine - rest).unsqueeze(1)
        given = torch.stack((mine, rest), dim=1)
        given = torch.cat((given, difference, difference.sigmoid()), dim=1).clamp(-10, 10) * 0.25
        x = F.relu(self.coarse_input(torch.cat((evidence, given), dim=1)) + features.coarse[image])
        for block in self.coarse_blocks:
            x = F.relu(x + block(x))
        first = self.coarse_margin(x) + difference.clamp(-8, 8) * 0.25
        # Detached: the first mask learns from its own loss, not to make histograms that suit the second.
        words = self.statistics(features.words, first.detach()[:, 0].float(), image, number)
        x = F.relu(x + self.coarse_statistics(words))
        for block in self.later_blocks:
            x = F.relu(x + block(x))
        coarse = first + self.later_margin(x)
        size = features.fine.shape[-2:]
        fine = self.fine_layers(resize(self.fine_from_coarse(x), size) + features.fine[image]) + resize(coarse, size)
        return tuple(_per_query(margin[:, 0].float(), image, number, map_owner) for margin in (first, coarse, fine))


def _block(wide: int, dilation: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(wide, wide, 3, padding=dilation, dilation=dilation),
        nn.GroupNorm(8 if wide % 8 == 0 else 4, wide),
        nn.ReLU(),
        nn.Conv2d(wide, wide, 3, padding=1),
    )


def _zero(convolution: nn.Conv2d) -> nn.Conv2d:
    """Starts without effect: what it adds builds on what is there before it."""
    nn.init.zeros_(convolution.weight)
    nn.init.zeros_(convolution.bias)  # type: ignore[arg-type]
    return convolution


def _places(owner: Tensor, objects: Tensor) -> tuple[Tensor, Tensor]:
    """Image and number of every object that has a click, both (P,). A single image has clicks for all ``objects``."""
    if owner.shape[0] == 1:
        return torch.zeros_like(objects), objects
    has_click = (owner.unsqueeze(1) == objects.view(1, -1, 1)).any(2)  # (B, K)
    image, number = has_click.nonzero().unbind(1)
    return image, number


def _own_and_other(maps: Tensor, owner: Tensor, number: Tensor) -> tuple[Tensor, Tensor]:
    """The largest map of each object and of all others: maps (P, Q, h, w), owner (P, Q) -> two of (P, h, w)."""
    is_mine = (owner == number[:, None])[..., None, None]
    is_unused = (owner == PADDING)[..., None, None]
    return maps.masked_fill(~is_mine, EMPTY).amax(1), maps.masked_fill(is_mine | is_unused, EMPTY).amax(1)


def _per_query(margins: Tensor, image: Tensor, number: Tensor, owner: Tensor) -> Tensor:
    """Margins (P, h, w) as maps of the queries (B, Q, h, w)."""
    if owner.shape[0] == 1:
        by_object = margins.unsqueeze(0)
    else:
        by_object = margins.new_zeros((owner.shape[0], int(number.max()) + 1, *margins.shape[1:]))
        by_object = by_object.index_put((image, number), margins)
    picked = by_object[torch.arange(owner.shape[0], device=owner.device)[:, None], owner.clamp(min=0)]
    return picked * (owner >= 0)[..., None, None]
