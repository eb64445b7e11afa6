"""The model card of a converted checkpoint: what it is, who published which numbers, where it came from."""

from __future__ import annotations

from collections.abc import Sequence

from model.checkpoints.published import PublishedNumber, numbers_of
from model.checkpoints.source import Given
from model.config import HRNetConfig, MitConfig, ModelConfig, ResNetConfig, SwinConfig

PAPER = "DynaMITe (Rana et al., ICCV 2023, arXiv 2304.06668)"


def write_card(name: str, config: ModelConfig, parameters: int, digest: str, given: Given) -> str:
    """Markdown."""
    sections = (
        f"# {name}\n\nTurns clicks on a photo into masks: preset `{config.name}` of the {PAPER} architecture, "
        f"converted from a checkpoint made by others. Digest `{digest}`.",
        _network(config, parameters),
        _source(given),
        _training(given),
        _numbers(config, given),
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _network(config: ModelConfig, parameters: int) -> str:
    policy, transformer = config.input, config.transformer
    shorter = f"shorter side {policy.shorter_side} px, " if policy.shorter_side else ""
    rows = (
        (
            "input",
            f"RGB, {shorter}longer side at most {policy.longer_side} px, padded to multiples of {policy.divisor}",
        ),
        ("backbone", f"{_backbone(config)}, {_joined(config.backbone.channels)} channels at strides 4 / 8 / 16 / 32"),
        (
            "pixel decoder",
            f"width {config.hidden}, {config.pixel_decoder.layers} deformable-attention layers over strides 32, 16 "
            "and 8, refinement branch, mask features at stride 4",
        ),
        (
            "interactive transformer",
            f"{transformer.encoder_layers} encoder layers, {transformer.decoder_layers} reverse-attention layers, "
            f"{transformer.heads} heads, {transformer.static_queries} static background queries, positions: "
            f"{transformer.position.replace('_', '-')}",
        ),
        ("parameters", f"{parameters / 1e6:.1f} million"),
    )
    return "## The network\n\n" + _table(("part", "size"), rows)


def _backbone(config: ModelConfig) -> str:
    match config.backbone:
        case SwinConfig(embed=embed, depths=depths, window=window):
            return f"Swin, width {embed}, {_joined(depths)} blocks, windows of {window}"
        case ResNetConfig(depths=depths):
            return f"ResNet with {_joined(depths)} bottlenecks, batch norms frozen"
        case HRNetConfig(width=width):
            return f"HRNet, width {width}"
        case MitConfig(depths=depths):
            return f"SegFormer MiT, {_joined(depths)} blocks"
        case residual:
            return f"residual, {_joined(residual.depths)} blocks"


def _source(given: Given) -> str:
    published = f"the published checkpoint `{given.row.family}/{given.row.name}`" if given.row else None
    rows = [
        ("what", published or ("a file from an address" if given.url else "a file given by hand")),
        ("address" if given.url else "file", given.url or f"`{given.path.name}`"),
        ("SHA-256 of that file", f"`{given.sha256}`"),
        ("terms of use", "not stated with the file; ask its authors before using it commercially"),
    ]
    return "## Where it came from\n\n" + _table(("", ""), rows)


def _training(given: Given) -> str:
    if given.row is None:
        return "## Training\n\nNot known: the file does not say."
    return (
        "## Training\n\nBy its authors, on COCO 2017 and LVIS (the training split of both, annotations combined), from "
        "a backbone pretrained on ImageNet, with simulated clicks. COCO_MVal and COCO's validation photos come from "
        "the same collection. What people look like in those photos was not balanced; not for decisions about people."
    )


def _numbers(config: ModelConfig, given: Given) -> str:
    found = numbers_of(config.name)
    if not found:
        return "## Numbers\n\nNone are published for this preset. Measure with `python -m model.evaluate`."
    whose = "" if given.row else " They belong to the authors' file; whether this file is that one is not known."
    lead = (
        "## Numbers\n\nPublished, not measured here."
        f"{whose} mIoU in percent; `single-dynamite` and `multi-…` are protocols of `python -m model.evaluate`.\n\n"
    )
    notes = sorted({number.note for number in found if number.note})
    return (
        lead
        + _table(("data set", "protocol", "metrics", "source"), _number_rows(found))
        + "".join(f"\n\n\\* {note}." for note in notes)
    )


def _number_rows(found: Sequence[PublishedNumber]) -> list[tuple[str, ...]]:
    return [
        (
            number.dataset,
            number.protocol,
            ", ".join(f"{metric} {value:g}" for metric, value in number.metrics.items()),
            "published" + (" \\*" if number.note else ""),
        )
        for number in found
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _joined(values: Sequence[int]) -> str:
    return " / ".join(str(value) for value in values)
