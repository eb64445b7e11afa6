"""FASeg's pixel decoder (arXiv 2204.01244): as Mask2Former's, with positions made from the features by convolutions."""

from __future__ import annotations

from torch import Tensor, nn

from model.config import PixelDecoderConfig
from model.pixel_decoder import LEVELS, PixelDecoder

MAPS = LEVELS + 1


class FocusPixels(PixelDecoder):
    """Four maps at strides 4..32 -> ([F32, F16, F8, F4], their position maps, mask features), all ``wide``."""

    def __init__(self, channels: tuple[int, int, int, int], wide: int, part: PixelDecoderConfig) -> None:
        super().__init__(channels, wide, part)
        self.input_proj.append(nn.Sequential(nn.Conv2d(channels[0], wide, 1), nn.GroupNorm(part.groups, wide)))
        self.pos_linear = nn.ModuleList(nn.Conv2d(wide, wide, 3, padding=1, groups=wide) for _ in range(MAPS))

    def forward(self, features: list[Tensor]) -> tuple[list[Tensor], list[Tensor], Tensor]:  # type: ignore[override]
        projected = [project(features[3 - level]) for level, project in enumerate(self.input_proj)]
        places = [convolution(x) for convolution, x in zip(self.pos_linear, projected, strict=True)]
        tokens = [place.flatten(2).transpose(1, 2) for place in places[:LEVELS]]  # (B, h·w, C)
        out = self.with_fine(self.transformer(projected[:LEVELS], tokens), features)
        return out, places, self.mask_features(out[-1])
