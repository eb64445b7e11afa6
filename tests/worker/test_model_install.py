"""An installation from the queue to its end, with a stand-in for the command: done, failed, cancelled, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.utils import timezone

from backend.config.env import REPOSITORY
from backend.jobs import queue
from backend.model_store import installing
from backend.model_store.installing import INSTALL, InstallRun, Stopped, do_start_install, sweep
from backend.model_store.models import StoredModel
from backend.operations.supervisor.processes import batch_command
from worker import model_install
from worker.model_install import run_install

pytestmark = pytest.mark.usefixtures("sent")

State = StoredModel.State
PLACE = """
import json, pathlib, sys
def say(**line): print(json.dumps(line), flush=True)
options = dict(zip(sys.argv[2::2], sys.argv[3::2]))
def place():
    folder = pathlib.Path(options["--store"]) / options["--name"]
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"digest": "ab" * 32, "model": {"name": "dynamite_r50"}}))
    (folder / "weights.safetensors").write_bytes(b"weights")
"""
SUCCEEDS = """
print("a line that is no JSON")
say(stage="fetch", done=50, total=100, detail="half")
say(stage="verify", done=1, total=1)
say(stage="convert", done=0, total=None, detail="building")
place()
say(stage="ready", name=options["--name"])
"""
FAILS = """say(stage="failed", code="no-network", detail="cannot reach example.org"); sys.exit(1)"""
CRASHES = """sys.exit("ModuleNotFoundError: No module named 'tqdm'")"""
HANGS = """
import subprocess, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
say(stage="convert", done=0, total=1, detail=str(child.pid))
time.sleep(600)
"""
TRIED = """print('{"name": "a", "encode_ms": 120.5, "click_ms": 30.25}')"""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    tasks: list[tuple[str, str]] = []
    monkeypatch.setattr(queue, "send", lambda task, argument: tasks.append((task, argument)) or True)
    monkeypatch.setattr(queue, "is_empty", lambda: True)
    return tasks


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, data=tmp_path))
    monkeypatch.setattr(model_install, "STEP_S", 0.02)
    return tmp_path / "models"


@pytest.fixture
def stand_in(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``stand_in(PROGRAM)``: what runs instead of the command; ``tried`` instead of the trial."""

    def make(program: str, tried: str = TRIED) -> None:
        for name, text in (("install.py", PLACE + program), ("tried.py", tried)):
            (tmp_path / name).write_text(text)
        monkeypatch.setattr(model_install, "INSTALL_COMMAND", (sys.executable, str(tmp_path / "install.py")))
        monkeypatch.setattr(model_install, "CHECK_COMMAND", (sys.executable, str(tmp_path / "tried.py")))

    return make


def queued(name: str = "mine", **fields: Any) -> StoredModel:
    source = {"kind": "url", "url": "https://example.org/a.pth", "file": "", "sha256": ""}
    return StoredModel.objects.create(name=name, **({"source": source} | fields))


def reread(model: StoredModel) -> StoredModel:
    return StoredModel.objects.get(pk=model.pk)


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_queued_model_is_installed_tried_and_ready(
    db: None, stand_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(SUCCEEDS)
    steps: list[tuple[str, float, str]] = []
    write = InstallRun.progress
    monkeypatch.setattr(InstallRun, "progress", lambda run, *step: (steps.append(step), write(run, *step)))
    model = queued()
    run_install(str(model.pk))
    model = reread(model)
    assert (model.state, model.progress, model.digest, model.preset) == ("ready", 1.0, "ab" * 32, "dynamite_r50")
    assert (model.engines, model.speed) == (["torch"], {"encode_ms": 120.5, "click_ms": 30.25})
    assert [(state, round(progress, 2)) for state, progress, _ in steps] == [
        ("fetching", 0.3),
        ("verifying", 0.7),
        ("converting", 0.7),
        ("verifying", 0.97),
    ]
    assert steps[0][2] == "half"


def test_the_command_gets_what_was_asked_for(db: None, store: Path) -> None:
    source = {"kind": "file", "url": "", "file": "w.pth", "sha256": "ff" * 32}
    command = model_install._command(queued(preset="dynamite_r50", source=source, upload="1-w.pth"))
    assert command[4:] == [
        str(store / ".incoming" / "1-w.pth"), "--store", str(store), "--name", "mine", "--preset", "dynamite_r50",
        "--sha256", "ff" * 32, "--progress", "json",
    ]  # fmt: skip
    published = queued("swin", source={"kind": "published", "url": "https://x", "file": "swin_tiny", "sha256": ""})
    assert model_install._command(published)[4] == "swin_tiny"


def test_an_uploaded_file_goes_when_its_model_is_ready_and_stays_when_it_is_not(
    db: None, store: Path, stand_in: Callable[..., None]
) -> None:
    upload = store / ".incoming" / "1-w.pth"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"x")
    source = {"kind": "file", "url": "", "file": "w.pth", "sha256": ""}
    model = queued(source=source, upload=upload.name)
    stand_in(FAILS)
    run_install(str(model.pk))
    assert upload.exists()
    StoredModel.objects.filter(pk=model.pk).update(state=State.QUEUED)
    stand_in(SUCCEEDS)
    run_install(str(model.pk))
    assert (reread(model).state, reread(model).upload, upload.exists()) == ("ready", "", False)


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (FAILS, "cannot reach example.org [no-network]"),
        (CRASHES, "No module named 'tqdm'. Install deploy/requirements/train.txt where the batch worker runs."),
        ("", "ended without a word"),
        ("import os; os.kill(os.getpid(), 9)", "was killed by signal 9"),
    ],
)
def test_a_failure_keeps_a_sentence(db: None, stand_in: Callable[..., None], program: str, sentence: str) -> None:
    stand_in(program)
    model = queued()
    run_install(str(model.pk))
    assert reread(model).state == "failed"
    assert sentence in reread(model).detail


@pytest.mark.parametrize("place", ["{store}/.incoming/1-w.pth", "1-w.pth", "{store}/.making-mine"])
def test_a_failure_calls_a_file_as_its_sender_does_and_says_nothing_of_where_it_lies(
    db: None, stand_in: Callable[..., None], store: Path, place: str
) -> None:
    said = place.format(store=store) + f" is refused, and so is {store / 'hashes.tsv'}"
    stand_in(f"""say(stage="failed", code="unsafe-file", detail={said!r}); sys.exit(1)""")
    source = {"kind": "file", "url": "", "file": "w.pth", "sha256": ""}
    model = queued(source=source, upload="1-w.pth")
    run_install(str(model.pk))
    assert reread(model).detail == "w.pth is refused, and so is hashes.tsv [unsafe-file]"


def test_a_model_that_cannot_be_tried_here_is_ready_and_says_so(db: None, stand_in: Callable[..., None]) -> None:
    stand_in(SUCCEEDS, tried="""print('{"problem": "EngineMissing: no torch"}')""")
    model = queued()
    run_install(str(model.pk))
    assert (reread(model).state, reread(model).speed) == ("ready", None)
    assert "could not be tried on this machine: EngineMissing: no torch" in reread(model).detail


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["cancel", "delete"])
def test_cancelling_ends_the_process_and_all_that_it_started(
    store: Path, stand_in: Callable[..., None], end: str
) -> None:
    stand_in(HANGS)
    model = queued()
    runner = threading.Thread(target=model_install._install_in_turn, args=(str(model.pk),))
    runner.start()
    wait_until(lambda: reread(model).state == State.CONVERTING)
    child = psutil.Process(int(reread(model).detail))
    mine = StoredModel.objects.filter(pk=model.pk)
    mine.update(state=State.CANCELLED) if end == "cancel" else mine.delete()
    runner.join(20)
    assert not runner.is_alive()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    assert not mine.filter(state=State.FAILED).exists()
    assert not (store / "mine").exists()


@pytest.mark.django_db(transaction=True)
def test_trying_again_right_after_cancelling_waits_for_the_last_run_and_no_longer(
    store: Path, stand_in: Callable[..., None]
) -> None:
    stand_in(HANGS)
    model = queued()
    model_install.install(str(model.pk))
    wait_until(lambda: reread(model).state == State.CONVERTING)
    (store / "mine").mkdir(parents=True)  # the last run was about to be done
    stand_in(SUCCEEDS)
    StoredModel.objects.filter(pk=model.pk).update(state=State.QUEUED, attempts=0)  # cancelled, and tried again
    model_install.install(str(model.pk))
    wait_until(lambda: reread(model).state == State.READY)
    assert reread(model).attempts == 1
    wait_until(lambda: not any(thread.name == f"install-{model.pk}" for thread in threading.enumerate()))


def test_what_was_sent_as_a_file_is_never_fetched(db: None, store: Path) -> None:
    model = queued(upload="1-w.pth")
    assert do_start_install(model.pk) is not None
    assert reread(model).state == State.VERIFYING


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_a_killed_worker_takes_the_process_with_it(tmp_path: Path) -> None:
    worker = f"""
import os, subprocess, sys, time
from backend.operations.supervisor.child import die_with
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True,
                         preexec_fn=die_with(os.getpid()))
open({str(tmp_path / "pid")!r}, "w").write(str(child.pid) + "\\n")
time.sleep(600)
"""
    process = subprocess.Popen([sys.executable, "-c", worker], cwd=REPOSITORY)
    try:
        wait_until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().endswith("\n"))
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    child = int((tmp_path / "pid").read_text())
    wait_until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)


def test_an_installation_whose_worker_died_is_queued_again_and_at_last_given_up(
    db: None, store: Path, sent: list[tuple[str, str]]
) -> None:
    model = queued()
    for _ in range(installing.MAX_ATTEMPTS):
        run = do_start_install(model.pk)
        assert run is not None
        sweep()
        assert reread(model).state == State.FETCHING  # it lives
        StoredModel.objects.filter(pk=model.pk).update(heartbeat=timezone.now() - timedelta(minutes=2))
        sent.clear()
        sweep()
        with pytest.raises(Stopped):
            run.beat()
    assert (reread(model).state, sent) == (State.FAILED, [])
    assert "died in each of 3 runs" in reread(model).detail


def test_a_task_that_the_broker_lost_is_sent_again(db: None, store: Path, sent: list[tuple[str, str]]) -> None:
    model = queued(heartbeat=timezone.now() - timedelta(minutes=2))
    sweep()
    sweep()
    assert sent == [(INSTALL, str(model.pk))]


def test_uploads_that_nobody_waits_for_go_after_a_day(db: None, store: Path) -> None:
    folder = store / ".incoming"
    folder.mkdir(parents=True)
    queued(upload="wanted.pth", state=State.FAILED)
    for name, age_s in (("wanted.pth", 10**6), ("stray.pth", 10**6), ("new.pth", 60)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age_s,) * 2)
    sweep()
    assert {path.name for path in folder.iterdir()} == {"wanted.pth", "new.pth"}


def test_a_model_that_is_not_queued_is_left_alone(db: None, stand_in: Callable[..., None]) -> None:
    stand_in(SUCCEEDS)
    model = queued(state=State.CANCELLED)
    run_install(str(model.pk))
    assert reread(model).state == State.CANCELLED


def test_the_batch_worker_knows_the_task() -> None:
    assert "worker.model_install" in batch_command()
    assert model_install.install.name == INSTALL
