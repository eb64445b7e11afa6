"""Word statistics: what a mask is made of speaks for the same stuff elsewhere, and equals plain loops."""

from __future__ import annotations

import torch

from model.word_statistics import KINDS, LARGEST, PRIOR, SCALE, WORDS, WordStatistics


def statistics() -> WordStatistics:
    torch.manual_seed(0)
    return WordStatistics(8)


def two_colours(height: int = 6, width: int = 8) -> torch.Tensor:
    """(1, 3, h, w): dark in the outer quarters of the columns, bright between."""
    colour = torch.full((1, 3, height, width), -1.5)
    colour[..., width // 4 : -(width // 4)] = 1.8
    return colour


def test_the_words_of_a_pixel_are_shares_of_one() -> None:
    assigned = statistics().assigned(torch.randn(2, 8, 6, 8), torch.randn(2, 3, 6, 8))
    shares = assigned.unflatten(1, (KINDS, WORDS)).sum(2)
    torch.testing.assert_close(shares, torch.ones_like(shares))


def test_a_colour_inside_the_mask_speaks_for_the_same_colour_far_away() -> None:
    module = statistics()
    colour = two_colours()
    assigned = module.assigned(torch.zeros(1, 8, 6, 8), colour)
    margins = torch.full((1, 6, 8), -6.0)
    margins[..., :2] = 6.0  # the left dark stripe alone
    number = torch.tensor([0])
    evidence = module(assigned, margins, number, number)[0, 0]
    assert evidence[:, -2:].min() > 0 > evidence[:, 2:-2].max()


def test_evidence_equals_plain_loops_over_objects_words_and_cells() -> None:
    module = statistics()
    assigned = module.assigned(torch.randn(2, 8, 6, 10), torch.randn(2, 3, 6, 10))
    margins, image, number = torch.randn(3, 6, 10), torch.tensor([0, 0, 1]), torch.tensor([0, 1, 0])
    evidence = module(assigned, margins, image, number)
    for place in range(3):
        words = assigned[image[place]].unflatten(0, (KINDS, WORDS))
        mask = margins[place].sigmoid()
        for kind in range(KINDS):
            within = (words[kind] * mask).sum((1, 2)) + PRIOR
            without = (words[kind] * (1 - mask)).sum((1, 2)) + PRIOR
            ratio = (within / within.sum()).log() - (without / without.sum()).log()
            wanted = torch.einsum("w,whk->hk", ratio.clamp(-LARGEST, LARGEST) * SCALE, words[kind])
            torch.testing.assert_close(evidence[place, kind], wanted, atol=1e-5, rtol=1e-5)


def test_one_image_alone_gives_what_it_gives_in_a_batch() -> None:
    module = statistics()
    assigned = module.assigned(torch.randn(2, 8, 6, 8), torch.randn(2, 3, 6, 8))
    margins, zero = torch.randn(2, 6, 8), torch.tensor([0])
    together = module(assigned, margins, torch.tensor([0, 1]), torch.tensor([0, 0]))[1:]
    torch.testing.assert_close(module(assigned[1:], margins[1:], zero, zero), together, atol=1e-5, rtol=1e-5)
