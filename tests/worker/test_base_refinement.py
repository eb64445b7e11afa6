from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from kernels.rle import Rle, decode, decode_box, empty, encode, encode_box, subtract
from model.types import Click, Clicks, Features, Logits, Mark, Stroke
from tests.worker.fake_model import DiscModel, features_of
from worker.base_evidence import MOST, Simulated, evidence_of
from worker.base_refinement import MOST_KEPT, BaseRefiner, Pointed, Refined, _around, refined_by
from worker.decoder import Decoder

HW = (96, 128)
KEY = "image/digest"


def decoder(radius: float = 10.0, size_hw: tuple[int, int] = HW) -> Decoder:
    model = DiscModel(radius)
    return Decoder(model, features_of(size_hw, model.digest))


def base_of(*boxes: tuple[int, int, int, int]) -> Rle:
    mask = np.zeros(HW, dtype=bool)
    for x, y, width, height in boxes:
        mask[y : y + height, x : x + width] = True
    return encode(mask)


def pointed(*marks: tuple[Mark, bool]) -> list[Pointed]:
    return [Pointed(mark, on_object) for mark, on_object in marks]


def refined_rle(base: Rle, *marks: tuple[Mark, bool], by: Decoder) -> Rle:
    return BaseRefiner().refine(KEY, base, pointed(*marks), by).mask


def refined(base: Rle, *marks: tuple[Mark, bool], by: Decoder | None = None) -> np.ndarray:
    return decode(refined_rle(base, *marks, by=by or decoder())).astype(bool)


BASE = base_of((20, 20, 50, 50))
BESIDE, BELOW, INSIDE = (Click(78.5, 40.5, 0), True), (Click(40.5, 76.5, 1), True), (Click(30.5, 30.5, 2), False)


def test_everything_out_of_reach_is_bit_exact() -> None:
    before, after = decode(BASE) > 0, refined(BASE, BESIDE)
    rows, columns = np.nonzero(before != after)
    assert len(rows)
    assert np.hypot(rows - 40, columns - 78).max() <= 20
    assert (after >= before).all()


def test_several_clicks_compose_in_their_order() -> None:
    together = refined(BASE, BESIDE, BELOW, INSIDE)
    assert together[40, 78] and together[76, 40] and not together[30, 30]
    again = refined(BASE, BESIDE, (Click(78.5, 40.5, 1), False))
    assert not again[40, 78]
    back = refined(BASE, (Click(78.5, 40.5, 0), False), BESIDE)
    assert back[40, 78]


def test_an_earlier_click_keeps_what_it_changed() -> None:
    first, both = refined(BASE, BESIDE), refined(BASE, BESIDE, BELOW)
    changed = first != (decode(BASE) > 0)
    assert (both[changed] == first[changed]).all()


def test_a_stroke_changes_what_lies_along_it() -> None:
    mask = refined(BASE, (Stroke(((76.0, 24.0), (76.0, 64.0)), 0), True))
    assert mask[26:62, 72:77].all() and mask[24:64, 76].all()
    assert not mask[:, 90:].any()


def test_a_stroke_on_the_background_takes_away_what_lies_along_it() -> None:
    mask = refined(BASE, (Stroke(((24.0, 24.0), (24.0, 64.0)), 0), False))
    assert not mask[24:64, 24].any()
    assert mask[20:70, 55:70].all()


def test_the_bytes_are_the_same_with_and_without_what_was_kept() -> None:
    kept, by = BaseRefiner(), decoder()
    marks = pointed(BESIDE, BELOW, INSIDE)
    one_by_one = [kept.refine(KEY, BASE, marks[:number], by) for number in range(4)]
    assert one_by_one == [BaseRefiner().refine(KEY, BASE, marks[:number], decoder()) for number in range(4)]


def test_one_more_click_takes_one_more_decode() -> None:
    by, refiner = decoder(), BaseRefiner()
    refiner.refine(KEY, BASE, pointed(BESIDE), by)
    assert by.model.decodes <= MOST + 1  # type: ignore[attr-defined]
    for number, marks in enumerate(((BESIDE, BELOW), (BESIDE, BELOW, INSIDE)), start=1):
        before = by.model.decodes  # type: ignore[attr-defined]
        refiner.refine(KEY, BASE, pointed(*marks), by)
        assert by.model.decodes == before + 1, number  # type: ignore[attr-defined]


def test_undone_clicks_take_no_decode_and_others_in_their_place_take_one() -> None:
    by, refiner = decoder(), BaseRefiner()
    refiner.refine(KEY, BASE, pointed(BESIDE, BELOW), by)
    before = by.model.decodes  # type: ignore[attr-defined]
    refiner.refine(KEY, BASE, pointed(BESIDE), by)
    refiner.refine(KEY, BASE, pointed(), by)
    assert by.model.decodes == before  # type: ignore[attr-defined]
    refiner.refine(KEY, BASE, pointed(INSIDE), by)
    assert by.model.decodes == before + 1  # type: ignore[attr-defined]


def test_another_mask_image_or_model_is_asked_for_itself() -> None:
    by, refiner = decoder(), BaseRefiner()
    first = refiner.refine(KEY, BASE, pointed(BESIDE), by)
    before = by.model.decodes  # type: ignore[attr-defined]
    assert refiner.refine("other/digest", BASE, pointed(BESIDE), by) == first
    assert by.model.decodes > before + 1  # type: ignore[attr-defined]
    assert refiner.refine(KEY, base_of((20, 20, 50, 49)), pointed(BESIDE), by) != first


def test_what_was_unused_longest_is_let_go() -> None:
    by, refiner = decoder(), BaseRefiner()
    first = refiner.refine(KEY, BASE, pointed(BESIDE), by)
    for number in range(MOST_KEPT + 1):
        refiner.refine(str(number), BASE, pointed((Click(30.5, 30.5, 0), True)), by)
    assert len(refiner._kept) == MOST_KEPT
    assert refiner.refine(KEY, BASE, pointed(BESIDE), by) == first


def test_evidence_against_a_click_is_overruled_near_it_and_kept_far_from_it() -> None:
    """A bite that the decode fills by itself has a simulated background click in it, where a person clicks, too."""
    by = decoder(radius=30.0)
    disc = by.labels(Clicks(((Click(64.5, 48.5, 0),),)))[0] == 1
    base = encode(disc & (decode(base_of((60, 20, 12, 16))) == 0))
    refiner = BaseRefiner()
    result = refiner.refine(KEY, base, pointed((Click(66.5, 28.5, 0), True)), by)
    assert result.evidence
    against = [each.mark for each in evidence_of(base, by) if not each.on_object]
    assert any(np.hypot(mark.x - 66.5, mark.y - 28.5) < 6 for mark in against)
    left = [each.mark for each in result.evidence if not each.on_object]
    assert not any(np.hypot(mark.x - 66.5, mark.y - 28.5) < 6 for mark in left)
    mask = decode(result.mask) > 0
    assert mask[22:34, 62:70].all()


def test_evidence_that_speaks_for_little_is_kept_though_the_mask_is_far_from_the_click() -> None:
    before = (Simulated(Click(20.5, 20.5, 0), True, np.inf), Simulated(Click(60.5, 60.5, 1), False, 6.0))
    by, base = decoder(), base_of((10, 10, 20, 20))
    for x, left in ((100.5, before), (75.5, before[:1])):
        (at,) = pointed((Click(x, 60.5, 0), True))
        around = _around(base, at)
        assert around is not None
        assert refined_by(Refined(base, before), around, [at], by).evidence == left


def test_a_tiny_base_gains_what_is_clicked() -> None:
    mask = refined(base_of((40, 40, 1, 1)), (Click(46.5, 40.5, 0), True))
    assert mask[40, 40] and mask[40, 46]
    assert not mask[:, 70:].any()


def test_a_tiny_base_may_be_clicked_away() -> None:
    assert not refined(base_of((40, 40, 3, 3)), (Click(41.5, 41.5, 0), False)).any()


def test_a_click_far_from_the_base_adds_a_part_of_its_own() -> None:
    mask = refined(base_of((2, 2, 10, 10)), (Click(110.5, 80.5, 0), True))
    assert mask[80, 110] and mask[2:12, 2:12].all()
    assert not mask[:, 20:90].any()


def test_a_mask_that_fills_the_image_may_lose_a_part() -> None:
    mask = refined(encode(np.ones(HW, dtype=bool)), (Click(60.5, 50.5, 0), False), by=decoder(radius=40.0))
    assert not mask[50, 60]
    assert mask.mean() > 0.5


@pytest.mark.parametrize("step_side", [64, 1024])
def test_a_large_photo_is_looked_at_in_steps_and_mended_by_the_pixel(
    step_side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.base_refinement.LONGEST_SIDE", step_side)
    size_hw = (400, 600)
    full = np.zeros(size_hw, dtype=bool)
    full[100:300, 100:500] = True
    bitten = full.copy()
    bitten[100:180, 240:360] = False
    by = decoder(radius=110.0, size_hw=size_hw)
    result = BaseRefiner().refine(KEY, encode(bitten), pointed((Click(300.5, 140.5, 0), True)), by)
    mask = decode(result.mask) > 0
    assert (mask >= bitten).all()
    assert mask[110:180, 250:350].all()
    assert not mask[:, 520:].any()


class SmallMaps(DiscModel):
    """Discs on maps of 96 x 128 cells, whatever the size of the image; ``radius`` in cells."""

    def decode(self, features: Features, clicks: Clicks) -> Logits:
        small = features_of((2 * HW[0], 2 * HW[1]), self.digest)
        down, across = 2 * HW[0] / features.image_hw[0], 2 * HW[1] / features.image_hw[1]

        def shrunk(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
            return tuple(Click(m.x * across, m.y * down, m.t) for m in marks if isinstance(m, Click))

        asked = Clicks(tuple(map(shrunk, clicks.objects)), shrunk(clicks.background))
        return replace(super().decode(small, asked), image_hw=features.image_hw)


@pytest.mark.parametrize("side_px", [40, 1500])
def test_a_base_on_a_photo_of_24_megapixels_takes_less_than_a_byte_a_pixel(side_px: int) -> None:
    size_hw = (4000, 6000)
    base = encode_box(np.ones((side_px, side_px), dtype=bool), (2000, 1000), size_hw)
    model = SmallMaps(radius=6.0)
    by = Decoder(model, features_of(size_hw, model.digest))
    x, y = 2000 + side_px + 30, 1020
    refined_rle(base, (Click(x, y, 0), True), by=by)  # compiled by now
    tracemalloc.start()
    result = refined_rle(base, (Click(x, y, 0), True), by=by)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < size_hw[0] * size_hw[1]
    assert subtract(base, result)["counts"] == empty(size_hw)["counts"]
    assert decode_box(result, (x, y, 1, 1)).all()
