"""A container of Azure Blob Storage as a source. Needs ``pip install -r deploy/requirements/clouds.txt``.

The host follows from the account's name and a suffix of Microsoft's; connection strings, which may name any host, are
not taken.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.config.problems import Code, Problem
from backend.sources.entries import Changing, Entry, Gone, Tick, Unreachable, Unreadable

ACCOUNT = re.compile(r"[a-z0-9]{3,24}")
CONTAINER = re.compile(r"[a-z0-9$][a-z0-9\-]{2,62}")
SUFFIXES = ("core.windows.net", "core.chinacloudapi.cn", "core.usgovcloudapi.net")
CREDENTIALS = ("account_key", "sas_token")
MISSING = "Azure Blob Storage needs more packages: pip install -r deploy/requirements/clouds.txt"


def check(given: Mapping[str, Any]) -> dict[str, str]:
    """``account``, ``bucket`` (the container), ``prefix`` and ``suffix`` as they are stored, or Problem 400."""
    account, container = str(given.get("account", "")), str(given.get("bucket", ""))
    suffix = str(given.get("suffix", "") or SUFFIXES[0])
    if not ACCOUNT.fullmatch(account):
        raise Problem(Code.INVALID, f"account={account!r} is not the name of a storage account: 3 to 24 of a-z, 0-9.")
    if not CONTAINER.fullmatch(container):
        raise Problem(Code.INVALID, f"bucket={container!r} is not the name of a container.")
    if suffix not in SUFFIXES:
        raise Problem(Code.INVALID, f"suffix={suffix!r} is not allowed. Allowed: {', '.join(SUFFIXES)}.")
    return {"account": account, "bucket": container, "prefix": str(given.get("prefix", "")), "suffix": suffix}


def check_credentials(credentials: Mapping[str, str]) -> None:
    """Raise Problem 400 for an account key that is no base64, or both kinds at once."""
    key, token = credentials.get("account_key", ""), credentials.get("sas_token", "")
    if key and token:
        raise Problem(Code.INVALID, "Give either the account key or a SAS token, not both.")
    try:
        base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        detail = "The account key is not complete: copy key1 or key2 of the storage account, not a connection string."
        raise Problem(Code.INVALID, detail) from None


def options(place: Mapping[str, Any], credentials: Mapping[str, str]) -> dict[str, Any]:
    """What django-storages' AzureStorage is made with. Never with the rights of the machine it runs on."""
    return {
        "account_name": place["account"],
        "account_key": credentials.get("account_key") or None,
        "sas_token": credentials.get("sas_token", "").lstrip("?") or None,
        "azure_container": place["bucket"],
        "endpoint_suffix": place["suffix"],
        "azure_ssl": True,
        "connection_string": None,
        "token_credential": None,
        "custom_domain": None,
        "client_options": {"connection_timeout": 5, "read_timeout": 30},
    }


@dataclass
class Container:
    client: Any
    name: str
    prefix: str
    passed_over: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, place: Mapping[str, Any], credentials: Mapping[str, str]) -> Container:
        try:
            from storages.backends.azure_storage import AzureStorage
        except Exception as error:  # django-storages raises its own where a package is missing
            raise Unreachable("not-installed", MISSING) from error
        return cls(AzureStorage(**options(place, credentials)).client, place["bucket"], place["prefix"])

    def entries(self, tick: Tick) -> Iterator[Entry]:
        for blob in self._listed():
            tick()
            if str(blob.blob_tier) == "Archive":
                self.passed_over["cold-storage"] += 1
            elif not blob.name.endswith("/"):
                stamp = f"{blob.etag}:{blob.size}"
                yield Entry(blob.name, blob.name.encode(errors="surrogatepass"), blob.size, stamp)

    def _listed(self) -> Iterator[Any]:
        try:
            yield from self.client.list_blobs(name_starts_with=self.prefix or None)
        except Exception as error:
            raise unreachable(error, self.name) from error

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        from azure.core import MatchConditions
        from azure.core.exceptions import AzureError, ResourceModifiedError, ResourceNotFoundError

        etag = entry.stamp.rsplit(":", 1)[0].strip('"')  # lists give it bare, conditions want it in quotes
        conditions = {"etag": f'"{etag}"', "match_condition": MatchConditions.IfNotModified}
        try:
            yield from self.client.download_blob(entry.key, **conditions).chunks()
        except ResourceNotFoundError:
            raise Gone from None
        except ResourceModifiedError:
            raise Changing from None
        except AzureError as error:
            raise Unreadable("not-readable", f"The container does not hand it out ({type(error).__name__}).") from None


def unreachable(error: Exception, container: str) -> Unreachable:
    from azure.core.exceptions import (
        ClientAuthenticationError,
        HttpResponseError,
        ResourceNotFoundError,
        ServiceRequestError,
        ServiceResponseError,
    )

    if isinstance(error, ClientAuthenticationError):
        return Unreachable("wrong-key", "The key is not accepted. Copy it anew, or make another SAS token.")
    if isinstance(error, ResourceNotFoundError):
        return Unreachable("no-such-bucket", f"There is no container {container}. Is it spelled right?")
    if isinstance(error, ServiceRequestError | ServiceResponseError):
        return Unreachable("unreachable", "The storage account does not answer. Is its name spelled right?")
    if isinstance(error, HttpResponseError) and error.status_code == 403:
        detail = f"{container} may not be listed: the key needs the rights to read and to list."
        return Unreachable("no-permission", detail)
    return Unreachable("refused", f"The container cannot be asked ({type(error).__name__}). Check what you entered.")
