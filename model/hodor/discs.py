"""Clicks as soft masks at stride 8, HODOR's input where nobody has painted: a disc around every click.

A disc is 1 up to its radius and falls to 0 over two cells. HODOR's cells are coarse: discs of neighbouring objects
overlap, and if each took away from the other an object could lose all its cells. So the nearest click decides whose a
cell is; every object keeps one side of its click, and a correction takes exactly what is nearer to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from model.queries.scene import BACKGROUND, PADDING

CELL_PX = 8.0
FIRST_PX, LATER_PX = 8.0, 3.0
"""Radii in pixels of the network's input: of an object's first click, and of its others and the background's."""
FALL_CELLS = 2.0
FAR = 1e6
"""Cells to a click that is not there, and its time."""


@dataclass(frozen=True)
class ClickMasks:
    """What the clicks of a batch mark, in two groups of slots: objects, and single clicks on the background.

    objects (B, K, h, w) and background (B, J, h, w) in 0..1; their owners (B, K) the object and (B, J) -1, or -2 in
    slots that an image leaves empty. first (B, K + J, 3): the earliest click of each slot as (y, x, t), or -1;
    first_index (B, K + J) says which click that is, and anything in empty slots.
    """

    objects: Tensor
    object_owner: Tensor
    background: Tensor
    background_owner: Tensor
    first: Tensor
    first_index: Tensor

    @property
    def owner(self) -> Tensor:
        """Of all slots (B, K + J)."""
        return torch.cat((self.object_owner, self.background_owner), dim=1)


def click_masks(clicks: Tensor, owner: Tensor, grid_hw: tuple[int, int], shift: float) -> ClickMasks:
    """Masks on a grid of stride 8 of clicks (B, L, 3), rows (y, x, t) in pixels of the input, and owner (B, L).

    ``shift`` is where the middle of pixel 0 lies less one half: 0 for continuous coordinates, 0.5 for pixel indices.
    """
    count = _object_slots(owner)
    number = torch.arange(count, device=owner.device)
    member = owner.unsqueeze(1) == number.unsqueeze(1)  # (B, K, L)
    time = torch.where(member, clicks[..., 2].unsqueeze(1), FAR)
    earliest = F.pad(time, (0, 1), value=FAR).amin(-1)  # (B, K); padded, so that no clicks at all have a minimum
    distance = _cells_away(clicks, grid_hw, shift)  # (B, L, h, w)
    discs = _discs(distance, _radii(clicks, owner, earliest))

    group = torch.where(owner >= 0, owner, count + (owner == PADDING).to(owner.dtype))
    index = group[:, :, None, None].expand_as(discs)
    empty = discs.new_zeros((owner.shape[0], count + 2, *grid_hw))
    drawn = empty.scatter_reduce(1, index, discs, "amax")[:, :count]
    nearest = (empty + FAR).scatter_reduce(1, index, distance, "amin")[:, : count + 1]  # objects, then background
    is_own = nearest <= nearest.amin(1, keepdim=True)  # (B, K + 1, h, w)

    slots = _background_slots(owner)  # (B, J)
    background_owner = torch.where(owner.gather(1, slots) == BACKGROUND, BACKGROUND, PADDING)
    is_used = (background_owner == BACKGROUND)[..., None, None]
    single = discs.gather(1, slots[:, :, None, None].expand(-1, -1, *grid_hw)) * is_used
    is_present = member.any(-1)
    first_index = _first(time, slots, clicks)
    firsts = clicks.gather(1, first_index.unsqueeze(-1).expand(-1, -1, 3))
    is_there = torch.cat((is_present, background_owner == BACKGROUND), dim=1)
    return ClickMasks(
        objects=_kept(drawn, is_own[:, :count]),
        object_owner=torch.where(is_present, number, PADDING),
        background=_kept(single, is_own[:, count:]),
        background_owner=background_owner,
        first=torch.where(is_there.unsqueeze(-1), firsts, -1.0),
        first_index=first_index,
    )


def _object_slots(owner: Tensor) -> int:
    """How many objects the fullest image has. An exported graph can't count them: it has a slot for every click."""
    if torch.compiler.is_exporting():
        return owner.shape[1]
    return int(F.pad(owner, (0, 1), value=BACKGROUND).max()) + 1


def _background_slots(owner: Tensor) -> Tensor:
    """Which clicks (B, J) stand in the slots of the background; in images with fewer, others fill the rest."""
    if torch.compiler.is_exporting():
        return torch.arange(owner.shape[1], device=owner.device).expand_as(owner)
    is_background = owner == BACKGROUND
    most = int(is_background.sum(1).max())
    return (~is_background).to(torch.uint8).argsort(dim=1, stable=True)[:, :most]


def _first(time: Tensor, slots: Tensor, clicks: Tensor) -> Tensor:
    """Index (B, K + J) of each slot's earliest click, for times (B, K, L) with ``FAR`` where a click is another's."""
    if clicks.shape[1] == 0:
        return slots
    return torch.cat((time.argmin(-1), slots), dim=1)


def _cells_away(clicks: Tensor, grid_hw: tuple[int, int], shift: float) -> Tensor:
    """Distance (B, L, h, w) in cells from the middle of each cell to each click."""
    middles = [torch.arange(side, device=clicks.device) + 0.5 for side in grid_hw]
    dy = (clicks[..., 0, None] + shift) / CELL_PX - middles[0]  # (B, L, h)
    dx = (clicks[..., 1, None] + shift) / CELL_PX - middles[1]  # (B, L, w)
    return (dy.square().unsqueeze(-1) + dx.square().unsqueeze(-2)).sqrt()


def _radii(clicks: Tensor, owner: Tensor, earliest: Tensor) -> Tensor:
    """Radius (B, L) in cells of each click; all points of an object's first stroke share its time, and are large."""
    padded = F.pad(earliest, (0, 1), value=-FAR)  # clicks without an object look there
    of_owner = padded.gather(1, torch.where(owner >= 0, owner, earliest.shape[1]))
    is_first = clicks[..., 2] <= of_owner
    return torch.where(is_first, FIRST_PX / CELL_PX, LATER_PX / CELL_PX)


def _discs(distance: Tensor, radius: Tensor) -> Tensor:
    return ((radius[..., None, None] + FALL_CELLS - distance) / FALL_CELLS).clamp(0, 1)


def _kept(drawn: Tensor, is_own: Tensor) -> Tensor:
    """``drawn`` where it is nearest; a slot that is nearest nowhere (two clicks in one cell) keeps its whole disc."""
    own = drawn * is_own
    has_cell = own.amax((2, 3), keepdim=True) > 0
    return torch.where(has_cell, own, drawn)
