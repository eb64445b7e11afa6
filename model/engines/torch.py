"""The network in torch: for models without graphs, for GPUs, and for whoever changes the network (hops 7 and 8)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import torch

from model.config import ModelConfig
from model.engines.answer import background_alone, logits_of
from model.engines.device import CPU, Device, memory_fraction
from model.loading import load_network
from model.preprocess import network_input, network_points
from model.quality import calibration
from model.refinement.picture import picture_of
from model.types import Clicks, Features, Logits


class TorchModel:
    """Fulfils ``model.types.InteractiveModel`` with the weights and config of ``folder``."""

    engine = "torch"

    def __init__(self, folder: Path, threads: int = 0, device: Device = CPU) -> None:
        """Load the weights of ``folder``; ``threads`` cores for this process (0: all).

        Raises FileNotFoundError, ValueError, and RuntimeError where the device does not work.
        """
        for name in ("config.json", "weights.safetensors"):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"{folder / name} is missing; export the model there (python -m model.export)")
        # Said in any case: a worker's OMP_NUM_THREADS=1 is meant for the libraries around the model.
        torch.set_num_threads(threads or os.cpu_count() or 1)
        written = json.loads((folder / "config.json").read_text())
        self.digest: str = written["digest"]
        self.config = ModelConfig.from_dict(written["model"])
        self.calibration = calibration.load(folder, self.digest)
        self.device = device
        self._place = _place(device)
        self.network = load_network(self.config, folder / "weights.safetensors").to(self._place)

    @torch.inference_mode()
    def encode(self, image: np.ndarray) -> Features:
        """Features of ``image``, uint8 (H, W, 3) RGB; the tensors stay on the engine's device."""
        given = network_input(image, self.config.input)
        levels, mask_features = self.network.encode(torch.from_numpy(given.pixels).to(self._place))
        names = self.config.transformer.level_names
        tensors = {**dict(zip(names, levels, strict=True)), "mask_features": mask_features}
        picture = picture_of(image, self.config.refinement)
        return Features(tensors, given.image_hw, given.resized_hw, given.padded_hw, self.digest, picture)

    @torch.inference_mode()
    def decode(self, features: Features, clicks: Clicks) -> Logits:
        """Maps of all queries for ``clicks``, in image pixels. Raises ValueError for another model's features."""
        if features.digest != self.digest:
            raise ValueError(
                f"features of model {features.digest[:12]} given to model {self.digest[:12]}; encode again"
            )
        if not clicks.objects:
            return background_alone(features)
        points, objects = network_points(clicks, features, self.config.click_shift)
        prediction = self.network.decode(
            [features.tensors[name].to(self._place) for name in self.config.transformer.level_names],
            features.tensors["mask_features"].to(self._place),
            torch.from_numpy(points).unsqueeze(0).to(self._place),
            torch.from_numpy(objects).unsqueeze(0).to(self._place),
        )
        maps = prediction.maps[0].float().cpu().numpy()
        quality = None if prediction.quality is None else prediction.quality[0].sigmoid().cpu().numpy()
        owner = prediction.owner[0].cpu().numpy()
        return logits_of(maps, quality, owner, features, clicks, self.calibration)


def has_cuda() -> bool:
    return torch.cuda.is_available()


def free_unused() -> None:
    """Give back what torch's allocator keeps of the GPU without using it."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _place(device: Device) -> torch.device:
    if device.kind == "cpu":
        return torch.device("cpu")
    place = torch.device("cuda", device.index)
    total_bytes = torch.cuda.get_device_properties(place).total_memory
    torch.cuda.set_per_process_memory_fraction(memory_fraction(device, total_bytes), place)
    return place
