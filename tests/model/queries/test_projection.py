"""From content to query: the forms of the projection at their start."""

from __future__ import annotations

import torch
from torch import nn

from model.queries.projection import PROJECTIONS


def test_residual_forms_start_as_what_they_add_to() -> None:
    content = 100 * torch.randn(2, 3, 16)
    assert torch.equal(PROJECTIONS["none"](16)(content), content)
    assert torch.equal(PROJECTIONS["mlp_res"](16)(content), content)
    torch.testing.assert_close(PROJECTIONS["mlp_res_ln"](16)(content), nn.functional.layer_norm(content, (16,)))


def test_the_published_form_keeps_its_keys() -> None:
    assert [key for key, _ in PROJECTIONS["mlp"](16).named_parameters()] == ["0.weight", "0.bias", "2.weight", "2.bias"]
