"""A project from a backup is the project again: logs, objects, comments, reviews and versions, or the report says."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from backend.accounts.models import Group, Membership, Organization, User
from backend.accounts.roles import Role
from backend.annotation import dispatch, live_workers, messages
from backend.annotation.models import Object, Operation
from backend.annotation.replay import differences
from backend.comments.actions import do_pin, do_reply, do_resolve
from backend.comments.models import Comment
from backend.formats.backup.checking import opened_backup
from backend.formats.backup.columns import LEFT_OUT
from backend.formats.backup.restoring import Restored, do_begin, restore
from backend.formats.backup.writing import write_backup
from backend.formats.export import export
from backend.formats.options import Options
from backend.formats.sources import Unreadable
from backend.images import storage
from backend.images.flags import do_flag
from backend.images.models import Image
from backend.images.tags import do_change_tags
from backend.model_store.models import StoredModel
from backend.projects.models import Label, Project, ProjectRole
from backend.review.models import Comparison, Consensus, LabelCount, Submission
from backend.versions.actions import do_make_version
from backend.versions.comparing import summary
from backend.versions.frozen import unpacked
from backend.versions.models import Version
from backend.versions.tasks import make_version
from backend.work.models import Batch
from tests.backend.annotation.conftest import DISCS, W1, Desk
from tests.backend.versions.conftest import Bench

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("news", "sent")]
ELSEWHERE = {
    "jobs.job": "what was done, not what there is",
    "formats.importfile": "kept for a week",
    "projects.count": "counted anew",
    "versions.numbering": "its number is in project.json",
    "accounts.auditentry": "the team's",
    "duplicates.fingerprint": "made anew from the photos",
    "duplicates.group": "the result of a search",
    "duplicates.groupimage": "the result of a search",
    "sources.source": "credentials leave the installation with no file, and their places are this server's",
    "uploads.upload": "under way",
    "webhooks.webhook": "secrets, and receivers that know this project",
    "images.savedview": "they name labels and people by their ids here",
    "images.defaultview": "of a saved view",
}
"""Rows of a project that are in no backup, and why."""
COLUMNS_OF_WORK = ("kind", "seconds", "clicks", "objects_in_effect", "verdict", "reason", "attempt")


def follow(done: int, total: int) -> None:
    assert 0 <= done <= total


@pytest.fixture
def team(alice: User) -> Organization:
    """Alice's other team, which nobody else of the first one is in; it has a project of the same name."""
    team = Organization.objects.create(name="Looking glass")
    Membership.objects.create(organization=team, user=alice, role=Role.OWNER)
    Project.objects.create(organization=team, name="tea PARTY")
    return team


@pytest.fixture
def whole(
    project: Project,
    alice: User,
    bob: User,
    label: Label,
    second_label: Label,
    media_root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Project:
    """A project with something of everything."""
    schema = [{"name": "full", "type": "checkbox", "options": [], "default": False, "required": False}]
    Project.objects.filter(pk=project.pk).update(description="ä", guidelines="# how", gold_percent=5, is_private=True,
                                                 model="discs", reject_reasons=["edges"])  # fmt: skip
    Label.objects.filter(pk=label.pk).update(attributes_schema=schema)
    gone = Label.objects.create(project=project, name="gone", color="#000000", position=7)
    ProjectRole.objects.create(project=project, user=bob, role=Role.REVIEWER)
    group = Group.objects.create(organization=project.organization, name="Hares")
    batch = Batch.objects.create(project=project, name="Monday", assignee=bob, group=group)
    project.refresh_from_db()
    bench, by_bob = Bench(project, alice), Bench(project, bob)
    first, second, third = (bench.image(f"{name}.jpg") for name in "abc")
    painted = bench.paint(first, label, (10, 5, 10, 12))
    by_bob.paint(first, second_label, (15, 5, 20, 12))
    by_bob.do(first, messages.Undo(uuid.uuid4()))
    by_bob.do(first, messages.Redo(uuid.uuid4()))
    deleted = bench.paint(first, gone, (40, 30, 5, 5))
    bench.delete(first, deleted)
    bench.paint(first, gone, (50, 30, 5, 5))
    bench.box(first, second_label, (2, 2, 9, 9))
    gone.delete()
    _click(second, alice, label, monkeypatch)
    do_change_tags(first, ["night", "Straße"], [])
    do_flag(bob, second, "blurred")
    Image.objects.filter(pk=third.pk).update(batch=batch, assignee=bob, priority=3, is_gold=True, created_by=bob)
    thread = do_pin(alice, first, uuid.uuid4(), "here?", (12.5, 7.5), painted)
    do_reply(bob, thread, uuid.uuid4(), "yes")
    do_resolve(bob, thread)
    done = Submission.objects.create(project=project, image=first, annotator=bob, at=timezone.now(), seconds=7.5,
                                     clicks=3, verdict="accepted", reviewer=alice, objects_in_effect=2)  # fmt: skip
    LabelCount.objects.create(submission=done, label=label, count=2)
    replica = bench.image("a.jpg", original=first, replica=1, replica_for="consensus", assignee=bob)
    bench.paint(replica, label, (10, 5, 11, 12))
    per_label = {str(label.pk): {"n": 1}, "": {}}
    Comparison.objects.create(project=project, image=replica, other=first, person=bob, kind="gold", mean_iou=0.5,
                              dice=0.5, pq=0.5, per_label=per_label, at=timezone.now())  # fmt: skip
    Consensus.objects.create(image=second, at=timezone.now(), people=[bob.pk], object_count=1, left_out=0)
    version = do_make_version(project, alice, {"name": "first", "filter": {}, "split_rule": {"by": "none"}})
    make_version(str(version.job_id))
    bench.paint(third, label, (1, 1, 4, 4))
    for each in Image.objects.filter(project=project):
        storage.write_atomically(storage.thumbnail(each.sha256), b"small", is_synced=False)
    return project


def _click(image: Image, user: User, label: Label, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clicks that a model has answered."""
    StoredModel.objects.create(name="discs", digest=DISCS, state=StoredModel.State.READY)
    requests: list[Any] = []
    monkeypatch.setattr(dispatch, "_send", lambda name, args, worker: requests.append(args[0]))
    monkeypatch.setattr(live_workers.LIVE, "workers", lambda fresh=False: {"w1": W1})
    desk = Desk(image, requests)
    item = uuid.uuid4()
    for x, thing in ((20.5, item), (22.5, item), (50.5, None)):
        desk.click(user, thing, x, 20.5, label.pk)
        desk.answer()


@pytest.fixture
def backed_up(tmp_path: Path) -> Callable[[Project], Path]:
    def make(project: Project) -> Path:
        path = tmp_path / "backup.zip"
        write_backup(project, path, follow)
        return path

    return make


def restored(path: Path, team: Organization, **options: Any) -> tuple[Project, Restored]:
    with opened_backup(path) as backup:
        project = do_begin(team, backup.project_name)
        result = restore(project, backup, follow, **options)
    project.refresh_from_db()
    return project, result


def coco(project: Project, folder: Path) -> list[Any]:
    """What an export says, without ids: images by name, and of each object all else, in any order."""
    path = folder / f"coco-{project.pk}.zip"
    export(project, Options("coco"), path, lambda done, total: None)
    with zipfile.ZipFile(path) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("instances.json"))
        whole = json.loads(archive.read(name))
    names = {image["id"]: image["file_name"] for image in whole["images"]}
    labels = {each["id"]: {k: v for k, v in each.items() if "id" not in k} for each in whole["categories"]}
    without = {"id", "image_id", "category_id", "stipple_id"}
    things = sorted(
        json.dumps([names[each["image_id"]], labels[each["category_id"]],
                    {name: value for name, value in each.items() if name not in without}], sort_keys=True)
        for each in whole["annotations"]
    )  # fmt: skip
    return [*things, sorted(json.dumps(each, sort_keys=True) for each in labels.values())]


def logs(project: Project) -> list[Any]:
    """Kinds, times and number of operations of each image, in order."""
    rows = Operation.objects.filter(annotation__image__project=project)
    order = rows.order_by("annotation__image__name", "annotation__image__replica", "revision")
    return list(order.values_list("annotation__image__name", "revision", "kind", "created"))


def same(project: Project, other: Project, folder: Path) -> None:
    """Both projects are one and the same, up to ids and to people who are not there."""
    assert coco(other, folder) == coco(project, folder)
    assert logs(other) == logs(project)
    for image in Image.objects.filter(project=other, annotation__isnull=False).select_related("annotation"):
        assert differences(image.annotation.pk) == []
    columns = ("name", "replica", "sha256", "state", "priority", "is_gold", "replica_for", "flag_reason", "created")
    for model, where, names in (
        (Image, "project", columns),
        (Label, "project", ("name", "color", "kind", "hotkey", "position", "attributes_schema")),
        (Batch, "project", ("name", "priority", "created")),
        (Submission, "project", COLUMNS_OF_WORK),
        (LabelCount, "submission__project", ("label__name", "count")),
        (Comparison, "project", ("image__name", "other__name", "mean_iou", "at")),
        (Consensus, "image__project", ("image__name", "object_count", "at")),
        (Comment, "image__project", ("number", "x", "y", "created", "image__name")),
        (Version, "project", ("name", "number", "state", "created", "made_by", "project_name")),
    ):
        both = [
            sorted(map(str, model.objects.filter(**{where: each}).values_list(*names)))  # type: ignore[attr-defined]
            for each in (project, other)
        ]
        assert both[0] == both[1] and both[0], model
    settings = ("description", "guidelines", "gold_percent", "is_private", "model", "reject_reasons", "created")
    assert [getattr(other, name) for name in settings] == [getattr(project, name) for name in settings]


def test_a_restored_project_is_the_project_and_restoring_twice_gives_two(
    whole: Project, team: Organization, backed_up: Callable[[Project], Path], tmp_path: Path, alice: User
) -> None:
    path = backed_up(whole)
    found = [restored(path, team) for _ in range(2)]
    assert [project.name for project, _ in found] == ["Tea party (2)", "Tea party (3)"]
    for other, result in found:
        assert result.is_whole, result.as_dict()
        assert result.people == ["Bob"]
        same(whole, other, tmp_path)
        per_label = Comparison.objects.get(project=other).per_label
        assert per_label == {str(Label.objects.get(project=other, name="cup").pk): {"n": 1}, "": {}}
        (frozen,) = Version.objects.filter(project=other)
        now = do_make_version(other, alice, {"name": "now", "filter": {}, "split_rule": {"by": "none"}})
        make_version(str(now.job_id))
        changed = summary(frozen, Version.objects.get(pk=now.pk))
        assert changed["images"]["changed"] == 1, changed
    ids = [set(Object.objects.filter(annotation__image__project=p).values_list("pk", flat=True)) for p, _ in found]
    assert ids[0].isdisjoint(ids[1])


def test_ids_stay_where_they_are_free_and_members_are_found_by_their_addresses(
    whole: Project, organization: Organization, alice: User, bob: User, backed_up: Callable[[Project], Path]
) -> None:
    path = backed_up(whole)
    before = set(Object.objects.filter(annotation__image__project=whole).values_list("pk", flat=True))
    operations = Operation.objects.filter(annotation__image__project=whole)
    wanted = sorted(operations.values_list("client_id", "actor"))
    versions = [unpacked(image.content.body) for image in whole.versions.get().images.order_by("position")]
    whole.delete()
    User.objects.filter(pk=bob.pk).update(email="BOB@Example.org")
    other, result = restored(path, organization)
    assert (result.is_whole, result.people, other.name) == (True, [], "Tea party")
    assert set(Object.objects.filter(annotation__image__project=other).values_list("pk", flat=True)) == before
    mine = Operation.objects.filter(annotation__image__project=other)
    assert sorted(mine.values_list("client_id", "actor")) == wanted
    assert Comment.objects.get(text="yes").author == bob
    assert ProjectRole.objects.get(project=other).user == bob
    assert Batch.objects.get(project=other).group == Group.objects.get()
    assert Image.objects.get(project=other, name="c.jpg").assignee == bob
    again = [unpacked(image.content.body) for image in other.versions.get().images.order_by("position")]
    assert [[thing.id for thing in things] for things in again] == [
        [thing.id for thing in things] for things in versions
    ]


def test_what_somebody_who_is_not_there_said_keeps_the_name(
    whole: Project, team: Organization, backed_up: Callable[[Project], Path]
) -> None:
    other, _ = restored(backed_up(whole), team)
    said = Comment.objects.filter(image__project=other).order_by("created").values_list("text", "author__name")
    assert list(said) == [("here?", "Alice"), ("Bob: yes", None)]


def test_photos_come_as_they_were_uploaded(
    whole: Project, team: Organization, backed_up: Callable[[Project], Path], media_root: Path
) -> None:
    path = backed_up(whole)
    files = {file: file.read_bytes() for file in media_root.rglob("original")}
    whole.delete()
    for file in files:
        file.unlink(missing_ok=True)
    _, result = restored(path, team)
    assert {file: file.read_bytes() for file in files} == files and result.counts["photos"] == len(files)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_breaks_off_is_refused(
    whole: Project, team: Organization, backed_up: Callable[[Project], Path], share: float
) -> None:
    path = backed_up(whole)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    before = Project.objects.count()
    with pytest.raises(Unreadable, match="backup"):
        restored(path, team)
    assert Project.objects.count() == before


def altered(path: Path, name: str, change: Callable[[bytes], bytes | None]) -> None:
    """The archive with one of its files changed, or gone."""
    with zipfile.ZipFile(path) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    found = next(each for each in files if each.startswith(name))
    if (new := change(files.pop(found))) is not None:
        files[found] = new
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)


@pytest.mark.parametrize("change", [lambda b: b.replace(b"a.jpg", b"z.jpg"), lambda b: b"x" + b[1:], lambda b: None])
@pytest.mark.parametrize("name", ["photos/", "images/", "versions/0", "comparisons"])
def test_an_altered_backup_is_refused_or_comes_as_far_as_it_goes_and_says_so(
    whole: Project,
    team: Organization,
    backed_up: Callable[[Project], Path],
    name: str,
    change: Callable[[bytes], bytes | None],
) -> None:
    path = backed_up(whole)
    content = path.read_bytes()
    altered(path, name, lambda found: change(found) if change(found) != found else found + b"\n")
    with pytest.raises(Unreadable, match="damaged"):
        restored(path, team)
    (refused,) = Project.objects.filter(organization=team, name__contains="Tea party (")
    assert not refused.images.exists() and refused.name == "Tea party (restoring)"
    other, result = restored(path, team, in_part=True)
    assert not result.is_whole and "restored in part" in other.name
    assert any(problem["file"].startswith(name) for problem in result.problems)
    for image in Image.objects.filter(project=other, annotation__isnull=False).select_related("annotation"):
        assert differences(image.annotation.pk) == []
    path.write_bytes(content)


def test_a_photo_that_is_lost_leaves_its_document(
    whole: Project, team: Organization, backed_up: Callable[[Project], Path]
) -> None:
    path = backed_up(whole)
    lost = Image.objects.get(project=whole, name="a.jpg", replica=0)
    altered(path, f"photos/{lost.sha256}", lambda _: None)
    other, result = restored(path, team, in_part=True)
    found = Image.objects.get(project=other, name="a.jpg", replica=0)
    if not (found.status == "failed" and found.problem):
        pytest.fail(str(found.__dict__))
    assert Object.objects.filter(annotation__image=found).count() == 4
    assert result.counts["images"] == result.wanted["images"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-backup"),
        (b'{"stipple_backup": 1}', "no-backup"),
        ({"manifest.json": {"stipple_backup": 99}}, "newer-backup"),
        ({"manifest.json": {"stipple_backup": "1"}}, "no-backup"),
        ({"manifest.json": []}, "no-backup"),
        ({"manifest.json": b"{"}, "bad-json"),
        ({"instances.json": {}}, "no-backup"),
        ({"manifest.json": {"stipple_backup": 1}}, "damaged-backup"),
        ({"manifest.json": {"stipple_backup": 1}, "checksums.txt": b"x"}, "damaged-backup"),
    ],
)
def test_what_is_no_backup_is_refused(team: Organization, tmp_path: Path, content: Any, code: str) -> None:
    path = tmp_path / "a.zip"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, each in content.items():
                archive.writestr(name, each if isinstance(each, bytes) else json.dumps(each))
        path.write_bytes(buffer.getvalue())
    with pytest.raises(Unreadable) as refused:
        restored(path, team)
    assert refused.value.code == code


def test_every_row_of_a_project_is_in_its_backup_or_named_here() -> None:
    """Whoever adds a model that belongs to a project decides about backups."""
    inside, found = {Project}, True
    while found:
        found = {
            model
            for model in apps.get_models()
            if model not in inside
            and model._meta.label_lower not in ELSEWHERE
            and any(field.related_model in inside for field in model._meta.concrete_fields if field.is_relation)
        }
        inside |= found
    assert inside == set(LEFT_OUT), inside ^ set(LEFT_OUT)


def test_operators_back_up_and_restore_from_the_command_line(
    whole: Project, team: Organization, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.zip"
    call_command("backup", str(whole.pk), str(path))
    call_command("restore", str(path), "--organization", str(team.pk))
    assert "4 of 4 images" in capsys.readouterr().out
    same(whole, Project.objects.get(organization=team, name="Tea party (2)"), tmp_path)
    for arguments, says in (
        (("backup", str(whole.pk), str(path)), "there already"),
        (("backup", "999999", str(tmp_path / "b.zip")), "no project"),
        (("restore", str(path), "--organization", "999999"), "Looking glass"),
        (("restore", str(tmp_path / "none.zip"), "--organization", str(team.pk)), "no file"),
        (("restore", str(Path(__file__)), "--organization", str(team.pk)), "no whole backup"),
    ):
        with pytest.raises(CommandError, match=says):
            call_command(*arguments)


def test_who_has_no_address_is_found_by_the_account_and_nobody_of_the_same_name_is(
    whole: Project, organization: Organization, bob: User, backed_up: Callable[[Project], Path]
) -> None:
    User.objects.filter(pk=bob.pk).update(email="")
    path = backed_up(whole)
    assert restored(path, organization)[1].people == []
    User.objects.filter(pk=bob.pk).update(date_joined=timezone.now())
    assert restored(path, organization)[1].people == ["Bob"]
