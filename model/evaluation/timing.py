"""Where the time of an evaluation went, so that every convention of seconds per click can be derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from model.evaluation.log import Recorded


@dataclass(frozen=True)
class Timing:
    """Seconds summed over ``images`` sessions and ``clicks`` clicks.

    ``total_s`` is everything, reading and simulation included, as RITM times its loop; with several processes it is
    the sum of what each spent, not the time on the wall.
    """

    total_s: float
    encoder_s: float
    decoder_s: float
    simulation_s: float
    clicks: int
    images: int

    @property
    def spc_s(self) -> float:
        """Seconds per click: everything over the clicks made."""
        return self.total_s / max(self.clicks, 1)

    @property
    def spc_encoder_s(self) -> float:
        """Seconds per click in the encoder, which runs once an image."""
        return self.encoder_s / max(self.clicks, 1)

    @property
    def spc_decoder_s(self) -> float:
        """Seconds per click in what runs for every click."""
        return self.decoder_s / max(self.clicks, 1)

    @property
    def spc_forward_s(self) -> float:
        """Seconds per click in the network alone, the encoding spread over the clicks."""
        return self.spc_encoder_s + self.spc_decoder_s

    @property
    def spi_s(self) -> float:
        """Seconds per session (image)."""
        return self.total_s / max(self.images, 1)

    def to_dict(self) -> dict[str, float]:
        return asdict(self) | {
            "spc_s": self.spc_s,
            "spc_encoder_s": self.spc_encoder_s,
            "spc_decoder_s": self.spc_decoder_s,
            "spc_forward_s": self.spc_forward_s,
            "spi_s": self.spi_s,
        }


def timing(recorded: Sequence[Recorded]) -> Timing:
    """The times that the log holds."""
    ends = [done.end for done in recorded]
    return Timing(
        total_s=sum(end.total_s for end in ends),
        encoder_s=sum(end.encode_s for end in ends),
        decoder_s=sum(end.forward_s for end in ends),
        simulation_s=sum(end.sim_s for end in ends),
        clicks=sum(end.clicks for end in ends),
        images=len(ends),
    )
