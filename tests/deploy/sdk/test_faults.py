"""What goes wrong between the library and the server, and what the person is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from stipple import (
    AsyncClient,
    BrokenDownload,
    Client,
    Invalid,
    NotFound,
    NotLoggedIn,
    RateLimited,
    Retries,
    ServerFailed,
    StippleError,
    Unreachable,
)

from backend.operations.bench.cut_network import CutNetwork
from backend.operations.bench.temporary_product import free_port
from tests.deploy.sdk.conftest import QUICK, Server
from tests.deploy.sdk.dataset import noise

Reply = tuple[int, dict[str, str], bytes]
BUSY = 429, {"Retry-After": "0"}, b""
FINE = 200, {"Content-Type": "application/json"}, b'{"username": "alice"}'
PROBLEM = {"Content-Type": "application/problem+json"}


class Scripted:
    """A server that gives these replies, one after another and the last one for ever, and notes what it was asked."""

    def __init__(self, *replies: Reply) -> None:
        self.asked: list[tuple[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, headers, body = replies[min(len(outer.asked), len(replies) - 1)]
                outer.asked.append((self.command, self.headers.get("Range", "")))
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = answer

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


Script = Callable[..., Scripted]


@pytest.fixture
def script() -> Iterator[Script]:
    running: list[Scripted] = []

    def start(*replies: Reply) -> Scripted:
        running.append(Scripted(*replies))
        return running[-1]

    yield start
    for each in running:
        each.server.shutdown()
        each.server.server_close()


def client_of(url: str, retries: Retries = QUICK) -> Client:
    return Client(url, "stp_any", retries=retries)


def test_a_busy_server_is_asked_again_when_it_says_so(script: Script) -> None:
    server = script(BUSY, (503, {"Retry-After": "0"}, b""), FINE)
    with client_of(server.url) as client:
        assert client.people.me()["username"] == "alice"
    assert len(server.asked) == 3


def test_the_pause_that_the_server_asks_for_is_kept(script: Script) -> None:
    server = script((429, {"Retry-After": "1"}, b""), FINE)
    began = time.monotonic()
    with client_of(server.url) as client:
        client.people.me()
    assert time.monotonic() - began >= 1.0


def test_a_pause_longer_than_ones_patience_is_the_callers(script: Script) -> None:
    server = script((429, {"Retry-After": "3600"} | PROBLEM, b'{"code": "rate-limited", "detail": "Wait an hour."}'))
    with client_of(server.url) as client, pytest.raises(RateLimited, match="Wait an hour") as caught:
        client.people.me()
    assert (caught.value.retry_after_s, len(server.asked)) == (3600.0, 1)


def test_busy_for_good_is_an_error_after_all_retries(script: Script) -> None:
    server = script(BUSY)
    with client_of(server.url, Retries(count=2, first_s=0.01)) as client, pytest.raises(RateLimited):
        client.people.me()
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [502, 503, 504])
def test_what_may_have_been_done_is_not_done_again(script: Script, status: int) -> None:
    server = script((status, {}, b""), FINE)
    with client_of(server.url) as client, pytest.raises(ServerFailed):
        client.projects.create("Twice?", 1)
    assert server.asked == [("POST", "")]


def test_reading_and_deleting_are_repeated(script: Script) -> None:
    server = script((502, {}, b""), (204, {}, b""))
    with client_of(server.url) as client:
        client.projects.delete(1)
    assert [method for method, _ in server.asked] == ["DELETE", "DELETE"]


async def test_retries_are_the_same_with_asyncio(script: Script) -> None:
    server = script(BUSY, FINE)
    async with AsyncClient(server.url, "stp_any", retries=QUICK) as client:
        assert (await client.people.me())["username"] == "alice"
    assert len(server.asked) == 2


def test_an_answer_that_is_no_problem_json_is_an_error_all_the_same(script: Script) -> None:
    server = script((400, {"Content-Type": "text/html"}, b"<h1>Bad gateway</h1>"))
    with client_of(server.url) as client, pytest.raises(Invalid) as caught:
        client.people.me()
    assert (caught.value.status, caught.value.code) == (400, "")


def test_a_server_that_is_down_is_named() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with client_of(url) as client, pytest.raises(Unreachable, match=url) as caught:
        client.people.me()
    assert not caught.value.may_have_arrived


def test_a_silent_server_is_given_up() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        Client(f"http://127.0.0.1:{silent.getsockname()[1]}", "any", timeout_s=0.2, retries=Retries(count=0)) as client,
        pytest.raises(Unreachable, match="in time"),
    ):
        client.people.me()


def test_a_download_goes_on_where_it_stood(script: Script, tmp_path: Path) -> None:
    tag = {"ETag": '"a"'}
    cut = 200, tag | {"Content-Length": "10"}, b"0123"
    rest = 206, tag | {"Content-Range": "bytes 4-9/10"}, b"456789"
    server = script(cut, rest)
    with Client(server.url, "stp_any", timeout_s=0.2, retries=QUICK) as client:
        path = client.images.download("one", tmp_path / "one.bin")
    assert path.read_bytes() == b"0123456789"
    assert server.asked == [("GET", ""), ("GET", "bytes=4-")]


def test_a_server_that_has_something_else_by_now_sends_all_of_it(script: Script, tmp_path: Path) -> None:
    server = script((200, {"ETag": '"a"', "Content-Length": "10"}, b"0123"), (200, {"ETag": '"b"'}, b"new"))
    with Client(server.url, "stp_any", timeout_s=0.2, retries=QUICK) as client:
        assert client.images.download("one", tmp_path / "one.bin").read_bytes() == b"new"


def test_a_part_that_was_not_asked_for_is_not_taken(script: Script, tmp_path: Path) -> None:
    wrong = 206, {"Content-Range": "bytes 5-9/10"}, b"56789"
    server = script((200, {"ETag": '"a"', "Content-Length": "10"}, b"0123"), wrong)
    with (
        Client(server.url, "stp_any", timeout_s=0.2, retries=QUICK) as client,
        pytest.raises(BrokenDownload),
    ):
        client.images.download("one", tmp_path / "one.bin")
    assert not (tmp_path / "one.bin").exists()


def test_a_damaged_archive_does_not_get_its_name(script: Script, tmp_path: Path) -> None:
    damaged = 200, {"Content-Disposition": 'attachment; filename="export.zip"'}, b"PK no archive"
    with client_of(script(damaged).url) as client, pytest.raises(BrokenDownload, match="again"):
        client.images.download("one", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_from_the_server_leads_to_no_other_folder(script: Script, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    sly = 200, {"Content-Disposition": 'attachment; filename="../../sly.txt"'}, b"text"
    with client_of(script(sly).url) as client:
        assert client.images.download("one", tmp_path / "here") == tmp_path / "here" / "sly.txt"


@pytest.mark.product
class TestTheRealServer:
    def test_a_wrong_token_is_not_logged_in(self, server: Server) -> None:
        with client_of(server.url) as client, pytest.raises(NotLoggedIn) as caught:
            client.people.me()
        assert caught.value.code == "bad-token"

    def test_what_is_not_there_is_not_found(self, client: Client) -> None:
        with pytest.raises(NotFound):
            client.jobs.get("00000000-0000-4000-8000-000000000000")

    def test_a_path_that_leads_nowhere_is_told_before_anything_is_sent(self, client: Client, tmp_path: Path) -> None:
        project = client.projects.create("Nowhere")["id"]
        with pytest.raises(StippleError, match="no file or folder"):
            client.images.upload(project, [noise(tmp_path / "a.png", 40), tmp_path / "missing.png"])
        assert list(client.images.list(project)) == []

    def test_a_cut_download_arrives_whole_from_the_real_server(
        self, client: Client, server: Server, tmp_path: Path
    ) -> None:
        photo = noise(tmp_path / "large.png", 1500, seed=1)
        [image] = client.images.upload(client.projects.create("Cut")["id"], [photo], wait=True).accepted
        cuts = 0

        def cut(done: int, total: int | None) -> None:
            nonlocal cuts
            if cuts < 3 and done > cuts * 1_000_000:
                cuts += 1
                network.fail("reset", 0.0, 0.05)
                time.sleep(0.02)

        with CutNetwork(server.port) as network, Client(network.url, server.token, retries=QUICK) as through:
            path = through.images.download(image["id"], tmp_path / "copy.png", cut)
        assert cuts == network.faults["reset"] == 3
        assert path.read_bytes() == photo.read_bytes()

    def test_a_cut_upload_arrives_whole(self, client: Client, server: Server, tmp_path: Path) -> None:
        photo = noise(tmp_path / "large.png", 3500, seed=2)
        project = client.projects.create("Cut upload")["id"]
        with CutNetwork(server.port) as network, Client(network.url, server.token) as through:
            for in_s in (0.2, 1.2):
                network.fail("reset", in_s, 0.1)
            sent = through.images.upload(project, [photo])
            assert network.faults["reset"] >= 1
        assert len(sent.accepted) + len(sent.duplicates) == 1
        [image] = client.images.list(project)
        assert client.images.read(image["id"]) == photo.read_bytes()
