"""Training samples from annotated photos: an endless, seeded sequence by one of two rules.

Sample ``i`` depends on the seed and ``i`` alone, so a resumed run, and a run in any number of processes, sees the same.
Area that no segment of a non-exhaustive layer covers counts as background of the objects asked for, as an object is
what its clicks say and an unlabelled neighbour is no part of it; a rule may have it ignored instead.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from model.data.colours import recoloured
from model.data.mixes import weights_of
from model.data.objects import candidates, drawn_labels, without_unlabelled
from model.data.paste import pasted
from model.data.photos import Layer, Photo, Photos
from model.data.rules import EpochData, MixedData
from model.data.sample import UNLABELLED, Sample, renumbered
from model.data.tasks import choose_groups
from model.data.views import jittered, zoomed

ATTEMPTS = 1000
ORDER_STREAM = 4
"""Second entry of the seed of the orders of epochs (:mod:`model.training.run` has others)."""


class Samples(ABC):
    """Samples of any size by their index."""

    @abstractmethod
    def draw(self, index: int, size: int) -> Sample:
        """Sample ``index`` as a window of ``size`` pixels."""


def open_samples(photos: Photos, rule: MixedData | EpochData, seed: int, datasets: Sequence[str] = ()) -> Samples:
    """The training samples of ``photos`` by ``rule``; ``datasets`` limits them (none: all).

    Raises ValueError where no photo is left, and for names of data sets that are not there.
    """
    known = sorted({entry.dataset for entry in photos.entries})
    unknown = sorted(set(datasets) - set(known))
    if unknown:
        raise ValueError(f"no photos of data set {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [
        index
        for index, entry in enumerate(photos.entries)
        if entry.split == "train" and (not datasets or entry.dataset in datasets)
    ]
    if not chosen:
        raise ValueError("the data holds no photo of split 'train'; check the annotations and --datasets")
    if isinstance(rule, MixedData):
        return MixedSamples(photos, chosen, rule, seed)
    return EpochSamples(photos, chosen, rule, seed)


class MixedSamples(Samples):
    """Our own rule: data sets by weight; one object, several, or neighbouring segments as one; sometimes pasted."""

    def __init__(self, photos: Photos, chosen: Sequence[int], rule: MixedData, seed: int) -> None:
        self._photos, self._rule, self._seed = photos, rule, seed
        self._by_dataset: dict[str, list[int]] = {}
        whole: set[str] = set()
        for index in chosen:
            entry = photos.entries[index]
            self._by_dataset.setdefault(entry.dataset, []).append(index)
            if "objects" in entry.kinds:
                whole.add(entry.dataset)
        self.names = sorted(self._by_dataset)
        self._weights = weights_of(rule.mix, self.names)
        self.donors = sorted(whole & set(rule.paste.donors)) or sorted(whole)

    def draw(self, index: int, size: int) -> Sample:
        rng = np.random.default_rng((self._seed, index))
        for _ in range(ATTEMPTS):
            sample = self._view(str(rng.choice(self.names, p=self._weights)), size, rng)
            if sample is not None:
                sample = self._with_others(sample, size, rng)
                return Sample(recoloured(sample.image, self._rule.colours, rng), sample.labels)
        raise ValueError(
            f"{ATTEMPTS} photos in a row gave no object of {self._rule.min_area_px} pixels; check the masks"
        )

    def _with_others(self, sample: Sample, size: int, rng: np.random.Generator) -> Sample:
        rule = self._rule.paste
        room = min(rule.most, self._rule.max_objects - sample.objects)
        if not self.donors or room < 1 or rng.random() >= rule.share:
            return sample
        composite = sample
        for _ in range(int(rng.integers(1, room + 1))):
            donor = self._view(str(rng.choice(self.donors)), size, rng, is_donor=True)
            if donor is not None:
                composite = pasted(composite, donor, rule, rng)
        return self._checked(composite) or sample

    def _view(self, dataset: str, size: int, rng: np.random.Generator, is_donor: bool = False) -> Sample | None:
        rows = self._by_dataset[dataset]
        photo = self._photos.read(rows[int(rng.integers(len(rows)))])
        layer = _layer_of(photo, rng, whole_only=is_donor)
        if layer is None:
            return None
        labels = layer.flat()
        groups = choose_groups(labels, layer.kind, rng, 1 if is_donor else self._rule.max_objects)
        if not groups:
            return None
        table = np.zeros(256, np.uint8)
        if self._rule.unlabelled == "ignore" and not layer.exhaustive:
            table[0] = UNLABELLED
        for number, group in enumerate(groups, start=1):
            table[group] = number
        sample = zoomed(photo.image, table[labels], size, self._rule.view, rng)
        return None if sample is None else self._checked(sample)

    def _checked(self, sample: Sample) -> Sample | None:
        """The objects that are large enough, numbered anew; None where there is none, or next to nothing else."""
        counts = np.bincount(sample.labels.ravel(), minlength=256)
        kept = [number for number in range(1, UNLABELLED) if counts[number] >= self._rule.min_area_px]
        if not kept or counts[kept].sum() > self._rule.largest * sample.labels.size:
            return None
        return Sample(sample.image, renumbered(sample.labels, kept))


class EpochSamples(Samples):
    """The reference's rule: every photo once an epoch, in another order each time; many of its objects at once."""

    def __init__(self, photos: Photos, chosen: Sequence[int], rule: EpochData, seed: int) -> None:
        self._photos, self._rule, self._seed = photos, rule, seed
        self.chosen = [i for i in chosen if photos.entries[i].kinds or rule.without_object == "random"]
        if not any(photos.entries[index].kinds for index in chosen):
            raise ValueError("no photo of split 'train' has an annotated object")
        self._order: tuple[int, np.ndarray] = (-1, np.empty(0))

    def draw(self, index: int, size: int) -> Sample:
        rng = np.random.default_rng((self._seed, index))
        photo, place = self._photo_at(index), index
        for attempt in range(ATTEMPTS):
            sample = self._view(photo, size, rng)
            if sample is not None:
                return sample
            if self._rule.without_object == "random":
                photo = self.chosen[int(rng.integers(len(self.chosen)))]
            else:
                place += attempt % 2
                photo = self._photo_at(place)
        raise ValueError(
            f"{ATTEMPTS} photos in a row gave no object of {self._rule.min_area_px} pixels; check the masks"
        )

    def _photo_at(self, place: int) -> int:
        epoch, within = divmod(place, len(self.chosen))
        if self._order[0] != epoch:
            self._order = (
                epoch,
                np.random.default_rng((self._seed, ORDER_STREAM, epoch)).permutation(len(self.chosen)),
            )
        return self.chosen[int(self._order[1][within])]

    def _view(self, photo_index: int, size: int, rng: np.random.Generator) -> Sample | None:
        photo = self._photos.read(photo_index)
        layer = _layer_of(photo, rng)
        if layer is None:
            return None
        wanted = candidates(layer, self._rule, rng)
        if not wanted:
            return None
        image, maps, padding = jittered(photo.image, layer.maps, size, self._rule.view, rng)
        labels = drawn_labels(maps, padding, wanted, self._rule, rng)
        if labels is None:
            return None
        if self._rule.unlabelled == "ignore" and not layer.exhaustive:
            labels = without_unlabelled(labels, maps)
        return Sample(image, labels)


def _layer_of(photo: Photo, rng: np.random.Generator, whole_only: bool = False) -> Layer | None:
    """A layer at random, whole objects twice as often as the parts drawn over the same photo."""
    layers = [layer for layer in photo.layers if layer.kind == "objects" or not whole_only]
    if not layers:
        return None
    weights = np.array([2.0 if layer.kind == "objects" else 1.0 for layer in layers])
    return layers[int(rng.choice(len(layers), p=weights / weights.sum()))]
