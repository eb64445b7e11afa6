"""Evidence around clicks: the matrix product equals plain loops, and likeness decides."""

from __future__ import annotations

import math

import torch

from model.click_affinity import LOWEST, SCALE, ClickAffinity

HEIGHT, WIDTH = 5, 7
OWNER = torch.tensor([[0, 0, 1, -1], [0, -1, -2, -2]])
CLICKS = torch.tensor(
    [
        [[2.0, 2.0, 0.0], [10.0, 14.0, 1.0], [18.0, 26.0, 2.0], [6.0, 22.0, 3.0]],
        [[10.0, 6.0, 0.0], [14.0, 18.0, 1.0], [-1.0, -1.0, -1.0], [-1.0, -1.0, -1.0]],
    ]
)
IMAGE, NUMBER = torch.tensor([0, 0, 1]), torch.tensor([0, 1, 0])


def affinity() -> ClickAffinity:
    torch.manual_seed(0)
    return ClickAffinity(8, groups=2, width=3)


def given() -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(1)
    return affinity().embedding(torch.randn(2, 8, HEIGHT, WIDTH)), torch.randn(2, 3, HEIGHT, WIDTH)


def test_evidence_equals_plain_loops_over_clicks() -> None:
    module = affinity()
    embedding, colour = given()
    evidence = module(embedding, colour, CLICKS, OWNER, IMAGE, NUMBER)
    likeness = module._likeness(embedding, colour, CLICKS)
    for place, (image, number) in enumerate(zip(IMAGE.tolist(), NUMBER.tolist(), strict=True)):
        for side in (0, 1):
            total = torch.zeros(module.kinds, HEIGHT * WIDTH)
            for click in range(4):
                owner = int(OWNER[image, click])
                if owner != -2 and (owner == number) == (side == 0):
                    total += likeness[image, click].exp()
            wanted = (total.clamp(min=LOWEST).log() * SCALE).reshape(module.kinds, HEIGHT, WIDTH)
            got = evidence[place].unflatten(0, (2, module.kinds))[side]
            torch.testing.assert_close(got, wanted, atol=1e-5, rtol=1e-5)


def test_one_image_alone_gives_what_it_gives_in_a_batch() -> None:
    module = affinity()
    embedding, colour = given()
    together = module(embedding, colour, CLICKS, OWNER, IMAGE, NUMBER)[2:]
    number = torch.tensor([0])
    alone = module(embedding[1:], colour[1:], CLICKS[1:, :2], OWNER[1:, :2], torch.zeros_like(number), number)
    torch.testing.assert_close(alone, together, atol=1e-6, rtol=1e-6)


def test_a_pixel_of_the_clicks_colour_is_more_like_it_than_any_other() -> None:
    module = affinity()
    embedding = torch.ones(1, 6, HEIGHT, WIDTH) / math.sqrt(3)
    colour = torch.zeros(1, 3, HEIGHT, WIDTH)
    colour[:, :, :, WIDTH // 2 :] = 2.0
    click, owner = torch.tensor([[[10.0, 6.0, 0.0]]]), torch.tensor([[0]])
    number = torch.tensor([0])
    evidence = module(embedding, colour, click, owner, torch.zeros_like(number), number)
    by_colour = evidence[0, module.groups]
    assert by_colour[:, : WIDTH // 2].min() > by_colour[:, WIDTH // 2 :].max()


def test_every_group_of_the_embedding_has_length_one() -> None:
    embedding, _ = given()
    lengths = embedding.unflatten(1, (2, 3)).norm(dim=2)
    torch.testing.assert_close(lengths, torch.ones_like(lengths))
