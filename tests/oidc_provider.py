"""A small OpenID provider on loopback: a real HTTP server with discovery, an authorization page, PKCE (S256 only),
a token endpoint that knows its client's secret, a profile, and id tokens signed with RS256 (keys at ``/jwks``).

Its page has a button for each person and one to cancel. It is strict where a careless client would go wrong: a code is
good once, for the redirect address, the client and the verifier that it was asked with.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "stipple"
KEY_ID = "first"
POLL_S = 0.02


@cache
def rsa_key(whose: str) -> rsa.RSAPrivateKey:
    """A key, made once a run for each name."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class OidcProvider:
    """Use as a context manager. ``people`` maps a subject to what the profile says; changes count at once."""

    def __init__(self) -> None:
        self.secret = secrets.token_urlsafe(16)
        self.redirect_uri = ""
        self.people: dict[str, dict[str, Any]] = {}
        self.claims: dict[str, Any] = {}
        """Put over the claims of each id token, to lie with."""
        self.key = self.signing_key = rsa_key("the provider's own")
        self.key_id: str | None = KEY_ID
        """Named in the header of id tokens; None leaves it out."""
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._is_up = False

    def __enter__(self) -> Self:
        self._is_up = True
        threading.Thread(target=self._server.serve_forever, args=(POLL_S,), daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._is_up:
            self._is_up = False
            self._server.shutdown()
            self._server.server_close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stopped for a while, then there again at the same address."""
        address = self._server.server_address
        self.__exit__()
        yield
        self._server = ThreadingHTTPServer((str(address[0]), address[1]), _handler(self))
        self.__enter__()

    def settings(self) -> dict[str, str]:
        """What an installation is told about this provider."""
        return {
            "STIPPLE_OIDC_ISSUER": self.url,
            "STIPPLE_OIDC_CLIENT_ID": CLIENT_ID,
            "STIPPLE_OIDC_CLIENT_SECRET": self.secret,
        }

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }

    def jwks(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [key | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def refusal(self, asked: Mapping[str, str]) -> str:
        """Why the authorization request cannot be answered; empty when it can."""
        wanted = {
            "client_id": CLIENT_ID,
            "redirect_uri": self.redirect_uri,
            "response_type": "code",
            "code_challenge_method": "S256",
        }
        wrong = [name for name, value in wanted.items() if asked.get(name) != value]
        lacking = [name for name in ("state", "nonce", "code_challenge") if not asked.get(name)]
        return ", ".join([*wrong, *lacking, *([] if "openid" in asked.get("scope", "").split() else ["scope"])])

    def chosen(self, asked: Mapping[str, str], subject: str) -> str:
        """The address to go back to once somebody has pressed a button (no subject: cancel)."""
        if not subject:
            answer = {"error": "access_denied"}
        else:
            answer = {"code": secrets.token_urlsafe(16)}
            self.codes[answer["code"]] = dict(asked) | {"sub": subject}
        return f"{self.redirect_uri}?{urlencode(answer | {'state': asked['state']})}"

    def exchange(self, form: Mapping[str, str], basic: tuple[str, str]) -> dict[str, Any] | None:
        """The tokens for a code; None when anything about the request is wrong."""
        client = (form.get("client_id", basic[0]), form.get("client_secret", basic[1]))
        asked = self.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if client != (CLIENT_ID, self.secret) or asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        if challenge != asked["code_challenge"]:
            return None
        access = secrets.token_urlsafe(16)
        self.tokens[access] = asked["sub"]
        return {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": self.id_token(asked)}

    def id_token(self, asked: Mapping[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": asked["sub"],
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        headers = {"kid": self.key_id} if self.key_id else {}
        return jwt.encode(claims | self.claims, self.signing_key, algorithm="RS256", headers=headers)

    def profile(self, access: str) -> dict[str, Any] | None:
        subject = self.tokens.get(access)
        return None if subject is None else {"sub": subject} | self.people[subject]

    def page(self, asked: Mapping[str, str]) -> str:
        hidden = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in asked.items()
        )
        names = {sub: f"Log in as {told.get('name', sub)}" for sub, told in self.people.items()} | {"": "Cancel"}
        buttons = "".join(
            f'<p><button name="sub" value="{html.escape(sub)}">{html.escape(name)}</button>'
            for sub, name in names.items()
        )
        return (
            "<!doctype html><title>Identity provider</title><h1>Identity provider</h1>"
            f'<form method="post" action="/choose">{hidden}{buttons}</form>'
        )


def _handler(provider: OidcProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = dict(parse_qsl(parts.query))
            if parts.path == "/.well-known/openid-configuration":
                self._json(200, provider.discovery())
            elif parts.path == "/jwks":
                self._json(200, provider.jwks())
            elif parts.path == "/userinfo":
                found = provider.profile(self.headers.get("Authorization", "").removeprefix("Bearer "))
                self._json(200 if found else 401, found or {"error": "invalid_token"})
            elif parts.path == "/authorize":
                refusal = provider.refusal(asked)
                page = f"wrong: {refusal}" if refusal else provider.page(asked)
                self._send(400 if refusal else 200, "text/html; charset=utf-8", page.encode())
            else:
                self._send(404, "text/plain", b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(parse_qsl(body, keep_blank_values=True))
            if self.path == "/choose":
                subject = form.pop("sub", "")
                self._send(302, "text/plain", b"", Location=provider.chosen(form, subject))
                return
            told = self.headers.get("Authorization", "").removeprefix("Basic ")
            name, _, password = base64.b64decode(told).decode().partition(":")
            tokens = provider.exchange(form, (name, password)) if self.path == "/token" else None
            self._json(200 if tokens else 400, tokens or {"error": "invalid_grant"})

        def _json(self, status: int, body: Mapping[str, Any]) -> None:
            self._send(status, "application/json", json.dumps(body).encode())

        def _send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    return Handler
