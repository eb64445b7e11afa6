"""Validation by clicks: one object a photo, clicks in the middle of the largest error, IoU after each click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from model.bilinear import resize
from model.data.photos import Entry, Layer, Photo, Photos
from model.data.sample import OUTSIDE, UNLABELLED
from model.dynamite import Dynamite
from model.losses import merged
from model.train_clicks import ClickList, Corrections, corrective_clicks
from model.training.batch import click_tensors
from model.training.corrections import evaluating
from model.training.parallel import Ranks

CLICKS = 8
SMALLEST, LARGEST = 0.05, 0.6
LEFT_OUT = ("dsb",)
"""Data sets without one main object a photo (nuclei)."""
RULE = Corrections(enough=0.97, enough_alone=0.97, two_clicks=0.0, centre=1.0)


@dataclass(frozen=True)
class Case:
    """image uint8 (H, W, 3), labels uint8 (H, W): 1 the object, 255 outside; sides multiples of 32."""

    name: str
    image: np.ndarray
    labels: np.ndarray


@dataclass(frozen=True)
class Session:
    """IoU after each click, the clicks (y, x, t, owner), and the mask after the last one, bool (H, W)."""

    curve: tuple[float, ...]
    clicks: tuple[tuple[float, float, float, int], ...]
    mask: np.ndarray


def validation_cases(photos: Photos, count: int, longer_side: int, datasets: Sequence[str] = ()) -> list[Case]:
    """The same ``count`` photos every time: the largest object (5 % to 60 %) of each, over all datasets in turn."""
    chosen = [
        (shuffled(entry), entry.id, index)
        for index, entry in enumerate(photos.entries)
        if entry.split == "val" and entry.dataset not in LEFT_OUT and (not datasets or entry.dataset in datasets)
    ]
    cases: list[Case] = []
    for _, name, index in sorted(chosen):
        if len(cases) == count:
            break
        case = _case(name, photos.read(index), longer_side)
        if case is not None:
            cases.append(case)
    return cases


def shuffled(entry: Entry) -> int:
    """A number that mixes the data sets when photos are sorted by it."""
    return sum((index + 1) * ord(letter) for index, letter in enumerate(entry.id)) % 97


def validate(network: Dynamite, cases: Sequence[Case], ranks: Ranks | None = None) -> list[Session]:
    """A session of ``CLICKS`` clicks on each case, in the order of the cases; each rank runs its share of them."""
    ranks = ranks or Ranks()
    with torch.no_grad(), evaluating(network):
        own = [(place, _session(network, cases[place])) for place in range(ranks.rank, len(cases), ranks.count)]
    return [session for _, session in sorted(ranks.gathered(own), key=lambda each: each[0])]


def summary(sessions: Sequence[Session]) -> dict[str, float]:
    """Mean IoU after 1, 3, 5 and all clicks, and the number of clicks to 0.85 and 0.90 (at most as many as made)."""
    curves = np.array([session.curve for session in sessions])  # (cases, clicks)
    clicks = curves.shape[1]
    result = {f"iou@{k}": float(curves[:, k - 1].mean()) for k in (1, 3, 5, clicks)}
    for percent in (85, 90):
        reached = curves >= percent / 100
        result[f"noc{percent}"] = float(np.where(reached.any(1), reached.argmax(1) + 1, clicks).mean())
    return result


def _session(network: Dynamite, case: Case) -> Session:
    height, width = case.labels.shape
    policy = network.config.input
    device = next(network.parameters()).device
    mean, std = torch.tensor(policy.mean).view(3, 1, 1), torch.tensor(policy.std).view(3, 1, 1)
    image = (torch.from_numpy(case.image.transpose(2, 0, 1).copy()).float() - mean) / std
    known = case.labels < UNLABELLED
    features = network.encode((image * torch.from_numpy(known)).unsqueeze(0).to(device))
    predicted = np.zeros((height, width), np.uint8)
    made, curve = ClickList(), []
    rng = np.random.default_rng(0)  # decides nothing: RULE leaves no choice
    for _ in range(CLICKS):
        correction = ClickList()
        corrective_clicks(correction, predicted, case.labels, 1, RULE, rng)
        for y, x, _, owner in correction.rows:
            made.add(y, x, owner)
        if made.rows:
            points, owners = click_tensors([made], network.config.click_shift, device=device)
            prediction = network.decode(*features, points, owners)
            maps = resize(merged(prediction.maps, prediction.owner, 1), (height, width))
            predicted = (maps.argmax(1)[0] == 0).to(torch.uint8).cpu().numpy()
        truth, guess = case.labels == 1, (predicted == 1) & known
        curve.append(float((truth & guess).sum() / max(1, (truth | guess).sum())))
    return Session(tuple(curve), tuple(made.rows), (predicted == 1) & known)


def _case(name: str, photo: Photo, longer_side: int) -> Case | None:
    layer = _validated_layer(photo)
    if layer is None:
        return None
    labels = layer.flat()
    shares = np.bincount(labels.ravel(), minlength=256)[1:] / labels.size
    if not SMALLEST <= shares.max() <= LARGEST:
        return None
    scale = longer_side / max(labels.shape)
    height, width = (max(1, round(side * scale)) for side in labels.shape)
    image = cv2.resize(photo.image, (width, height), interpolation=cv2.INTER_LINEAR)
    mask = (labels == shares.argmax() + 1).astype(np.uint8)
    mask = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST)
    bottom, right = -height % 32, -width % 32
    image = np.pad(image, ((0, bottom), (0, right), (0, 0)))
    return Case(name, image, np.pad(mask, ((0, bottom), (0, right)), constant_values=OUTSIDE))


def _validated_layer(photo: Photo) -> Layer | None:
    whole = (layer for layer in photo.layers if layer.kind == "objects")
    return next(whole, photo.layers[0] if photo.layers else None)
