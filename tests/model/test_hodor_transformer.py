"""HODOR in place of the transformer, whole or in part: channels, batches, training, engines."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from model.dynamite import TRANSFORMERS, Dynamite
from model.engines.onnx import OnnxModel
from model.engines.torch import TorchModel
from model.export import export
from model.fusion import masks_from_logits
from model.losses import LOSSES, Targets, merged, total_loss
from model.presets import preset
from model.types import Click, Clicks
from tests.model.networks import three_clicks

KINDS = ("hodor", "hodor_enc+m2f", "m2f+hodor_dec")
CLICKS = Clicks(((Click(20.0, 30.0, 0), Click(40.0, 30.0, 3)), (Click(70.0, 20.0, 1),)), (Click(5.0, 50.0, 2),))


def network_of(kind: str, **options: object) -> Dynamite:
    torch.manual_seed(0)
    config = preset("tiny_test")
    return Dynamite(replace(config, transformer=replace(config.transformer, kind=kind, **options))).eval()


def features_of(network: Dynamite, batch: int = 1) -> tuple[list[Tensor], Tensor]:
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        return network.encode(torch.randn((batch, 3, 64, 96), generator=generator))


def test_every_kind_of_a_config_has_a_transformer() -> None:
    assert set(KINDS) <= set(TRANSFORMERS)


def test_hodor_answers_per_object_however_many_clicks() -> None:
    network = network_of("hodor")
    prediction = network.decode(*features_of(network), *three_clicks())
    assert prediction.maps.shape == (1, 2 + 1 + 9 + 1, 16, 24)
    assert prediction.owner.tolist() == [[0, 1] + [-1] * 11]
    assert prediction.quality is not None and prediction.quality.shape == (1, 13)


def test_hodors_quality_is_that_of_its_objects_masks_and_needs_no_second_click() -> None:
    network = network_of("hodor", quality="mask")
    features, (clicks, owner) = features_of(network), three_clicks()
    quality = network.decode(*features, clicks, owner).quality
    assert quality is not None and quality.shape == (1, 13)
    assert quality[0, :2].abs().min() > 0 and not quality[0, 2:].any()
    exchanged = network.decode(*features, clicks, torch.tensor([[1, 1, 0, -1]])).quality
    torch.testing.assert_close(exchanged[:, [1, 0]], quality[:, :2], atol=1e-4, rtol=1e-4)


def test_described_queries_are_objects_too() -> None:
    network = network_of("hodor_enc+m2f")
    prediction = network.decode(*features_of(network), *three_clicks())
    assert prediction.owner.tolist() == [[0, 1] + [-1] * (1 + network.config.transformer.static_queries)]
    assert len(prediction.layers) == network.config.transformer.encoder_layers + 2


def test_hodors_pixels_answer_per_click() -> None:
    network = network_of("m2f+hodor_dec")
    prediction = network.decode(*features_of(network), *three_clicks())
    assert prediction.owner.tolist() == [[0, 0, 1, -1] + [-1] * network.config.transformer.static_queries]


@pytest.mark.parametrize("kind", ["hodor", "hodor_enc+m2f"])
def test_exchanged_objects_exchange_their_maps(kind: str) -> None:
    network = network_of(kind)
    features, (clicks, _) = features_of(network), three_clicks()
    straight = network.decode(*features, clicks, torch.tensor([[0, 0, 1, -1]])).maps
    turned = network.decode(*features, clicks, torch.tensor([[1, 1, 0, -1]])).maps
    torch.testing.assert_close(turned[:, [1, 0]], straight[:, :2], atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(turned[:, 2:], straight[:, 2:], atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_is_answered_in_a_batch_as_alone(kind: str) -> None:
    network = network_of(kind)
    levels, mask_features = features_of(network, batch=2)
    points, owner = three_clicks()
    second = torch.full_like(points, -1.0)
    second[0, :2] = torch.tensor([[20.0, 80.0, 0.0], [50.0, 10.0, 1.0]])
    owners = torch.cat((owner, torch.tensor([[0, -1, -2, -2]])))
    together = network.decode(levels, mask_features, torch.cat((points, second)), owners)
    for index, count in ((0, 4), (1, 2)):
        one = slice(index, index + 1)
        alone = network.decode(
            [level[one] for level in levels],
            mask_features[one],
            torch.cat((points, second))[one, :count],
            owners[one, :count],
        )
        expected = merged(alone.maps, alone.owner, 1 + (index == 0))
        torch.testing.assert_close(
            merged(together.maps[one], together.owner[one], 1 + (index == 0)), expected, atol=1e-4, rtol=1e-4
        )


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_steps_on_discs_make_the_loss_fall(kind: str) -> None:
    network = network_of(kind).train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3)
    images, targets, clicks, owner = painted()
    losses = []
    for _ in range(12):
        prediction = network(images, clicks, owner)
        loss, _ = total_loss(prediction, targets, clicks, owner, LOSSES["nano"])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.8 * losses[0]
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in network.parameters())


def test_hodor_is_trained_after_every_layer_of_its_decoder() -> None:
    network = network_of("hodor", decoder_layers=2)
    levels, mask_features = features_of(network)
    assert len(network.decode(levels, mask_features, *three_clicks()).layers) == 1
    assert len(network.train().decode(levels, mask_features, *three_clicks()).layers) == 2
    with torch.no_grad():  # as in the rounds of corrections, which only want the answer
        assert len(network.decode(levels, mask_features, *three_clicks()).layers) == 1


def painted() -> tuple[Tensor, Targets, Tensor, Tensor]:
    """Two bright discs and a box on dark ground, 64 x 64, one image with one object less."""
    rows, columns = torch.meshgrid(torch.arange(64), torch.arange(64), indexing="ij")
    disc = ((rows - 20) ** 2 + (columns - 18) ** 2 < 120).float()
    box = ((rows > 34) & (rows < 58) & (columns > 34) & (columns < 60)).float()
    objects = torch.stack((disc, box))
    images = torch.zeros(2, 3, 64, 64)
    images[:, 0], images[:, 2] = 2 * disc, torch.stack((2 * box, 0 * box))
    masks = torch.stack((objects, torch.stack((disc, 0 * box))))
    masks = torch.cat((masks, 1 - masks.sum(1, keepdim=True)), dim=1)
    masks = torch.nn.functional.avg_pool2d(masks, 4)
    valid = torch.tensor([[True, True, True], [True, False, True]])
    clicks = torch.tensor(
        [
            [[20.0, 18.0, 0.0], [46.0, 46.0, 1.0], [5.0, 50.0, 2.0]],
            [[20.0, 18.0, 0.0], [50.0, 5.0, 1.0], [-1.0, -1.0, -1.0]],
        ]
    )
    owner = torch.tensor([[0, 1, -1], [0, -1, -2]])
    return images, Targets(masks, valid, torch.ones(2, 16, 16)), clicks, owner


@pytest.mark.parametrize(
    ("kind", "quality"), [("hodor", "mask"), ("hodor_enc+m2f", "query"), ("m2f+hodor_dec", "query")]
)
def test_both_engines_answer_the_same(kind: str, quality: str, tmp_path: Path) -> None:
    network = network_of(kind, quality=quality)
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, str(tmp_path / "run"))
    logging.disable(logging.WARNING)
    export(tmp_path / "run", network.config, tmp_path / "model")
    logging.disable(logging.NOTSET)
    image = np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    answers = []
    for model in (OnnxModel(tmp_path / "model", threads=1), TorchModel(tmp_path / "model", threads=1)):
        logits = model.decode(model.encode(image), CLICKS)
        answers.append(logits)
        assert logits.owner.min() == -1 and masks_from_logits(logits).shape == (60, 90)
    np.testing.assert_array_equal(answers[0].owner, answers[1].owner)
    np.testing.assert_allclose(answers[0].maps, answers[1].maps, atol=2e-3, rtol=1e-3)
    np.testing.assert_allclose(answers[0].quality, answers[1].quality, atol=1e-3)


def test_sizes_that_hodor_cannot_have_are_named() -> None:
    config = preset("tiny_test")
    with pytest.raises(ValueError, match="decoder_layers=0"):
        network_of("hodor", decoder_layers=0)
    groups = replace(config.pixel_decoder, groups=4)
    with pytest.raises(ValueError, match="hidden=24"):
        Dynamite(
            replace(config, hidden=24, pixel_decoder=groups, transformer=replace(config.transformer, kind="hodor"))
        )
