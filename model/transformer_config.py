"""The interactive transformer as one frozen value: DynaMITe's sizes, and every option that the product adds to it.

Options are named as in the documentation (docs/models.md); their defaults are the published networks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isqrt
from typing import Any, Literal, get_args, get_type_hints

Init = Literal["point_ms", "point_last", "disc_ms", "region_points", "wms", "ms_proj", "ms_global", "ms_F", "vit_patch"]
Projection = Literal["none", "linear", "mlp", "mlp_res", "mlp_res_ln"]
PositionMode = Literal[
    "spatio_temporal",
    "spatial",
    "temporal",
    "none",
    "learned",
    "zero",
    "sine_only",
    "sine_proj_only",
    "st_add",
    "st_round",
]
AttentionBias = Literal["none", "alibi2d", "rope2d", "cpb", "table"]
Merge = Literal["max", "lse"]
Scribble = Literal["pool", "multi"]
Quality = Literal["none", "query", "mask"]
Kind = Literal["m2f", "m2f+fusion", "hodor", "hodor_enc+m2f", "m2f+hodor_dec"]


@dataclass(frozen=True)
class VitConfig:
    """The transformer over patches around clicks that ``init="vit_patch"`` takes descriptors from.

    ``source`` "rgb" crops the network's input (its graphs can't be exported: the decoder would need the image), "feat"
    reads the mask features. ``query`` "per_instance" gives all clicks of an object one descriptor, pooled over all
    their tokens. ``add`` "sum" adds it to ``point_ms`` through a gate that starts at 0. ``width``, ``depth`` and
    ``heads`` are those of the rgb source; over features it is as wide as the network, with two layers.
    """

    source: Literal["rgb", "feat"] = "feat"
    query: Literal["per_click", "per_instance"] = "per_click"
    pooling: Literal["mean", "cls_mean", "max", "attn"] = "mean"
    add: Literal["replace", "sum"] = "sum"
    width: int = 192
    depth: int = 4
    heads: int = 3

    def __post_init__(self) -> None:
        for name in ("source", "query", "pooling", "add"):
            _check_choice(self, name)
        if self.width % self.heads:
            raise ValueError(f"vit.width={self.width} is not a multiple of vit.heads={self.heads}")


@dataclass(frozen=True)
class FusionConfig:
    """The head that ``kind="m2f+fusion"`` puts behind the transformer (model.dense_fusion).

    ``groups`` likenesses of ``embedding`` numbers each; ``coarse`` and ``fine`` are the widths at strides 8 and 4,
    ``dilations`` those of the blocks at stride 8, ``later_dilations`` of those after the word statistics.
    """

    groups: int = 4
    embedding: int = 12
    coarse: int = 32
    fine: int = 16
    dilations: tuple[int, ...] = (1, 2, 4)
    later_dilations: tuple[int, ...] = (2, 4)


@dataclass(frozen=True)
class TransformerConfig:
    """Clicks as queries. All from ``valid_mask`` on is off in the published networks (docs/models.md has formulas).

    ``align`` puts half a pixel into both position encodings; ``relative`` adds radial biases around each click to the
    attention and to the mask logits; ``sign`` tells object from background queries and which share an object;
    ``mix`` puts a depthwise 3x3 convolution into the feed-forward of the reverse attention.

    ``init``, ``vit`` and ``projection`` make a click's content (``projection_static``: also the static queries'),
    ``position`` and ``static_grid`` its position, ``attention_bias`` and ``click_bias`` relate queries to pixels and to
    each other (``alibi_learned``: slopes that start at 0). ``merge`` makes one map of an object's queries,
    ``scribble`` one descriptor of a stroke's points. ``kind`` names the family: "m2f+fusion" has the transformer
    work at stride 8, on a pyramid of convolutions, and makes the masks in convolutions per object (``fusion``).
    ``quality`` predicts the IoU: "query" of each click's own map, "mask" of each object's final mask.
    """

    heads: int = 8
    encoder_layers: int = 9
    encoder_ffn: int = 2048
    decoder_layers: int = 5
    decoder_ffn: int = 512
    static_queries: int = 9
    position: PositionMode = "spatio_temporal"
    valid_mask: bool = False
    align: bool = False
    relative: bool = False
    sign: bool = False
    mix: bool = False
    quality: Quality = "none"
    kind: Kind = "m2f"
    init: Init = "point_ms"
    vit: VitConfig = field(default_factory=VitConfig)
    projection: Projection = "mlp"
    projection_static: bool = True
    static_grid: bool = False
    attention_bias: AttentionBias = "none"
    alibi_learned: bool = False
    click_bias: bool = False
    merge: Merge = "max"
    scribble: Scribble = "multi"
    fusion: FusionConfig = field(default_factory=FusionConfig)

    def __post_init__(self) -> None:
        for name in ("position", "quality", "kind", "init", "projection", "attention_bias", "merge", "scribble"):
            _check_choice(self, name)
        side = isqrt(self.static_queries)
        if self.static_grid and (side == 0 or side * side != self.static_queries):
            raise ValueError(
                f"static_grid puts static queries on a square grid; static_queries={self.static_queries} is no square: "
                "take 1, 4, 9 or 16"
            )
        if self.alibi_learned and self.attention_bias != "alibi2d":
            raise ValueError(f'alibi_learned needs attention_bias="alibi2d", which is {self.attention_bias!r}')

    @property
    def has_fusion(self) -> bool:
        return self.kind == "m2f+fusion"

    @property
    def mask_stride(self) -> int:
        """Pixels of the input that a cell of the transformer's own maps covers."""
        return 8 if self.has_fusion else 4

    @property
    def level_names(self) -> tuple[str, ...]:
        """What an encode gives beside the mask features, in the order in which a decode takes it."""
        levels: tuple[str, ...] = ("coarse", "middle", "fine")
        if self.has_fusion:
            levels += ("likeness", "coarse_part", "fine_part", "words", "colour")
        return (*levels, "image") if self.reads_image else levels

    @property
    def queries_are_objects(self) -> bool:
        """Whether a query stands for an object, or a click on the background, instead of for every click."""
        return self.kind in ("hodor", "hodor_enc+m2f")

    @property
    def reads_image(self) -> bool:
        """Whether a decode wants the input image too, as a fourth level; such a network has no ONNX graphs."""
        return self.init == "vit_patch" and self.vit.source == "rgb"


FIRST_FIELDS = (
    "heads",
    "encoder_layers",
    "encoder_ffn",
    "decoder_layers",
    "decoder_ffn",
    "static_queries",
    "position",
    "valid_mask",
    "align",
    "relative",
    "sign",
    "mix",
    "quality",
)
"""Always in a ``config.json``; later fields only where they are set, so that no earlier model's digest changes."""
FORMER_QUALITY: dict[Any, Quality] = {False: "none", True: "query"}
"""``quality`` was a switch; a ``config.json`` still has it so, for the same reason."""


def _check_choice(part: Any, name: str) -> None:
    """Raise ValueError unless field ``name`` of the dataclass ``part`` holds one of the values of its type."""
    choices, value = get_args(get_type_hints(type(part))[name]), getattr(part, name)
    if value not in choices:
        raise ValueError(f"{name}={value!r} does not exist; choose one of {', '.join(choices)}")
