"""Validation by clicks: one object a photo, clicks in the middle of the largest error, IoU after each click."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch

from model.bilinear import resize
from model.data.pack import Record, read_index
from model.dynamite import Dynamite
from model.losses import merged
from model.train_clicks import UNKNOWN, ClickList, corrective_clicks
from model.training.batch import click_tensors


@dataclass(frozen=True)
class Case:
    """image uint8 (H, W, 3), labels uint8 (H, W): 1 the object, 255 outside."""

    image: np.ndarray
    labels: np.ndarray


def validation_cases(folder: Path, count: int, longer_side: int) -> list[Case]:
    """The same ``count`` photos every time: the largest object (5 % to 60 %) of each, over all datasets in turn."""
    records = [record for record in read_index(folder) if record.split == "val" and record.dataset != "dsb"]
    records.sort(key=lambda record: (hash_of(record), record.id))
    cases = []
    for record in records:
        case = _case(folder, record, longer_side)
        if case is not None:
            cases.append(case)
        if len(cases) == count:
            break
    return cases


def hash_of(record: Record) -> int:
    return sum((index + 1) * ord(letter) for index, letter in enumerate(record.id)) % 97


@torch.no_grad()
def validate(network: Dynamite, cases: list[Case], clicks: int = 8) -> dict[str, float]:
    """Mean IoU after 1, 3, 5 and ``clicks`` clicks, and the number of clicks to 0.85 (at most ``clicks``)."""
    was_training = network.training
    network.eval()
    curves = np.array([_curve(network, case, clicks) for case in cases])  # (cases, clicks)
    network.train(was_training)
    reached = curves >= 0.85
    noc = np.where(reached.any(1), reached.argmax(1) + 1, clicks).mean()
    result = {f"iou@{k}": float(curves[:, k - 1].mean()) for k in (1, 3, 5, clicks)}
    return {**result, "noc85": float(noc)}


def _curve(network: Dynamite, case: Case, clicks: int) -> list[float]:
    height, width = case.labels.shape
    policy = network.config.input
    mean, std = torch.tensor(policy.mean).view(3, 1, 1), torch.tensor(policy.std).view(3, 1, 1)
    image = (torch.from_numpy(case.image.transpose(2, 0, 1).copy()).float() - mean) / std
    known = torch.from_numpy(case.labels != UNKNOWN)
    levels, mask_features = network.encode((image * known).unsqueeze(0))
    predicted = np.zeros((height, width), np.uint8)
    made = ClickList()
    curve = []
    for _ in range(clicks):
        one = ClickList()
        corrective_clicks(one, predicted, case.labels, 1, _Centre())  # type: ignore[arg-type]
        for y, x, _, owner in one.rows[:1]:
            made.add(y, x, owner)
        if made.rows:
            points, owners = click_tensors([made])
            prediction = network.decode(levels, mask_features, points, owners)
            maps = resize(merged(prediction.maps, prediction.owner, 1), (height, width))
            predicted = (maps.argmax(1)[0] == 0).to(torch.uint8).numpy()
        known_np = case.labels != UNKNOWN
        truth, guess = case.labels == 1, (predicted == 1) & known_np
        curve.append(float((truth & guess).sum() / max(1, (truth | guess).sum())))
    return curve


class _Centre:
    """Stands for a random generator whose every draw picks the centre and one click."""

    def random(self) -> float:
        return 0.0


def _case(folder: Path, record: Record, longer_side: int) -> Case | None:
    pixels = np.memmap(folder / "pixels.u8", np.uint8, "r")
    drawn = np.memmap(folder / "labels.u8", np.uint8, "r")
    count = record.height * record.width
    layer = next((layer for layer in record.layers if layer.kind == "objects"), record.layers[0])
    labels = np.asarray(drawn[layer.offset : layer.offset + count]).reshape(record.height, record.width)
    shares = np.bincount(labels.ravel(), minlength=256)[1:] / count
    if not 0.05 <= shares.max() <= 0.6:
        return None
    scale = longer_side / max(record.height, record.width)
    height, width = round(record.height * scale), round(record.width * scale)
    photo = np.asarray(pixels[record.offset : record.offset + 3 * count]).reshape(record.height, record.width, 3)
    image = cv2.resize(photo, (width, height), interpolation=cv2.INTER_LINEAR)
    mask = (labels == shares.argmax() + 1).astype(np.uint8)
    mask = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST)
    bottom, right = -height % 32, -width % 32
    image = np.pad(image, ((0, bottom), (0, right), (0, 0)))
    return Case(image, np.pad(mask, ((0, bottom), (0, right)), constant_values=UNKNOWN))
