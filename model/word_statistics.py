"""What a mask is made of: histograms of visual words inside and outside of it, and what they say about every pixel.

GrabCut's colour models (Rother et al., 2004) as a differentiable step: pixels are assigned softly to words of colour
and of features, once per image; a first mask gives every word a share inside and outside, and their log ratio is
evidence wherever the word occurs, near a click or far from all of them.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

LEVELS = 4
DARKEST, BRIGHTEST = -1.5, 1.8
"""Normalised values between which the words of colour begin, on a grid of LEVELS³."""
WORDS = LEVELS**3
KINDS = 2
PRIOR = 0.5
"""Cells that every word is given inside and outside, so that rare words say little."""
LARGEST, SCALE = 5.0, 0.5


class WordStatistics(nn.Module):
    """Evidence from the words of colour and of features."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        values = torch.linspace(DARKEST, BRIGHTEST, LEVELS)
        self.colours = nn.Parameter(torch.cartesian_prod(values, values, values))
        self.log_sharp = nn.Parameter(torch.tensor(math.log(4.0)))
        self.features = nn.Conv2d(channels, WORDS, 1)

    def assigned(self, features: Tensor, colour: Tensor) -> Tensor:
        """Shares (B, KINDS · WORDS, h, w) of the words in each pixel; features (B, C, h, w), colour (B, 3, h, w)."""
        pixels = colour.float().flatten(2)
        distance = self.colours.square().sum(1).unsqueeze(1) - 2 * self.colours @ pixels  # less the pixel's own square
        by_colour = (-distance * self.log_sharp.exp()).softmax(1)
        by_feature = self.features(features).float().flatten(2).softmax(1)
        return torch.cat((by_colour, by_feature), dim=1).unflatten(2, features.shape[-2:])

    def forward(self, assigned: Tensor, margins: Tensor, image: Tensor, number: Tensor) -> Tensor:
        """Evidence (P, KINDS, h, w) of the words ``assigned`` (B, KINDS · WORDS, h, w).

        margins (P, h, w) are the logits of a first mask of each object, number ``number[p]`` of image ``image[p]``.
        """
        pixels = assigned.flatten(2)  # (B, KINDS · WORDS, h · w)
        inside = margins.flatten(1).sigmoid()
        if assigned.shape[0] == 1:
            inside = inside.unsqueeze(0)
        else:
            by_image = inside.new_zeros((assigned.shape[0], int(number.max()) + 1, inside.shape[1]))
            inside = by_image.index_put((image, number), inside)
        within = inside @ pixels.transpose(1, 2)  # (B, K, KINDS · WORDS)
        without = pixels.sum(2).unsqueeze(1) - within
        ratio = _log_shares(within) - _log_shares(without)  # (B, K, KINDS, WORDS)
        words = pixels.unflatten(1, (KINDS, WORDS))
        spoken = (ratio.clamp(-LARGEST, LARGEST) * SCALE).transpose(1, 2) @ words  # (B, KINDS, K, h · w)
        evidence = spoken.transpose(1, 2)
        picked = evidence[0] if assigned.shape[0] == 1 else evidence[image, number]
        return picked.unflatten(2, assigned.shape[-2:])


def _log_shares(histogram: Tensor) -> Tensor:
    """(B, K, KINDS · WORDS) cells to logarithms of shares (B, K, KINDS, WORDS)."""
    counts = histogram.unflatten(2, (KINDS, WORDS)) + PRIOR
    return (counts / counts.sum(3, keepdim=True)).log()
