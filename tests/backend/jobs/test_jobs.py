"""The life of an export job, for everybody in the cast and through the death of its worker."""

from __future__ import annotations

import errno
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from rest_framework.test import APIClient

from backend.formats import tasks
from backend.images.models import Image
from backend.jobs import actions, queue, results, sweeping
from backend.jobs.actions import Run, Stopped, do_cancel_job, do_start_job
from backend.jobs.models import Job
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


@pytest.fixture
def job(project: Project, cast: Cast) -> Job:
    return make_job(project)


def make_job(project: Project, **fields: Any) -> Job:
    values: dict[str, Any] = {"kind": "export", "params": {"format": "coco"}, "heartbeat": timezone.now()}
    return Job.objects.create(project=project, **(values | fields))


def started(job: Job) -> Run:
    run = do_start_job(job.pk)
    assert run is not None
    return run


def reread(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def ask(client: APIClient, project: Project, **body: Any) -> Any:
    return client.post(f"/api/v1/projects/{project.pk}/jobs/", {"kind": "export", "format": "coco"} | body)


def test_an_export_runs_from_the_request_to_the_download(
    client_of: ClientOf,
    cast: Cast,
    project: Project,
    make_image: Callable[..., Image],
    sent: list[Any],
    news: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    make_image("a.jpg")
    client = client_of(cast.rita)
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client, project)
    assert answer.status_code == 202
    job = answer.json()
    assert (job["state"], job["progress"], job["result"]) == ("queued", 0.0, None)
    assert sent == [(queue.EXPORT, job["id"])]
    assert client.get(f"/api/v1/jobs/{job['id']}/result/").status_code == 409
    tasks.export(job["id"])
    job = client.get(f"/api/v1/jobs/{job['id']}/").json()
    assert (job["state"], job["progress"], job["done"], job["total"]) == ("done", 1.0, 1, 1)
    assert job["log"][-1] == "Done: 1 images, 0 objects."
    download = client.get(job["result"])
    assert download["Content-Disposition"].startswith('attachment; filename="Tea-party-coco-')
    assert download["Content-Type"] == "application/zip"
    content = b"".join(download.streaming_content) if download.streaming else download.content
    assert "annotations/instances.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [n["job"]["state"] for n in news] == ["queued", "running", "running", "running", "done"]
    assert client.get(f"/api/v1/projects/{project.pk}/jobs/").json()["results"][0]["id"] == job["id"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "prelabel"}, "not-available"),
        ({"format": "drawing"}, "invalid"),
        ({"format": ""}, "invalid"),
        ({"geometry": "round"}, "invalid"),
        ({"states": ["dreaming"]}, "invalid"),
        ({"kind": ""}, "invalid"),
    ],
)
def test_what_cannot_be_done_is_refused(
    client_of: ClientOf, cast: Cast, project: Project, body: dict[str, Any], code: str
) -> None:
    answer = ask(client_of(cast.alice), project, **body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not Job.objects.exists()


def test_the_role_decides_who_exports_cancels_and_downloads(
    client_of: ClientOf, cast: Cast, project: Project, job: Job
) -> None:
    for user, status in ((cast.charlie, 404), (cast.victor, 403), (cast.bob, 403), (None, 401)):
        client = client_of(user)
        assert ask(client, project).status_code == status
        for part in ("cancel/", "pause/", "resume/"):
            assert client.post(f"/api/v1/jobs/{job.pk}/{part}").status_code == status
        assert client.get(f"/api/v1/jobs/{job.pk}/result/").status_code == status
    assert client_of(cast.charlie).get(f"/api/v1/jobs/{job.pk}/").status_code == 404
    assert client_of(cast.victor).get(f"/api/v1/jobs/{job.pk}/").status_code == 200
    assert client_of(cast.rita).post(f"/api/v1/jobs/{job.pk}/cancel/").status_code == 403
    assert client_of(cast.mallory).post(f"/api/v1/jobs/{job.pk}/cancel/").status_code == 200


def test_one_may_cancel_ones_own_job(client_of: ClientOf, cast: Cast, project: Project) -> None:
    client = client_of(cast.rita)
    own = ask(client, project).json()["id"]
    assert client.post(f"/api/v1/jobs/{own}/cancel/").json()["state"] == "cancelled"
    assert client.post(f"/api/v1/jobs/{own}/cancel/").status_code == 409


def test_an_export_cannot_be_paused(client_of: ClientOf, cast: Cast, job: Job) -> None:
    for verb in ("pause", "resume"):
        answer = client_of(cast.alice).post(f"/api/v1/jobs/{job.pk}/{verb}/")
        assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_a_project_has_a_limit_of_waiting_jobs(client_of: ClientOf, cast: Cast, project: Project) -> None:
    for _ in range(actions.ACTIVE_PER_PROJECT):
        assert ask(client_of(cast.alice), project).status_code == 202
    answer = ask(client_of(cast.alice), project)
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")


def test_a_cancelled_job_stops_at_its_next_step_and_leaves_no_file(
    job: Job, make_image: Callable[..., Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_image()
    run = started(job)
    do_cancel_job(reread(job))
    tasks.run_export(run)
    assert reread(job).state == "cancelled"
    assert not list(results.folder().iterdir())
    assert do_start_job(job.pk) is None


def test_a_job_runs_once_even_when_its_message_comes_twice(job: Job) -> None:
    started(job)
    assert do_start_job(job.pk) is None


def lose(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(minutes=2))


def test_a_job_whose_worker_died_runs_again(job: Job, sent: list[Any]) -> None:
    first = started(job)
    lose(job)
    actions.sweep()
    assert (reread(job).state, sent) == ("queued", [(queue.EXPORT, str(job.pk))])
    second = started(job)
    with pytest.raises(Stopped):
        first.finish("late.zip", "late")
    second.finish("good.zip", "Done.")
    assert (reread(job).state, reread(job).result_path) == ("done", "good.zip")


def test_a_job_that_kills_its_worker_each_time_fails_with_a_reason(job: Job, sent: list[Any]) -> None:
    for _ in range(actions.MAX_ATTEMPTS):
        started(job)
        lose(job)
        actions.sweep()
    job = reread(job)
    assert (job.state, job.problem and job.problem["code"], len(sent)) == ("failed", "worker-lost", 2)


def test_a_living_job_is_left_alone(job: Job, sent: list[Any]) -> None:
    run = started(job)
    lose(job)
    run.progress(1, 10)
    actions.sweep()
    assert (reread(job).state, reread(job).done, sent) == ("running", 1, [])


def test_a_job_that_the_broker_lost_is_queued_again_once(
    job: Job, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "is_empty", lambda: True)
    lose(job)
    actions.sweep()
    actions.sweep()
    assert sent == [(queue.EXPORT, str(job.pk))]


def test_progress_is_written_seldom_and_the_end_always(
    job: Job, news: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started(job)
    news.clear()
    for done in range(1, 1001):
        run.progress(done, 1000)
    assert len(news) <= 4
    assert (reread(job).done, news[-1]["job"]["progress"]) == (1000, 1.0)


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(errno.ENOSPC, "no space left on device"), "disk-full"), (RuntimeError("a bug"), "export-failed")],
)
def test_a_failed_export_says_why_and_leaves_no_file(
    job: Job, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def fail(*args: Any) -> None:
        Path(args[2]).parent.mkdir(parents=True, exist_ok=True)
        Path(args[2]).write_bytes(b"half")
        raise error

    monkeypatch.setattr(tasks, "write_export", fail)
    tasks.export(str(job.pk))
    job = reread(job)
    assert (job.state, job.problem and job.problem["code"]) == ("failed", code)
    assert not list(results.folder().iterdir())


def finished(project: Project, days: float, **fields: Any) -> Job:
    job = make_job(project, state="done", finished=timezone.now() - timedelta(days=days), **fields)
    job.result_path = f"{job.pk}.1.zip"
    job.save()
    results.folder().mkdir(exist_ok=True)
    results.path_of(job).write_bytes(b"zip")
    return job


def test_results_are_kept_for_a_week(client_of: ClientOf, cast: Cast, project: Project) -> None:
    old, new = finished(project, 8), finished(project, 6)
    results.sweep()
    assert [path.name for path in results.folder().iterdir()] == [new.result_path]
    client = client_of(cast.alice)
    assert client.get(f"/api/v1/jobs/{old.pk}/").json()["result"] is None
    answer = client.get(f"/api/v1/jobs/{old.pk}/result/")
    assert (answer.status_code, answer.json()["code"]) == (410, "result-expired")


def test_a_project_keeps_so_many_results_and_no_strays(project: Project) -> None:
    jobs = [finished(project, days=number / 100) for number in range(results.KEPT_PER_PROJECT + 3)]
    (results.folder() / "00000000-0000-0000-0000-000000000000.1.part").write_bytes(b"half")
    results.sweep()
    kept = {path.name for path in results.folder().iterdir()}
    assert kept == {job.result_path for job in jobs[: results.KEPT_PER_PROJECT]}


def test_reports_of_dry_runs_push_out_neither_exports_nor_reports_of_imports(project: Project) -> None:
    kept = [finished(project, days=1), finished(project, days=1, kind="import", params={})]
    dry = {"kind": "import", "params": {"dry_run": True}}
    jobs = [finished(project, days=number / 100, **dry) for number in range(results.KEPT_PER_PROJECT + 3)]
    results.sweep()
    names = {path.name for path in results.folder().iterdir()}
    assert names == {job.result_path for job in kept + jobs[: results.KEPT_DRY_RUNS]}


def test_results_go_with_their_project(
    project: Project, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    finished(project, 1)
    with django_capture_on_commit_callbacks(execute=True):
        project.delete()
    assert not list(results.folder().iterdir())


def test_one_broken_sweep_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(sweeping, "SWEEPS", {"broken": fail, "good": lambda: done.append("good")})
    monkeypatch.setattr(sweeping.connections, "close_all", lambda: None)
    sweeping.sweep()
    assert done == ["good"]
