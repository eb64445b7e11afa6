"""What operations do to a document: recorded first, done once, answered object by object."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from backend.annotation import messages
from backend.annotation.models import Annotation, Operation
from backend.annotation.refusal import Refused
from backend.images.models import Image

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def test_click_is_in_the_log_before_the_worker_hears_of_it(desk: Any, bob: Any, label: Any) -> None:
    outcome = desk.click(bob, A, 20.5, 16, label.pk)
    assert outcome.revision == 1
    assert Operation.objects.get().payload["x"] == 20.5
    assert desk.object(A).rle is None
    assert [request["requested"] for request in desk.sent] == [1]
    assert desk.annotation.requested_revision == 1 > desk.annotation.answered_revision


def test_answer_gives_the_object_its_mask(desk: Any, bob: Any, label: Any) -> None:
    desk.click(bob, A, 20.5, 16, label.pk)
    stored = desk.answer()
    assert desk.mask(A)[16, 20]
    assert not desk.mask(A)[40, 60]
    assert stored.masks["since"] == 1
    assert stored.masks["revision"] == 2
    assert stored.masks["answers"] == [1]
    assert [item["id"] for item in stored.masks["objects"]] == [str(A)]
    assert desk.annotation.requested_revision == desk.annotation.answered_revision
    desk.check()


def test_first_operation_takes_the_image_in_progress(desk: Any, bob: Any) -> None:
    assert desk.click(bob, A, 20, 16).image_state == "in_progress"
    assert desk.click(bob, A, 24, 16).image_state is None
    assert Image.objects.get(pk=desk.image.pk).state == "in_progress"


def test_same_operation_id_is_acknowledged_again_and_done_once(desk: Any, bob: Any) -> None:
    message = messages.Click(uuid.uuid4(), A, None, (20, 16))
    first, again = desk.do(bob, message), desk.do(bob, message)
    assert (again.revision, again.is_repeated, again.changed) == (first.revision, True, None)
    assert len(desk.object(A).clicks) == 1
    assert len(desk.sent) == 1


def test_an_operation_that_is_stored_is_acknowledged_also_when_its_sender_may_do_no_more(desk: Any, bob: Any) -> None:
    message = messages.Click(uuid.uuid4(), A, None, (20.0, 16.0))
    first = desk.do(bob, message)
    Image.objects.filter(pk=desk.image.pk).update(state=Image.State.ACCEPTED)
    again = desk.do(bob, message)
    assert (again.revision, again.is_repeated) == (first.revision, True)
    with pytest.raises(Refused):
        desk.do(bob, messages.Click(uuid.uuid4(), A, None, (20.0, 16.0)))


def test_answer_to_an_object_that_was_clicked_since_is_dropped_and_the_others_are_kept(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.click(bob, B, 50, 24)
    request = desk.sent.pop()
    desk.sent.clear()
    running = desk.runner
    superseding = messages.Click(uuid.uuid4(), A, None, (16, 34))
    original = running._decoded

    def click_meanwhile(*args: Any) -> Any:
        running._decoded = original
        desk.do(bob, superseding)
        return original(*args)

    running._decoded = click_meanwhile
    stored = desk.answer(request)
    assert [item["id"] for item in stored.masks["objects"]] == [str(B)]
    assert desk.object(A).rle is None
    desk.answer_all()
    assert desk.mask(A)[34, 16]
    desk.check()


def test_rename_meanwhile_does_not_drop_an_answer(desk: Any, bob: Any, label: Any) -> None:
    desk.click(bob, A, 16, 24)
    request = desk.sent.pop()
    desk.set(bob, A, "label", label.pk)
    assert desk.sent == []
    assert desk.answer(request) is not None
    assert desk.mask(A)[24, 16]
    desk.check()


def test_superseded_request_is_not_decoded(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.click(bob, A, 20, 24)
    old, new = desk.sent
    assert desk.answer(old) is None
    assert desk.model.decodes == 0
    assert desk.answer(new) is not None


def test_answered_request_that_is_sent_again_does_nothing(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    request = desk.sent[0]
    assert desk.answer() is not None
    assert desk.answer(request) is None
    assert Operation.objects.filter(kind="decoded").count() == 1


def test_background_click_takes_pixels_from_the_object(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.answer()
    outcome = desk.click(bob, None, 26, 16)
    assert outcome.changed["background"][0]["t"] == 1
    assert desk.mask(A)[16, 26]
    desk.answer()
    assert not desk.mask(A)[16, 26]
    desk.check()


def test_background_click_with_no_object_asks_nobody(desk: Any, bob: Any) -> None:
    desk.click(bob, None, 26, 16)
    assert desk.sent == []


def test_locked_object_never_changes(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.answer()
    before = desk.object(A).rle
    desk.set(bob, A, "locked", True)
    desk.click(bob, B, 24, 16)
    desk.answer()
    desk.paint(bob, C, rectangle(0, 0, 60, 40))
    assert desk.object(A).rle == before
    assert not (desk.mask(A) & desk.mask(B)).any()
    assert not (desk.mask(A) & desk.mask(C)).any()
    for act in (
        lambda: desk.click(bob, A, 21, 16),
        lambda: desk.set(bob, A, "z", 4),
        lambda: desk.delete(bob, A),
        lambda: desk.paint(bob, A, rectangle(0, 0, 4, 4)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "object-locked"
    desk.check()


def test_brush_makes_an_object_and_takes_pixels_from_unlocked_ones(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.answer()
    area = desk.object(A).area
    outcome = desk.paint(bob, B, rectangle(20, 0, 30, 40))
    assert desk.object(B).source == "brush"
    assert desk.object(B).area == 30 * 40
    assert 0 < desk.object(A).area < area
    assert {view["id"] for view in outcome.changed["objects"]} == {str(A), str(B)}
    assert desk.sent == []
    desk.check()


def test_eraser_takes_pixels_away(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(10, 10, 20, 20))
    desk.paint(bob, A, rectangle(10, 10, 20, 5), "erase")
    assert desk.object(A).area == 20 * 15
    with pytest.raises(Refused) as refused:
        desk.paint(bob, B, rectangle(0, 0, 4, 4), "erase")
    assert refused.value.code == "unknown-object"
    desk.check()


def test_painted_pixels_stay_when_a_neighbour_is_decoded(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(20, 10, 20, 20))
    desk.click(bob, B, 18, 20)
    desk.answer()
    assert desk.object(A).area == 400
    desk.check()


def test_click_on_a_painted_object_changes_it_only_near_the_click(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.paint(bob, A, rectangle(2, 2, 30, 20))
    desk.click(bob, A, 50, 38)
    desk.answer()
    mask = desk.mask(A)
    assert mask[2:22, 2:32].all()
    assert mask[38, 50]
    assert not mask[38, 20]
    desk.check()


def test_brush_keeps_what_clicks_have_made(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 20, 16)
    desk.answer()
    before = desk.mask(A)
    desk.paint(bob, A, rectangle(50, 30, 5, 5))
    assert (desk.mask(A) >= before).all()
    desk.click(bob, A, 40, 40)
    desk.answer()
    assert (desk.mask(A) >= before).all()
    assert desk.mask(A)[32, 52]
    desk.check()


def test_click_that_waits_while_its_object_is_painted_is_still_answered(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 50, 38)
    late = desk.sent.pop()
    desk.paint(bob, A, rectangle(2, 2, 10, 10))
    desk.answer(late)
    desk.answer_all()
    assert desk.mask(A)[5, 5]
    assert desk.mask(A)[38, 50]
    desk.check()


def test_refused_operation_leaves_no_trace(desk: Any, bob: Any, charlie: Any) -> None:
    before = desk.annotation.revision
    with pytest.raises(Refused):
        desk.set(bob, A, "z", 3)
    with pytest.raises(Refused) as refused:
        desk.click(bob, A, 3, 3, 999_999)
    assert refused.value.code == "unknown-label"
    assert desk.annotation.revision == before
    assert not Operation.objects.exists()


def test_object_of_another_image_is_unknown_here(make_desk: Any, bob: Any) -> None:
    one, other = make_desk(name="1.jpg"), make_desk(name="2.jpg")
    one.click(bob, A, 3, 3)
    for act in (lambda: other.click(bob, A, 3, 3), lambda: other.delete(bob, A), lambda: other.set(bob, A, "z", 1)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "unknown-object"
    assert one.object(A).annotation_id == one.annotation.pk


def test_deleted_object_does_not_come_back_by_a_click(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 3, 3)
    outcome = desk.delete(bob, A)
    assert outcome.changed["removed"] == [str(A)]
    with pytest.raises(Refused) as refused:
        desk.click(bob, A, 5, 5)
    assert refused.value.code == "unknown-object"
    desk.check()


def test_answer_for_an_object_deleted_meanwhile_is_stored_for_the_others(desk: Any, bob: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.sent.clear()
    desk.click(bob, B, 50, 24)
    desk.delete(bob, A)
    desk.answer()
    assert desk.mask(B)[24, 50]
    assert set(desk.objects()) == {B}
    desk.check()


def test_stranger_has_no_such_image_and_viewer_may_not_write(desk: Any, charlie: Any, viewer: Any) -> None:
    with pytest.raises(Annotation.DoesNotExist):
        desk.click(charlie, A, 3, 3)
    with pytest.raises(Refused) as refused:
        desk.click(viewer, A, 3, 3)
    assert refused.value.code == "role-too-low"


def test_accepted_image_is_changed_by_reviewers_only(make_desk: Any, bob: Any, reviewer: Any) -> None:
    desk = make_desk(state="accepted")
    with pytest.raises(Refused) as refused:
        desk.click(bob, A, 3, 3)
    assert refused.value.code == "role-too-low"
    assert desk.click(reviewer, A, 3, 3).revision == 1


def test_more_than_32_objects_are_answered_in_several_decodes(make_desk: Any, bob: Any) -> None:
    desk = make_desk(width=400, height=300)
    items = [uuid.UUID(int=100 + n) for n in range(40)]
    for n, item in enumerate(items):
        desk.click(bob, item, 20 + 38 * (n % 10), 30 + 60 * (n // 10))
    last = desk.sent[-1]
    desk.sent.clear()
    assert len(last["objects"]) == 32
    stored = desk.answer(last)
    assert stored.follow_up is not None
    desk.answer(stored.follow_up.request)
    assert all(row["rle"] for row in desk.objects().values())
    desk.check()


def test_click_costs_the_same_few_queries_with_many_objects(
    make_desk: Any, bob: Any, django_assert_max_num_queries: Any
) -> None:
    desk = make_desk(width=400, height=300)
    for n in range(40):
        desk.click(bob, uuid.UUID(int=100 + n), 20 + 9 * n, 150)
    desk.answer()
    desk.sent.clear()
    with django_assert_max_num_queries(12):
        desk.click(bob, uuid.UUID(int=100), 30, 150)
    with django_assert_max_num_queries(12):
        desk.answer()
