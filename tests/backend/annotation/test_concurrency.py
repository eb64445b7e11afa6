"""Many at once: revisions are given out once each, nothing is lost, an operation sent twice is done once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from backend.annotation import messages
from backend.annotation.models import Annotation, Operation
from backend.annotation.reading import read_document

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run ``acts`` in a thread each; their results or errors in order."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(index: int) -> None:
        start.wait(10)
        try:
            results[index] = acts[index]()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_revisions_are_given_out_once_each(desk: Any, alice: Any, bob: Any) -> None:
    people = [alice, bob]

    def clicks(k: int) -> Callable[[], list[int]]:
        return lambda: [
            desk.click(people[k % 2], uuid.UUID(int=10 + k), 2.0 + n, 3.0 + 9 * k).revision for n in range(8)
        ]

    results = at_once([clicks(k) for k in range(4)])
    assert sorted(revision for result in results for revision in result) == list(range(1, 33))
    assert list(Operation.objects.order_by("revision").values_list("revision", flat=True)) == list(range(1, 33))
    assert all(len(row["clicks"]) == 8 for row in desk.objects().values())
    desk.check()


def test_operation_sent_by_several_connections_at_once_is_done_once(desk: Any, bob: Any) -> None:
    message = messages.Click(uuid.uuid4(), uuid.UUID(int=1), None, (16, 24))
    results = at_once([lambda: desk.do(bob, message)] * 4)
    assert {result.revision for result in results} == {1}
    assert sorted(result.is_repeated for result in results) == [False, True, True, True]
    assert len(desk.object(uuid.UUID(int=1)).clicks) == 1


def test_answers_and_clicks_at_once_leave_a_document_that_is_its_log(desk: Any, alice: Any, bob: Any) -> None:
    def work(user: Any, item: uuid.UUID, y: float) -> Callable[[], None]:
        def act() -> None:
            for n in range(6):
                desk.click(user, item, 6.0 + 9 * n, y)
                if n % 3 == 2:
                    desk.undo(user)

        return act

    def answer() -> None:
        for _ in range(40):
            if desk.sent:
                desk.answer(desk.sent.pop())

    results = at_once([work(alice, uuid.UUID(int=1), 12), work(bob, uuid.UUID(int=2), 34), answer])
    assert results == [None, None, None]
    desk.answer_all()
    desk.check()


def test_a_document_is_all_of_one_revision_while_others_write(desk: Any, alice: Any, bob: Any) -> None:
    def write(user: Any, item: uuid.UUID, y: float) -> Callable[[], None]:
        return lambda: [desk.click(user, item, 3.0 + n, y) for n in range(12)] and None

    def read() -> list[tuple[int, int]]:
        documents = [read_document(bob, desk.image) for _ in range(25)]
        return [(found["revision"], sum(len(item["clicks"]) for item in found["objects"])) for found in documents]

    *written, seen = at_once([write(alice, uuid.UUID(int=1), 12), write(bob, uuid.UUID(int=2), 34), read])
    assert written == [None, None]
    assert all(revision == clicks for revision, clicks in seen)


def test_a_document_is_read_while_somebody_else_is_writing(desk: Any, bob: Any) -> None:
    desk.click(bob, uuid.UUID(int=1), 16, 24)
    with transaction.atomic():
        annotation = Annotation.objects.select_for_update().get(image=desk.image)
        annotation.save(update_fields=["next_t"])
        (document,) = at_once([lambda: read_document(bob, desk.image)])
    assert document["revision"] == 1
