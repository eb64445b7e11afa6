"""Comments pinned to a place of an image: threads, who changes what, limits, and who is told."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404

from backend.accounts.models import Membership
from backend.annotation.models import Annotation, Object
from backend.comments import actions, publishing
from backend.comments.models import LONGEST, Comment
from backend.images.models import Image
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]
pytestmark = pytest.mark.database
GOLDEN = Path(__file__).parents[2] / "contract" / "server" / "comments.json"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, dict[str, Any]]]:
    """(image, message) that open editors were sent; nothing reaches Redis."""
    messages: list[tuple[Any, dict[str, Any]]] = []
    monkeypatch.setattr(
        publishing, "publish_from_view", lambda image_id, content: messages.append((image_id, content["message"]))
    )
    monkeypatch.setattr(publishing, "publish_image", lambda image_id: None)
    return messages


def pin(client_of: ClientOf, user: Any, image: Image, text: str = "One cup or two?", **more: Any) -> Any:
    said = {"text": text, "x": 10.5, "y": 20} | more
    return client_of(user).post(f"/api/v1/images/{image.pk}/comments/", said)


def reply(client_of: ClientOf, user: Any, thread: Any, text: str = "Two.", **more: Any) -> Any:
    return client_of(user).post(f"/api/v1/comments/{thread['id']}/replies/", {"text": text} | more)


def threads(client_of: ClientOf, user: Any, image: Image) -> Any:
    return client_of(user).get(f"/api/v1/images/{image.pk}/comments/").json()


def delete(client_of: ClientOf, user: Any, comment: Any) -> int:
    return client_of(user).delete(f"/api/v1/comments/{comment['id']}/").status_code


def test_a_viewer_pins_a_comment_and_others_reply(client_of: ClientOf, cast: Cast, image: Image) -> None:
    first = pin(client_of, cast.victor, image, "One cup or two?\nOn the left.")
    assert first.status_code == 201
    reply(client_of, cast.bob, first.json())
    [thread] = threads(client_of, cast.alice, image)
    assert (thread["number"], thread["x"], thread["y"], thread["object"]) == (1, 10.5, 20.0, None)
    assert (thread["author"]["id"], thread["text"]) == (cast.victor.pk, "One cup or two?\nOn the left.")
    assert [(said["author"]["id"], said["text"]) for said in thread["replies"]] == [(cast.bob.pk, "Two.")]
    assert thread["resolved"] is None and thread["edited"] is None


def test_numbers_count_up_and_stay(client_of: ClientOf, cast: Cast, image: Image) -> None:
    first, second = (pin(client_of, cast.bob, image).json() for _ in range(2))
    assert delete(client_of, cast.bob, first) == 204
    assert pin(client_of, cast.bob, image).json()["number"] == 3
    assert [thread["number"] for thread in threads(client_of, cast.bob, image)] == [second["number"], 3]


def test_what_is_sent_twice_is_said_once_in_its_last_words(client_of: ClientOf, cast: Cast, image: Image) -> None:
    name, reply_name = str(uuid.uuid4()), str(uuid.uuid4())
    first = pin(client_of, cast.bob, image, "One cup", id=name).json()
    assert pin(client_of, cast.bob, image, "One cup or two?", id=name).json()["text"] == "One cup or two?"
    for _ in range(2):
        reply(client_of, cast.alice, first, id=reply_name)
    [thread] = threads(client_of, cast.bob, image)
    assert (thread["id"], len(thread["replies"])) == (name, 1)


def test_an_id_of_somebody_elses_comment_is_refused(client_of: ClientOf, cast: Cast, image: Image) -> None:
    first = pin(client_of, cast.bob, image).json()
    answer = pin(client_of, cast.alice, image, "Mine", id=first["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert threads(client_of, cast.bob, image)[0]["text"] == "One cup or two?"


@pytest.mark.parametrize(("x", "y"), [(64, 5), (5, 48), (-0.1, 5), (5, 1e300)])
def test_the_place_lies_inside_the_image(client_of: ClientOf, cast: Cast, image: Image, x: float, y: float) -> None:
    answer = pin(client_of, cast.bob, image, x=x, y=y)
    assert (answer.status_code, answer.json()["code"]) == (400, "outside-image")
    assert "64 x 48" in answer.json()["detail"]


def test_a_comment_names_an_object_of_its_image_and_outlives_it(
    client_of: ClientOf, cast: Cast, image: Image, make_image: MakeImage
) -> None:
    mine = Object.objects.create(annotation=Annotation.objects.create(image=image))
    other = Object.objects.create(annotation=Annotation.objects.create(image=make_image("b.jpg")))
    name = str(mine.pk)
    assert pin(client_of, cast.bob, image, object=name).json()["object"] == name
    refused = pin(client_of, cast.bob, image, object=str(other.pk))
    assert (refused.status_code, refused.json()["code"]) == (400, "unknown-object")
    mine.delete()
    assert threads(client_of, cast.bob, image)[0]["object"] == name


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST + 1)])
def test_a_comment_says_something_that_can_be_read(client_of: ClientOf, cast: Cast, image: Image, text: str) -> None:
    first = pin(client_of, cast.bob, image, "x" * LONGEST).json()
    path = f"/api/v1/comments/{first['id']}/"
    answers = [
        pin(client_of, cast.bob, image, text),
        reply(client_of, cast.bob, first, text),
        client_of(cast.bob).patch(path, {"text": text}),
    ]
    assert [(answer.status_code, list(answer.json()["errors"])) for answer in answers] == [(400, ["text"])] * 3


def test_an_image_has_so_many_comments_and_no_more(
    client_of: ClientOf, cast: Cast, image: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    name = str(uuid.uuid4())
    first = pin(client_of, cast.bob, image, id=name).json()
    reply(client_of, cast.bob, first)
    for answer in (pin(client_of, cast.bob, image), reply(client_of, cast.bob, first)):
        assert (answer.status_code, answer.json()["code"]) == (400, "too-many")
    assert pin(client_of, cast.bob, image, id=name).status_code == 201


def test_the_author_alone_changes_the_words(client_of: ClientOf, cast: Cast, image: Image) -> None:
    first = pin(client_of, cast.bob, image).json()
    path = f"/api/v1/comments/{first['id']}/"
    refused = client_of(cast.alice).patch(path, {"text": "No"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    changed = client_of(cast.bob).patch(path, {"text": "Two cups?"}).json()
    assert changed["text"] == "Two cups?" and changed["edited"] is not None


def test_one_deletes_ones_own_and_a_manager_anybodys(client_of: ClientOf, cast: Cast, image: Image) -> None:
    first = pin(client_of, cast.victor, image).json()
    assert delete(client_of, cast.rita, first) == 403
    assert delete(client_of, cast.victor, first) == 204
    second = pin(client_of, cast.victor, image).json()
    assert delete(client_of, cast.mallory, second) == 204
    assert threads(client_of, cast.bob, image) == []


def test_what_was_replied_to_is_emptied_and_goes_with_the_last_reply(
    client_of: ClientOf, cast: Cast, image: Image
) -> None:
    first = pin(client_of, cast.bob, image).json()
    answered = reply(client_of, cast.alice, first).json()
    assert delete(client_of, cast.bob, first) == 204
    [thread] = threads(client_of, cast.bob, image)
    assert (thread["text"], [said["text"] for said in thread["replies"]]) == ("", ["Two."])
    assert delete(client_of, cast.alice, answered["replies"][0]) == 204
    assert threads(client_of, cast.bob, image) == []


def test_what_two_delete_at_once_is_deleted_once(client_of: ClientOf, cast: Cast, image: Image) -> None:
    first = pin(client_of, cast.bob, image).json()
    answer = reply(client_of, cast.bob, first).json()["replies"][0]
    assert delete(client_of, cast.bob, first) == 204  # emptied
    both = [Comment.objects.get(pk=answer["id"]) for _ in range(2)]
    actions.do_delete(both[0])
    with pytest.raises(Http404):
        actions.do_delete(both[1])
    assert not Comment.objects.exists()


def test_who_resolved_first_stands_there(client_of: ClientOf, cast: Cast, image: Image) -> None:
    pin(client_of, cast.bob, image)
    two = [Comment.objects.get() for _ in range(2)]
    actions.do_resolve(cast.alice, two[0])
    actions.do_resolve(cast.bob, two[1])
    assert Comment.objects.get().resolved_by == cast.alice


def test_a_thread_is_resolved_and_reopened(client_of: ClientOf, cast: Cast, image: Image) -> None:
    first = pin(client_of, cast.bob, image).json()
    path = f"/api/v1/comments/{first['id']}/resolved/"
    assert client_of(cast.victor).put(path).json()["resolved"]["by"]["id"] == cast.victor.pk
    assert client_of(cast.alice).put(path).json()["resolved"]["by"]["id"] == cast.victor.pk
    assert client_of(cast.bob).delete(path).json()["resolved"] is None
    answered = reply(client_of, cast.bob, first).json()["replies"][0]
    assert client_of(cast.bob).put(f"/api/v1/comments/{answered['id']}/resolved/").status_code == 404


def test_images_tell_and_are_found_by_their_open_comments(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage, django_assert_max_num_queries: Any
) -> None:
    one, two, _ = (make_image(name) for name in ("a.jpg", "b.jpg", "c.jpg"))
    first = pin(client_of, cast.bob, one).json()
    reply(client_of, cast.bob, first)
    pin(client_of, cast.bob, one)
    done = pin(client_of, cast.bob, two).json()
    client_of(cast.bob).put(f"/api/v1/comments/{done['id']}/resolved/")
    path = f"/api/v1/projects/{project.pk}/images/"
    client = client_of(cast.victor)
    with django_assert_max_num_queries(8):
        rows = client.get(path).json()["results"]
    assert [row["open_comments"] for row in rows] == [2, 0, 0]
    assert [row["name"] for row in client.get(path, {"comments": "open"}).json()["results"]] == ["a.jpg"]
    assert client.get(path, {"comments": "closed"}).status_code == 400
    assert client.get(f"/api/v1/images/{one.pk}/").json()["open_comments"] == 2


def test_what_is_asked_in_a_replica_is_read_and_answered_at_its_original_by_reviewers_alone(
    client_of: ClientOf, cast: Cast, project: Project, make_image: MakeImage, told: list[tuple[Any, dict[str, Any]]]
) -> None:
    original = make_image("a.jpg")
    replica = make_image("a.jpg", original=original, replica=1, replica_for="consensus", assignee=cast.bob)
    asked = pin(client_of, cast.bob, replica, "Is a saucer a cup?").json()
    assert {image_id for image_id, _ in told} == {original.pk, replica.pk}
    assert [thread["id"] for thread in threads(client_of, cast.rita, original)] == [asked["id"]]
    assert threads(client_of, cast.victor, original) == []
    assert reply(client_of, cast.rita, asked, "No.").status_code == 201
    assert [said["text"] for said in threads(client_of, cast.bob, replica)[0]["replies"]] == ["No."]

    def counted(user: Any, **query: Any) -> list[tuple[int, int | None]]:
        rows = client_of(user).get(f"/api/v1/projects/{project.pk}/images/", query).json()["results"]
        return [(row["open_comments"], row["replica_comments"]) for row in rows]

    assert counted(cast.rita) == counted(cast.rita, comments="open") == [(0, 1)]
    assert (counted(cast.victor), counted(cast.victor, comments="open")) == ([(0, None)], [])
    client_of(cast.rita).put(f"/api/v1/comments/{asked['id']}/resolved/")
    assert counted(cast.rita) == [(0, 0)]


def test_many_threads_cost_no_query_more(
    client_of: ClientOf, cast: Cast, image: Image, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        reply(client_of, cast.alice, pin(client_of, cast.bob, image).json())
    client = client_of(cast.victor)
    with django_assert_max_num_queries(7):
        client.get(f"/api/v1/images/{image.pk}/comments/")


def test_open_editors_are_told_of_every_change_as_the_contract_says(
    client_of: ClientOf, cast: Cast, image: Image, told: list[tuple[Any, dict[str, Any]]]
) -> None:
    first = pin(client_of, cast.bob, image).json()
    answered = reply(client_of, cast.alice, first).json()
    path = f"/api/v1/comments/{first['id']}/"
    client_of(cast.bob).patch(path, {"text": "Three?"})
    client_of(cast.bob).put(path + "resolved/")
    client_of(cast.bob).delete(path + "resolved/")
    delete(client_of, cast.alice, answered["replies"][0])
    golden = json.loads(GOLDEN.read_text())
    assert told == [(image.pk, golden | {"thread": first["id"]})] * 6


def test_a_comment_stays_when_its_author_leaves_and_goes_with_its_image(
    client_of: ClientOf, cast: Cast, image: Image
) -> None:
    pin(client_of, cast.bob, image)
    Membership.objects.filter(user=cast.bob).delete()
    assert threads(client_of, cast.alice, image)[0]["author"]["name"] == "Bob"
    cast.bob.delete()
    [thread] = threads(client_of, cast.alice, image)
    assert (thread["author"], thread["text"]) == (None, "One cup or two?")
    image.delete()
    assert not Comment.objects.exists()
