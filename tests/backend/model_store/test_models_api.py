"""Models over the API: everybody sees them, operators alone change them, and what is in use stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from backend.accounts.models import User
from backend.annotation.models import Annotation
from backend.images.models import Image
from backend.model_store import folders
from backend.model_store.installing import INSTALL
from backend.model_store.models import StoredModel
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "store", "sent")]

URL = "/api/v1/models/"
State = StoredModel.State


def add_file(client: Any, name: str = "mine", file: str = "weights.pth", content: bytes = b"x", **more: str) -> Any:
    body = {"source": "file", "name": name, "file": SimpleUploadedFile(file, content), **more}
    return client.post(URL, body, format="multipart")


def uploads() -> list[Path]:
    return list(folders.incoming().iterdir()) if folders.incoming().is_dir() else []


def test_alice_bob_and_charlie_see_models_and_change_none(client_of: ClientOf, cast: Cast, swin: StoredModel) -> None:
    for user in (cast.alice, cast.bob, cast.charlie):
        client = client_of(user)
        assert [m["name"] for m in client.get(URL).json()["results"]] == ["nano", "nano-permissive", "swin"]
        assert client.get(f"{URL}{swin.pk}/").json()["title"] == "Swin"
        refused = [
            client.post(URL, {"source": "published", "published": "r50"}),
            add_file(client),
            client.patch(f"{URL}{swin.pk}/", {"title": "Mine"}),
            client.delete(f"{URL}{swin.pk}/"),
            client.post(f"{URL}{swin.pk}/retry/"),
            client.post(f"{URL}{swin.pk}/cancel/"),
        ]
        assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(403, "forbidden")}
    assert client_of(None).get(URL).status_code == 401
    assert uploads() == []


def test_a_model_shows_who_uses_and_who_serves_it(
    client_of: ClientOf, bob: User, project: Project, swin: StoredModel
) -> None:
    Project.objects.filter(pk=project.pk).update(model="swin")
    shown = client_of(bob).get(f"{URL}{swin.pk}/").json()
    assert (shown["project_count"], shown["served_by"], shown["engines"]) == (1, ["gpu"], ["torch"])


def test_the_built_in_model_shows_its_card_and_numbers(client_of: ClientOf, bob: User) -> None:
    nano = client_of(bob).get(URL).json()["results"][0]
    assert (nano["name"], nano["state"], nano["is_builtin"], nano["engines"]) == (
        "nano",
        "ready",
        True,
        ["onnx", "torch"],
    )
    assert nano["card"].startswith("# nano")
    assert nano["numbers"][0]["dataset"] == "GrabCut" and nano["numbers"][0]["NoC@90"] > 1
    assert nano["speed"]["click_ms"] > 0 and 2e6 < nano["parameters"] < 4e6


def test_published_models_are_listed_with_their_numbers(client_of: ClientOf, bob: User) -> None:
    StoredModel.objects.create(name="r50")
    rows = {row["name"]: row for row in client_of(bob).get(f"{URL}published/").json()}
    assert set(rows) == {"r50", "hrnet32", "mit_b0", "swin_tiny", "swin_large"}
    assert [rows[name]["installed"] for name in ("r50", "swin_tiny")] == [True, False]
    assert rows["swin_tiny"]["preset"] == "dynamite_swin_tiny" and rows["swin_tiny"]["url"].startswith("https://")
    assert {"dataset", "protocol", "source"} <= set(rows["swin_tiny"]["numbers"][0])


def test_adding_by_name_queues_the_installation(
    client_of: ClientOf, olga: User, sent: list[Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(olga).post(URL, {"source": "published", "published": "swin_tiny"})
    assert answer.status_code == 202
    model = answer.json()
    assert (model["name"], model["state"], model["preset"]) == ("swin_tiny", "queued", "dynamite_swin_tiny")
    assert model["source"]["kind"] == "published" and model["created_by"] == olga.pk
    assert sent == [(INSTALL, str(model["id"]))]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"source": "published", "published": "resnext"}, "published"),
        ({"source": "published"}, "published"),
        ({"source": "url", "url": "https://example.org/a.pth"}, "name"),
        ({"source": "url", "url": "file:///etc/passwd", "name": "a"}, "url"),
        ({"source": "url", "url": "https://example.org/a.pth", "name": "../a"}, "name"),
        ({"source": "url", "url": "https://example.org/a.pth", "name": "a..b"}, "name"),
        ({"source": "url", "url": "https://example.org/a.pth", "name": "a", "sha256": "xyz"}, "sha256"),
        ({"source": "url", "url": "https://example.org/a.pth", "name": "a", "preset": "no preset"}, "preset"),
        ({"source": "magic"}, "source"),
    ],
)
def test_what_cannot_be_installed_is_refused_by_field(
    client_of: ClientOf, olga: User, body: dict[str, str], field: str
) -> None:
    answer = client_of(olga).post(URL, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert field in answer.json()["errors"]


def test_a_name_that_is_taken_is_a_conflict(client_of: ClientOf, olga: User) -> None:
    answer = client_of(olga).post(URL, {"source": "url", "url": "https://example.org/a.pth", "name": "nano"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_a_file_waits_on_disk_under_a_clean_name(client_of: ClientOf, olga: User) -> None:
    answer = add_file(client_of(olga), file="../My wéights.PTH", content=b"abc", preset="dynamite_r50")
    assert answer.status_code == 202
    model = StoredModel.objects.get(name="mine")
    assert (model.source["file"], model.preset) == ("My_w_ights.PTH", "dynamite_r50")
    assert model.source["sha256"].startswith("ba7816bf")
    assert [path.read_bytes() for path in uploads()] == [b"abc"]
    assert uploads()[0].name == model.upload and model.upload.endswith("-My_w_ights.PTH")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"file": "setup.exe"}, 415),
        ({"file": ".pth"}, 415),
        ({"content": b"x" * ((1 << 20) + 1)}, 413),
        ({"name": ""}, 400),
        ({"name": "nano"}, 409),
        ({"name": "Has Spaces"}, 400),
        ({"preset": "no preset"}, 400),
    ],
)
def test_a_refused_file_leaves_nothing_behind(
    client_of: ClientOf, olga: User, changes: dict[str, Any], status: int
) -> None:
    assert add_file(client_of(olga), **changes).status_code == status
    assert uploads() == []
    assert not StoredModel.objects.filter(name="mine").exists()


def test_a_request_without_a_file_or_with_two_is_refused(client_of: ClientOf, olga: User) -> None:
    client = client_of(olga)
    assert client.post(URL, {"source": "file", "name": "mine"}, format="multipart").status_code == 400
    two = [SimpleUploadedFile("a.pth", b"a"), SimpleUploadedFile("b.pth", b"b")]
    assert client.post(URL, {"source": "file", "name": "mine", "file": two}, format="multipart").status_code == 400
    assert uploads() == []


def test_title_card_and_choice_can_be_changed(client_of: ClientOf, olga: User, swin: StoredModel) -> None:
    changes = {"title": "Swin-T", "card": "# New\n\ntext", "is_enabled": False, "name": "other", "digest": "0"}
    shown = client_of(olga).patch(f"{URL}{swin.pk}/", changes).json()
    assert (shown["title"], shown["card"], shown["is_enabled"]) == ("Swin-T", "# New\n\ntext", False)
    assert (shown["name"], shown["digest"]) == ("swin", "ab" * 32)


def test_a_model_that_a_project_uses_stays_and_names_the_project(
    client_of: ClientOf, olga: User, project: Project, swin: StoredModel
) -> None:
    Project.objects.filter(pk=project.pk).update(model="swin")
    answer = client_of(olga).delete(f"{URL}{swin.pk}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "model-in-use")
    assert answer.json()["errors"]["projects"] == [{"id": project.pk, "name": project.name}]
    assert answer.json()["detail"].startswith(f"1 project uses swin: {project.name!r}.")
    assert StoredModel.objects.filter(pk=swin.pk).exists()


def test_a_model_that_images_answer_with_stays_until_they_are_accepted(
    client_of: ClientOf,
    olga: User,
    image: Image,
    swin: StoredModel,
    store: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    Annotation.objects.create(image=image, model_name="swin", model_digest=swin.digest)
    answer = client_of(olga).delete(f"{URL}{swin.pk}/")
    assert (answer.status_code, answer.json()["errors"]["images"]) == (409, [1])
    assert "swin answers the clicks on 1 image that is not accepted yet" in answer.json()["detail"]
    Image.objects.filter(pk=image.pk).update(state=Image.State.ACCEPTED)
    with django_capture_on_commit_callbacks(execute=True):
        assert client_of(olga).delete(f"{URL}{swin.pk}/").status_code == 204
    assert not (store / "swin").exists()
    assert Annotation.objects.get(image=image).model_digest == swin.digest


def test_the_built_in_model_cannot_be_deleted(client_of: ClientOf, olga: User) -> None:
    nano = StoredModel.objects.get(name="nano")
    assert client_of(olga).delete(f"{URL}{nano.pk}/").status_code == 409
    assert folders.folder_of("nano") is not None


def test_cancel_and_retry_lead_only_where_they_make_sense(client_of: ClientOf, olga: User, swin: StoredModel) -> None:
    client = client_of(olga)
    for verb in ("cancel", "retry"):
        assert client.post(f"{URL}{swin.pk}/{verb}/").status_code == 409
    source = {"kind": "url", "url": "https://example.org/a.pth", "file": "", "sha256": ""}
    queued = StoredModel.objects.create(name="other", attempts=2, progress=0.4, source=source)
    assert client.post(f"{URL}{queued.pk}/cancel/").json()["state"] == "cancelled"
    again = client.post(f"{URL}{queued.pk}/retry/").json()
    assert (again["state"], again["progress"]) == ("queued", 0.0)
    queued.refresh_from_db()
    assert queued.attempts == 0


def test_a_key_in_an_address_is_for_operators_only(client_of: ClientOf, olga: User, bob: User) -> None:
    url, public = "https://me:secret@example.org/a.pth?token=secret#secret", "https://example.org/a.pth"
    source = {"kind": "url", "url": url, "file": "", "sha256": ""}
    StoredModel.objects.create(name="ours", state=State.FAILED, source=source, detail=f"{url} answered 404")
    for user, seen in ((olga, url), (bob, public)):
        ours = next(row for row in client_of(user).get(URL).json()["results"] if row["name"] == "ours")
        assert (ours["source"]["url"], ours["detail"]) == (seen, f"{seen} answered 404")


@pytest.mark.parametrize("upload", ["gone.pth", ""])
def test_a_file_that_is_gone_cannot_be_tried_again(client_of: ClientOf, olga: User, upload: str) -> None:
    model = StoredModel.objects.create(name="mine", state=State.FAILED, upload=upload)
    answer = client_of(olga).post(f"{URL}{model.pk}/retry/")
    assert answer.status_code == 409 and "send the file again" in answer.json()["detail"]


def test_the_list_costs_the_same_queries_for_many_models(
    client_of: ClientOf, bob: User, django_assert_max_num_queries: Any
) -> None:
    for n in range(20):
        StoredModel.objects.create(name=f"m{n}", state=State.READY)
    client = client_of(bob)
    with django_assert_max_num_queries(5):
        assert len(client.get(URL).json()["results"]) == StoredModel.objects.count() > 20
