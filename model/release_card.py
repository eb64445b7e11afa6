"""The card of a model trained here: the network, the training and its data, what was measured, what it can't do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from model.config import ModelConfig, ResidualConfig
from model.dynamite import Dynamite

MB = 1e6


def write_card(name: str, parts: Mapping[str, Any], sizes: Mapping[str, int]) -> str:
    """Markdown. ``parts``: the JSON files of a model folder by name, None where there is none (model.release.card)."""
    config = ModelConfig.from_dict(parts["config"]["model"])
    training = parts["training"]
    sections = [
        f"# {name}\n\n{training['summary']} Digest `{parts['config']['digest']}`.",
        _network(config, sizes),
        "## Training\n\n" + _paragraphs(training["stages"]),
        _data(training),
        _numbers(parts["numbers"]),
        _quality(parts["quality"]),
        "## Limits\n\n" + "\n".join(f"* {line}" for line in training["limits"]),
    ]
    return "\n\n".join(sections) + "\n"


def _network(config: ModelConfig, sizes: Mapping[str, int]) -> str:
    backbone, part = config.backbone, config.transformer
    network = Dynamite(config)
    total = sum(parameter.numel() for parameter in network.parameters())
    in_backbone = sum(parameter.numel() for parameter in network.backbone.parameters())
    blocks = f", {_joined(backbone.depths)} blocks" if isinstance(backbone, ResidualConfig) else ""
    rows = [
        (
            "input",
            f"RGB, longer side {config.input.longer_side} px, padded to multiples of {config.input.divisor}",
        ),
        (
            "backbone",
            f"{backbone.kind}, {_joined(backbone.channels)} channels at strides 4 / 8 / 16 / 32{blocks}",
        ),
        (
            "pixel decoder",
            f"{'pyramid of convolutions' if part.has_fusion else 'deformable attention'}, width {config.hidden}",
        ),
        (
            "interactive transformer",
            f"{part.encoder_layers} encoder and {part.decoder_layers} reverse-attention layers at stride "
            f"{part.mask_stride}, {part.heads} heads, {part.static_queries} static background queries",
        ),
    ]
    if part.has_fusion:
        fusion = part.fusion
        rows.append(
            (
                "fusion head",
                f"{fusion.groups} learned likenesses to every click beside colour and distance; per object "
                f"{len(fusion.dilations)} blocks of width {fusion.coarse} at stride 8, one convolution of width "
                f"{fusion.fine} at stride 4",
            )
        )
    rows += [
        ("parameters", f"{total / 1e6:.2f} million, {in_backbone / 1e6:.2f} million of them in the backbone"),
        ("files", ", ".join(f"`{name}` {size / MB:.1f} MB" for name, size in sizes.items())),
    ]
    return "## The network\n\n" + _table(("part", "size"), rows)


def _data(training: Mapping[str, Any]) -> str:
    rows = [(row["dataset"], str(row["photos"]), row["what"], row["terms"]) for row in training["data"]]
    table = _table(("data set", "training photos", "what", "terms of the source"), rows)
    return f"## Data\n\n{training['data_note']}\n\n{table}\n\n{training['terms_note']}"


def _numbers(numbers: Mapping[str, Any] | None) -> str:
    if numbers is None:
        return "## Numbers\n\nThese weights have not been measured yet."
    tables = []
    for row in numbers["numbers"]:
        figures = [(key, f"{value:g}") for key, value in row.items() if isinstance(value, (int, float))]
        names, values = zip(*figures, strict=True)
        tables.append(f"{row['dataset']}, protocol {row['protocol']}:\n\n" + _table(names, [values]))
    speed = numbers["speed"]
    tables.append(
        f"{numbers['machine']}, ONNX Runtime, 1024x768: encode {speed['encode_ms']:g} ms, a click with 5 objects "
        f"{speed['click_ms']:g} ms, with the pass along the edges and the label map at full size."
    )
    return "## Numbers\n\n" + "\n\n".join(tables)


def _quality(quality: Mapping[str, Any] | None) -> str:
    if quality is None:
        return "## Predicted quality\n\nNot calibrated yet: read it as a ranking."
    figures = quality["figures"]
    found = ", ".join(f"{name} {value:g}" for name, value in figures.items() if isinstance(value, (int, float)))
    return (
        "## Predicted quality\n\nOn validation photos that the calibration did not see, against the IoU of the served "
        f"mask: {found}."
    )


def _paragraphs(lines: Sequence[str]) -> str:
    return "\n\n".join(lines)


def _joined(values: Sequence[int]) -> str:
    return " / ".join(str(value) for value in values)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
