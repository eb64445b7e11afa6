"""Connections of boto3 to an S3 server that somebody named: only to an address that was checked (addresses.py)."""

from __future__ import annotations

import socket
from typing import Any

from botocore.awsrequest import (
    AWSHTTPConnection,
    AWSHTTPConnectionPool,
    AWSHTTPSConnection,
    AWSHTTPSConnectionPool,
)
from django.conf import settings
from urllib3.exceptions import NewConnectionError

from backend.config.outgoing import NotAllowed
from backend.sources.addresses import checked_addresses


class _Pinned:
    """Dials the checked address; the name stays what TLS verifies and the request says."""

    _dns_host: str
    host: str
    port: int

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        try:
            self._dns_host = checked_addresses(name, self.port, settings.ENV.source_hosts)[0]
            return super()._new_conn()  # type: ignore[misc]
        except NotAllowed as error:
            raise NewConnectionError(self, f"refused: {error}") from error  # type: ignore[arg-type]
        except socket.gaierror as error:
            raise NewConnectionError(self, f"no address: {error}") from error  # type: ignore[arg-type]
        finally:
            self._dns_host = name


class _Connection(_Pinned, AWSHTTPConnection):
    pass


class _SecureConnection(_Pinned, AWSHTTPSConnection):
    pass


class _Pool(AWSHTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(AWSHTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def pin(client: Any) -> None:
    """Let this client of boto3 connect to checked addresses alone, redirects included."""
    session = client._endpoint.http_session
    session._pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    session._manager.pool_classes_by_scheme = session._pool_classes_by_scheme
