"""Requests to typed addresses reach the public internet and nothing behind it, whatever name servers say later."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from backend.config import outgoing
from backend.config.outgoing import NoAnswer, NotAllowed, Rules, check_url, is_public, post
from tests.receiver import Receiver

STRICT = Rules()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "ftp://example.org/",
        "http://example.org/",
        "//example.org/",
        "example.org",
        "",
        "https://",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://printer.local/",
        "https://metadata.google.internal/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0.0.0.0/",
        "https://0/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fc00::1]/",
        "https://[ff02::1]/",
        "https://user:password@example.org/",
        "https://example.org:22/",
        "https://example.org:99999/",
        "https://example.org\\@127.0.0.1/",
        "https://example.org/#part",
        "https://exam ple.org/",
        "https://bücher.example/",
        "https://router.home.arpa./",
        "https://example.org/\r\nX-Header: 1",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_these_are_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(NotAllowed):
        check_url(url, STRICT)


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org:8443/a?b=c", "https://[2606:4700::1]/"])
def test_these_are_allowed(url: str) -> None:
    check_url(url, STRICT)


def test_an_operator_lets_hosts_and_networks_through() -> None:
    rules = Rules(("10.1.0.0/16", "hooks.internal", "::1"), allows_http=True)
    for url in ("http://10.1.2.3:25/", "https://hooks.internal/", "http://[::1]:99/"):
        check_url(url, rules)
    for url in ("https://10.2.0.1/", "https://other.internal/", "http://127.0.0.1/"):
        with pytest.raises(NotAllowed):
            check_url(url, rules)


def test_every_address_of_a_host_must_be_public() -> None:
    assert is_public(ipaddress.ip_address("93.184.216.34"))
    assert not is_public(ipaddress.ip_address("::ffff:10.0.0.1"))


def name_server(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names resolve to ``answers``, one after the other, the last for ever; what was asked."""
    asked: list[str] = []
    real, left = socket.getaddrinfo, list(answers)

    def resolve(host: str, port: Any, *args: Any, **options: Any) -> Any:
        if host[0].isdigit():
            return real(host, port, *args, **options)
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def sent(url: str, rules: Rules) -> Any:
    return post(url, [("Content-Length", "2")], b"{}", rules, timeout_s=3, keep=100)


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as receiver:
        name_server(monkeypatch, ["93.184.216.34", "127.0.0.1"])
        with pytest.raises(NotAllowed):
            sent(f"http://evil.example:{receiver.port}/", Rules(allows_http=True))
        assert receiver.received == []


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as receiver:
        asked = name_server(monkeypatch, ["127.0.0.1"], ["127.0.0.99"])
        answer = sent(f"http://receiver.example:{receiver.port}/a", Rules(("127.0.0.1",), allows_http=True))
        assert (answer.status, asked) == (200, ["receiver.example"])
        assert receiver.received[0].header("Host") == f"receiver.example:{receiver.port}"


def test_an_unknown_host_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **options: Any) -> Any:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(NoAnswer):
        sent("https://nowhere.example/", STRICT)


def test_tls_checks_the_name_that_was_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    certificate, key = certified("receiver.example", tmp_path)
    trust = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(outgoing, "_trust", lambda: trust)
    name_server(monkeypatch, ["127.0.0.1"])
    rules, names = Rules(("127.0.0.1",)), []
    with Receiver() as receiver:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.sni_callback = lambda _, name, __: names.append(name)
        receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
        assert sent(f"https://receiver.example:{receiver.port}/", rules).status == 200
        with pytest.raises(NoAnswer):
            sent(f"https://other.example:{receiver.port}/", rules)
    assert names == ["receiver.example", "other.example"]


def certified(name: str, folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now - datetime.timedelta(days=1))
    builder = builder.not_valid_after(now + datetime.timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    made = builder.sign(key, hashes.SHA256())
    certificate, private = folder / "c.pem", folder / "k.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind = serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()))
    return certificate, private


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as receiver, Receiver() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        sent(receiver.url, Rules(("127.0.0.1",), allows_http=True))
        assert (len(receiver.received), proxy.received) == (1, [])
