"""Muon: singular values near 1, AdamW for all that is no matrix, and its state survives a checkpoint."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from model.training.muon import MuonAdamW, all_orthogonalised, orthogonalised, takes_muon


@pytest.mark.parametrize(("rows", "columns"), [(7, 31), (31, 7), (16, 16)])
def test_singular_values_come_close_to_one_whatever_they_were(rows: int, columns: int) -> None:
    torch.manual_seed(0)
    rank = min(rows, columns)
    left, right = (torch.linalg.qr(torch.randn(side, rank)).Q for side in (rows, columns))
    matrix = left @ torch.diag(torch.logspace(-1, 1, rank)) @ right.T
    values = torch.linalg.svdvals(orthogonalised(matrix))
    assert values.min() > 0.3 and values.max() < 1.3


def test_the_scale_of_a_gradient_does_not_matter() -> None:
    torch.manual_seed(0)
    matrix = torch.randn(8, 20)
    torch.testing.assert_close(orthogonalised(matrix), orthogonalised(matrix * 1e4), atol=0.02, rtol=0.02)


def test_matrices_of_one_shape_are_treated_together_and_come_out_as_alone() -> None:
    torch.manual_seed(0)
    matrices = [torch.randn(shape) for shape in ((8, 20), (20, 8), (8, 20), (5, 5))]
    for matrix, found in zip(matrices, all_orthogonalised(matrices), strict=True):
        torch.testing.assert_close(found, orthogonalised(matrix), atol=0.02, rtol=0.02)


def test_tables_vectors_and_single_rows_stay_with_adamw() -> None:
    assert takes_muon(nn.Linear(4, 3), "weight", nn.Parameter(torch.zeros(3, 4)))
    assert takes_muon(nn.Conv2d(4, 3, 3), "weight", nn.Parameter(torch.zeros(3, 4, 3, 3)))
    assert not takes_muon(nn.Linear(4, 3), "bias", nn.Parameter(torch.zeros(3)))
    assert not takes_muon(nn.Linear(4, 1), "weight", nn.Parameter(torch.zeros(1, 4)))
    assert not takes_muon(nn.Embedding(4, 3), "weight", nn.Parameter(torch.zeros(4, 3)))
    assert not takes_muon(nn.Module(), "static_bg_query", nn.Parameter(torch.zeros(5, 8)))


def optimiser(network: nn.Linear) -> MuonAdamW:
    groups = [
        {"params": [network.weight], "lr": 0.02, "weight_decay": 0.0, "orthogonal": True},
        {"params": [network.bias], "lr": 1e-3, "weight_decay": 0.0, "orthogonal": False},
    ]
    return MuonAdamW(groups)


def step(network: nn.Linear, rule: MuonAdamW, seed: int) -> None:
    torch.manual_seed(seed)
    rule.zero_grad()
    network(torch.randn(5, 6)).square().sum().backward()
    rule.step()


def test_a_vector_takes_the_step_that_adamw_takes() -> None:
    torch.manual_seed(0)
    network = nn.Linear(6, 4)
    other = copy.deepcopy(network)
    step(network, optimiser(network), seed=1)
    plain = torch.optim.AdamW([{"params": [other.bias], "lr": 1e-3, "weight_decay": 0.0}])
    torch.manual_seed(1)
    other(torch.randn(5, 6)).square().sum().backward()
    plain.step()
    assert torch.equal(network.bias, other.bias)
    assert not torch.equal(network.weight, other.weight)


def test_the_gradients_are_still_there_after_a_step() -> None:
    network = nn.Linear(6, 4)
    step(network, optimiser(network), seed=1)
    assert network.weight.grad is not None


def test_a_run_from_its_saved_state_goes_on_as_the_run_itself() -> None:
    torch.manual_seed(0)
    network = nn.Linear(6, 4)
    rule = optimiser(network)
    step(network, rule, seed=1)
    copied = copy.deepcopy(network)
    resumed = optimiser(copied)
    resumed.load_state_dict(copy.deepcopy(rule.state_dict()))
    step(network, rule, seed=2)
    step(copied, resumed, seed=2)
    assert torch.equal(network.weight, copied.weight) and torch.equal(network.bias, copied.bias)
