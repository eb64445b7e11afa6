"""Biases between clicks and pixels, and among clicks."""

from __future__ import annotations

import math

import pytest
import torch

from model.queries.bias import PLACE_BIASES, ClickBias, ContinuousBias, log_spaced
from model.queries.rotation import angles, click_angles, grid_angles, rotate
from model.queries.scene import Scene

CLICKS = torch.tensor([[[20.0, 28.0, 0.0], [60.0, 4.0, 1.0], [-1.0, -1.0, -1.0]]])
OWNER = torch.tensor([[0, -1, -2]])
GRID_HW, STRIDE = (8, 16), 8
SCENE = Scene([], torch.zeros(1, 1, 16, 32), CLICKS, OWNER)
LONGER_PX = torch.tensor(128.0)


def bias(kind: str, learned: bool = False) -> torch.Tensor:
    module = PLACE_BIASES[kind](8, learned)
    assert module is not None
    torch.manual_seed(0)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn_like(parameter))
        return module(SCENE, GRID_HW, STRIDE, 0.0)[0].unflatten(2, GRID_HW)


@pytest.mark.parametrize(("kind", "count"), [("alibi2d", 0), ("cpb", 712), ("table", 1800)])
def test_biases_have_the_specified_number_of_parameters(kind: str, count: int) -> None:
    module = PLACE_BIASES[kind](8, False)
    assert module is not None and sum(parameter.numel() for parameter in module.parameters()) == count
    assert sum(parameter.numel() for parameter in ClickBias(8).parameters()) == 64


@pytest.mark.parametrize("kind", ["alibi2d", "cpb", "table"])
def test_padding_has_no_bias(kind: str) -> None:
    assert bias(kind)[:, :2].any() and not bias(kind)[:, 2].any()


@pytest.mark.parametrize(("kind", "learned"), [("alibi2d", True), ("cpb", False), ("table", False)])
def test_learned_biases_start_at_zero(kind: str, learned: bool) -> None:
    module = PLACE_BIASES[kind](8, learned)
    assert module is not None and not module(SCENE, GRID_HW, STRIDE, 0.0).any()


def test_alibi_falls_with_the_distance_at_each_heads_slope() -> None:
    far = math.hypot((3 + 0.5) * 8 - 20, (10 + 0.5) * 8 - 28) / 128
    for head in range(8):
        assert bias("alibi2d")[head, 0, 3, 10] == pytest.approx(-16 * far * 0.5 ** (head + 1), rel=1e-5)


def test_the_continuous_bias_is_its_network_of_both_coordinates() -> None:
    module = ContinuousBias(8)
    torch.manual_seed(0)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn_like(parameter))
        delta = torch.tensor([(3.5 * 8 - 20) / 128, (10.5 * 8 - 28) / 128])
        torch.testing.assert_close(bias("cpb")[:, 0, 3, 10], module.last(module.first(log_spaced(delta)).relu()))


def test_the_table_has_finer_buckets_near_the_click() -> None:
    found = bias("table")[0, 0]
    assert len(found.unique()) > 8
    assert found[2, 3] != found[2, 4] and found[2, 14] == found[2, 15]


def test_coordinates_are_log_spaced_from_minus_one_to_one() -> None:
    spaced = log_spaced(torch.tensor([-1.0, -0.125, 0.0, 1.0]))
    torch.testing.assert_close(spaced, torch.tensor([-1.0, -math.log(2) / math.log(9), 0.0, 1.0]))


def test_clicks_are_related_by_object_and_sign_and_nothing_else_is() -> None:
    module = ClickBias(1)
    with torch.no_grad():
        module.table.copy_(torch.arange(1.0, 9.0).unsqueeze(1))
    owner = torch.tensor([[0, 0, 1, -1, -2, -1]])  # the last one is a static query
    found = module(owner, clicks=5)[0, 0]
    assert found[0, :4].tolist() == [8, 8, 4, 3] and found[3, :4].tolist() == [2, 2, 2, 5]
    assert not found[4:].any() and not found[:, 4:].any()


def test_turned_products_depend_on_the_way_between_places_alone() -> None:
    torch.manual_seed(0)
    query, key = torch.randn(1, 1, 1, 16), torch.randn(1, 1, 1, 16)

    def product(from_yx: tuple[float, float], to_yx: tuple[float, float]) -> float:
        turned = [rotate(x, angles(torch.tensor([[at]]), 8)) for x, at in ((query, from_yx), (key, to_yx))]
        return float((turned[0] * turned[1]).sum())

    assert product((0.1, 0.2), (0.3, 0.5)) == pytest.approx(product((0.4, 0.3), (0.6, 0.6)), abs=1e-4)
    assert product((0.1, 0.2), (0.3, 0.5)) != pytest.approx(product((0.1, 0.2), (0.5, 0.3)), abs=1e-2)


def test_half_the_pairs_turn_by_y_from_one_to_32_times_across_the_image() -> None:
    turned = angles(torch.tensor([[0.5, 0.25]]), 8)[0] / (2 * math.pi)
    torch.testing.assert_close(turned[[0, 3, 4, 7]], torch.tensor([0.5, 16.0, 0.25, 8.0]))


def test_a_click_at_a_cells_centre_turns_like_the_cell_and_padding_not_at_all() -> None:
    cells = grid_angles(*GRID_HW, STRIDE, LONGER_PX, 8, CLICKS)[0].unflatten(0, GRID_HW)
    found = click_angles(CLICKS, LONGER_PX, 8, 0.0)[0]
    torch.testing.assert_close(found[0], cells[2, 3])
    assert not found[2].any()
