"""A packed model folder is installed without torch, and nothing in it can reach out of the store."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from model.checkpoints import archive
from model.checkpoints.errors import CheckpointError
from model.checkpoints.install import Wish, install
from model.checkpoints.store import Store
from model.loading import WEIGHTS
from tests.layering.test_imports import BLOCK_TORCH

ROOT = Path(__file__).parents[3]
NANO = WEIGHTS / "nano"
FILES = sorted(path.name for path in NANO.iterdir())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "models")


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as written:
        for name, content in members.items():
            written.writestr(name, content)
    return path


def nano(prefix: str = "") -> dict[str, bytes]:
    return {f"{prefix}{name}": (NANO / name).read_bytes() for name in FILES}


def refused(path: Path, store: Store) -> CheckpointError:
    with pytest.raises(CheckpointError) as caught:
        install(Wish(str(path), store, name="copy"))
    assert not (store.root / "copy").exists()
    return caught.value


@pytest.mark.parametrize("prefix", ["", "nano/"])
def test_a_zip_of_a_folder_becomes_that_folder(tmp_path: Path, store: Store, prefix: str) -> None:
    model = install(Wish(str(packed(tmp_path / "My Model.zip", nano(prefix))), store))
    assert model.path.name == "my-model"
    assert model.digest == json.loads((NANO / "config.json").read_text())["digest"]
    assert model.engines == ("torch", "onnx")
    assert all((model.path / name).read_bytes() == (NANO / name).read_bytes() for name in FILES)
    assert model.parameters == 3_774_328  # as the network counts them: buffers are not learned


def test_needs_no_torch_and_a_checkpoint_says_that_it_does(tmp_path: Path) -> None:
    packed(tmp_path / "copy.zip", nano())
    (tmp_path / "a.pth").write_bytes(b"PK\x03\x04" + bytes(100))
    program = BLOCK_TORCH + (
        "from model.checkpoints.__main__ import main\n"
        "files, store = sys.argv[1:3], ['--store', sys.argv[3]]\n"
        "print(main(['install', files[0], *store]))\n"
        "print(main(['install', files[1], *store, '--progress', 'json']))\n"
    )
    arguments = [str(tmp_path / name) for name in ("copy.zip", "a.pth", "models")]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    lines = done.stdout.splitlines()
    assert "is ready: nano" in lines[0] and lines[1] == "0", done.stderr
    failed = json.loads(lines[-2])
    assert (failed["code"], lines[-1]) == ("needs-torch", "1")
    assert "make torch" in failed["detail"] and ".zip" in failed["detail"]


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "nano/../../config.json", "a/b/config.json", "nano/run.py", "..\\config.json"]
)
def test_a_member_that_does_not_belong_is_refused(tmp_path: Path, store: Store, name: str) -> None:
    path = packed(tmp_path / "a.zip", {**nano("nano/"), name: b"x"})
    assert refused(path, store).code == "bad-archive"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "models"]


def test_a_link_in_an_archive_is_only_text(tmp_path: Path, store: Store) -> None:
    link = zipfile.ZipInfo("config.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as written:
        written.writestr(link, str(NANO / "config.json"))
        written.writestr("weights.safetensors", (NANO / "weights.safetensors").read_bytes())
    assert refused(tmp_path / "a.zip", store).code == "bad-folder"


def test_the_unpacked_size_is_bounded(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    error = refused(packed(tmp_path / "a.zip", {"config.json": bytes(2000)}), store)
    assert error.code == "bad-archive" and "2000 bytes" in error.detail


@pytest.mark.parametrize("missing", ["weights.safetensors", "config.json"])
def test_a_folder_that_lacks_a_file_is_refused(tmp_path: Path, store: Store, missing: str) -> None:
    members = {name: content for name, content in nano().items() if name != missing}
    error = refused(packed(tmp_path / "a.zip", members), store)
    assert error.code == ("bad-folder" if missing == "weights.safetensors" else "unreadable-file")


def test_weights_that_are_not_those_of_the_digest_are_refused(tmp_path: Path, store: Store) -> None:
    weights = bytearray((NANO / "weights.safetensors").read_bytes())
    weights[-1] ^= 1
    error = refused(packed(tmp_path / "a.zip", {**nano(), "weights.safetensors": bytes(weights)}), store)
    assert error.code == "bad-folder" and "digest" in error.detail


def test_a_config_of_another_program_is_refused(tmp_path: Path, store: Store) -> None:
    for content in (b"{}", b"[]", b"not json", b'{"digest": "x", "model": {"name": "nano"}}', b"\xff\xfe"):
        error = refused(packed(tmp_path / "a.zip", {**nano(), "config.json": content}), store)
        assert error.code == "bad-folder", content


def test_a_damaged_archive_is_refused(tmp_path: Path, store: Store) -> None:
    path = packed(tmp_path / "a.zip", nano())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert refused(path, store).code == "bad-archive"


def test_a_twice_packed_file_is_refused(tmp_path: Path, store: Store) -> None:
    path = packed(tmp_path / "a.zip", nano("nano/"))
    with zipfile.ZipFile(path, "a") as written:
        written.writestr("other/config.json", b"{}")
    assert "twice" in refused(path, store).detail


def test_a_folder_of_the_store_travels_as_zip(tmp_path: Path, store: Store) -> None:
    install(Wish(str(packed(tmp_path / "a.zip", nano())), store, name="one"))
    shutil.make_archive(str(tmp_path / "two"), "zip", store.root / "one")
    there = install(Wish(str(tmp_path / "two.zip"), Store(tmp_path / "elsewhere")))
    assert there.path.name == "two" and there.engines == ("torch", "onnx")
