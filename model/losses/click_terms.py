"""Terms about the clicks: that their places end up in the right mask, and that none of them is idle."""

from __future__ import annotations

from itertools import product

import torch
import torch.nn.functional as F
from torch import Tensor

from model.bilinear import sample
from model.interactive_transformer import MASK_STRIDE
from model.losses.forms import LossConfig
from model.losses.mask_terms import map_losses
from model.losses.targets import PADDING, Targets, Totals, without_absent

ANCHOR_RADIUS_PX = 2
DISC_PX = [(y, x) for y, x in product(range(-2, 3), repeat=2) if y * y + x * x <= ANCHOR_RADIUS_PX**2]


def click_softmax_loss(logits: Tensor, targets: Targets, clicks: Tensor, owner: Tensor, totals: Totals) -> Tensor:
    """At every click its own group must win over all others: cross entropy at the click's place."""
    height, width = logits.shape[-2:]
    points_xy = clicks[..., :2].flip(-1) / clicks.new_tensor((MASK_STRIDE * width, MASK_STRIDE * height))
    read = sample(without_absent(logits, targets), points_xy).log_softmax(-1)  # (B, L, K+1)
    group = torch.where(owner >= 0, owner, logits.shape[1] - 1)
    picked = read.gather(2, group.unsqueeze(-1)).squeeze(-1)
    return -(picked * (owner != PADDING)).sum() / totals.clicks


def click_anchor_loss(logits: Tensor, targets: Targets, clicks: Tensor, owner: Tensor, totals: Totals) -> Tensor:
    """Clicks are honoured: -log σ(±ℓ_o) around every click, + for its own object, - for the others.

    ℓ_o is read at the pixels within 2 px of the click; the mean is taken over them and over the image's objects, for
    every one of which a click on another object or on the background is negative. logits (B, K+1, h, w), clicks
    (B, L, 3) of (y, x, t), owner (B, L).
    """
    objects = logits.shape[1] - 1
    height, width = logits.shape[-2] * MASK_STRIDE, logits.shape[-1] * MASK_STRIDE
    places_yx = clicks[..., None, :2] + clicks.new_tensor(DISC_PX)  # (B, L, 13, 2)
    # Nearer to the border than half a cell the read would fade into the zeros outside.
    half = MASK_STRIDE / 2
    y, x = places_yx[..., 0].clamp(half, height - half), places_yx[..., 1].clamp(half, width - half)
    points_xy = torch.stack((x / width, y / height), dim=-1).flatten(1, 2)
    read = sample(logits[:, :-1], points_xy).unflatten(1, (owner.shape[1], len(DISC_PX)))  # (B, L, 13, K)
    sign = 2.0 * F.one_hot(owner.clamp(min=0), objects) * (owner >= 0).unsqueeze(-1) - 1  # (B, L, K)
    cost = F.softplus(-sign.unsqueeze(2) * read).mean(2)
    present = targets.valid[:, None, :-1].float()
    cost = (cost * present).sum(-1) / present.sum(-1).clamp(min=1)
    return (cost * (owner != PADDING)).sum() / totals.clicks


def per_click_loss(maps: Tensor, owner: Tensor, targets: Targets, totals: Totals, config: LossConfig) -> Tensor:
    """Every click's own map against its object's mask, so that no click stays dead behind the maximum.

    Costs what ``config`` weighs for merged maps, averaged over the clicks of each object. maps (B, Q, h, w) and owner
    (B, Q) of all queries; those of the background have no mask of their own.
    """
    image, query = torch.nonzero(owner >= 0, as_tuple=True)  # (N,) each
    if len(image) == 0:
        return maps.new_zeros(())
    group = owner[image, query]
    terms = map_losses(
        maps[image, query].unsqueeze(1), targets.masks[image, group].unsqueeze(1), targets.weight[image], config
    )
    cost = torch.stack([getattr(config, name) * term.squeeze(1) for name, term in terms.items()]).sum(0)  # (N,)
    siblings = ((owner[image] == group.unsqueeze(1)).sum(1)).clamp(min=1)
    return (cost / siblings).sum() / totals.objects
