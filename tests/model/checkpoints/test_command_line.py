"""``python -m model.checkpoints``: what people and the model store of the product see."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from model.checkpoints import published as published_module
from model.checkpoints.__main__ import main
from model.checkpoints.published import Published, find, numbers_of, published
from model.presets import PRESETS, preset
from tests.model.checkpoints.server import Site, serve
from tests.model.networks import tiny_network

ROOT = Path(__file__).parents[3]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    torch.save({"model": tiny_network().state_dict()}, tmp_path / "tiny.pth")
    return tmp_path / "tiny.pth"


def json_lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_table_knows_presets_and_backbones_of_this_version() -> None:
    assert len(published()) == 106
    assert len({row.name for row in published()}) == len(published()) == len({row.url for row in published()})
    convertible = [row for row in published() if row.preset]
    assert [row.preset for row in convertible] == [
        f"dynamite_{n}" for n in ("r50", "hrnet32", "mitb0", "swin_tiny", "swin_large")
    ]
    assert all(row.preset in PRESETS and row.title.startswith("DynaMITe") for row in convertible)
    assert [row.name for row in published() if row.backbone] == ["torchvision/R-50"]
    assert {row.family for row in published()} == {
        "dynamite", "backbone", "mask2former", "mask2former_vis", "maskformer", "detr",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["swin_tiny", "dynamite/swin_tiny", "dynamite_swin_tiny"])
def test_a_checkpoint_is_found_by_each_of_its_names(name: str) -> None:
    row = find(name)
    assert row is not None and row.preset == "dynamite_swin_tiny"


def test_published_numbers_belong_to_presets() -> None:
    for name in ("r50", "hrnet32", "mitb0", "swin_tiny", "swin_large"):
        single = [number for number in numbers_of(f"dynamite_{name}") if number.protocol == "single-dynamite"]
        assert len(single) == 6
        assert all(number.metrics["NoC@85"] < number.metrics["NoC@90"] for number in single)
    assert all(preset(number.preset) for number in published_module.numbers())


def test_list_tells_what_each_can_do_and_what_is_installed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "config.json").write_text(json.dumps({"source": {"published": "dynamite/r50"}}))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.json").write_text("{")
    assert main(["list", "--store", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 106
    assert lines[0].split() == ["converts", "to", "dynamite_r50,", "installed", "dynamite/r50"]
    assert lines[-1].startswith("not supported yet")
    assert main(["list", "--store", str(tmp_path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["published"]
    assert [row["name"] for row in rows if row["installed"]] == ["r50"]


def test_install_from_an_address_speaks_json_to_the_end(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path
) -> None:
    with serve(Site(tiny.read_bytes())) as site:
        arguments = ["install", f"{site.url}/tiny.pth", "--store", str(tmp_path / "models"), "--progress", "json"]
        assert main(arguments) == 0
    lines = json_lines(capsys.readouterr().out)
    stages = [line["stage"] for line in lines]
    assert list(dict.fromkeys(stages)) == ["fetch", "verify", "convert", "ready"]
    assert all(set(line) == {"stage", "done", "total", "detail"} for line in lines[:-1])
    ready = lines[-1]
    assert ready["name"] == "tiny" and ready["preset"] == "tiny_test" and ready["engines"] == ["torch"]
    assert ready["folder"] == str(tmp_path / "models" / "tiny")
    source = json.loads((tmp_path / "models" / "tiny" / "config.json").read_text())["source"]
    assert source["kind"] == "url" and source["url"] == f"{site.url}/tiny.pth"
    assert list((tmp_path / "models" / ".downloads").iterdir()) == []


def test_a_failure_is_the_last_json_line_and_the_exit_code(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["install", "swin_tinny", "--store", str(tmp_path), "--progress", "json"]) == 1
    (line,) = json_lines(capsys.readouterr().out)
    assert (line["stage"], line["code"]) == ("failed", "unknown-name")
    assert "swin_tiny" in line["detail"]
    assert main(["convert", str(tmp_path), "--store", str(tmp_path)]) == 1
    assert "is a folder; give a checkpoint file, or the .zip" in capsys.readouterr().err


def test_a_published_name_installs_under_its_preset(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(Site(tiny.read_bytes())) as site:
        row = Published("dynamite", "small", "DynaMITe Small", f"{site.url}/x", preset="tiny_test")
        monkeypatch.setattr(published_module, "published", lambda: (row,))
        assert main(["install", "small", "--store", str(tmp_path / "models"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "tiny_test"
    source = json.loads((tmp_path / "models" / "tiny_test" / "config.json").read_text())["source"]
    assert (source["kind"], source["published"], source["url"]) == ("published", "dynamite/small", f"{site.url}/x")
    assert "published checkpoint `dynamite/small`" in (tmp_path / "models" / "tiny_test" / "MODEL_CARD.md").read_text()


@pytest.mark.parametrize(
    ("name", "told"), [("detr-r50", "only convert DynaMITe"), ("torchvision/R-50", "initialises the backbone 'resnet'")]
)
def test_other_families_are_told_before_anything_is_fetched(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, told: str
) -> None:
    assert main(["install", name, "--store", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert told in error and "[not-convertible]" in error


def test_fetch_prints_file_and_hash(capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path) -> None:
    with serve(Site(tiny.read_bytes())) as site:
        assert main(["fetch", f"{site.url}/tiny.pth", "--store", str(tmp_path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert Path(result["file"]).read_bytes() == tiny.read_bytes()
    assert result["bytes"] == tiny.stat().st_size and len(result["sha256"]) == 64


def test_installations_at_once_do_not_disturb_each_other(tmp_path: Path, tiny: Path) -> None:
    names = ("one", "other", "other")
    with serve(Site(tiny.read_bytes())) as site:
        command = [sys.executable, "-m", "model.checkpoints", "install", f"{site.url}/tiny.pth"]
        store = ["--store", str(tmp_path / "models"), "--name"]
        processes = [subprocess.Popen([*command, *store, name], cwd=ROOT, stdout=subprocess.DEVNULL) for name in names]
        assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    visible = {path.name for path in (tmp_path / "models").iterdir() if (path / "config.json").is_file()}
    assert visible == set(names)


def test_what_was_fetched_by_itself_is_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path) -> None:
    store = ["--store", str(tmp_path / "models")]
    with serve(Site(tiny.read_bytes())) as site:
        for command in ("fetch", "verify", "convert", "convert"):
            assert main([command, f"{site.url}/tiny.pth", *store]) == 0
    assert len(site.requests) == 1
    assert len(list((tmp_path / "models" / ".downloads").iterdir())) == 1


def test_verify_promises_the_digest_that_convert_gives(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path
) -> None:
    store = ["--store", str(tmp_path / "models"), "--json"]
    assert main(["verify", str(tiny), *store]) == 0
    promised = json.loads(capsys.readouterr().out)
    assert promised["preset"] == "tiny_test" and promised["parameters"] == 39_342
    assert main(["convert", str(tiny), *store]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["digest"] == promised["digest"]
    assert main(["verify", made["folder"], *store]) == 0
    assert json.loads(capsys.readouterr().out)["digest"] == promised["digest"]


def test_a_wrong_hash_of_a_file_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path) -> None:
    assert main(["install", str(tiny), "--store", str(tmp_path), "--sha256", "0" * 64]) == 1
    assert "[hash-mismatch]" in capsys.readouterr().err


def test_a_store_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny: Path) -> None:
    (tmp_path / "file").write_text("")
    assert main(["install", str(tiny), "--store", str(tmp_path / "file")]) == 1
    assert "[not-writable]" in capsys.readouterr().err


def test_a_cancelled_install_leaves_no_half_folder_and_goes_on_later(tmp_path: Path, tiny: Path) -> None:
    """The product cancels by SIGTERM while the download hangs."""
    content, models = tiny.read_bytes(), tmp_path / "models"
    with serve(Site(content, pauses_after=len(content) // 2)) as site:
        arguments = ["install", f"{site.url}/tiny.pth", "--store", str(models), "--progress", "json"]
        process = subprocess.Popen(
            [sys.executable, "-m", "model.checkpoints", *arguments], cwd=ROOT, stdout=subprocess.PIPE
        )
        deadline = time.monotonic() + 60
        while not any(p.stat().st_size for p in models.glob(".downloads/*.part")) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.terminate()
        process.communicate(timeout=30)
        assert process.returncode == 143
        assert [path.name for path in models.iterdir() if not path.name.startswith(".")] == []
        site.pauses_after = None
        assert main(arguments) == 0
    assert (models / "tiny" / "config.json").is_file()
    assert site.ranges_asked()[-1] is not None


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m model.checkpoints list --store {tmp_path} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "") and len(done.stdout.splitlines()) == 1
