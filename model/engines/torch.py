"""The network in torch: for GPUs and for whoever changes the network (hops 7 and 8 of the way of a click)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from model.config import ModelConfig
from model.engines.answer import logits_of
from model.loading import load_network
from model.preprocess import network_input, network_points
from model.types import Clicks, Features, Logits

LEVELS = ("coarse", "middle", "fine")


class TorchModel:
    """Fulfils ``model.types.InteractiveModel`` with the weights and config of ``folder``."""

    def __init__(self, folder: Path, threads: int = 0, device: str = "cpu") -> None:
        for name in ("config.json", "weights.safetensors"):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"{folder / name} is missing; export the model there (python -m model.export)")
        if threads:
            torch.set_num_threads(threads)
        written = json.loads((folder / "config.json").read_text())
        self.digest: str = written["digest"]
        self.config = ModelConfig.from_dict(written["model"])
        self.device = torch.device(device)
        self.network = load_network(self.config, folder / "weights.safetensors").to(self.device)

    @torch.inference_mode()
    def encode(self, image: np.ndarray) -> Features:
        """Features of ``image``, uint8 (H, W, 3) RGB; the tensors stay on the engine's device."""
        given = network_input(image, self.config.input)
        levels, mask_features = self.network.encode(torch.from_numpy(given.pixels).to(self.device))
        tensors = dict(zip((*LEVELS, "mask_features"), (*levels, mask_features), strict=True))
        return Features(tensors, given.image_hw, given.resized_hw, given.padded_hw, self.digest)

    @torch.inference_mode()
    def decode(self, features: Features, clicks: Clicks) -> Logits:
        """Maps of all queries for ``clicks``, in image pixels. Raises ValueError for another model's features."""
        if features.digest != self.digest:
            raise ValueError(
                f"features of model {features.digest[:12]} given to model {self.digest[:12]}; encode again"
            )
        points, objects = network_points(clicks, features)
        prediction = self.network.decode(
            [features.tensors[name] for name in LEVELS],
            features.tensors["mask_features"],
            torch.from_numpy(points).unsqueeze(0).to(self.device),
            torch.from_numpy(objects).unsqueeze(0).to(self.device),
        )
        maps = prediction.maps[0].float().cpu().numpy()
        quality = None if prediction.quality is None else prediction.quality[0].sigmoid().cpu().numpy()
        return logits_of(maps, quality, objects, features, clicks)
