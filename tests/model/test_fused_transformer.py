"""The transformer with the fusion head: one margin per object, the background at zero, any batch like single images."""

from __future__ import annotations

import torch
from torch import Tensor

from model.dynamite import Dynamite
from model.interactive_transformer import Prediction
from model.losses import LOSSES, Targets, total_loss
from tests.model.networks import three_clicks, tiny_network


def network() -> Dynamite:
    return tiny_network(kind="m2f+fusion")


def photos(count: int = 1) -> Tensor:
    torch.manual_seed(5)
    return torch.randn(count, 3, 64, 96)


def test_all_queries_of_an_object_share_its_map_and_the_background_is_zero() -> None:
    points, owner = three_clicks()
    maps = network()(photos(), points, owner).maps[0]
    assert maps.shape[1:] == (16, 24)
    assert torch.equal(maps[0], maps[1])
    assert not torch.equal(maps[0], maps[2])
    assert not maps[3:].any()


def test_renaming_objects_renames_their_maps() -> None:
    points, owner = three_clicks()
    image, net = photos(), network()
    renamed = torch.tensor([[1, 1, 0, -1]])
    torch.testing.assert_close(net(image, points, owner).maps, net(image, points, renamed).maps, atol=1e-5, rtol=1e-5)


def test_a_click_on_one_object_counts_against_the_others() -> None:
    points, owner = three_clicks()
    image, net = photos(), network()
    before = net(image, points[:, :3], owner[:, :3]).maps[0, 0]
    moved = net(image, points, torch.tensor([[0, 0, 1, 1]])).maps[0, 0]
    assert not torch.allclose(before, moved)


def test_a_batch_with_unequal_numbers_of_objects_equals_its_images_one_by_one() -> None:
    net, images = network(), photos(2)
    points, owner = three_clicks()
    other = torch.full_like(points, -1.0)
    other[0, 0] = torch.tensor([20.0, 70.0, 0.0])
    owners = torch.cat((owner, torch.tensor([[0, -2, -2, -2]])))
    together = net(images, torch.cat((points, other)), owners)
    alone = net(images[:1], points, owner), net(images[1:], other[:, :1], owners[1:, :1])
    torch.testing.assert_close(together.maps[0], alone[0].maps[0], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(together.maps[1, 0], alone[1].maps[0, 0], atol=1e-4, rtol=1e-4)


def test_the_numbers_of_a_graph_change_nothing() -> None:
    net = network()
    points, owner = three_clicks()
    levels, mask_features = net.encode(photos())
    free = net.decode(levels, mask_features, points, owner)
    told = net.decode(levels, mask_features, points, owner, torch.arange(2))
    assert torch.equal(free.maps, told.maps)


def test_the_loss_reaches_every_parameter_but_the_quality_heads() -> None:
    net = network().train()
    points, owner = three_clicks()
    points, owner = points.expand(2, -1, -1), owner.expand(2, -1)
    prediction: Prediction = net(photos(2), points, owner)
    masks = torch.zeros(2, 3, 16, 24)
    masks[:, 0, :8], masks[:, 1, 8:, :10] = 1, 1
    masks[:, 2] = 1 - masks[:, 0] - masks[:, 1]
    targets = Targets(masks, torch.ones(2, 3, dtype=torch.bool), torch.ones(2, 16, 24))
    loss, _ = total_loss(prediction, targets, points, owner, LOSSES["nano"])
    loss.backward()
    without = [
        name
        for name, p in net.named_parameters()
        if p.requires_grad and (p.grad is None or not torch.isfinite(p.grad).all())
    ]
    assert [name for name in without if "quality" not in name] == []
    assert [layer.shape[-1] for layer in prediction.layers[-3:]] == [12, 12, 24]
