"""HODOR in place of DynaMITe's transformer: ``TransformerConfig.kind = "hodor"`` (HODOR, arXiv 2112.09131).

Clicks become soft masks, these descriptors, those masks: one channel an object, however many clicks it has. Channels
are exclusive; all of the background's speak for it together, so that the largest wins. The published network knows
no clicks: the discs, the descriptors of background clicks and the loss after each layer are ours. A decode knows only
clicks, so the object's mask of the round before, which HODOR could also take, is not used.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from model.config import ModelConfig
from model.hodor.by_click import ByClick
from model.hodor.click_encoder import ClickEncoder
from model.hodor.decoder import UPDATE_GROUPS, DescriptorDecoder, Memory
from model.hodor.discs import ClickMasks, click_masks
from model.hodor.encoder import Descriptors
from model.hodor.regions import REGIONS
from model.interactive_transformer import Prediction
from model.quality_head import MaskQualityHead, QualityHead
from model.queries.scene import BACKGROUND, PADDING, Scene

FINE = 2
"""Of the levels [F32, F16, F8], the one that HODOR reads."""


class HodorTransformer(nn.Module):
    """Features and clicks in, one map per object and ten or more of the background out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        part, wide = config.transformer, config.hidden
        check_sizes(config)
        self.click_shift = config.click_shift
        self.encoder = ClickEncoder(wide, part.heads, part.encoder_layers, part.encoder_ffn)
        self.decoder = DescriptorDecoder(wide, part.heads, part.decoder_layers, part.align)
        if part.quality != "none":
            self.quality_head = (MaskQualityHead if part.quality == "mask" else QualityHead)(wide)

    def forward(self, levels: list[Tensor], mask_features: Tensor, clicks: Tensor, owner: Tensor) -> Prediction:
        """levels [F32, F16, F8], mask features (B, C, h, w), clicks (B, L, 3) of (y, x, t), owner (B, L).

        Channels: objects 0..K-1 (-2 where an image has fewer), the catch-all background, the nine regions of the grid,
        each click on the background. In training, maps after each layer of the decoder.
        """
        f8 = levels[FINE]
        masks = click_masks(clicks, owner, (f8.shape[-2], f8.shape[-1]), self.click_shift)
        found = self.encoder.describe(f8, masks)
        objects, background = self._memories(found, masks)
        every_layer = self.training and torch.is_grad_enabled()
        outputs = self.decoder(objects, background, f8, mask_features, every_layer)
        first_object = 1 + background.position.shape[0]
        layers = [torch.cat((maps[:, first_object:], maps[:, :first_object]), dim=1) for maps in outputs]
        scene = Scene(levels[: FINE + 1], mask_features, clicks, owner)
        return Prediction(layers, channel_owner(masks), self._quality(found, masks, layers[-1], scene))

    def _memories(self, found: Descriptors, masks: ClickMasks) -> tuple[Memory, Memory]:
        """Descriptors as the decoder takes them, at one time."""
        shared = self.encoder.fg_query_embed.expand(masks.objects.shape[1], -1)
        no_object = (masks.object_owner == PADDING).unsqueeze(-1)
        no_click = self.encoder.unused_background(masks).unsqueeze(-1)
        return (
            Memory(found.objects.unsqueeze(2), shared, no_object),
            Memory(found.background.unsqueeze(2), self.encoder.background_embed(masks), no_click),
        )

    def _quality(self, found: Descriptors, masks: ClickMasks, maps: Tensor, scene: Scene) -> Tensor | None:
        """Logits (B, Q), of the objects; zeros for the background. Detached: no mask may be shaped by its score."""
        if not hasattr(self, "quality_head"):
            return None
        count = found.objects.shape[1]
        maps = maps.detach()
        if isinstance(self.quality_head, QualityHead):
            score = self.quality_head(found.objects.detach(), maps[:, :count])
        else:
            by_click = ByClick.of(found, masks, maps, scene)
            # Only the last layer's maps exist outside training, so that they are also the ones "before".
            score = self.quality_head(
                by_click.x,
                by_click.maps,
                by_click.maps,
                scene.mask_features.detach().float(),
                scene.clicks,
                by_click.owner,
            ).gather(1, masks.first_index[:, :count])
        return nn.functional.pad(score.float(), (0, maps.shape[1] - count))


def channel_owner(masks: ClickMasks) -> Tensor:
    """Whom each channel (B, K + 1 + 9 + J) speaks for: object, -1 background, -2 nobody."""
    batch = masks.object_owner.shape[0]
    always = torch.full((1, 1), BACKGROUND, device=masks.object_owner.device).expand(batch, 1 + REGIONS)
    return torch.cat((masks.object_owner, always, masks.background_owner), dim=1)


def check_sizes(config: ModelConfig) -> None:
    """Raise ValueError for sizes that HODOR's parts cannot have."""
    part = config.transformer
    if config.hidden % UPDATE_GROUPS:
        raise ValueError(f"hidden={config.hidden} is not a multiple of {UPDATE_GROUPS}, the groups of HODOR's norms")
    if part.decoder_layers < 1:
        raise ValueError(f"decoder_layers={part.decoder_layers}; HODOR's decoder needs at least one layer")
