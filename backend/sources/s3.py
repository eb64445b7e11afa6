"""A bucket of Amazon S3, or of any server that speaks its language (MinIO, Ceph, R2), as a source.

Never with the server's own rights: without an access key the bucket is asked as anybody may. Amazon's own hosts follow
from bucket and region; an ``endpoint`` is somebody's word, so only checked addresses are dialled (pinned.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import botocore
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, HTTPClientError, SSLError
from django.conf import settings
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

from backend.config.outgoing import NotAllowed
from backend.config.problems import Code, Problem
from backend.sources.addresses import checked_addresses, host_and_port
from backend.sources.entries import Changing, Entry, Gone, Tick, Unreachable, Unreadable
from backend.sources.pinned import pin

PIECE = 1 << 20
BUCKET = re.compile(r"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]")
REGION = re.compile(r"[a-z0-9-]{1,40}")
DEFAULT_REGION = "us-east-1"
LIMITS = {"connect_timeout": 5, "read_timeout": 20, "retries": {"mode": "standard", "max_attempts": 2}}
COLD = {"GLACIER", "DEEP_ARCHIVE"}
CREDENTIALS = ("access_key", "secret_key")


def check(given: Mapping[str, Any]) -> dict[str, str]:
    """``bucket``, ``prefix``, ``region`` and ``endpoint`` as they are stored, or Problem 400."""
    bucket, region = str(given.get("bucket", "")), str(given.get("region", "") or DEFAULT_REGION)
    endpoint = str(given.get("endpoint", "")).rstrip("/")
    if not BUCKET.fullmatch(bucket):
        detail = f"bucket={bucket!r} is not the name of a bucket: 3 to 63 of a-z, 0-9, dots and dashes."
        raise Problem(Code.INVALID, detail)
    if not REGION.fullmatch(region):
        raise Problem(Code.INVALID, f"region={region!r} is not the name of a region, such as eu-central-1.")
    if endpoint:
        check_endpoint(endpoint)
    return {"bucket": bucket, "prefix": str(given.get("prefix", "")), "region": region, "endpoint": endpoint}


def check_endpoint(endpoint: str) -> None:
    """Raise Problem 400 for an address that this server does not connect to."""
    try:
        host, port = host_and_port(endpoint)
    except ValueError:
        detail = "The endpoint must be an address such as https://minio.example.org:9000, without a path."
        raise Problem(Code.INVALID, detail) from None
    try:
        checked_addresses(host, port, settings.ENV.source_hosts)
    except NotAllowed as error:
        raise Problem(Code.INVALID, _not_allowed(str(error))) from None
    except (OSError, UnicodeError):
        raise Problem(Code.INVALID, f"The name {host} of the endpoint has no address. Is it spelled right?") from None


def _not_allowed(why: str) -> str:
    return f"This server does not connect there: {why}. An operator can allow the host by STIPPLE_SOURCE_HOSTS."


@dataclass
class Bucket:
    client: Any
    name: str
    prefix: str
    passed_over: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, place: Mapping[str, Any], credentials: Mapping[str, str]) -> Bucket:
        storage = S3Storage(**options(place, credentials))
        client = storage.connection.meta.client
        if place["endpoint"]:
            pin(client)
        return cls(client, place["bucket"], place["prefix"])

    def entries(self, tick: Tick) -> Iterator[Entry]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix)
        try:
            for page in pages:
                tick()
                for each in page.get("Contents", ()):
                    if each["Key"].endswith("/"):  # what consoles make for an empty folder
                        continue
                    if each.get("StorageClass") in COLD:
                        self.passed_over["cold-storage"] += 1
                        continue
                    yield _entry(each)
        except (ClientError, BotoCoreError, HTTPError) as error:
            raise unreachable(error, self.name) from error

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        etag = entry.stamp.rsplit(":", 1)[0]
        try:
            body = self.client.get_object(Bucket=self.name, Key=entry.key, IfMatch=etag)["Body"]
            with body:
                yield from body.iter_chunks(PIECE)
        except ClientError as error:
            code = code_of(error)
            if code in ("NoSuchKey", "404"):
                raise Gone from None
            if code in ("PreconditionFailed", "412"):
                raise Changing from None
            raise Unreadable("not-readable", f"The bucket does not hand it out ({code}).") from None
        except (BotoCoreError, HTTPError) as error:
            raise Unreadable("connection-lost", f"The connection broke ({type(error).__name__}).") from None


def options(place: Mapping[str, Any], credentials: Mapping[str, str]) -> dict[str, Any]:
    """What django-storages' S3Storage is made with. Nothing is left to the environment of this server."""
    key, secret, endpoint = credentials.get("access_key"), credentials.get("secret_key"), place["endpoint"] or None
    config: dict[str, Any] = {**LIMITS, "ignore_configured_endpoint_urls": True}
    config["s3"] = {"addressing_style": "path" if endpoint else "auto"}
    if endpoint:
        config["proxies"] = {}
    if not key:
        config["signature_version"] = botocore.UNSIGNED
    return {
        "bucket_name": place["bucket"],
        "region_name": place["region"],
        "endpoint_url": endpoint,
        "access_key": key or None,
        "secret_key": secret or None,
        "security_token": None,
        "session_profile": None,
        "client_config": Config(**config),
    }


def _entry(each: Mapping[str, Any]) -> Entry:
    stamp = f"{each['ETag']}:{each['Size']}"[:200]
    return Entry(each["Key"], each["Key"].encode(errors="surrogatepass"), each["Size"], stamp)


SENTENCES = {
    "InvalidAccessKeyId": ("wrong-key", "The access key is not known there. Copy it anew from the cloud's console."),
    "SignatureDoesNotMatch": ("wrong-key", "The secret key does not belong to the access key. Enter both anew."),
    "InvalidToken": ("wrong-key", "The access key is not accepted. Make one for good; temporary keys are not taken."),
    "ExpiredToken": ("wrong-key", "The access key has expired. Make another one."),
    "NoSuchBucket": ("no-such-bucket", "There is no bucket {bucket}. Is it spelled right, and in this region?"),
    "AccessDenied": ("no-permission", "This key may not list {bucket}: it needs s3:ListBucket and s3:GetObject."),
    "AllAccessDisabled": ("no-permission", "All access to the bucket {bucket} is switched off at its owner's."),
    "PermanentRedirect": ("wrong-region", "The bucket {bucket} lies in another region. Change the region."),
    "AuthorizationHeaderMalformed": ("wrong-region", "The bucket {bucket} lies in another region. Change the region."),
    "IllegalLocationConstraintException": ("wrong-region", "The bucket {bucket} lies in another region. Change it."),
    "RequestTimeTooSkewed": ("wrong-clock", "The clock of this server is wrong; an operator has to set it."),
}
BY_STATUS = {"403": "AccessDenied", "404": "NoSuchBucket", "301": "PermanentRedirect"}


def code_of(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def unreachable(error: Exception, bucket: str) -> Unreachable:
    """What is wrong, in one sentence; nothing of what the other side answered but the name of its error."""
    if isinstance(error, ClientError):
        code = code_of(error)
        found = SENTENCES.get(BY_STATUS.get(code, code))
        if found is None:
            return Unreachable("refused", f"The server of the bucket answers {code[:60]!r}.")
        return Unreachable(found[0], found[1].format(bucket=bucket))
    if refused := _refused(error):
        return Unreachable("host-not-allowed", _not_allowed(refused))
    if isinstance(error, SSLError):
        return Unreachable("no-trust", "The server's certificate is not trusted. Is the address right, is it https?")
    if isinstance(error, EndpointConnectionError | HTTPClientError | HTTPError):
        return Unreachable("unreachable", "The server of the bucket does not answer. Is the address right?")
    return Unreachable("refused", f"The bucket cannot be asked ({type(error).__name__}). Check what you entered.")


def _refused(error: BaseException | None) -> str:
    while error is not None:
        if isinstance(error, NotAllowed):
            return str(error)
        error = error.__cause__ or error.__context__ or getattr(error, "kwargs", {}).get("error")
    return ""
