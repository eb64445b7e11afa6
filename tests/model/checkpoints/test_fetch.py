"""Downloads against a real server on loopback: cut, resumed, changed, refused, and never half there."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from model.checkpoints import transfer
from model.checkpoints.errors import CheckpointError
from model.checkpoints.fetch import fetch, file_name
from model.checkpoints.store import Store
from tests.model.checkpoints.server import Site, serve

ROOT = Path(__file__).parents[3]
ZIP = b"PK\x03\x04"
CONTENT = ZIP + bytes(range(256)) * 4096  # 1 MiB, begins like a file of torch.save
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NO_WAIT = (0.0, 0.0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "models")


def leftovers(store: Store) -> list[str]:
    return sorted(path.name for path in (store.root / ".downloads").iterdir())


def test_downloads_records_the_hash_and_asks_once(store: Store) -> None:
    with serve(Site(CONTENT)) as site:
        first = fetch(f"{site.url}/a.pth", store)
        second = fetch(f"{site.url}/a.pth", store)
    assert first.path.read_bytes() == CONTENT
    assert first.sha256 == SHA256 == store.recorded_hash(f"{site.url}/a.pth")
    assert (first.was_there, second.was_there) == (False, True)
    assert len(site.requests) == 1
    assert leftovers(store) == [first.path.name]


def test_goes_on_where_the_connection_was_cut(store: Store) -> None:
    with serve(Site(CONTENT, cuts=[300_000, 400_000])) as site:
        fetched = fetch(f"{site.url}/a.pth", store, retry_waits_s=NO_WAIT)
    assert fetched.sha256 == SHA256
    asked = site.ranges_asked()
    assert asked[0] is None and len(asked) == 3
    resumed = [int(value.removeprefix("bytes=").rstrip("-")) for value in asked[1:] if value]
    assert 200_000 < resumed[0] <= 300_000 and 600_000 < resumed[1] <= 700_000
    assert all(headers["If-Range"] == '"v1"' for _, headers in site.requests[1:])


def test_goes_on_in_another_run_after_giving_up(store: Store) -> None:
    with serve(Site(CONTENT, cuts=[300_000, 0, 0, 0])) as site:
        with pytest.raises(CheckpointError, match="start it again to go on") as caught:
            fetch(f"{site.url}/a.pth", store, retry_waits_s=NO_WAIT)
        assert caught.value.code == "http-error"
        site.cuts.clear()
        before = len(site.requests)
        assert fetch(f"{site.url}/a.pth", store).sha256 == SHA256
    assert len(site.requests) == before + 1
    assert site.ranges_asked()[-1] is not None


def test_starts_anew_where_the_server_ignores_ranges(store: Store) -> None:
    with serve(Site(CONTENT, takes_ranges=False, cuts=[300_000])) as site:
        assert fetch(f"{site.url}/a.pth", store, retry_waits_s=NO_WAIT).path.read_bytes() == CONTENT
    assert len(site.requests) == 2


def test_starts_anew_where_the_file_has_changed_meanwhile(store: Store) -> None:
    other = ZIP + b"another version" * 50_000
    with serve(Site(CONTENT, cuts=[300_000, 0, 0, 0])) as site:
        with pytest.raises(CheckpointError):
            fetch(f"{site.url}/a.pth", store, retry_waits_s=NO_WAIT)
        site.content, site.etag, site.cuts = other, '"v2"', []
        assert fetch(f"{site.url}/a.pth", store).path.read_bytes() == other


def test_never_joins_halves_that_nothing_identifies(store: Store) -> None:
    with serve(Site(CONTENT, etag=None, cuts=[300_000])) as site:
        assert fetch(f"{site.url}/a.pth", store, retry_waits_s=NO_WAIT).sha256 == SHA256
    assert site.ranges_asked() == [None, None]


@pytest.mark.parametrize("size", [len(CONTENT), len(CONTENT) + 10])
def test_a_416_means_complete_only_if_size_and_version_say_so(store: Store, size: int) -> None:
    with serve(Site(CONTENT)) as site:
        url = f"{site.url}/a.pth"
        part = transfer.Part(store.download(file_name(url) + ".part"))
        part.path.write_bytes((CONTENT + b"x" * 10)[:size])
        part.notes.write_text(json.dumps({"validator": '"v1"'}))
        assert fetch(url, store, retry_waits_s=NO_WAIT).path.read_bytes() == CONTENT
    assert len(site.requests) == (1 if size == len(CONTENT) else 2)


def test_a_truncated_answer_without_a_length_is_held_to_the_recorded_hash(store: Store) -> None:
    with serve(Site(CONTENT, declares_length=False)) as site:
        first = fetch(f"{site.url}/a.pth", store)
        first.path.unlink()
        site.cuts = [500_000]
        with pytest.raises(CheckpointError) as caught:
            fetch(f"{site.url}/a.pth", store, retry_waits_s=NO_WAIT)
    assert caught.value.code == "hash-mismatch"


def test_another_file_under_the_same_address_is_refused_and_kept_aside(store: Store) -> None:
    other = ZIP + b"replaced"
    with serve(Site(CONTENT)) as site:
        url = f"{site.url}/a.pth"
        fetch(url, store).path.unlink()
        site.content = other
        with pytest.raises(CheckpointError, match=hashlib.sha256(other).hexdigest()) as caught:
            fetch(url, store)
        assert caught.value.code == "hash-mismatch"
        assert store.recorded_hash(url) == SHA256
        kept = [path for path in (store.root / ".downloads").iterdir() if ".refused-" in path.name]
        assert [path.read_bytes() for path in kept] == [other]
        accepted = fetch(url, store, sha256=hashlib.sha256(other).hexdigest())
    assert accepted.path.read_bytes() == other
    assert store.recorded_hash(url) == accepted.sha256


def test_a_file_damaged_on_disk_is_fetched_again(store: Store) -> None:
    with serve(Site(CONTENT)) as site:
        first = fetch(f"{site.url}/a.pth", store)
        first.path.write_bytes(CONTENT[:-1])
        assert fetch(f"{site.url}/a.pth", store).path.read_bytes() == CONTENT
    assert len(site.requests) == 2


def test_a_hash_that_is_none_is_told_before_anything_is_fetched(store: Store) -> None:
    with serve(Site(CONTENT)) as site, pytest.raises(CheckpointError, match="64 hexadecimal digits"):
        fetch(f"{site.url}/a.pth", store, sha256="abc")
    assert site.requests == []


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", "application/octet-stream"),
        (b"\n  <html><body>gone</body></html>", "application/octet-stream"),
        (CONTENT, "text/html; charset=utf-8"),
        (b'{"error": "quota"}' * 10, "application/json"),
        (b"", "application/octet-stream"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png"),
    ],
)
def test_what_is_no_checkpoint_is_refused_and_not_remembered(store: Store, content: bytes, content_type: str) -> None:
    with serve(Site(content, content_type=content_type)) as site, pytest.raises(CheckpointError) as caught:
        fetch(f"{site.url}/a.pth", store)
    assert caught.value.code == "not-a-checkpoint"
    assert store.recorded_hash(f"{site.url}/a.pth") is None
    assert not store.download(file_name(f"{site.url}/a.pth")).exists()


def test_errors_of_the_server_are_tried_again_and_others_are_told(store: Store) -> None:
    with serve(Site(CONTENT, statuses=[503, 429])) as site:
        assert fetch(f"{site.url}/a.pth", store, retry_waits_s=NO_WAIT).sha256 == SHA256
        site.statuses = [404]
        with pytest.raises(CheckpointError, match="answered 404") as caught:
            fetch(f"{site.url}/b.pth", store, retry_waits_s=NO_WAIT)
    assert caught.value.code == "http-error"
    assert len(site.requests) == 4


def test_without_network_says_what_to_do(store: Store) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/a.pth"
        with pytest.raises(CheckpointError, match="in a browser and give its path") as caught:
            fetch(url, store)
    assert caught.value.code == "no-network"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a.pth", "https://", "a.pth"])
def test_only_http_addresses_are_fetched(store: Store, url: str) -> None:
    with pytest.raises(CheckpointError) as caught:
        fetch(url, store)
    assert caught.value.code == "bad-address"


def test_an_address_with_a_password_is_refused_and_not_repeated(store: Store) -> None:
    with pytest.raises(CheckpointError) as caught:
        fetch("https://alice:secret@example.org/a.pth", store)
    assert caught.value.code == "bad-address" and "secret" not in caught.value.detail


def test_a_redirect_is_followed_but_not_to_another_scheme(store: Store) -> None:
    with serve(Site(CONTENT)) as site:
        site.pages["/old"] = (302, {"Location": "/new"}, b"")
        site.pages["/bad"] = (302, {"Location": "file:///etc/passwd"}, b"")
        assert fetch(f"{site.url}/old", store).sha256 == SHA256
        with pytest.raises(CheckpointError) as caught:
            fetch(f"{site.url}/bad", store, retry_waits_s=())
    assert caught.value.code == "http-error"


def test_a_disk_that_is_too_small_is_told_before_the_download(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(transfer.shutil, "disk_usage", lambda _: usage)
    with serve(Site(CONTENT)) as site, pytest.raises(CheckpointError, match="has 1000 free") as caught:
        fetch(f"{site.url}/a.pth", store)
    assert caught.value.code == "disk-full"


def test_a_disk_that_fills_up_keeps_what_came(tmp_path: Path) -> None:
    """The kernel itself refuses to write on, as a full disk does."""
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from model.checkpoints.fetch import fetch\n"
        "from model.checkpoints.errors import CheckpointError\n"
        "from model.checkpoints.store import Store\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "try: fetch(sys.argv[1], Store(Path(sys.argv[2])))\n"
        "except CheckpointError as error: print(error.code, error.detail)\n"
    )
    with serve(Site(CONTENT)) as site:
        url = f"{site.url}/a.pth"
        done = subprocess.run(
            [sys.executable, "-c", program, url, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, timeout=60
        )
        assert done.stdout.startswith("disk-full the disk of"), done.stderr
        assert fetch(url, Store(tmp_path)).sha256 == SHA256
    assert site.ranges_asked()[1] == "bytes=400000-"


def fetch_in_process(url: str, root: Path, answers: multiprocessing.Queue[tuple[str, bool]]) -> None:
    fetched = fetch(url, Store(root))
    answers.put((fetched.sha256, fetched.was_there))


def test_processes_that_fetch_at_once_share_one_download(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    with serve(Site(CONTENT * 8)) as site:
        processes = [
            context.Process(target=fetch_in_process, args=(f"{site.url}/a.pth", tmp_path, answers)) for _ in range(3)
        ]
        for process in processes:
            process.start()
        got = [answers.get(timeout=60) for _ in processes]
        for process in processes:
            process.join()
    assert {digest for digest, _ in got} == {hashlib.sha256(CONTENT * 8).hexdigest()}
    assert sorted(was_there for _, was_there in got) == [False, True, True]
    assert len(site.requests) == 1
