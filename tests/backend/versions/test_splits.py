"""An image stays in its split, and the splits are as large as their shares promise."""

from __future__ import annotations

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from backend.versions.splits import SplitRule, place

CONTENTS = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(4000)]
BY_HASH = SplitRule("hash", {"train": 80, "val": 10, "test": 10}, 7)


def test_the_shares_are_kept_within_what_chance_allows() -> None:
    counts = Counter(BY_HASH.split_of(content, ()) for content in CONTENTS)
    assert 3100 < counts["train"] < 3300 and 330 < counts["val"] < 470 and 330 < counts["test"] < 470
    assert counts.total() == 4000 and "" not in counts


def test_another_seed_divides_in_another_way() -> None:
    other = SplitRule("hash", BY_HASH.shares, 8)
    assert any(BY_HASH.split_of(c, ()) != other.split_of(c, ()) for c in CONTENTS[:100])


def test_the_place_is_pinned_for_good() -> None:
    assert [round(place(7, content), 6) for content in CONTENTS[:3]] == [10.817652, 23.638376, 20.448312]


@given(st.integers(0, 2**31 - 1), st.binary(min_size=32, max_size=32).map(bytes.hex))
def test_every_image_has_a_place_from_0_to_below_100(seed: int, content: str) -> None:
    assert 0 <= place(seed, content) < 100


def test_more_training_takes_images_from_the_others_and_gives_none_away() -> None:
    larger = SplitRule("hash", {"train": 90, "val": 5, "test": 5}, 7)
    assert all(larger.split_of(c, ()) == "train" for c in CONTENTS if BY_HASH.split_of(c, ()) == "train")


def test_tags_decide_and_a_test_image_is_kept_from_training() -> None:
    rule = SplitRule.of({"by": "tag", "tags": {"train": "Train", "test": "held out"}})
    found = [rule.split_of("", tags) for tags in ({"train"}, {"held out", "train"}, {"night"}, set())]
    assert found == ["train", "test", "", ""]
