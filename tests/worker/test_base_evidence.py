from __future__ import annotations

import numpy as np
import pytest

from kernels.rle import Rle, decode, encode, encode_box, iou
from model.types import Click, Clicks
from tests.worker.fake_model import DiscModel, features_of
from worker.base_evidence import MOST, Simulated, deepest_point, evidence_of, of_one_object
from worker.decoder import Decoder

HW = (96, 128)


def decoder(radius: float = 9.0, size_hw: tuple[int, int] = HW) -> Decoder:
    model = DiscModel(radius)
    return Decoder(model, features_of(size_hw, model.digest))


def rectangle(x: int, y: int, width: int, height: int, size_hw: tuple[int, int] = HW) -> Rle:
    return encode_box(np.ones((height, width), dtype=bool), (x, y), size_hw)


def decoded(clicks: Clicks, by: Decoder) -> Rle:
    return encode(by.labels(clicks)[0] == 1)


def clicks_of(made: tuple[Simulated, ...]) -> Clicks:
    return of_one_object([(each.mark, each.on_object) for each in made])


def test_clicks_until_the_decode_has_reproduced_the_mask() -> None:
    by = decoder()
    discs = decoded(Clicks(((Click(30.5, 30.5, 0), Click(44.5, 30.5, 1), Click(60.5, 34.5, 2)),)), by)
    made = evidence_of(discs, by)
    assert iou(decoded(clicks_of(made), by), discs) >= 0.9
    assert 1 < len(made) <= MOST


def test_what_the_model_finds_with_one_click_takes_one_click_and_one_decode() -> None:
    by = decoder()
    disc = decoded(Clicks(((Click(40.5, 40.5, 0),),)), by)
    assert [each.depth for each in evidence_of(disc, by)] == [np.inf]
    assert by.model.decodes == 2  # type: ignore[attr-defined]


def test_a_mask_that_cannot_be_reproduced_takes_no_more_than_its_budget() -> None:
    by = decoder(radius=4.0)
    evidence_of(rectangle(10, 10, 100, 70), by)
    assert by.model.decodes == MOST  # type: ignore[attr-defined]


def test_background_clicks_lie_outside_and_object_clicks_inside() -> None:
    by, base = decoder(radius=20.0), rectangle(30, 40, 50, 6)
    made, mask = evidence_of(base, by), decode(base)
    assert {each.on_object for each in made} == {True, False}
    assert all(mask[int(each.mark.y), int(each.mark.x)] == each.on_object for each in made)


def test_a_click_knows_how_deep_the_error_is_that_it_corrects() -> None:
    """The disc of the first click covers 20 pixels above and below a bar of 6."""
    second = evidence_of(rectangle(30, 40, 50, 6), decoder(radius=20.0))[1]
    assert not second.on_object
    assert 6 < second.depth < 12


def test_the_same_mask_gives_the_same_clicks() -> None:
    base = rectangle(20, 20, 60, 40)
    assert evidence_of(base, decoder()) == evidence_of(base, decoder())


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (127, 95, 1, 1), (10, 10, 2, 1)])
def test_a_mask_of_a_pixel_or_two_has_a_click_on_it(box: tuple[int, int, int, int]) -> None:
    first = evidence_of(rectangle(*box), decoder())[0]
    assert first.on_object and decode(rectangle(*box))[int(first.mark.y), int(first.mark.x)]


def test_a_line_thinner_than_the_step_of_a_large_photo_has_a_click_on_it() -> None:
    size_hw = (4000, 6000)
    base = rectangle(100, 1001, 5000, 1, size_hw)
    (only,) = evidence_of(base, decoder(size_hw=(40, 60)))
    assert int(only.mark.y) == 1001 and 100 <= only.mark.x < 5100


@pytest.mark.parametrize(
    ("box", "point"), [((10, 10, 9, 9), (14.5, 14.5)), ((0, 0, 1, 1), (0.5, 0.5)), ((119, 87, 9, 9), (123.5, 91.5))]
)
def test_deepest_point_is_the_pixel_farthest_from_the_border(
    box: tuple[int, int, int, int], point: tuple[float, float]
) -> None:
    assert deepest_point(rectangle(*box)) == point


def test_deepest_point_of_a_mask_that_fills_the_image_lies_inside() -> None:
    x, y = deepest_point(encode(np.ones(HW, dtype=bool)))
    assert (abs(x - 64) < 18, abs(y - 48) < 1) == (True, True)
