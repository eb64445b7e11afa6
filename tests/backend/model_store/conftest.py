"""A store of this test's own, model folders to put into it, and an operator."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from backend.accounts.models import User
from backend.annotation import live_workers
from backend.annotation.live_workers import LiveWorker
from backend.model_store.models import StoredModel
from tests.conftest import person

MakeFolder = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, data=tmp_path, max_model_mb=1))
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


@pytest.fixture
def make_folder(store: Path) -> MakeFolder:
    """``make_folder("swin", digest="ab")``: a model folder in the store; ``files`` are made with it."""

    def make(
        name: str, digest: str = "ab" * 32, files: tuple[str, ...] = ("weights.safetensors",), **more: Any
    ) -> Path:
        folder = store / name
        folder.mkdir()
        config = {"digest": digest, "model": {"name": "dynamite_swin_tiny"}, **more}
        (folder / "config.json").write_text(json.dumps(config))
        (folder / "MODEL_CARD.md").write_text(f"# {name}\n\nA card.")
        for file in files:
            (folder / file).write_bytes(b"weights")
        return folder

    return make


@pytest.fixture
def olga(db: None) -> User:
    """An operator without a team."""
    user = person("Olga")
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def swin(db: None, make_folder: MakeFolder) -> StoredModel:
    """A model that is ready, with its folder."""
    make_folder("swin", "ab" * 32)
    values = {"digest": "ab" * 32, "state": StoredModel.State.READY, "progress": 1.0, "engines": ["torch"]}
    return StoredModel.objects.create(name="swin", title="Swin", **values)


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """One worker lives and serves swin under two names."""
    worker = LiveWorker("gpu", "boot", "cuda", ("torch",), {"swin": "ab" * 32, "swin-again": "ab" * 32})
    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: {"gpu": worker})
