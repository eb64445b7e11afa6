"""``python -m model.quality.train --model FOLDER --data DIR --minutes N``: teach a trained model to judge its masks.

Only the quality head learns; the masks stay as they are, bit for bit. Simulated people click on the training photos,
and after every round the head's evidence and the IoU of the mask as the product serves it are kept: that takes most of
the time. Then the head is fitted to them. A model without the head ``mask`` gets one. The folder (or ``--out``)
receives weights, config and graphs; calibrate afterwards (``python -m model.quality.calibrate``).
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from model.config import ModelConfig
from model.datasets.sample import Sample
from model.datasets.stipple import open_drawn
from model.dynamite import Dynamite
from model.engines.torch import TorchModel
from model.evaluation.segmenter import ModelSegmenter
from model.export import export
from model.quality import calibration
from model.quality.figures import pearson
from model.quality.loss import score_loss
from model.quality.sessions import scored_rounds
from model.quality_head import MaskQualityHead

log = logging.getLogger("model.quality.train")

PREFIX = "sem_seg_head.interactive_transformer.quality_head."
SHARE_OF_CLICKING = 0.85
ROUNDS = 8
OBJECTS = 6
WOBBLE = 0.6
HELD_OUT = 8
"""Every so many-th photo is not learned from; the best epoch is chosen on these."""


@dataclass(frozen=True)
class Evidence:
    """What the head sees of N masks (N, F), the IoUs that they reached (N,), and of which photo they are (N,)."""

    seen: Tensor
    reached: Tensor
    photo: Tensor

    def of(self, chosen: Tensor) -> Evidence:
        return Evidence(self.seen[chosen], self.reached[chosen], self.photo[chosen])


def train(folder: Path, data: Path, minutes: float, out: Path, seed: int = 0, threads: int = 1) -> dict[str, float]:
    """Train the head of the model in ``folder`` and write it into ``out``; returns figures of held-out photos."""
    cv2.setNumThreads(threads)
    torch.manual_seed(seed)
    config, weights = with_mask_head(folder)
    with TemporaryDirectory() as scratch:
        model = _opened(Path(scratch), config, weights, threads)
        evidence = collect(model, data, time.monotonic() + 60 * minutes * SHARE_OF_CLICKING, seed)
        head = head_of(model.network)
        result = fit_head(head, evidence, time.monotonic() + 60 * minutes * (1 - SHARE_OF_CLICKING), seed)
        log.info(" ".join(f"{name} {value}" for name, value in result.items()))
        weights |= {PREFIX + name: value.contiguous() for name, value in head.state_dict().items()}
        made = Path(scratch) / "made"
        made.mkdir()
        save_file(weights, str(made / "weights.safetensors"))
        export(made / "weights.safetensors", config, made)
        # Only now, so that a run that is cut off leaves the folder as it was.
        shutil.copytree(made, out, dirs_exist_ok=True)
    (out / calibration.FILE).unlink(missing_ok=True)
    return result


def with_mask_head(folder: Path) -> tuple[ModelConfig, dict[str, Tensor]]:
    """Config and weights of the model in ``folder`` with a head for final masks: its own, else a new one."""
    config = ModelConfig.load(folder / "config.json")
    weights = load_file(str(folder / "weights.safetensors"))
    if config.transformer.quality == "mask":
        return config, weights
    others = {name: value for name, value in weights.items() if not name.startswith(PREFIX)}
    fresh = {PREFIX + name: value for name, value in MaskQualityHead(config.hidden).state_dict().items()}
    return replace(config, transformer=replace(config.transformer, quality="mask")), others | fresh


def head_of(network: Dynamite) -> MaskQualityHead:
    head = network.sem_seg_head.interactive_transformer.quality_head
    assert isinstance(head, MaskQualityHead)
    return head


def collect(model: TorchModel, data: Path, until: float, seed: int, most: int = 1 << 30) -> Evidence:
    """Click on training photos of ``data`` until the clock (monotonic) says ``until``, or on ``most`` photos."""
    seen: list[Tensor] = []
    reached: list[float] = []
    photos: list[int] = []
    head = head_of(model.network)
    answers: list[tuple[Tensor, Tensor]] = []

    def keep(_: nn.Module, given: Sequence[Tensor], found: Tensor) -> None:
        answers[:] = [(found[0], given[5][0])]  # evidence (Q, F), owner (Q,)

    hook = head.evidence.register_forward_hook(keep)
    for number, (sample, rng) in enumerate(islice(_samples(data, seed), most)):
        if time.monotonic() > until and seen:
            break
        for scored in scored_rounds(ModelSegmenter(model, "training"), sample, ROUNDS, rng, WOBBLE):
            found, owner = answers[0]
            for place, mask in enumerate(scored):
                seen.append(found[int((owner == place).nonzero()[0])].clone())
                reached.append(mask.reached)
                photos.append(number)
        if number % 20 == 19:
            log.info("%d photos, %d masks, mean IoU %.3f", number + 1, len(seen), np.mean(reached))
    hook.remove()
    return Evidence(torch.stack(seen), torch.tensor(reached), torch.tensor(photos))


def _samples(data: Path, seed: int) -> Iterator[tuple[Sample, np.random.Generator]]:
    """Training photos in random order, for ever; each time with other objects."""
    rng = np.random.default_rng(seed)
    for epoch in count():
        drawn = open_drawn(data, "train", OBJECTS, seed + epoch)
        if not len(drawn):
            raise ValueError(f"{data} has no photo of the training split with a segment to learn from")
        for index in rng.permutation(len(drawn)):
            yield drawn[int(index)], rng


def fit_head(head: MaskQualityHead, evidence: Evidence, until: float, seed: int, most: int = 200) -> dict[str, float]:
    """Fit ``head`` to ``evidence`` until the clock says ``until``, at most ``most`` epochs; keep the best epoch."""
    is_held = evidence.photo % HELD_OUT == HELD_OUT - 1
    learned, held = evidence.of(~is_held), evidence.of(is_held)
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=most)
    generator = torch.Generator().manual_seed(seed)
    best, kept = -1.0, {name: value.clone() for name, value in head.state_dict().items()}
    epochs = 0
    while epochs < most and (time.monotonic() < until or not epochs):
        head.train()
        for batch in _photo_batches(learned.photo, generator):
            some = learned.of(batch)
            optimizer.zero_grad()
            score_loss(head.score(some.seen), some.reached, some.photo).backward()
            optimizer.step()
        schedule.step()
        epochs += 1
        found = _agreement(head, held) if len(held.reached) > 1 else 0.0
        if found > best:
            best, kept = found, {name: value.clone() for name, value in head.state_dict().items()}
    head.load_state_dict(kept)
    return {"masks": len(evidence.reached), "epochs": epochs, "pearson_held_out": round(best, 4)}


def _photo_batches(photo: Tensor, generator: torch.Generator, photos: int = 16) -> list[Tensor]:
    """Indices of all masks in batches of whole photos, in random order: the rank term compares within a photo."""
    names = photo.unique()
    order = names[torch.randperm(len(names), generator=generator)]
    return [torch.isin(photo, chunk).nonzero().squeeze(1) for chunk in order.split(photos)]


@torch.no_grad()
def _agreement(head: MaskQualityHead, held: Evidence) -> float:
    head.eval()
    return pearson(head.score(held.seen).sigmoid().numpy(), held.reached.numpy())


def _opened(folder: Path, config: ModelConfig, weights: dict[str, Tensor], threads: int) -> TorchModel:
    save_file(weights, str(folder / "weights.safetensors"))
    (folder / "config.json").write_text(json.dumps({"digest": "in training", "model": config.to_dict()}))
    return TorchModel(folder, threads)


def main(arguments: Sequence[str] | None = None) -> None:
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    log.setLevel(logging.INFO)  # the exporter's own lines are for those who write exporters
    parser = argparse.ArgumentParser(prog="python -m model.quality.train", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder with config.json and weights.safetensors")
    parser.add_argument("--data", type=Path, required=True, help="folder with annotations.jsonl.gz and images/")
    parser.add_argument("--minutes", type=float, default=20.0, help="of the wall clock, without the export (20)")
    parser.add_argument("--out", type=Path, help="folder for the new weights, config and graphs (default: --model)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args(arguments)
    train(given.model, given.data, given.minutes, given.out or given.model, given.seed, given.threads)


if __name__ == "__main__":
    main()
