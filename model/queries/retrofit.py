"""Starting an option from weights made without it: which keys may be missing, since they change nothing at first.

A network with options of this table answers at its first step, to the last bit, as the weights did without them.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.transformer_config import TransformerConfig

PREFIX = "sem_seg_head.interactive_transformer."


def new_keys(config: TransformerConfig) -> tuple[str, ...]:
    """Prefixes of the keys that ``config`` adds to those of the published networks without changing an answer."""
    starts_as_nothing = {
        "query_content.": config.init in ("wms", "ms_proj", "ms_global")
        or (config.init == "vit_patch" and config.vit.add == "sum"),
        "place_bias.": config.attention_bias in ("cpb", "table") or config.alibi_learned,
        "click_bias.": config.click_bias,
        "encoder_radial.": config.relative,
        "decoder_radial.": config.relative,
        "mask_radial.": config.relative,
        "quality_head.": config.quality != "none",
    }
    return tuple(PREFIX + key for key, is_new in starts_as_nothing.items() if is_new)


def with_effect(config: TransformerConfig, missing: Sequence[str]) -> list[str]:
    """Those of the ``missing`` keys that change the answer at once: a network without them is not the trained one."""
    return [key for key in missing if not key.startswith(new_keys(config))]
