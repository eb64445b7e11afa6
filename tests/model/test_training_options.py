"""The command line: recipes, what overrides them, and sentences for what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from model.config import ModelConfig, SwinConfig
from model.data.rules import EpochData, MixedData
from model.overrides import overridden
from model.presets import preset
from model.training.options import RunOptions, parse
from model.training.recipe import RECIPES, ROUNDS, recipe

WHERE = ["--data", "photos", "--out", "run"]


def test_the_command_line_packs_beside_the_run_by_default() -> None:
    chosen = parse(["--preset", "nano", "--minutes", "5", *WHERE])
    assert (chosen.recipe.minutes, chosen.recipe.steps, chosen.pack) == (5.0, 0, Path("run/pack"))


def test_what_is_not_given_is_as_the_recipe_says() -> None:
    for name in RECIPES:
        assert parse(["--recipe", name, *WHERE]).recipe == recipe(name)


def test_options_change_the_recipe() -> None:
    told = "--batch 6 --sizes 192,256 --rate 0.5 --decay 0.1 --clip 0 --average 0 --loss base --rounds many"
    more = "--corrections first_image --mix coco=1 --unlabelled ignore --precision fp32 --steps 7 --seed 3"
    chosen = parse([*told.split(), *more.split(), *WHERE])
    made = chosen.recipe
    assert (made.batch, made.sizes, made.average, made.loss, made.precision, made.steps) == (
        6, (192, 256), 0.0, "base", "fp32", 7,
    )  # fmt: skip
    assert (made.optimiser.rate, made.optimiser.decay, made.optimiser.clip) == (0.5, 0.1, 0.0)
    assert (made.corrections.rounds, made.corrections.images) == (ROUNDS["many"][0], "first_image")
    assert isinstance(made.data, MixedData) and (made.data.mix, made.data.unlabelled) == ("coco=1", "ignore")
    assert chosen.seed == 3


def test_scribbles_take_the_share_of_first_clicks_and_of_corrections_that_is_asked_for() -> None:
    made = parse(["--scribbles", "0.4", *WHERE]).recipe
    assert (made.clicks.scribbles, made.corrections.scribbles) == (0.4, 0.4)
    assert recipe("nano").clicks.scribbles == recipe("nano").corrections.scribbles == 0.15
    assert recipe("dynamite").clicks.scribbles == recipe("dynamite_reference").corrections.scribbles == 0
    with pytest.raises(ValueError, match=r"scribbles=1\.5 must be a share of the clicks"):
        replace(recipe("nano").clicks, scribbles=1.5)


def test_minutes_take_the_place_of_a_recipes_steps() -> None:
    assert parse(["--recipe", "dynamite", "--minutes", "3", *WHERE]).recipe.steps == 0
    assert parse(["--recipe", "dynamite", *WHERE]).recipe.steps == 184_375


def test_set_reaches_every_field_of_network_and_recipe() -> None:
    changes = ["transformer.position=none", "hidden=32", "recipe.data.view.smallest=0.5", "recipe.clicks.more=0.5,0.5"]
    chosen = parse([*(part for each in changes for part in ("--set", each)), *WHERE])
    assert chosen.config.transformer.position == "none" and chosen.config.hidden == 32
    assert isinstance(chosen.recipe.data, MixedData) and chosen.recipe.data.view.smallest == 0.5
    assert chosen.recipe.clicks.more == (0.5, 0.5)


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("transformer.positon=none", "TransformerConfig has heads, encoder_layers"),
        ("transformer.position=nowhere", "choose one of spatio_temporal, spatial"),
        ("transformer.heads=four", "transformer.heads='four' is no int"),
        ("transformer.align=perhaps", "is no bool"),
        ("transformer=3", "is a whole part; set one of transformer.heads"),
        ("hidden.more=3", "int has no parts"),
        ("backbone.kind=vgg", "choose one of residual, resnet"),
        ("backbone.depths=1,2", "has 2 values; expected 4"),
        ("hidden", "has no '='"),
        ("hidden=30", "not a multiple"),
    ],
)
def test_a_wrong_assignment_says_what_exists(assignment: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        overridden(preset("nano"), [assignment])


def test_values_are_read_as_their_field_says() -> None:
    base = preset("nano")
    assert overridden(base, ["backbone.depths=1,2,3,4"]).backbone.depths == (1, 2, 3, 4)
    assert overridden(base, ["input.shorter_side=32", "input.shorter_side=none"]).input.shorter_side is None
    assert overridden(base, ["transformer.align=off"]).transformer.align is False
    swin = overridden(base, ["backbone.kind=swin", "backbone.drop_path=0"]).backbone
    assert swin == SwinConfig(drop_path=0.0)
    assert isinstance(overridden(base, []), ModelConfig)


def test_a_wrong_command_line_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    for told, sentence in (
        (["--set", "hidden=30"], "not a multiple"),
        (["--size", "50"], "multiples of 32"),
        (["--batch", "3", "--processes", "2"], "not a multiple of 2"),
        (["--recipe", "dynamite", "--mix", "broad"], "every photo once an epoch"),
        (["--loss", "nano", "--recipe", "dynamite"], "set target_stride=4"),
    ):
        with pytest.raises(SystemExit):
            parse([*told, *WHERE])
        assert sentence in capsys.readouterr().err


def test_the_published_recipe_has_the_published_numbers() -> None:
    made = recipe("dynamite")
    assert isinstance(made.data, EpochData)
    assert (made.data.stuff, made.data.min_area_px, made.data.share, made.data.max_objects) == (0.15, 400, 0.7, 30)
    assert (made.data.view.smallest, made.data.view.largest, made.sizes, made.batch) == (0.1, 2.0, (1024,), 32)
    optimiser = made.optimiser
    assert (optimiser.rate, optimiser.backbone_factor, optimiser.decay, optimiser.clip) == (1e-4, 0.1, 0.05, 0.01)
    corrections = made.corrections
    assert (corrections.rounds, corrections.objects, corrections.enough) == ((0, 1, 2, 3), 15, 0.9)
    quirks = recipe("dynamite_reference")
    assert (
        replace(quirks, name="dynamite", data=made.data, corrections=made.corrections, loss="base", padding="unknown")
        == made
    )


def test_threads_are_shared_among_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    told: RunOptions = parse(["--processes", "2", *WHERE])
    assert told.threads_each() == 4 and replace(told, threads=1).threads_each() == 1
