"""FASeg's queries: where they are placed, and which windows of the finest level they read."""

from __future__ import annotations

import torch
from torch import nn

from model.universal.focus_decoder import FocusDecoder, chosen, most_looked_at, off_mask
from tests.model.universal.small import small_config, small_network


def test_a_first_position_is_the_mean_over_what_the_mask_leaves_out() -> None:
    place = torch.arange(8.0).view(1, 2, 2, 2)  # channels 0..3 and 4..7 at the four cells
    maps = torch.tensor([[[[1.0, -1.0], [-1.0, 1.0]], [[1.0, 1.0], [1.0, 1.0]]]])
    found = off_mask(maps, place)
    torch.testing.assert_close(found[0], torch.tensor([[1.5, 5.5], [0.0, 0.0]]))


def test_windows_are_the_64_fine_cells_under_each_coarse_one_row_by_row() -> None:
    rows, columns = 2, 3
    tokens = torch.arange(rows * columns * 64.0).view(1, -1, 1)
    second = chosen(tokens, torch.tensor([[4]]), (rows, columns)).flatten().view(8, 8)
    expected = torch.arange(rows * columns * 64.0).view(16, 24)[8:16, 8:16]
    assert torch.equal(second, expected)
    both = chosen(tokens, torch.tensor([[4, 0]]), (rows, columns))
    assert both.shape == (1, 128, 1) and torch.equal(both[0, :64, 0], expected.flatten())


def test_one_window_in_32_is_read_and_one_at_least() -> None:
    looked = torch.zeros(2, 3, 64)
    looked[0, :, 7], looked[0, 1, 9], looked[1, :, 60] = 1.0, 2.0, 1.0
    assert most_looked_at(looked)[0].tolist() == [7, 9] and most_looked_at(looked)[1, 0] == 60
    assert most_looked_at(looked[..., :20]).shape == (2, 1)


@torch.inference_mode()
def test_positions_move_after_each_layer_but_the_close_looks() -> None:
    network = small_network(small_config("faseg"))
    decoder = network.get_submodule("sem_seg_head.predictor")
    assert isinstance(decoder, FocusDecoder)
    moves: list[int] = []
    handles = [decoder.adapt_pos2d.register_forward_hook(lambda *_: moves.append(len(layers)))]
    layers: list[nn.Module] = []
    for layer in decoder.transformer_ffn_layers:
        handles.append(layer.register_forward_hook(lambda module, *_: layers.append(module)))
    prediction = network(torch.randn(1, 3, 64, 96))
    assert moves == [0, 1, 2, 3, 5]  # before the first layer, after layers 0, 1, 2 and 4, not after 3
    assert len(prediction.before) == 5
