"""The arms: every design option by name, what it changes of the base arm, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

PRESET = "ablation_base"
BASE = "base"


@dataclass(frozen=True)
class Arm:
    """One change of the base arm: ``settings`` of the model config, ``options`` of the training, a form of the loss."""

    name: str
    answers: str
    settings: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    loss: str = "base"


GROUPS: dict[str, tuple[Arm, ...]] = {
    "Base": (
        Arm(
            BASE,
            "what all others change one thing of: features at the click averaged over three scales, MLP projection, "
            "spatio-temporal encoding, 9 static background queries, mask transformer, BCE + Dice, all images corrected",
        ),
    ),
    "Where a query comes from (base: the mean of three scales at the click)": (
        Arm("init_single_scale", "the finest scale alone", ("transformer.init=point_last",)),
        Arm("init_disc", "a disc around the click instead of a point", ("transformer.init=disc_ms",)),
        Arm("init_weighted", "learned weights of the scales", ("transformer.init=wms",)),
        Arm(
            "init_patches_of_features",
            "a small ViT over the features around the click instead of the mean",
            ("transformer.init=vit_patch", "transformer.vit.source=feat", "transformer.vit.add=replace"),
        ),
        Arm(
            "init_patches_of_pixels",
            "the same over the photo's pixels and the clicks drawn into them",
            ("transformer.init=vit_patch", "transformer.vit.source=rgb", "transformer.vit.add=replace"),
        ),
    ),
    "Projection of the queries (base: two layers with ReLU)": (
        Arm("projection_none", "features as they are", ("transformer.projection=none",)),
        Arm("projection_linear", "one layer", ("transformer.projection=linear",)),
    ),
    "Place and time of a query (base: learned + projected sine of place and time)": (
        Arm("position_none", "no encoding at all", ("transformer.position=zero",)),
        Arm("position_learned", "one learned vector for all clicks", ("transformer.position=learned",)),
        Arm("position_sine", "the fixed sine of the click alone", ("transformer.position=sine_only",)),
        Arm("position_spatial", "learned + sine of the place", ("transformer.position=spatial",)),
        Arm("position_temporal", "learned + sine of the time", ("transformer.position=temporal",)),
        Arm("static_none", "no static background queries and encodings", ("transformer.static_queries=0",)),
    ),
    "Relative encodings (base: none)": (
        Arm("relative_alibi", "fixed: attention fades with distance", ("transformer.attention_bias=alibi2d",)),
        Arm("relative_rope", "fixed: rotary, by rows and columns", ("transformer.attention_bias=rope2d",)),
        Arm("relative_learned", "learned bias by offset, continuous", ("transformer.attention_bias=cpb",)),
        Arm("relative_radial", "learned rings around the click, in masks too (nano)", ("transformer.relative=true",)),
    ),
    "Encoder and decoder (base: masked cross-attention, then pixels look at queries)": (
        Arm("hodor", "HODOR's encoder and decoder instead", ("transformer.kind=hodor",)),
        Arm("hodor_decoder", "only its decoder, behind our queries", ("transformer.kind=m2f+hodor_dec",)),
        Arm("fusion", "masks from likeness to each click beside the queries'", ("transformer.kind=m2f+fusion",)),
    ),
    "Loss (base: BCE + Dice on uncertain points)": (
        Arm("loss_whole_maps", "BCE + Dice on every cell: what the sampling is worth", loss="whole_maps"),
        Arm("loss_focal", "normalised focal + Dice, on every cell", loss="nfl"),
        Arm("loss_set_softmax", "exclusive masks: balanced cross entropy + Dice on the softmax", loss="set_softmax"),
        Arm("loss_per_click", "each click's own map supervised too", loss="per_click"),
        Arm("loss_click_anchor", "a penalty where a click is not honoured", loss="click_anchor"),
        Arm("loss_boundary", "edges weigh up to five times", loss="boundary"),
        Arm("loss_nano", "BCE + Dice + softmax over the set + clicks, less on early layers (recipe nano)", loss="nano"),
    ),
    "Scribbles beside clicks (base: clicks alone; validated by clicks)": (
        Arm("scribbles", "15 % of the clicks grow to strokes, a query a point", options=("--scribbles", "0.15")),
        Arm(
            "scribbles_pooled",
            "the same, all points of a stroke with the mean of their features",
            ("transformer.scribble=pool",),
            ("--scribbles", "0.15"),
        ),
    ),
    "What the published ResNet-50 was trained with": (
        Arm(
            "corrections_first_image",
            "corrective clicks for one image of two, as the reference gives them",
            options=("--corrections", "first_image", "--set", "recipe.corrections.group=2"),
        ),
        Arm("loss_dropped_layer", "no loss on the last query layer, as in the reference", loss="dropped_layer"),
    ),
}
"""In the order of the page; within a seed the sweep goes through them in this order."""

ARMS: dict[str, Arm] = {arm.name: arm for arms in GROUPS.values() for arm in arms}


def chosen_arms(names: str) -> list[Arm]:
    """The arms of a comma-separated list, all for an empty one. Raises ValueError that names those that exist."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in ARMS]
    if unknown:
        raise ValueError(f"no arm is called {', '.join(unknown)}; choose of {', '.join(ARMS)}")
    return [ARMS[name] for name in wanted] or list(ARMS.values())
