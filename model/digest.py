"""The digest of a model: what every mask names that the model made. Importing this needs no torch."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from model.config import ModelConfig


def model_digest(weights: Path, config: ModelConfig) -> str:
    """SHA-256 of the weights file, followed by the config as sorted JSON."""
    code = json.dumps(config.to_dict(), sort_keys=True).encode()
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update(code)
    return digest.hexdigest()
