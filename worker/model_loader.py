"""Loads the models that this worker serves, by digest, with the engine and on the device that its settings ask for.

What the settings ask for and the machine does not have is told at start (``check``), not at the first click.
"""

from __future__ import annotations

import logging
from pathlib import Path

from backend.config.env import Environment
from model.engines.choice import choose_engine
from model.engines.device import CPU, Device, choose_device, is_out_of_memory
from model.loading import RUNTIMES, engine_has_cuda, load, model_folder
from worker.model_pool import LoadedModel
from worker.served_models import ModelUnavailable, ServedModels

log = logging.getLogger(__name__)


class ModelLoader:
    def __init__(self, env: Environment) -> None:
        self._env = env
        named = Path(env.model).expanduser()
        self._first_name = named.name
        is_folder = len(named.parts) > 1
        self.served = ServedModels(env.model_store, env.models, env.engine, named if is_folder else None)
        self._devices: dict[str, Device] = {}

    def check(self) -> None:
        """Raises ValueError, EngineMissing, DeviceMissing when a worker with these settings could not answer."""
        for name in self.served.missing():
            log.warning("STIPPLE_MODELS names %s, which is not here (yet) or cannot be run here", name)
        engine = self._env.engine
        if not self._env.models or self._first_name in self._env.models:
            engine = choose_engine(engine, model_folder(self._env.model, self._env.model_store))
        elif digest := self.first_digest():
            engine = self.served.find(digest).engine
        self._device("onnx" if engine == "auto" else engine)

    def first_digest(self) -> str:
        """The model to have ready at start: STIPPLE_MODEL, or the first of STIPPLE_MODELS; empty when none is here."""
        served = self.served.by_name()
        for name in (self._first_name, *self._env.models):
            if name in served:
                return served[name].digest
        return ""

    @property
    def may_fall_back(self) -> bool:
        """Whether the CPU may answer what does not fit into a GPU."""
        return any(device.may_fall_back for device in self._devices.values())

    def load(self, digest: str, is_on_cpu: bool = False) -> LoadedModel:
        """Raises ModelUnavailable with what to do; an error that says that memory is full passes."""
        served = self.served.find(digest)
        try:
            device = CPU if is_on_cpu else self._device(served.engine)
            model = load(served.folder, served.engine, self._env.threads, device)
        except Exception as error:  # runtimes have classes of their own for what is wrong with a file
            if is_out_of_memory(error):
                raise
            raise ModelUnavailable(f"the model {served.name} cannot be loaded: {error}") from error
        if model.digest != digest:
            raise ModelUnavailable(f"the folder of model {served.name} was replaced while it was loaded; click again")
        loaded = LoadedModel(model, model.engine, model.device, served.size_bytes)
        log.info("loaded model %s (%s) with %s", served.name, served.digest[:8], loaded.label)
        return loaded

    def _device(self, engine: str) -> Device:
        if engine not in self._devices:
            has_cuda = self._env.device != "cpu" and engine_has_cuda(engine)
            wanted, runtime = self._env.device, RUNTIMES[engine]
            self._devices[engine] = choose_device(wanted, has_cuda, runtime, self._env.gpu_memory_mb)
        return self._devices[engine]
