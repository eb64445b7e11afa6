"""What a query's position is made of in each mode."""

from __future__ import annotations

from typing import get_args

import pytest
import torch
from torch import Tensor

from model.positional_encoding import sine
from model.queries.click_queries import ClickQueries
from model.queries.position import static_grid
from model.transformer_config import PositionMode
from tests.model.queries.networks import config_with

CLICK = torch.tensor([[[16.0, 48.0, 50.0]]])
OWNER = torch.tensor([[0]])
Y, X, T = (sine(torch.tensor(value), 8) for value in (0.25, 0.5, 0.1))


def queries(mode: str, **options: object) -> ClickQueries:
    torch.manual_seed(0)
    return ClickQueries(config_with({"position": mode, **options}))


@torch.no_grad()
def position(made: ClickQueries, clicks: Tensor = CLICK, owner: Tensor = OWNER) -> Tensor:
    return made._click_position(clicks, owner, (64, 96))[0]


@pytest.mark.parametrize(
    ("mode", "has_vector", "code"),
    [
        ("spatio_temporal", True, torch.cat((Y, X, T))),
        ("spatial", True, torch.cat((Y, X))),
        ("temporal", True, sine(torch.tensor(0.1), 16)),
        ("st_add", True, torch.cat((Y + T, X + T))),
        ("st_round", True, torch.cat((Y, X, sine(torch.tensor(0.0), 8)))),
        ("sine_proj_only", False, torch.cat((Y, X))),
    ],
)
@torch.no_grad()
def test_a_projected_code_is_added_to_the_learned_vector(mode: str, has_vector: bool, code: Tensor) -> None:
    made = queries(mode)
    expected = made.ca_qpos_sine_proj(code) + (made.query_embed if has_vector else 0)
    torch.testing.assert_close(position(made)[0], expected)
    assert hasattr(made, "query_embed") == has_vector


def test_modes_without_projection_have_the_code_the_vector_or_nothing() -> None:
    torch.testing.assert_close(position(queries("sine_only"))[0], torch.cat((Y, X)))
    assert torch.equal(position(queries("none"))[0], queries("none").query_embed)
    assert torch.equal(position(queries("learned")), position(queries("none")))
    assert not position(queries("zero")).any()


@pytest.mark.parametrize("mode", get_args(PositionMode))
@torch.no_grad()
def test_unused_slots_have_no_code(mode: str) -> None:
    made, unused = queries(mode), torch.full((1, 1, 3), -1.0)
    expected = torch.zeros(16)
    if hasattr(made, "query_embed"):
        expected = expected + made.query_embed
    if hasattr(made, "ca_qpos_sine_proj"):
        expected = expected + made.ca_qpos_sine_proj.bias
    torch.testing.assert_close(position(made, unused, torch.tensor([[-2]]))[0], expected, atol=1e-5, rtol=1e-5)


def test_rounds_do_not_depend_on_the_clicks_of_other_objects() -> None:
    made = queries("st_round")
    few = position(made, torch.tensor([[[1.0, 2, 0], [3, 4, 1]]]), torch.tensor([[0, 0]]))
    more = position(made, torch.tensor([[[1.0, 2, 0], [3, 4, 700], [5, 6, 30]]]), torch.tensor([[0, 0, 1]]))
    torch.testing.assert_close(more[:2], few)


def test_static_queries_on_a_grid_have_the_codes_of_its_cells_beside_their_rows() -> None:
    codes = static_grid(9, 16)
    third, middle = sine(torch.tensor(1 / 6), 8), sine(torch.tensor(0.5), 8)
    torch.testing.assert_close(codes[1], torch.cat((third, middle)))
    made = queries("spatial", static_grid=True, static_queries=9)
    torch.testing.assert_close(made._background_queries(CLICK, (64, 96))[1], made.static_bg_pe + codes)
    assert "grid_code" not in made.state_dict()
