"""From a name, an address or a file to a model folder of the store: fetch, verify, convert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from model.checkpoints.archive import is_model_archive, unpack
from model.checkpoints.errors import CheckpointError
from model.checkpoints.fetch import file_name
from model.checkpoints.folder import ModelFolder, making, place, read_folder
from model.checkpoints.progress import Progress, silent
from model.checkpoints.published import find, find_url
from model.checkpoints.reading import read_state, require_torch
from model.checkpoints.source import Given, address_of, locate
from model.checkpoints.store import Store, storage_error

Engine = Literal["torch", "onnx", "both"]
"""``onnx`` and ``both`` are the same: weights stay beside the graphs, since the digest is theirs."""


@dataclass(frozen=True)
class Wish:
    """What to install and how; ``name`` and ``preset`` are found out where they are None."""

    source: str
    store: Store
    name: str | None = None
    preset: str | None = None
    sha256: str | None = None
    engine: Engine = "torch"


def install(wish: Wish, progress: Progress = silent) -> ModelFolder:
    """Bring the model of ``wish`` into its store; what was downloaded for it alone is removed afterwards.

    Raises CheckpointError at the first thing that is wrong; a download is kept then.
    """
    refuse_other_families(wish.source)
    if wish.name:
        wish.store.folder(wish.name)  # a bad name is told before gigabytes are fetched

    def waiting() -> None:
        progress("fetch", 0, None, "waiting for another installation of the same checkpoint")

    try:
        with wish.store.alone(f"install-{file_name(address_of(wish.source))}", waiting):
            given = locate(wish.source, wish.store, wish.sha256, progress)
            name = wish.name or given.name
            if is_model_archive(given.path):
                model = _unpacked(given, wish.store, name, progress)
            else:
                model = _converted(given, wish, name, progress)
            if given.is_new:
                given.path.unlink()
            return model
    except OSError as error:
        raise storage_error(error, wish.store.root) from error


def refuse_other_families(source: str) -> None:
    """Raise CheckpointError ``not-convertible`` for a published checkpoint that this version has no network for."""
    row = find(source) or find_url(source)
    if row and row.preset is None:
        hint = f"; it initialises the backbone {row.backbone!r} when training" if row.backbone else ""
        if row.universal:
            hint = "; model.universal.checkpoint.load_universal loads it, to find everything in an image without clicks"
        raise CheckpointError(
            "not-convertible",
            f"{row.name} ({row.family}) is published, but this version can only convert DynaMITe checkpoints{hint}",
        )


def _converted(given: Given, wish: Wish, name: str, progress: Progress) -> ModelFolder:
    require_torch(f"converting {given.path.name}")
    from model.checkpoints.convert import convert
    from model.checkpoints.verify import verify

    progress("verify", 0, 2, "reading")
    state = read_state(given.path)
    progress("verify", 1, 2, f"comparing {len(state)} keys")
    verified = verify(state, wish.preset or (given.row.preset if given.row else None))
    progress("verify", 2, 2, verified.config.name)
    return convert(verified, given, wish.store, name, wish.engine != "torch", progress)


def _unpacked(given: Given, store: Store, name: str, progress: Progress) -> ModelFolder:
    with making(store, name) as folder:
        unpack(given.path, folder, progress)
        progress("verify", 0, 1, "computing the digest")
        model = read_folder(folder)
        progress("verify", 1, 1, model.digest[:12])
        return place(folder, store, name)
