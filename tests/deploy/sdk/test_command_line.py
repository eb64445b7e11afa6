"""`stipple` in a process of its own, as a person or a script runs it, against the real product."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from stipple import Client

from backend.operations.bench.temporary_product import free_port
from tests.deploy.sdk.conftest import Server, Stipple
from tests.deploy.sdk.dataset import Dataset, broken_photo, iou, make_dataset

pytestmark = pytest.mark.product

MODEL = """
import numpy as np

def predict(image):
    assert image.dtype == np.uint8 and image.shape == (120, 160, 3)
    with open({calls!r}, "a") as file:
        file.write("x")
    mask = np.zeros(image.shape[:2], bool)
    mask[20:60, 30:90] = True
    return [
        {{"label": "thing", "score": 0.75, "mask": mask}},
        {{"label": "frame", "box_xyxy": (100, 10, 150, 110)}},
    ]

def sometimes(image):
    import pathlib
    if not pathlib.Path({calls!r} + ".mended").exists() and image[0, 0].sum() % 2 == {odd}:
        raise RuntimeError("not this one")
    return predict(image)

def silly(image):
    return [{{"label": "thing", "mask": np.ones((2, 2), bool)}}]
"""


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return make_dataset(tmp_path / "data")


def test_the_whole_job(logged_in: Stipple, dataset: Dataset, tmp_path: Path) -> None:
    stipple = logged_in
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps([{"name": "thing", "color": "#228be6"}]))
    made = stipple("create-project", "By hand", "--labels", labels, "--label", "sky")
    project = made.out.strip()
    assert (made.status, project.isdigit()) == (0, True)
    assert [label["name"] for label in stipple("labels", "list", project, "--json").json] == ["thing", "sky"]
    assert json.loads(stipple("labels", "export", "By hand").out)[0]["color"] == "#228be6"
    assert "1 changed" in stipple("labels", "import", project, "-", given='[{"name": "thing", "color": "#111111"}]').out

    sent = stipple("upload", project, dataset.photos, broken_photo(tmp_path), "--wait")
    assert (sent.status, sent.out.strip()) == (1, "3 accepted, 0 there already, 1 refused")
    assert "broken.jpg" in sent.err
    again = stipple("upload", project, dataset.photos, "--json")
    assert (again.status, len(again.json["duplicates"])) == (0, 3)

    looked = stipple("import", project, dataset.annotations)
    assert (looked.status, "instances.json:7" in looked.err, "--yes" in looked.err) == (1, True, True)
    assert [row["object_count"] for row in stipple("images", project, "--json").json] == [0, 0, 0]
    came = stipple("import", project, dataset.annotations, "--yes", "--json")
    assert (came.status, came.json["objects"]["made"], came.json["objects"]["left_out"]) == (1, 3, 1)
    assert came.json["problems"][0]["code"] == "unknown-label"

    assert len(stipple("images", project, "--label", "thing").out.splitlines()) == 3
    assert len(stipple("images", project, "--filter", "objects=some", "--limit", "2").out.splitlines()) == 2
    assert stipple("images", project, "--state", "accepted", "--json").json == []

    assert stipple("versions", "create", project, "first", "--split", "50/25/25").out == "1\n"
    assert stipple("versions", "create", project, "second", "--search", "000-").out == "2\n"
    assert "2 removed" in stipple("versions", "diff", project, "first", "2").out
    listed = [line.split("\t")[:2] for line in stipple("versions", "list", project).out.splitlines()]
    assert sorted(listed) == [["1", "first"], ["2", "second"]]
    done = stipple("versions", "export", project, "first", "-o", tmp_path / "first.zip", "--geometry", "rle")
    assert done.out.strip() == str(tmp_path / "first.zip")

    found = stipple("export", project, "--geometry", "rle", "--json")
    path = tmp_path / found.json["path"]
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".json") and "report" not in name)
        assert iou(json.loads(archive.read(name)), dataset.masks) == [1.0, 1.0, 1.0]
    job = found.json["job"]["id"]
    assert stipple("download", job, "-o", tmp_path / "again.zip").status == 0
    assert (tmp_path / "again.zip").read_bytes() == path.read_bytes()
    assert stipple("watch", job).status == 0
    assert job in stipple("jobs", "list", project).out
    assert stipple("jobs", "show", job, "--json").json["state"] == "done"

    assert stipple("download", project, "-o", tmp_path / "copy").out.startswith("3 images downloaded")
    assert stipple("download", project, "-o", tmp_path / "copy").out.startswith("0 images downloaded")
    assert {file.read_bytes() for file in (tmp_path / "copy").iterdir()} == {
        file.read_bytes() for file in dataset.photos.iterdir()
    }
    assert [row.split("\t")[1] for row in stipple("projects", "--search", "By hand").out.splitlines()] == ["By hand"]


def test_the_token_is_kept_for_its_owner_alone(stipple: Stipple, server: Server, home: Path) -> None:
    assert stipple("whoami").status == 3
    assert stipple("login", server.url, given="stp_wrong\n").status == 3
    assert stipple("login", server.url, given=server.token + "\n").status == 0
    [path] = home.rglob("account.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    me = stipple("whoami", "--json")
    assert (me.json["username"], me.json["url"]) == ("admin", server.url)
    assert stipple("logout").status == 0
    assert (list(home.rglob("account.json")), stipple("whoami").status) == ([], 3)


def test_a_kept_token_goes_to_no_other_server(logged_in: Stipple, server: Server) -> None:
    other = server.url.replace("127.0.0.1", "localhost")
    assert logged_in("--url", other, "whoami").status == 3
    assert logged_in("--url", other, "whoami", variables={"STIPPLE_TOKEN": server.token}).status == 0


def test_the_status_says_what_went_wrong(stipple: Stipple, logged_in: Stipple, server: Server, tmp_path: Path) -> None:
    assert logged_in("projects", "--nonsense").status == 2
    assert stipple("whoami", variables={"STIPPLE_TOKEN": "stp_wrong", "STIPPLE_URL": server.url}).status == 3
    missing = logged_in("images", "no such project")
    assert (missing.status, "stipple projects" in missing.err, missing.out) == (4, True, "")
    assert logged_in("images", str(10**9)).status == 4
    gone = {"STIPPLE_TOKEN": "stp_any", "STIPPLE_URL": f"http://127.0.0.1:{free_port()}"}
    down = stipple("whoami", variables=gone)
    assert (down.status, "is the server up?" in down.err) == (5, True)
    assert "Traceback" not in down.err


def test_a_reader_that_has_had_enough_is_told_nothing(logged_in: Stipple, environment: dict[str, str]) -> None:
    for number in range(3):
        logged_in("create-project", f"Pipe {number}")
    piped = subprocess.run(
        f"{sys.executable} -m stipple projects | head -n 0; {sys.executable} -m stipple projects | head -n 1",
        shell=True,
        executable="/bin/bash",
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (len(piped.stdout.splitlines()), piped.stderr) == (1, "")


def test_a_model_of_ones_own_prelabels_and_resumes(
    logged_in: Stipple, client: Client, dataset: Dataset, tmp_path: Path
) -> None:
    project = str(client.projects.create("Own model")["id"])
    client.images.upload(int(project), [dataset.photos], wait=True)
    calls = tmp_path / "calls"
    (tmp_path / "my_model.py").write_text(MODEL.format(calls=str(calls), odd=0))
    run = ("prelabel", project, "--function", "my_model:predict", "--chunk", "2", "--json")

    first = logged_in(*run, "--limit", "2")
    assert (first.status, first.json["images"], first.json["proposals"]) == (0, 2, 4)
    second = logged_in(*run, "--resume")
    assert (second.json["images"], second.json["skipped"], calls.read_text()) == (1, 2, "xxx")
    for image in client.images.list(int(project)):
        views = client.annotations.objects(image["id"])
        assert sorted((view["shape"], view["source"]) for view in views) == [("box", "import"), ("mask", "import")]
        [found] = client.annotations.masks(image["id"])
        assert found.mask[20:60, 30:90].all()
        assert found.mask.sum() == 40 * 60
        assert found.object["quality"] == 0.75
    third = logged_in(*run)
    assert (third.json["images"], third.json["skipped"], calls.read_text()) == (3, 0, "xxxxxx")
    for image in client.images.list(int(project)):
        assert (image["state"], len(client.annotations.objects(image["id"]))) == ("prelabelled", 2)


def test_what_the_model_fails_on_stops_no_others(
    logged_in: Stipple, client: Client, dataset: Dataset, tmp_path: Path
) -> None:
    project = str(client.projects.create("Failing model")["id"])
    client.images.upload(int(project), [dataset.photos], wait=True)
    calls = tmp_path / "calls"
    (tmp_path / "model.py").write_text(MODEL.format(calls=str(calls), odd="image[0, 0].sum() % 2"))
    silly = logged_in("prelabel", project, "--function", "model.py:silly", "--json")
    assert (silly.status, len(silly.json["failed"])) == (1, 3)
    assert "the image (height, width) = (120, 160)" in silly.err
    failed = logged_in("prelabel", project, "--function", "model.py:sometimes", "--json")
    assert (failed.status, len(failed.json["failed"]), "not this one" in failed.err) == (1, 3, True)
    Path(f"{calls}.mended").touch()
    mended = logged_in("prelabel", project, "--function", "model.py:sometimes", "--resume", "--json")
    assert (mended.status, mended.json["images"]) == (0, 3)
    assert logged_in("prelabel", project, "--function", "model.py:nothing").status == 3
    assert logged_in("prelabel", project, "--function", "no_such_module:predict").status == 3


def test_what_appears_in_a_folder_is_uploaded(
    logged_in: Stipple, client: Client, dataset: Dataset, environment: dict[str, str]
) -> None:
    project = client.projects.create("Watched")["id"]
    once = logged_in("watch", dataset.photos, "--project", str(project), "--once", "--every", "0.1")
    assert (once.status, sorted(line.split("\t") for line in once.out.splitlines())) == (
        0,
        [[name, "accepted"] for name in sorted(dataset.masks)],
    )
    command = [sys.executable, "-m", "stipple", "watch", str(dataset.photos), "--project", str(project)]
    with subprocess.Popen(
        [*command, "--every", "0.1", "--json"], env=environment, stdout=subprocess.PIPE, text=True
    ) as watching:
        assert watching.stdout is not None
        seen = [json.loads(watching.stdout.readline())["verdict"] for _ in range(3)]
        late = make_dataset(dataset.photos.parent / "late", 1, variant=9)
        [photo] = late.photos.iterdir()
        photo.rename(dataset.photos / "late.jpg")
        event = json.loads(watching.stdout.readline())
        watching.send_signal(signal.SIGINT)
        assert watching.wait(10) == 0
    assert (seen, event["name"], event["verdict"]) == (["there already"] * 3, "late.jpg", "accepted")


def test_what_happens_in_a_project_is_told(
    logged_in: Stipple, client: Client, dataset: Dataset, environment: dict[str, str]
) -> None:
    project = client.projects.create("Told")["id"]
    command = [sys.executable, "-m", "stipple", "watch", str(project), "--every", "0.1", "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        time.sleep(1.5)  # what was there before it looked is no news
        client.images.upload(project, [dataset.photos], wait=True)
        names = set()
        while len(names) < 3:
            names.add(json.loads(watching.stdout.readline())["name"])
        watching.send_signal(signal.SIGINT)
        assert watching.wait(10) == 0
    assert names == set(dataset.masks)
