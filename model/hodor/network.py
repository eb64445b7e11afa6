"""The published HODOR (arXiv 2112.09131): masks on one frame become descriptors, descriptors masks on another."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn

from model.config import SwinConfig
from model.hodor.decoder import DescriptorDecoder, Memory
from model.hodor.encoder import DescriptorEncoder, Descriptors
from model.hodor.features import FeatureExtractor
from model.hodor.regions import background_masks

CHANNELS, HEADS, LAYERS, FFN, DROPOUT = 256, 8, 5, 1024, 0.1
STRIDE = 8
UNUSED_PREFIXES = ("feature_extractor.norm_layers.4.", "decoder.fmap_proj_4x.")
"""In the published files, but nothing reads them: the norm of a fifth pyramid level, and a projection left over."""
DERIVED_SUFFIXES = (".relative_position_index", ".attn_mask")
"""Buffers of Swin that follow from its sizes."""


class Hodor(nn.Module):
    """Swin-Tiny, five encoder and five decoder layers, with the published parameter names."""

    def __init__(self) -> None:
        super().__init__()
        self.feature_extractor = FeatureExtractor(SwinConfig(drop_path=0.2), CHANNELS)
        self.encoder = DescriptorEncoder(CHANNELS, HEADS, LAYERS, FFN, DROPOUT)
        self.decoder = DescriptorDecoder(CHANNELS, HEADS, LAYERS, dropout=DROPOUT)

    def describe(self, features: dict[int, Tensor], objects: Tensor) -> Descriptors:
        """Descriptors from features by stride and given masks (B, I, H, W) in 0..1 at the size of the padded input."""
        return self.encoder(features[STRIDE], shrunk(objects), shrunk(background_masks(objects)))

    def describe_again(self, features: dict[int, Tensor], objects: Tensor) -> Descriptors:
        """Descriptors from predicted masks. As published, the grid of the background is then laid at stride 8."""
        small = shrunk(objects)
        return self.encoder(features[STRIDE], small, background_masks(small))

    def segment(
        self, features: dict[int, Tensor], objects: Tensor, background: Tensor, unused: Tensor | None = None
    ) -> Tensor:
        """Logits (B, 1 + 9 + I, h, w) at stride 4: catch-all background, its nine regions, the objects.

        Descriptors objects (B, I, T, C) and background (B, 9, T, C) of T frames; ``unused`` bool (B, I, T): frames that
        an object has no descriptor of.
        """
        embed = self.encoder.fg_query_embed.expand(objects.shape[1], -1)
        logits: Tensor = self.decoder(
            Memory(objects, embed, unused),
            Memory(background, self.encoder.bg_query_embed),
            features[STRIDE],
            features[STRIDE // 2],
        )[-1]
        return logits


def shrunk(masks: Tensor) -> Tensor:
    """Soft masks (B, I, H, W) at stride 8, bilinear."""
    return nn.functional.interpolate(masks, scale_factor=1 / STRIDE, mode="bilinear", align_corners=False)


def load_published(network: Hodor, state: Mapping[str, Tensor]) -> None:
    """Load the ``model`` entry of a published file into ``network``.

    Raises RuntimeError, which lists them, for keys that are missing, unknown or of another shape.
    """
    wanted = {key: value for key, value in state.items() if not is_unused(key)}
    derived = {key: value for key, value in network.state_dict().items() if is_unused(key)}
    network.load_state_dict({**derived, **wanted}, strict=True)


def is_unused(key: str) -> bool:
    return key.startswith(UNUSED_PREFIXES) or key.endswith(DERIVED_SUFFIXES)
