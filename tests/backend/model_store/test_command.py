"""`manage.py model`: the same acts as in the browser."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks

from backend.model_store.installing import INSTALL
from backend.model_store.models import StoredModel
from backend.projects.models import Project

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "store", "sent")]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("model", *arguments, stdout=out)
    return out.getvalue()


def test_list_shows_what_is_here_and_what_is_published(swin: StoredModel) -> None:
    lines = {line.split()[0]: line for line in run("list").splitlines()}
    assert "ready" in lines["nano"] and "onnx+torch" in lines["nano"]
    assert "abababab" in lines["swin"] and "published" in lines["swin_tiny"]


def test_add_queues_a_published_model_an_address_or_a_file(
    tmp_path: Path, sent: list[Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = tmp_path / "my weights.pth"
    file.write_bytes(b"abc")
    with django_capture_on_commit_callbacks(execute=True):
        run("add", "r50", "--no-wait")
        run("add", "https://example.org/a.pth", "--name", "b", "--no-wait")
        run("add", str(file), "--name", "c", "--preset", "dynamite_r50", "--no-wait")
    kinds = {model.name: model.source["kind"] for model in StoredModel.objects.filter(is_builtin=False)}
    assert kinds == {"r50": "published", "b": "url", "c": "file"}
    assert [task for task, _ in sent] == [INSTALL] * 3
    upload = tmp_path / "models" / ".incoming" / StoredModel.objects.get(name="c").upload
    assert upload.read_bytes() == b"abc" and file.exists()


def test_mistakes_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file, no address and no published checkpoint"):
        run("add", "resnext")
    with pytest.raises(CommandError, match="cannot be a model's name"):
        run("add", "https://example.org/a.pth", "--no-wait")
    with pytest.raises(CommandError, match="there is no model 'x'"):
        run("remove", "x")


def test_remove_refuses_what_is_in_use_unless_it_is_forced(project: Project, swin: StoredModel) -> None:
    Project.objects.filter(pk=project.pk).update(model="swin")
    with pytest.raises(CommandError, match=project.name):
        run("remove", "swin")
    run("remove", "swin", "--force")
    assert not StoredModel.objects.filter(name="swin").exists()
    with pytest.raises(CommandError, match="built in"):
        run("remove", "nano", "--force")
