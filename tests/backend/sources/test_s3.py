"""A bucket of S3, through a server that speaks its language; and what an endpoint may not lead to."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from moto.core import set_initial_no_auth_action_count
from pytest_django import Settings

from backend.accounts.models import AuditEntry
from backend.config.problems import Problem
from backend.projects.models import Project
from backend.sources import addresses
from backend.sources.entries import Unreachable
from backend.sources.models import Source, SourceFile
from backend.sources.places import opened, why_not
from backend.sources.s3 import Bucket, options
from backend.sources.sealing import seal, unseal
from tests.backend.images.pictures import jpeg
from tests.backend.sources.conftest import KEYS, Cloud, synced

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]

AddSource = Callable[..., Source]


def test_a_bucket_is_brought_in_and_then_costs_its_listing_alone(
    cloud: Cloud, add_source: AddSource, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.put("photos/day 1/a.jpg", jpeg(seed=1))
    cloud.put("photos/day 2/ä b+c.jpg", jpeg(seed=2))
    cloud.put("photos/readme.txt", b"not an image")
    cloud.put("photos/empty folder/", b"")
    cloud.put("elsewhere/c.jpg", jpeg(seed=3))
    source, job = synced(add_source("s3", cloud.place(prefix="photos/"), credentials=KEYS))
    assert (job.state, source.counts["added"], source.counts["refused"]) == ("done", 2, 1)
    assert set(project.images.values_list("name", flat=True)) == {"a.jpg", "ä b+c.jpg"}
    monkeypatch.setattr(Bucket, "pieces", lambda *_: pytest.fail("an object was read"))
    source, _ = synced(source)
    assert (source.counts["unchanged"], source.counts["added"]) == (3, 0)


def test_an_object_that_was_replaced_comes_in(cloud: Cloud, add_source: AddSource, project: Project) -> None:
    cloud.put("a.jpg", jpeg(seed=1))
    source, _ = synced(add_source("s3", cloud.place(), credentials=KEYS))
    cloud.put("a.jpg", jpeg(seed=2))
    source, _ = synced(source)
    assert (source.counts["changed"], project.images.count()) == (1, 2)


def test_keys_that_look_like_paths_write_nowhere(
    cloud: Cloud, add_source: AddSource, project: Project, tmp_path: Path, media_root: Path
) -> None:
    keys = [
        "../../../escaped.jpg",
        "/etc/escaped.jpg",
        "a/../../b.jpg",
        "..\\..\\escaped.jpg",
        "a\tb.jpg",
        "%2e%2e/c.jpg",
    ]
    for seed, key in enumerate(keys):
        cloud.put(key, jpeg(seed=seed))
    before = {path for path in tmp_path.rglob("*") if media_root not in path.parents}
    source, _ = synced(add_source("s3", cloud.place(), credentials=KEYS))
    assert source.counts["added"] == len(keys)
    assert {path for path in tmp_path.rglob("*") if media_root not in path.parents} == before
    assert not list(media_root.rglob("*escaped*"))
    assert all("/" not in name and "\\" not in name for name in project.images.values_list("name", flat=True))


def test_a_listing_goes_on_over_all_its_pages(cloud: Cloud) -> None:
    for number in range(1005):
        cloud.put(f"{number:04}.jpg", b"x")
    keys = [entry.key for entry in opened("s3", cloud.place(), seal(KEYS)).entries(lambda: None)]
    assert keys == [f"{number:04}.jpg" for number in range(1005)]


def test_an_object_that_goes_or_changes_after_it_was_listed_is_not_taken(cloud: Cloud) -> None:
    cloud.put("a.jpg", jpeg(seed=1))
    cloud.put("b.jpg", jpeg(seed=2))
    bucket = opened("s3", cloud.place(), seal(KEYS))
    gone, changed = bucket.entries(lambda: None)
    cloud.client.delete_object(Bucket=cloud.bucket, Key="a.jpg")
    cloud.put("b.jpg", jpeg(seed=3))
    for entry, name in ((gone, "Gone"), (changed, "Changing")):
        with pytest.raises(Exception) as raised:
            list(bucket.pieces(entry))
        assert type(raised.value).__name__ == name


def reason(place: dict[str, str], credentials: dict[str, str] = KEYS) -> tuple[str, str]:
    problem, _ = why_not("s3", place, seal(credentials))
    assert problem is not None
    return problem.code, problem.detail


def test_each_thing_that_is_wrong_is_said_in_a_sentence(cloud: Cloud) -> None:
    assert reason(cloud.place(bucket="no-such-bucket-here"))[0] == "no-such-bucket"
    code, sentence = set_initial_no_auth_action_count(0)(reason)(cloud.place())
    assert (code, sentence) == (
        "wrong-key",
        "The access key is not known there. Copy it anew from the cloud's console.",
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("SignatureDoesNotMatch", "wrong-key"),
        ("AccessDenied", "no-permission"),
        ("PermanentRedirect", "wrong-region"),
        ("AuthorizationHeaderMalformed", "wrong-region"),
        ("SomethingNobodyKnows", "refused"),
    ],
)
def test_what_a_server_answers_is_translated(server: Answering, settings: Settings, answer: str, code: str) -> None:
    server.body = f"<Error><Code>{answer}</Code><Message>secret inside</Message></Error>".encode()
    settings.ENV = replace(settings.ENV, source_hosts=(f"127.0.0.1:{server.port}",))
    place = {"bucket": "abc", "prefix": "", "region": "us-east-1", "endpoint": f"http://127.0.0.1:{server.port}"}
    found, sentence = reason(place)
    assert found == code and "secret inside" not in sentence


def test_a_server_that_is_not_there_is_said(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    settings.ENV = replace(settings.ENV, source_hosts=("127.0.0.1",))
    place = {"bucket": "abc", "prefix": "", "region": "us-east-1", "endpoint": f"http://127.0.0.1:{port}"}
    assert reason(place)[0] == "unreachable"


class Answering:
    """A server that answers every request with ``body`` and counts who connects."""

    def __init__(self) -> None:
        self.body, self.connections = b"", 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            with connection:
                connection.recv(65536)
                head = f"HTTP/1.1 400 Bad Request\r\nContent-Length: {len(self.body)}\r\nConnection: close\r\n\r\n"
                connection.sendall(head.encode() + self.body)


@pytest.fixture
def server() -> Iterator[Answering]:
    made = Answering()
    yield made
    made.socket.close()


INSIDE = [
    "http://127.0.0.1:9000",
    "http://localhost:9000",
    "http://[::1]:9000",
    "http://0.0.0.0:9000",
    "http://169.254.169.254",
    "http://10.1.2.3",
    "http://192.168.1.10:9000",
    "http://172.16.0.1",
    "http://100.64.0.1",
    "http://[fd00::1]",
    "http://[fe80::1]",
    "http://[::ffff:127.0.0.1]:9000",
    "http://[64:ff9b::7f00:1]",
    "http://[2002:7f00:1::]",
    "http://2130706433",
    "http://0x7f000001",
    "http://127.1",
    "http://224.0.0.1",
]


@pytest.mark.parametrize("endpoint", INSIDE)
def test_an_endpoint_inside_is_refused(add_source: AddSource, endpoint: str) -> None:
    place = {"bucket": "abc", "prefix": "", "region": "us-east-1", "endpoint": endpoint}
    with pytest.raises(Problem, match=r"does not connect there.*STIPPLE_SOURCE_HOSTS"):
        add_source("s3", place)
    assert reason(place)[0] == "host-not-allowed"  # also where it is in the database already


@pytest.mark.parametrize(
    "endpoint",
    [
        "file:///etc/passwd",
        "gopher://x",
        "http://user:pw@example.org",
        "http://example.org/x",
        "http://",
        "//x",
        "http://a b",
    ],
)
def test_an_endpoint_that_is_no_plain_address_is_refused(add_source: AddSource, endpoint: str) -> None:
    place = {"bucket": "abc", "prefix": "", "region": "us-east-1", "endpoint": endpoint}
    with pytest.raises(Problem, match="must be an address such as"):
        add_source("s3", place)


@pytest.mark.parametrize("name", ["bucket", "region"])
@pytest.mark.parametrize("value", ["a@127.0.0.1#", "x/../y", "a b", "evil.org/", "A"])
def test_bucket_and_region_cannot_make_another_host(add_source: AddSource, name: str, value: str) -> None:
    place = {"bucket": "abc", "prefix": "", "region": "us-east-1", "endpoint": ""}
    with pytest.raises(Problem, match="is not the name of a"):
        add_source("s3", place | {name: value})


def test_a_name_that_changes_its_address_between_check_and_call_is_not_followed(
    add_source: AddSource, server: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["93.184.215.14"])
    real = socket.getaddrinfo

    def rebinding(host: str, *args: Any, **options: Any) -> Any:
        return real(next(answers, "127.0.0.1") if host == "rebind.example" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    place = {"bucket": "abc", "region": "us-east-1", "endpoint": f"http://rebind.example:{server.port}"}
    source = add_source("s3", place, credentials=KEYS)  # at that moment the name is a public address
    source, job = synced(source)
    assert (job.state, source.problem["code"]) == ("failed", "host-not-allowed")
    assert server.connections == 0


def test_the_address_that_was_checked_is_the_one_that_is_dialled(
    server: Answering, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked for once: a second answer has no chance."""
    settings.ENV = replace(settings.ENV, source_hosts=("once.example",))
    asked: list[str] = []
    real = socket.getaddrinfo

    def counting(host: str, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "once.example" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", counting)
    server.body = b"<Error><Code>AccessDenied</Code></Error>"
    place = {"bucket": "abc", "prefix": "", "region": "us-east-1", "endpoint": f"http://once.example:{server.port}"}
    assert reason(place)[0] == "no-permission"
    assert asked.count("once.example") == server.connections == 1


def test_an_allowed_host_is_allowed_on_its_port_alone() -> None:
    assert addresses.checked_addresses("127.0.0.1", 9000, ("127.0.0.1:9000",)) == ["127.0.0.1"]
    with pytest.raises(addresses.NotAllowed):
        addresses.checked_addresses("127.0.0.1", 9001, ("127.0.0.1:9000",))


def test_a_bucket_is_never_opened_with_the_servers_own_rights(monkeypatch: pytest.MonkeyPatch, cloud: Cloud) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-servers-own")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the-servers-own")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "the-servers-own")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    sent: list[Any] = []
    for credentials in ({}, KEYS):
        bucket = opened("s3", cloud.place(), seal(credentials))
        assert isinstance(bucket, Bucket)
        bucket.client.meta.events.register("before-send.s3", lambda request, **_: sent.append(dict(request.headers)))
        list(bucket.entries(lambda: None))
    assert "Authorization" not in sent[0] and "KIAREADER" in str(sent[1]["Authorization"])
    assert "the-servers-own" not in str(sent)


def test_a_secret_key_is_shown_logged_and_audited_nowhere(
    cloud: Cloud, add_source: AddSource, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cloud.put("a.jpg", jpeg())
    source, job = synced(add_source("s3", cloud.place(), credentials=KEYS))
    seen = [
        caplog.text,
        str(Source.objects.values()),
        str(list(AuditEntry.objects.values())),
        str(list(SourceFile.objects.values())),
        str(vars(job)),
        repr(opened("s3", source.place, source.credentials)),
    ]
    assert not [text for text in seen if KEYS["secret_key"] in text]
    assert unseal(source.credentials) == KEYS


def test_credentials_under_another_secret_key_have_to_be_entered_again(settings: Settings) -> None:
    sealed = seal(KEYS)
    settings.SECRET_KEY = "another key of this installation" * 2
    with pytest.raises(Unreachable, match="Enter them again"):
        unseal(sealed)


def test_amazon_itself_is_asked_by_bucket_and_region_alone() -> None:
    made = options({"bucket": "abc", "region": "eu-central-1", "endpoint": ""}, {})
    assert (made["endpoint_url"], made["region_name"], made["bucket_name"]) == (None, "eu-central-1", "abc")
    place = {"bucket": "abc", "prefix": "", "region": "eu-central-1", "endpoint": ""}
    assert Bucket.of(place, KEYS).client.meta.endpoint_url == "https://s3.eu-central-1.amazonaws.com"
