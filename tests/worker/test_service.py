"""A worker's service with a stand-in for the model: what editors are told while a model loads, and when it fails."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from backend.annotation.models import Annotation, Object
from backend.images.models import Image
from kernels.rle import decode, encode
from model.engines.device import CPU, Device
from tests.worker.fake_model import DiscModel
from worker import runner as runner_module
from worker import service as service_module
from worker.lease import STUCK_S
from worker.model_pool import LoadedModel
from worker.served_models import ModelUnavailable
from worker.service import Service

DIGEST = "d" * 64


class Channel:
    """Keeps what would be published: (image, "status" or the code of an error)."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def publish(self, image_id: object, content: dict[str, Any]) -> None:
        message = content.get("message", {})
        self.sent.append((str(image_id), message.get("code", content["type"].removeprefix("image."))))

    publish_now = publish

    def stop(self) -> None: ...


class Loader:
    """``load`` may be replaced by a test."""

    may_fall_back = True
    served = SimpleNamespace(by_name=lambda: {"discs": SimpleNamespace(digest=DIGEST)})

    def __init__(self) -> None:
        self.device = CPU
        self.model = DiscModel(digest=DIGEST)

    def load(self, digest: str, is_on_cpu: bool = False) -> LoadedModel:
        return LoadedModel(self.model, "fake", CPU if is_on_cpu else self.device, 1)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(service_module, "ChannelLoop", Channel)
    monkeypatch.setattr(service_module, "open_display", lambda image: np.zeros((48, 64, 3), np.uint8))
    made = Service(Loader(), "w1")  # type: ignore[arg-type]
    monkeypatch.setattr(made.lease, "tell_features", lambda key: None)
    return made


@pytest.fixture
def request_for(make_image: Callable[..., Image]) -> Callable[[], dict[str, Any]]:
    def make() -> dict[str, Any]:
        image = make_image()
        values = {"revision": 1, "requested_revision": 1, "model_name": "discs", "model_digest": DIGEST}
        annotation = Annotation.objects.create(image=image, **values)
        return {
            "image": str(image.pk),
            "annotation": annotation.pk,
            "requested": 1,
            "model": {"name": "discs", "digest": DIGEST},
            "objects": [
                {
                    "id": "00000000-0000-0000-0000-000000000001",
                    "inputs": [1],
                    "clicks": [[20.0, 20.0, 0]],
                    "base_clicks": 0,
                    "base_background": 0,
                    "has_base": False,
                }
            ],
            "image_hw": [image.height, image.width],
            "crop": None,
            "others": [],
            "yielding": [],
            "is_partial": False,
            "background": [],
            "background_inputs": [],
            "answers": [1],
        }

    return make


def test_who_waits_for_a_model_is_told_that_it_is_loaded(service: Service, request_for: Any) -> None:
    seen: list[tuple[str, ...]] = []
    service.lease.is_alive = lambda: True  # type: ignore[method-assign]
    service.lease.renew = lambda: seen.append(service._describe("w1", "b").loading)  # type: ignore[method-assign]
    request = request_for()
    service.decode(request)
    assert seen == [(DIGEST,), ()]
    assert service.channel.sent[:2] == [(request["image"], "status")] * 2  # type: ignore[attr-defined]
    service.channel.sent.clear()  # type: ignore[attr-defined]
    service.decode(request_for())
    assert "status" not in [kind for _, kind in service.channel.sent]  # type: ignore[attr-defined]


def test_the_lease_tells_device_engines_and_models(service: Service) -> None:
    service.loader.device = Device("cuda")  # type: ignore[attr-defined]
    service.pool.get(DIGEST)
    said = service._describe("w1", "boot")
    assert (said.device, said.models, said.loaded) == ("cuda", {"discs": DIGEST}, (DIGEST,))


def test_a_failure_is_kept_and_told_once(service: Service, request_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(digest: str, is_on_cpu: bool = False) -> LoadedModel:
        raise ModelUnavailable("the model discs cannot be loaded: damaged")

    monkeypatch.setattr(service.pool, "_load_one", fail)
    request = request_for()
    for _ in range(2):
        with pytest.raises(ModelUnavailable):
            service.decode(request)
    problem = Annotation.objects.get(pk=request["annotation"]).problem
    assert problem is not None and problem["code"] == "model-unavailable"
    kinds = [kind for _, kind in service.channel.sent]  # type: ignore[attr-defined]
    assert kinds.count("model-unavailable") == 1 and kinds.count("status") >= 2


class FullGpu(DiscModel):
    """Its memory holds neither an image nor clicks."""

    def encode(self, image: np.ndarray) -> Any:
        raise RuntimeError("CUDA out of memory")

    def decode(self, features: Any, clicks: Any) -> Any:
        raise RuntimeError("CUDA out of memory")


@pytest.mark.parametrize("may_fall_back", [True, False])
def test_full_memory_is_answered_on_the_cpu_or_told(
    service: Service, request_for: Any, monkeypatch: pytest.MonkeyPatch, may_fall_back: bool
) -> None:
    def load(digest: str, is_on_cpu: bool) -> LoadedModel:
        if is_on_cpu:
            return LoadedModel(DiscModel(digest=digest), "fake", CPU, 1)
        return LoadedModel(FullGpu(digest=digest), "fake", Device("cuda"), 1)

    monkeypatch.setattr(service.pool, "_load_one", load)
    monkeypatch.setattr(service.pool, "_may_fall_back", may_fall_back)
    request = request_for()
    if may_fall_back:
        service.decode(request)
        entry = Annotation.objects.get(pk=request["annotation"]).operations.get(kind="decoded")
        assert entry.payload["engine"] == "fake/cpu"
        return
    with pytest.raises(RuntimeError):
        service.decode(request)
    assert Annotation.objects.get(pk=request["annotation"]).problem["code"] == "out-of-memory"  # type: ignore[index]


def test_making_room_keeps_what_is_in_hand_alone(service: Service) -> None:
    for digest in (DIGEST, "e" * 64):
        service.pool.get(digest)
    service._make_room(f"image1/{DIGEST}")
    assert service.pool.loaded() == (DIGEST,)


def test_a_worker_that_loads_is_not_taken_for_stuck(service: Service) -> None:
    service._busy_since = -10 * STUCK_S
    service.pool.get(DIGEST)
    assert service._busy_since > -STUCK_S


def test_encoding_ahead_loads_no_model_that_only_a_neighbour_needs(service: Service) -> None:
    images = [{"image": "image1", "digest": DIGEST}, {"image": "image2", "digest": "e" * 64}]
    service.encode(images)
    assert list(service.prefetcher._waiting) == [f"image1/{DIGEST}"]
    service.pool.get("e" * 64)
    service.encode(images)
    assert list(service.prefetcher._waiting) == [f"image1/{DIGEST}", f"image2/{'e' * 64}"]


def test_where_masks_may_overlap_an_object_keeps_what_a_neighbour_in_it_has(
    service: Service, request_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, answers = request_for(), []
    (whole,) = request["objects"]
    part = whole | {"id": "00000000-0000-0000-0000-000000000002", "clicks": [[44.0, 20.0, 1]], "inputs": [2]}
    had = np.zeros((48, 64), bool)
    had[18:23, 8:60] = True
    Object.objects.create(
        pk=whole["id"], annotation_id=request["annotation"], rle=encode(had), left=8, top=18, right=60, bottom=23
    )
    monkeypatch.setattr(runner_module, "store_answer", lambda request, answer, timing: answers.append(answer))

    for writes in ([whole["id"]], None):
        service.decode(request | {"objects": [whole, part], "writes": writes})
    overlapping, apart = ({item["id"]: decode(item["rle"]) for item in answer.objects} for answer in answers)
    of_part = apart[part["id"]]
    assert (overlapping[whole["id"]] == apart[whole["id"]] | (had & of_part)).all()
    assert (had & of_part).any() and not (apart[whole["id"]] & of_part).any()


def test_what_is_kept_lies_in_the_box_and_is_no_matter_of_bases(
    service: Service, request_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, answers = request_for(), []
    (whole,) = request["objects"]
    part = whole | {"id": "00000000-0000-0000-0000-000000000002", "clicks": [[30.0, 20.0, 1]], "inputs": [2]}
    had = np.zeros((48, 64), bool)
    had[18:23, 8:60] = True
    Object.objects.create(
        pk=whole["id"], annotation_id=request["annotation"], rle=encode(had), left=8, top=18, right=60, bottom=23
    )
    monkeypatch.setattr(runner_module, "store_answer", lambda request, answer, timing: answers.append(answer))
    boxed = whole | {"clicks": [*whole["clicks"], [12.0, 12.0, 26.0, 28.0, 2]]}
    service.decode(request | {"objects": [boxed, part], "writes": [whole["id"]]})
    (mask,) = (decode(item["rle"]) for item in answers[0].objects if item["id"] == whole["id"])
    assert mask.any() and not mask[:, 28:].any()
