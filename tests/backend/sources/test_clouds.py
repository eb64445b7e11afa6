"""Google Cloud Storage through an emulator, Azure by what it is asked with; and credentials that lead elsewhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from gcp_storage_emulator.server import create_server
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage as google_storage
from storages.backends.azure_storage import AzureStorage
from storages.backends.gcloud import GoogleCloudStorage

from backend.config.problems import Problem
from backend.projects.models import Project
from backend.sources import azure, gcs
from backend.sources.entries import Changing, Gone, Unreachable
from backend.sources.models import Source
from backend.sources.places import opened, why_not
from backend.sources.sealing import seal
from tests.backend.images.pictures import jpeg
from tests.backend.sources.conftest import synced

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db", "media_root", "news", "sent")]


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*form).decode()


@pytest.fixture
def account(private_key: str) -> dict[str, str]:
    return {
        "type": "service_account",
        "project_id": "lab",
        "private_key": private_key,
        "client_email": "reader@lab.iam.gserviceaccount.com",
        "token_uri": gcs.TOKEN_URI,
    }


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket ``photos`` of an emulator, which the client library asks in Google's place."""
    server = create_server("127.0.0.1", 0, in_memory=True)
    server.start()
    host, port = server._api._httpd.server_address[:2]
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://{host}:{port}")
    client = google_storage.Client(project="lab", credentials=AnonymousCredentials())
    yield client.create_bucket("photos")
    server.stop()


def test_a_bucket_of_google_is_brought_in_and_then_costs_its_listing_alone(
    google: Any, add_source: Callable[..., Source], project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.blob("day/a.jpg").upload_from_string(jpeg(seed=1))
    google.blob("day/b.txt").upload_from_string(b"no image")
    google.blob("else/c.jpg").upload_from_string(jpeg(seed=2))
    source, job = synced(add_source("gcs", {"bucket": "photos", "prefix": "day/"}))
    assert (job.state, source.problem) == ("done", None)
    assert (source.counts["added"], source.counts["refused"]) == (1, 1)
    assert project.images.get().name == "a.jpg"
    monkeypatch.setattr(gcs.Bucket, "pieces", lambda *_: pytest.fail("an object was read"))
    source, _ = synced(source)
    assert (source.counts["unchanged"], source.counts["added"]) == (2, 0)


def test_a_bucket_of_google_that_is_not_there_is_said(google: Any) -> None:
    problem, _ = why_not("gcs", {"bucket": "nothing-here", "prefix": ""}, "")
    assert problem is not None and problem.code == "no-such-bucket"


def test_an_object_of_google_that_went_after_it_was_listed_is_not_taken(google: Any) -> None:
    google.blob("a.jpg").upload_from_string(jpeg())
    bucket = opened("gcs", {"bucket": "photos", "prefix": ""}, "")
    (entry,) = bucket.entries(lambda: None)
    google.blob("a.jpg").delete()
    with pytest.raises((Gone, Changing)):
        list(bucket.pieces(entry))


def test_googles_backend_takes_what_it_is_made_with(account: dict[str, str]) -> None:
    made = gcs.options({"bucket": "photos", "prefix": ""}, {"service_account": json.dumps(account)})
    storage = GoogleCloudStorage(**made)
    assert (storage.bucket_name, storage.project_id) == ("photos", "lab")
    assert storage.credentials.service_account_email == account["client_email"]
    assert storage.credentials.scopes == ["https://www.googleapis.com/auth/devstorage.read_only"]


@pytest.mark.parametrize(
    "changes",
    [
        {"token_uri": "http://169.254.169.254/token"},
        {"universe_domain": "evil.example"},
        {"type": "external_account", "credential_source": {"executable": {"command": "id"}}},
        {"type": "authorized_user"},
        {"private_key": ""},
    ],
)
def test_credentials_of_google_that_lead_elsewhere_are_refused(
    account: dict[str, str], add_source: Callable[..., Source], changes: dict[str, Any]
) -> None:
    with pytest.raises(Problem, match="not taken"):
        add_source("gcs", {"bucket": "photos"}, credentials={"service_account": json.dumps(account | changes)})


def test_a_damaged_private_key_is_said(account: dict[str, str]) -> None:
    sealed = seal({"service_account": json.dumps(account | {"private_key": "-----BEGIN PRIVATE KEY-----\nx"})})
    problem, _ = why_not("gcs", {"bucket": "photos", "prefix": ""}, sealed)
    assert problem is not None and problem.code == "wrong-key"


KEY = base64.b64encode(b"k" * 64).decode()
PLACE = {"account": "labphotos", "bucket": "photos", "prefix": "", "suffix": "core.windows.net"}


@pytest.mark.parametrize(
    ("credentials", "signed"),
    [({}, "no key"), ({"account_key": KEY}, "the key"), ({"sas_token": "?sv=2024&sig=abc"}, "the token")],
)
def test_azures_backend_takes_what_it_is_made_with(credentials: dict[str, str], signed: str) -> None:
    client = AzureStorage(**azure.options(PLACE, credentials)).client
    assert (client.account_name, client.container_name) == ("labphotos", "photos")
    assert client.url.startswith("https://labphotos.blob.core.windows.net/photos")
    assert ("sig=abc" in client.url) == (signed == "the token")
    assert (getattr(client.credential, "account_key", None) == KEY) == (signed == "the key")


@pytest.mark.parametrize(
    "changes",
    [{"account": "evil.example/"}, {"account": "a@b"}, {"suffix": "evil.example"}, {"bucket": "a/b"}, {"account": ""}],
)
def test_nothing_in_the_place_of_azure_makes_another_host(changes: dict[str, str]) -> None:
    with pytest.raises(Problem):
        azure.check(PLACE | changes)


@pytest.mark.parametrize(
    "credentials",
    [
        {"account_key": "DefaultEndpointsProtocol=http;BlobEndpoint=http://169.254.169.254/"},
        {"account_key": KEY, "sas_token": "sv=1"},
        {"connection_string": "BlobEndpoint=http://127.0.0.1/"},
    ],
)
def test_connection_strings_of_azure_are_refused(
    add_source: Callable[..., Source], credentials: dict[str, str]
) -> None:
    with pytest.raises(Problem):
        add_source("azure", PLACE, credentials=credentials)


@pytest.mark.parametrize(
    ("kind", "blocked"), [("gcs", "storages.backends.gcloud"), ("azure", "storages.backends.azure_storage")]
)
def test_a_cloud_whose_packages_are_missing_says_what_to_install(
    kind: str, blocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, blocked, None)
    place = PLACE if kind == "azure" else {"bucket": "photos", "prefix": ""}
    with pytest.raises(Unreachable, match=r"pip install -r deploy/requirements/clouds\.txt"):
        opened(kind, place, "")
