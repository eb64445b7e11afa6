"""Where a query may look: in its last mask, or everywhere if that is empty."""

from __future__ import annotations

import torch

from model.masked_attention import FORBIDDEN, mask_bias


def test_a_query_looks_where_its_mask_is_and_one_without_a_mask_everywhere() -> None:
    maps = torch.tensor([[[[1.0, -1.0], [-1.0, 0.0]], [[-1.0, -2.0], [-3.0, -4.0]]]])
    bias = mask_bias(maps, (2, 2))
    assert bias.shape == (1, 1, 2, 4)
    assert bias[0, 0].tolist() == [[0.0, FORBIDDEN, FORBIDDEN, 0.0], [0.0] * 4]


def test_a_lower_threshold_lets_it_look_further() -> None:
    maps = torch.tensor([[[[1.0, -1.0], [-2.0, 0.0]]]])
    assert mask_bias(maps, (2, 2), threshold=-1.5)[0, 0].tolist() == [[0.0, 0.0, FORBIDDEN, 0.0]]
