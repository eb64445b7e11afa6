"""A network in ONNX Runtime: two graphs and a config, no torch (hops 7 and 8 of the way of a click).

The folder holds ``encoder.onnx`` (``image`` float32 (1, 3, Hp, Wp) to named features), ``decoder.onnx`` (those
features by the same names, ``points`` float32 (N, 3) rows (y, x, t) in pixels of the padded input, ``objects`` int64
(N,), -1 the background, to ``maps`` float32 (Q, h, w) and, where the network predicts it, ``quality`` float32 (Q,)
in 0..1) and ``config.json``. A decoder with a fusion head also takes ``numbers`` int64 (K,), the objects 0 .. K - 1.
The first N queries are the points, the others speak for the background; graphs that order them otherwise say whom each
speaks for: ``owner`` int64 (Q,), -1 the background, -2 nobody.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime as ort

from model.config import ModelConfig
from model.engines.answer import background_alone, logits_of
from model.engines.device import CPU, CUDA_PROVIDER, Device, onnx_providers
from model.preprocess import network_input, network_points
from model.quality import calibration
from model.refinement.picture import picture_of
from model.types import Clicks, Features, Logits

CLICK_INPUTS = ("points", "objects", "numbers")
ENCODERS_SHARE = 0.75
"""Of a memory limit: the encoder works on the whole image at its finest, the decoder on features of a quarter of it."""


class OnnxModel:
    """Fulfils ``model.types.InteractiveModel``. ``decode`` and ``encode`` may run at once from different threads."""

    engine = "onnx"

    def __init__(self, folder: Path, threads: int = 0, device: Device = CPU) -> None:
        """Load the graphs of ``folder`` for ``threads`` cores (0: all).

        Raises FileNotFoundError, ValueError, and RuntimeError where the device does not work.
        """
        for name in ("config.json", "encoder.onnx", "decoder.onnx"):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"{folder / name} is missing; export the model there (python -m model.export)")
        written = json.loads((folder / "config.json").read_text())
        self.digest: str = written["digest"]
        self.config = ModelConfig.from_dict(written["model"])
        self.calibration = calibration.load(folder, self.digest)
        self.device = device
        self._encoder = _session(folder / "encoder.onnx", threads, device, ENCODERS_SHARE)
        self._decoder = _session(folder / "decoder.onnx", threads, device, 1 - ENCODERS_SHARE)
        self._feature_names = [output.name for output in self._encoder.get_outputs()]
        self._decoder_inputs = [entry.name for entry in self._decoder.get_inputs()]
        self._answers = [output.name for output in self._decoder.get_outputs()]
        self._check_graphs(folder)

    def encode(self, image: np.ndarray) -> Features:
        """Features of ``image``, uint8 (H, W, 3) RGB."""
        given = network_input(image, self.config.input)
        tensors = self._encoder.run(self._feature_names, {"image": given.pixels})
        return Features(
            tensors=dict(zip(self._feature_names, tensors, strict=True)),
            image_hw=given.image_hw,
            resized_hw=given.resized_hw,
            padded_hw=given.padded_hw,
            digest=self.digest,
            picture=picture_of(image, self.config.refinement),
        )

    def decode(self, features: Features, clicks: Clicks) -> Logits:
        """Maps of all queries for ``clicks``, in image pixels. Raises ValueError for another model's features."""
        if features.digest != self.digest:
            raise ValueError(
                f"features of model {features.digest[:12]} given to model {self.digest[:12]}; encode again"
            )
        if not clicks.objects:
            return background_alone(features)
        points, objects = network_points(clicks, features, self.config.click_shift)
        numbers = np.arange(len(clicks.objects), dtype=np.int64)
        given = {**features.tensors, "points": points, "objects": objects, "numbers": numbers}
        tensors = self._decoder.run(self._answers, {name: given[name] for name in self._decoder_inputs})
        answer = dict(zip(self._answers, tensors, strict=True))
        owner = answer.get("owner", objects)
        return logits_of(answer["maps"], answer.get("quality"), owner, features, clicks, self.calibration)

    def _check_graphs(self, folder: Path) -> None:
        given = [*self._feature_names, *CLICK_INPUTS]
        missing = sorted(set(self._decoder_inputs) - set(given))
        if missing or "maps" not in self._answers:
            raise ValueError(
                f"the graphs in {folder} do not fit: decoder.onnx takes {self._decoder_inputs} and gives "
                f"{self._answers}; there are {given}, and maps are wanted; export both again"
            )


def _session(path: Path, threads: int, device: Device, share: float) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads sleep: encoding ahead, the web process and the next click share the same few cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = ort.InferenceSession(str(path), options, providers=onnx_providers(device, share))
    # ONNX Runtime goes on with the CPU by itself, at start and at a failing run, and tells nobody but the terminal.
    session.disable_fallback()
    if device.kind == "cuda" and CUDA_PROVIDER not in session.get_providers():
        raise RuntimeError(f"ONNX Runtime could not start CUDA for {path.name}; it has {session.get_providers()}")
    return session
