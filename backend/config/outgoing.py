"""Requests to addresses that people of the product typed: they reach the public internet and nothing behind it.

A host is resolved once and the connection goes to exactly the address that was checked, under the host's own name in
``Host`` and TLS, so that no second answer of a name server counts. Redirects are not followed, proxies of the
environment not asked. ``STIPPLE_OUTGOING_HOSTS`` names what the operator lets through nevertheless.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
LOCAL_NAMES = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")
WEB_PORTS = (80, 443)
FIRST_FREE_PORT = 1024
LONGEST_URL = 2000
NEVER_READ_MORE = 1 << 16


class NotAllowed(ValueError):
    """The address is none that requests may go to; its sentence says why."""


class NoAnswer(Exception):
    """Nothing came back: no such host, no connection, no TLS, cut off, or too late."""


@dataclass(frozen=True)
class Rules:
    """What this installation lets out: ``hosts`` are names, addresses and networks beside the public internet."""

    hosts: tuple[str, ...] = ()
    allows_http: bool = False

    def names(self, host: str) -> bool:
        return host.lower().rstrip(".") in {name.lower() for name in self.hosts}

    def holds(self, address: Address) -> bool:
        return any(address in network for network in map(_network, self.hosts) if network is not None)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    """The beginning of the body."""


def check_url(url: str, rules: Rules) -> None:
    """Raise NotAllowed for an address that no request may go to, as far as it can be seen without a name server."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed(f"This is no address: {error}.") from None
    _check_shape(url, parts, rules)
    host = parts.hostname or ""
    if rules.names(host):
        return
    if (address := _literal(host)) is not None:
        _check_address(address, rules)
    elif f".{host.lower().rstrip('.')}".endswith(LOCAL_NAMES):
        raise NotAllowed(f"{host} is a name of this network; give an address of the public internet.")
    is_free = port is None or port in WEB_PORTS or port >= FIRST_FREE_PORT
    if not is_free and not (address is not None and rules.holds(address)):
        raise NotAllowed(f"Port {port} belongs to another service; use 443 or one from {FIRST_FREE_PORT} on.")


def post(
    url: str, headers: Sequence[tuple[str, str]], body: bytes, rules: Rules, *, timeout_s: float, keep: int
) -> Answer:
    """POST ``body`` with exactly these headers (and Host); the answer with the first ``keep`` bytes of its body.

    The whole exchange takes at most ``timeout_s``. Raises NotAllowed or NoAnswer.
    """
    check_url(url, rules)
    deadline_s = time.monotonic() + timeout_s
    patience = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
    pool = httpcore.ConnectionPool(ssl_context=_trust(), network_backend=_Pinned(rules, deadline_s), max_connections=1)
    try:
        with pool, pool.stream("POST", url, headers=headers, content=body, extensions={"timeout": patience}) as answer:
            return Answer(answer.status, _beginning(answer, keep))
    except httpcore.TimeoutException:
        raise NoAnswer(f"No answer within {timeout_s:g} s.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}"[:300]) from error


def resolve(host: str, port: int, rules: Rules) -> list[str]:
    """The addresses of a host, all of them allowed; raises NotAllowed where one is not, NoAnswer where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(f"The host {host} was not found: {error}"[:300]) from error
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not rules.names(host):
        for text in addresses:
            _check_address(ipaddress.ip_address(text.split("%")[0]), rules)
    return addresses


def is_public(address: Address) -> bool:
    """Whether an address lies on the public internet, also where it carries another one inside."""
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in _inside(address))


def _inside(address: Address) -> Iterable[Address]:
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in NAT64 or int(address) >> 32 == 0:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        yield from (each for each in inner if each is not None)


def _check_shape(url: str, parts: SplitResult, rules: Rules) -> None:
    schemes = ("https", "http") if rules.allows_http else ("https",)
    if parts.scheme not in schemes:
        raise NotAllowed(f"The address begins with {' or '.join(f'{name}://' for name in schemes)}.")
    if not parts.hostname or len(url) > LONGEST_URL or any(c.isspace() or not c.isprintable() for c in url):
        raise NotAllowed("This is no address that a request can be sent to.")
    if not url.isascii():
        raise NotAllowed("Write letters beyond A to Z as %XX, and a host that has some as xn--….")
    if parts.username is not None or parts.password is not None or parts.fragment or "\\" in url:
        raise NotAllowed("Leave out user names, passwords, backslashes and what follows a #.")


def _check_address(address: Address, rules: Rules) -> None:
    if not is_public(address) and not rules.holds(address):
        raise NotAllowed(
            f"{address} is no address of the public internet. An operator can allow it by STIPPLE_OUTGOING_HOSTS."
        )


def _literal(host: str) -> Address | None:
    """The address that a host spells out in any of the ways that systems read: 127.1, 2130706433, 0x7f.0.0.1, ::1."""
    try:
        return ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.rstrip(".")))
    except (OSError, ValueError):
        return None


@cache
def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _beginning(answer: httpcore.Response, keep: int) -> str:
    """The first ``keep`` bytes as text; the rest stays where it is."""
    found = b""
    for piece in answer.iter_stream():
        found += piece
        if len(found) >= min(keep, NEVER_READ_MORE):
            break
    return found[:keep].decode("utf-8", "replace").replace("\0", "\ufffd")


class _Pinned(httpcore.NetworkBackend):
    """Connects to an address that was looked up and checked here, and to no other."""

    def __init__(self, rules: Rules, deadline_s: float) -> None:
        self._rules, self._deadline_s, self._sockets = rules, deadline_s, httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *args: Any, **options: Any) -> Any:
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in resolve(host, port, self._rules):
            try:
                left_s = _left(self._deadline_s, httpcore.ConnectTimeout)
                return _Timed(self._sockets.connect_tcp(address, port, left_s, *args, **options), self._deadline_s)
            except httpcore.ConnectError as error:
                problem = error
        raise problem

    def connect_unix_socket(self, *args: Any, **options: Any) -> Any:
        raise NotAllowed("Requests go to hosts only.")


class _Timed(httpcore.NetworkStream):
    """A connection that ends at one moment: a receiver that sends a byte now and then holds nobody up for longer."""

    def __init__(self, stream: httpcore.NetworkStream, deadline_s: float) -> None:
        self._stream, self._deadline_s = stream, deadline_s

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline_s, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline_s, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left_s = _left(self._deadline_s, httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left_s), self._deadline_s)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline_s: float, late: type[Exception]) -> float:
    left_s = deadline_s - time.monotonic()
    if left_s <= 0:
        raise late("too late")
    return left_s
