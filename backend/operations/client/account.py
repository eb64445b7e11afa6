"""One logged-in account: REST calls with the session cookie and the CSRF token."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

RETRIES_S = (0.1, 0.3, 1.0, 2.0, 3.0)


class RequestRefused(RuntimeError):
    """The product answered with an error; ``code`` is that of its problem+json."""

    def __init__(self, response: httpx.Response) -> None:
        problem = response.json() if "json" in response.headers.get("content-type", "") else {}
        self.status = response.status_code
        self.code = str(problem.get("code", ""))
        where = f"{response.request.method} {response.request.url.path}"
        super().__init__(f"{where} answered {self.status} {self.code}: {problem.get('detail', response.text[:200])}")


class Account:
    """Logs in on construction; raises RequestRefused."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.Client(base_url=self.url, timeout=60.0, follow_redirects=False)
        self._http.get("/")
        self.me = self.post("/api/v1/auth/login/", {"username": username, "password": password})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._http.close()

    def get(self, path: str, **parameters: Any) -> Any:
        """The parsed answer. A connection that breaks off (the web process was killed) is tried again."""
        for pause_s in (*RETRIES_S, None):
            try:
                return _parsed(self._http.get(path, params=parameters or None))
            except httpx.TransportError:
                if pause_s is None:
                    raise
                time.sleep(pause_s)
        raise AssertionError("unreachable")

    def fetch(self, path: str) -> bytes:
        """The body of the answer as it comes, of any type."""
        answer = self._http.get(path)
        if answer.is_error:
            raise RequestRefused(answer)
        return answer.content

    def post(self, path: str, json: Mapping[str, Any] | None = None, files: Any = None) -> Any:
        return _parsed(self._http.post(path, json=json, files=files, headers=self._headers()))

    def delete(self, path: str) -> None:
        _parsed(self._http.delete(path, headers=self._headers()))

    def all_pages(self, path: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Every item of a list, over all its pages."""
        page = self.get(path, **parameters)
        while True:
            yield from page["results"]
            if not page["next"]:
                return
            following = urlsplit(page["next"])
            page = self.get(f"{following.path}?{following.query}")

    def socket_url(self, path: str) -> str:
        return "ws" + self.url.removeprefix("http") + path

    def socket_headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._http.cookies.items())
        return {"Cookie": cookies, "Origin": self.url}

    def session_cookie(self) -> str:
        """name=value, for a browser that is to be logged in as this account."""
        return next(f"{name}={value}" for name, value in self._http.cookies.items() if "sessionid" in name)

    def _headers(self) -> dict[str, str]:
        return {"X-CSRFToken": self._http.cookies.get("csrftoken") or "", "Referer": self.url + "/"}


def _parsed(response: httpx.Response) -> Any:
    if response.status_code >= 400:
        raise RequestRefused(response)
    return response.json() if response.content else None
