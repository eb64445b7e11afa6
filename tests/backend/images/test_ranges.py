"""A download goes on where it stood, and nobody gets a part of another file for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.http.response import HttpResponseBase
from django.test import AsyncRequestFactory, RequestFactory

from backend.images import ranges, serving
from backend.images.serving import serve

TAG = '"abc"'


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", range(10)),
        ("bytes=4-", range(4, 10)),
        ("bytes=4-5", range(4, 6)),
        ("bytes=4-99", range(4, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("lines=1-2", None),
        ("bytes=one-", None),
        ("", None),
    ],
)
def test_one_range_of_bytes_is_understood_and_the_rest_ignored(header: str, part: range | None) -> None:
    assert ranges.wanted({"Range": header}, 10, TAG) == part


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=11-20", "bytes=-0"])
def test_a_part_that_the_file_does_not_have_is_refused(header: str) -> None:
    with pytest.raises(ranges.Unsatisfiable):
        ranges.wanted({"Range": header}, 10, TAG)


def test_who_has_begun_another_file_gets_the_whole_one() -> None:
    assert ranges.wanted({"Range": "bytes=4-", "If-Range": TAG}, 10, TAG) == range(4, 10)
    assert ranges.wanted({"Range": "bytes=4-", "If-Range": '"other"'}, 10, TAG) is None


@pytest.fixture(params=[8, 1 << 20], ids=["in pieces", "at once"])
def file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(serving, "WHOLE_UP_TO", request.param)
    monkeypatch.setattr(serving, "PIECE", 7)
    path = tmp_path / "result"
    path.write_bytes(bytes(range(100)))
    return path


async def body_of(answer: HttpResponseBase) -> bytes:
    if not answer.streaming:
        return answer.content  # type: ignore[attr-defined]
    if answer.is_async:  # type: ignore[attr-defined]
        return b"".join([piece async for piece in answer])  # type: ignore[attr-defined]
    return b"".join(answer)  # type: ignore[arg-type]


@pytest.mark.parametrize("factory", [RequestFactory, AsyncRequestFactory])
async def test_a_part_is_served_as_such(file: Path, factory: Callable[[], RequestFactory]) -> None:
    request = factory().get("/", headers={"Range": "bytes=30-"})
    answer = serve(request, file, "application/zip", etag="abc")
    assert (answer.status_code, answer["Content-Range"], answer["Content-Length"]) == (206, "bytes 30-99/100", "70")
    assert await body_of(answer) == bytes(range(30, 100))


@pytest.mark.parametrize("factory", [RequestFactory, AsyncRequestFactory])
async def test_the_whole_file_says_that_it_could_be_asked_for_in_parts(
    file: Path, factory: Callable[[], RequestFactory]
) -> None:
    answer = serve(factory().get("/"), file, "application/zip", etag="abc")
    assert (answer.status_code, answer["Accept-Ranges"], answer["Content-Length"]) == (200, "bytes", "100")
    assert not answer.has_header("Content-Range")
    assert await body_of(answer) == bytes(range(100))


def test_a_part_beyond_the_end_tells_how_long_the_file_is(file: Path) -> None:
    answer = serve(RequestFactory().get("/", headers={"Range": "bytes=100-"}), file, "application/zip", etag="abc")
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */100")
