"""Starting an option from weights made without it: which keys may be missing, since they change nothing at first.

A network with options of this table answers at its first step, to the last bit, as the weights did without them.
"""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn

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


def load_retrofitted(network: nn.Module, config: TransformerConfig, state: Mapping[str, Tensor]) -> list[str]:
    """Load ``state``, which may lack the keys of :func:`new_keys` and nothing else; return those that it lacked.

    Raises ValueError, which names them, for other missing keys and for keys that the network does not have.
    """
    allowed = new_keys(config)
    own = set(network.state_dict())
    missing, unknown = sorted(own - set(state)), sorted(set(state) - own)
    wrong = [key for key in missing if not key.startswith(allowed)] + unknown
    if wrong:
        shown = ", ".join(wrong[:6]) + (" and more" if wrong[6:] else "")
        raise ValueError(
            f"the weights do not fit this network: {shown}. Only options that start without effect can be added to "
            "trained weights (docs/models.md)"
        )
    network.load_state_dict(state, strict=False)
    return missing
