"""The two clients: the same nouns, once blocking and once for asyncio."""

from __future__ import annotations

from types import TracebackType
from typing import Generic, Self

from stipple.annotations import Annotations
from stipple.batches import Batches
from stipple.calls import D
from stipple.configuration import account
from stipple.driver import AsyncDriver, Driver, client_options
from stipple.exports import Exports
from stipple.images import Images
from stipple.imports import Imports
from stipple.jobs import Jobs
from stipple.labels import Labels
from stipple.organizations import Organizations
from stipple.people import People
from stipple.predictions import Predictions
from stipple.projects import Projects
from stipple.retrying import Retries
from stipple.uploads import Uploads
from stipple.version import VERSION
from stipple.versions import Versions

TIMEOUT_S = 60.0


class _Nouns(Generic[D]):
    def __init__(self, driver: D) -> None:
        self.driver: D = driver
        self.people: People[D] = People(driver)
        self.organizations: Organizations[D] = Organizations(driver)
        self.projects: Projects[D] = Projects(driver)
        self.labels: Labels[D] = Labels(driver)
        self.images: Images[D] = Images(driver)
        self.uploads: Uploads[D] = Uploads(driver)
        self.annotations: Annotations[D] = Annotations(driver)
        self.predictions: Predictions[D] = Predictions(driver)
        self.jobs: Jobs[D] = Jobs(driver)
        self.imports: Imports[D] = Imports(driver)
        self.exports: Exports[D] = Exports(driver)
        self.versions: Versions[D] = Versions(driver)
        self.batches: Batches[D] = Batches(driver)

    @property
    def url(self) -> str:
        return self.driver.url


class Client(_Nouns[Driver]):
    """``url`` and ``token``: else those of STIPPLE_URL and STIPPLE_TOKEN, else those that `stipple login` kept.

    ``timeout_s`` is how long a connection may be silent. Raises NotConfigured. Close it, or use ``with``.
    """

    def __init__(
        self,
        url: str | None = None,
        token: str | None = None,
        *,
        timeout_s: float = TIMEOUT_S,
        retries: Retries | None = None,
    ) -> None:
        found = account(url, token)
        options = client_options(found.url, found.token, timeout_s, f"stipple-python/{VERSION}")
        super().__init__(Driver(found.url, options, retries or Retries()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.driver.http.close()


class AsyncClient(_Nouns[AsyncDriver]):
    """As ``Client``, for ``async with`` and ``await``; lists are read with ``async for``."""

    def __init__(
        self,
        url: str | None = None,
        token: str | None = None,
        *,
        timeout_s: float = TIMEOUT_S,
        retries: Retries | None = None,
    ) -> None:
        found = account(url, token)
        options = client_options(found.url, found.token, timeout_s, f"stipple-python/{VERSION}")
        super().__init__(AsyncDriver(found.url, options, retries or Retries()))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        await self.driver.http.aclose()
