"""Methods that are written once, as flows, and block or are awaited as the client that holds them does.

``@call`` on a method that is a flow: ``client.jobs.get(id)`` gives a Job with a ``Client``, and an awaitable of one
with an ``AsyncClient``. ``@listing`` on a method that returns a ``Listing``: an iterator, or an asynchronous one.
"""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from stipple.driver import AsyncDriver, Driver
from stipple.effects import Flow
from stipple.listing import Listing

P = ParamSpec("P")
T = TypeVar("T")
D = TypeVar("D", Driver, AsyncDriver)


class Resource(Generic[D]):
    """One noun of the interface, with the driver that carries its calls out."""

    def __init__(self, driver: D) -> None:
        self.driver: D = driver


class Call(Generic[P, T]):
    def __init__(self, function: Callable[Concatenate[Any, P], Flow[T]]) -> None:
        self.function = function
        functools.update_wrapper(self, function)  # type: ignore[arg-type]

    @overload
    def __get__(self, resource: None, owner: Any) -> Call[P, T]: ...
    @overload
    def __get__(self, resource: Resource[Driver], owner: Any) -> Callable[P, T]: ...
    @overload
    def __get__(self, resource: Resource[AsyncDriver], owner: Any) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: Any) -> Any:
        if resource is None:
            return self
        held = resource

        @functools.wraps(self.function)
        def bound(*args: P.args, **kwargs: P.kwargs) -> Any:
            return held.driver.run(self.function(held, *args, **kwargs))

        return bound


class ListingCall(Generic[P, T]):
    def __init__(self, function: Callable[Concatenate[Any, P], Listing[T]]) -> None:
        self.function = function
        functools.update_wrapper(self, function)  # type: ignore[arg-type]

    @overload
    def __get__(self, resource: None, owner: Any) -> ListingCall[P, T]: ...
    @overload
    def __get__(self, resource: Resource[Driver], owner: Any) -> Callable[P, Iterator[T]]: ...
    @overload
    def __get__(self, resource: Resource[AsyncDriver], owner: Any) -> Callable[P, AsyncIterator[T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: Any) -> Any:
        if resource is None:
            return self
        held = resource

        @functools.wraps(self.function)
        def bound(*args: P.args, **kwargs: P.kwargs) -> Any:
            return held.driver.items(self.function(held, *args, **kwargs))

        return bound


call = Call
listing = ListingCall
