"""Names in an archive: safe and distinct."""

from __future__ import annotations

import pytest

from backend.formats.names import DistinctNames, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("a.jpg", "a.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..", "image"),
        ("/", "image"),
        ("a\\b\\c.png", "c.png"),
        ("nul.png", "_nul.png"),
        ('a<b>:"|?*.jpg', "a_b______.jpg"),
        ("a\x00.jpg", "a_.jpg"),
        ("x" * 300 + ".jpg", "x" * 180 + ".jpg"),
        ("é 日本.jpg", "é 日本.jpg"),
    ],
)
def test_names_are_safe_on_every_system(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_the_same_name_is_handed_out_once() -> None:
    names = DistinctNames()
    taken = [names.take(name) for name in ("a.jpg", "a.jpg", "A.JPG", "a_2.jpg", "a.jpg", "a.png")]
    assert taken[:2] == ["a.jpg", "a_2.jpg"]
    assert len({name.casefold() for name in taken}) == len(taken)


def test_many_equal_names_stay_quick() -> None:
    names = DistinctNames()
    assert len({names.take("image.jpg") for _ in range(20_000)}) == 20_000
