"""A bucket of Google Cloud Storage as a source. Needs ``pip install -r deploy/requirements/clouds.txt``.

Only keys of service accounts are taken, and only with Google's own address for tokens: other kinds of credentials name
files, programs and addresses that this server would then read, run and call.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.config.problems import Code, Problem
from backend.sources.entries import Changing, Entry, Gone, Tick, Unreachable, Unreadable

PIECE = 1 << 20
BUCKET = re.compile(r"[a-z0-9][a-z0-9._\-]{1,220}[a-z0-9]")
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105
UNIVERSE = "googleapis.com"
CREDENTIALS = ("service_account",)
MISSING = "Google Cloud Storage needs more packages: pip install -r deploy/requirements/clouds.txt"


def check(given: Mapping[str, Any]) -> dict[str, str]:
    """``bucket`` and ``prefix`` as they are stored, or Problem 400."""
    bucket = str(given.get("bucket", ""))
    if not BUCKET.fullmatch(bucket):
        raise Problem(Code.INVALID, f"bucket={bucket!r} is not the name of a bucket of Google Cloud Storage.")
    return {"bucket": bucket, "prefix": str(given.get("prefix", ""))}


def check_credentials(credentials: Mapping[str, str]) -> None:
    """Raise Problem 400 for anything but the JSON key of a service account (or nothing: a public bucket)."""
    if text := credentials.get("service_account", ""):
        service_account(text)


def service_account(text: str) -> dict[str, Any]:
    try:
        key = json.loads(text)
    except ValueError:
        key = None
    if not isinstance(key, dict) or key.get("type") != "service_account" or not key.get("private_key"):
        detail = "Paste the whole JSON key of a service account; other kinds of credentials are not taken."
        raise Problem(Code.INVALID, detail)
    if key.get("token_uri", TOKEN_URI) != TOKEN_URI or key.get("universe_domain", UNIVERSE) != UNIVERSE:
        raise Problem(Code.INVALID, f"The key names another address for tokens than {TOKEN_URI}; it is not taken.")
    return key


def options(place: Mapping[str, Any], credentials: Mapping[str, str]) -> dict[str, Any]:
    """What django-storages' GoogleCloudStorage is made with. Never with the rights of the machine it runs on."""
    from google.auth.credentials import AnonymousCredentials
    from google.oauth2.service_account import Credentials

    text = credentials.get("service_account", "")
    key = service_account(text) if text else {}
    scopes = ["https://www.googleapis.com/auth/devstorage.read_only"]
    granted = Credentials.from_service_account_info(key, scopes=scopes) if key else AnonymousCredentials()
    project = str(key.get("project_id") or "") or "none"
    return {"bucket_name": place["bucket"], "credentials": granted, "project_id": project}


@dataclass
class Bucket:
    bucket: Any
    name: str
    prefix: str
    passed_over: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, place: Mapping[str, Any], credentials: Mapping[str, str]) -> Bucket:
        try:
            from storages.backends.gcloud import GoogleCloudStorage
        except Exception as error:  # django-storages raises its own where a package is missing
            raise Unreachable("not-installed", MISSING) from error
        try:
            storage = GoogleCloudStorage(**options(place, credentials))
        except ValueError as error:
            raise Unreachable("wrong-key", "The private key in the service account's JSON is damaged.") from error
        return cls(storage.client.bucket(storage.bucket_name), place["bucket"], place["prefix"])

    def entries(self, tick: Tick) -> Iterator[Entry]:
        for blob in self._listed():
            tick()
            if not blob.name.endswith("/"):
                stamp = f"{blob.generation}:{blob.size}"
                yield Entry(blob.name, blob.name.encode(errors="surrogatepass"), blob.size or 0, stamp)

    def _listed(self) -> Iterator[Any]:
        try:
            yield from self.bucket.list_blobs(prefix=self.prefix or None, timeout=30)
        except Exception as error:
            raise unreachable(error, self.name) from error

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        from google.api_core.exceptions import GoogleAPIError, NotFound, PreconditionFailed
        from google.auth.exceptions import GoogleAuthError

        generation = int(entry.stamp.split(":")[0])
        try:
            blob = self.bucket.blob(entry.key, generation=generation, chunk_size=PIECE)
            with blob.open("rb", if_generation_match=generation) as file:
                while piece := file.read(PIECE):
                    yield piece
        except NotFound:
            raise Gone from None
        except PreconditionFailed:
            raise Changing from None
        except (GoogleAPIError, GoogleAuthError, OSError) as error:
            raise Unreadable("not-readable", f"The bucket does not hand it out ({type(error).__name__}).") from None


def unreachable(error: Exception, bucket: str) -> Unreachable:
    from google.api_core.exceptions import Forbidden, NotFound, Unauthorized
    from google.auth.exceptions import RefreshError, TransportError

    if isinstance(error, RefreshError):
        return Unreachable("wrong-key", "Google does not accept this key. Was it deleted? Make another one.")
    if isinstance(error, Unauthorized | Forbidden):
        detail = f"{bucket} may not be listed with this key: give its account the role Storage Object Viewer."
        return Unreachable("no-permission", detail)
    if isinstance(error, NotFound):
        return Unreachable("no-such-bucket", f"There is no bucket {bucket}. Is it spelled right?")
    if isinstance(error, TransportError | OSError):
        return Unreachable("unreachable", "Google Cloud Storage does not answer. Try again later.")
    return Unreachable("refused", f"The bucket cannot be asked ({type(error).__name__}). Check what you entered.")
