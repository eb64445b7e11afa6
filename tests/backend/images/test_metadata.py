"""Values by name on images: set, found again, read from a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backend.images.models import Image
from backend.projects.models import Project
from tests.conftest import Cast, ClientOf

MakeImage = Callable[..., Image]
pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news")]


@pytest.fixture
def change(client_of: ClientOf, cast: Cast) -> Callable[..., Any]:
    def changed(image: Image, **body: Any) -> Any:
        return client_of(cast.bob).patch(f"/api/v1/images/{image.pk}/metadata/", body, format="json")

    return changed


@pytest.fixture
def table(client_of: ClientOf, cast: Cast, project: Project) -> Callable[[str], Any]:
    def sent(text: str) -> Any:
        return client_of(cast.alice).post(f"/api/v1/projects/{project.pk}/metadata/", {"csv": text}, format="json")

    return sent


@pytest.fixture
def found(client_of: ClientOf, cast: Cast, project: Project) -> Callable[[str], list[str]]:
    def listed(metadata: str) -> list[str]:
        answer = client_of(cast.victor).get(f"/api/v1/projects/{project.pk}/images/", {"metadata": metadata})
        assert answer.status_code == 200, answer.json()
        return [image["name"] for image in answer.json()["results"]]

    return listed


def test_values_are_set_replaced_and_removed(change: Callable[..., Any], image: Image) -> None:
    assert change(image, set={"camera": "left", "speed": 3.5, "is wet": True}).json()["metadata"] == {
        "camera": "left", "speed": 3.5, "is wet": True,
    }  # fmt: skip
    after = change(image, set={"camera": "right"}, remove=["speed", "nothing"]).json()["metadata"]
    assert after == {"camera": "right", "is wet": True}


@pytest.mark.parametrize(
    "given",
    [
        {"5": "x"}, {"__class__": "x"}, {"": "x"}, {"a" * 51: "x"}, {"a:b": "x"}, {"a": None}, {"a": []}, {"a": {}},
        {"a": ""}, {"a": "x" * 201}, {"a": 1e300}, {f"n{n}": n for n in range(31)},
        {f"n{n}": "\u00e9" * 200 for n in range(25)},
        [1], "x",
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    change: Callable[..., Any], image: Image, given: Any
) -> None:
    answer = change(image, set=given)
    assert answer.status_code == 400
    image.refresh_from_db()
    assert image.metadata == {}


def test_images_are_found_by_the_exact_value(found: Callable[[str], list[str]], make_image: MakeImage) -> None:
    make_image("a.jpg", metadata={"camera": "left", "speed": 5})
    make_image("b.jpg", metadata={"camera": "left rear", "speed": "5", "is wet": True})
    make_image("c.jpg", metadata={"contains": "x", "a__b": "y", "is wet": False, "clock": "7:30"})
    make_image("d.jpg")
    assert found("camera:left") == ["a.jpg"]
    assert found("camera:LEFT") == []
    assert found("speed:5") == ["a.jpg", "b.jpg"]
    assert found("is wet:true") == ["b.jpg"]
    assert found("contains:x") == ["c.jpg"]
    assert found("a__b:y") == ["c.jpg"]
    assert found("clock:7:30") == ["c.jpg"]
    assert found("missing:x") == []


@pytest.mark.parametrize("text", ["camera", ":left", "camera:", "5:x", 'a"b:c', "a'b:c", "camera__icontains:"])
def test_a_filter_that_is_none_is_refused(client_of: ClientOf, cast: Cast, project: Project, text: str) -> None:
    answer = client_of(cast.victor).get(f"/api/v1/projects/{project.pk}/images/", {"metadata": text})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_table_sets_what_its_lines_say_and_tells_of_the_others(
    table: Callable[[str], Any], make_image: MakeImage
) -> None:
    one, twin, other = make_image("a.jpg", metadata={"place": "yard"}), make_image("a.jpg"), make_image("b, c.jpg")
    report = table(
        '\ufeffname,camera,number,wet\na.jpg,left,007,true\n"b, c.jpg",right,7,\nz.jpg,left,1,\na.jpg,x\n'
    ).json()
    assert (report["changed"], report["unchanged"], report["refused"]) == (3, 0, 2)
    assert [problem["line"] for problem in report["problems"]] == [4, 5]
    kept = {image.pk: image.metadata for image in Image.objects.all()}
    assert kept[one.pk] == {"place": "yard", "camera": "left", "number": "007", "wet": True}
    assert kept[twin.pk] == {"camera": "left", "number": "007", "wet": True}
    assert kept[other.pk] == {"camera": "right", "number": 7}
    again = table("name,camera\na.jpg,left\n").json()
    assert (again["changed"], again["unchanged"]) == (0, 2)


@pytest.mark.parametrize("text", ["camera\nleft", "name\na.jpg", "name,5\na.jpg,x", "name,a,a\nb,c,d", 'name,a\n"b'])
def test_what_is_no_table_is_refused_with_a_sentence(table: Callable[[str], Any], text: str) -> None:
    answer = table(text)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
