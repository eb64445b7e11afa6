"""What all arms have in common, as a short digest: runs made on different ground differ by more than their arm."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from model.ablations.arms import ARMS, BASE
from model.ablations.command import Budget, train_arguments
from model.training.options import parse


def ground(budget: Budget) -> str:
    """Eight hexadecimal digits of the base arm's network and recipe as this version of the code has them."""
    options = parse(train_arguments(ARMS[BASE], 0, budget, "data", "out"))
    values = {"network": options.config.to_dict(), "recipe": asdict(options.recipe)}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:8]
