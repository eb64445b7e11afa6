"""The table of loss forms: reserved and unknown names say what to do."""

from __future__ import annotations

import pytest

from model.losses import LOSSES


def test_the_form_of_2022_is_reserved_and_says_what_is_missing() -> None:
    with pytest.raises(NotImplementedError, match="icip2022") as error:
        LOSSES["icip2022"]
    assert all(f"({letter})" in str(error.value) for letter in "abcde")


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="choose one of base, "):
        LOSSES["focal"]


def test_base_is_as_published() -> None:
    base = LOSSES["base"]
    assert (base.bce, base.dice, base.auxiliary, base.points, base.skip_layer) == (5.0, 5.0, 1.0, 12544, None)
