"""A project from a backup: image by image, each whole or not at all, and a report of what is not as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Model

from backend.accounts.models import Group, Membership, Organization
from backend.accounts.roles import Role
from backend.formats.backup.checking import Checked, check
from backend.formats.backup.columns import Row, values_of
from backend.formats.backup.documents import Documents
from backend.formats.backup.people import People
from backend.formats.backup.versions import restore_versions
from backend.formats.sources import Unreadable
from backend.images.models import Image
from backend.projects.models import Label, Project, ProjectRole
from backend.review.models import Comparison
from backend.versions.models import Version
from backend.work.models import Batch

Progress = Callable[[int, int], None]
RESTORING, IN_PART, FAILED = "restoring", "restored in part", "restore failed"
"""What stands behind the name of a project that is not all that its backup was."""
LISTED_AT_MOST = 1000
LONGEST_NAME = 150
BROKEN = (ValueError, KeyError, TypeError, AttributeError, DatabaseError)


@dataclass
class Restored:
    """``wanted``: what the manifest says there was; ``counts``: what there is now. ``problems``: {"file", "detail"}."""

    wanted: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[dict[str, str]] = field(default_factory=list)
    problem_count: int = 0
    people: list[str] = field(default_factory=list)

    def problem(self, file: str, detail: str) -> None:
        self.problem_count += 1
        if len(self.problems) < LISTED_AT_MOST:
            self.problems.append({"file": file, "detail": detail[:500]})

    @property
    def is_whole(self) -> bool:
        return not self.problem_count and all(self.counts[kind] == n for kind, n in self.wanted.items())

    def as_dict(self) -> dict[str, Any]:
        return {
            "whole": self.is_whole,
            "in": self.wanted,
            "out": {kind: self.counts[kind] for kind in self.wanted},
            "problems": self.problems,
            "problem_count": self.problem_count,
            "people_not_found": self.people,
        }

    def sentence(self) -> str:
        text = ", ".join(f"{self.counts[kind]} of {n} {kind}" for kind, n in self.wanted.items())
        if self.people:
            text += f"; not members of this team: {', '.join(self.people[:20])}"
        return text + ("." if self.is_whole else f"; {self.problem_count} problems.")


def free_name(organization: Organization, wanted: str, remark: str = "") -> str:
    """``wanted``, with a number where the team has a project of that name already."""
    number = 1
    while True:
        behind = ", ".join(filter(None, (str(number) if number > 1 else "", remark)))
        end = f" ({behind})" if behind else ""
        name = wanted[: LONGEST_NAME - len(end)].rstrip() + end
        if not Project.objects.filter(organization=organization, name__iexact=name).exists():
            return name
        number += 1


def do_begin(organization: Organization, name: str) -> Project:
    """An empty project that says of itself that it is being restored."""
    return Project.objects.create(organization=organization, name=free_name(organization, name, RESTORING))


def restore(project: Project, backup: Checked, progress: Progress, *, in_part: bool = False) -> Restored:
    """Fill ``project``, which ``do_begin`` made. Raises Unreadable where the backup is damaged, before anything is
    written; with ``in_part`` what is not damaged comes all the same, and the result says what does not."""
    result = Restored(backup.counts)
    check(backup, progress)
    if backup.damaged and not in_part:
        name, why = next(iter(backup.damaged.items()))
        detail = f"{len(backup.damaged)} files of the backup are damaged, {name} for one: {why}"
        raise Unreadable("damaged-backup", f"{detail}; restore it in part to have what is whole")
    for name, why in backup.damaged.items():
        result.problem(name, why)
    if not backup.has("project.json"):
        raise Unreadable("damaged-backup", "project.json, which has the labels and settings, is damaged")
    _empty(project)
    about = backup.json("project.json")
    _Restoring(project, backup, about, result).run(progress)
    remark = "" if result.is_whole else IN_PART
    named = free_name(project.organization, backup.project_name, remark)
    Project.objects.filter(pk=project.pk).update(name=named)
    return result


def do_mark_failed(project: Project) -> None:
    name = project.name.removesuffix(f" ({RESTORING})").removesuffix(f", {RESTORING})")
    Project.objects.filter(pk=project.pk).update(name=free_name(project.organization, name, FAILED))


def _empty(project: Project) -> None:
    """Take away what an earlier run of the same job has made."""
    for version in Version.objects.filter(project=project):
        version.delete()
    for image in Image.objects.filter(project=project).order_by("-replica").iterator():
        image.delete()
    for model in (Label, Batch, ProjectRole):
        model.objects.filter(project=project).delete()


class _Restoring:
    def __init__(self, project: Project, backup: Checked, about: dict[str, Any], result: Restored) -> None:
        self.project, self.backup, self.about, self.result = project, backup, about, result
        self.people = People(about.get("people", []), project.organization)
        result.people = self.people.missing
        self.labels: dict[int, int] = {}
        self.batches: dict[int, int] = {}

    def run(self, progress: Progress) -> None:
        with transaction.atomic():
            self._settings()
            self._labels()
            self._batches()
            self._roles()
        documents = Documents(self.project, self.backup, self.people, self.labels, self.batches, self.result.counts)
        total, done = max(self.result.wanted.get("images", 0), 1), 0
        for name in self.backup.names("images"):
            for record in self.backup.lines(name):
                progress(done, max(total, done))
                done += 1
                try:
                    for problem in documents.restore(record):
                        self.result.problem(name, problem)
                except BROKEN as error:
                    self.result.problem(name, f"an image cannot be restored ({type(error).__name__}: {error})")
        self._comparisons(documents)
        try:
            restore_versions(self.project, self.backup, self.people, documents, self.result.counts)
        except (*BROKEN, Unreadable) as error:
            self.result.problem("versions", f"a version cannot be restored ({type(error).__name__}: {error})")
        documents.queue()

    def _rows(self, name: str) -> list[Row]:
        found = self.about.get(name)
        return found if isinstance(found, list) else []

    def _settings(self) -> None:
        given = values_of(Project, self.about["project"])
        given.pop("name", None)
        Project.objects.filter(pk=self.project.pk).update(**given)

    def _labels(self) -> None:
        for row in sorted(self._rows("labels"), key=lambda row: row["id"]):
            made = _made(Label, values_of(Label, row), project=self.project)
            self.labels[row["id"]] = made.pk
            self.result.counts["labels"] += 1

    def _batches(self) -> None:
        groups = {
            group.name.casefold(): group for group in Group.objects.filter(organization=self.project.organization)
        }
        for row in self._rows("batches"):
            given = values_of(Batch, row) | {"assignee_id": self.people.found(row.get("assignee_id"))}
            group = groups.get(str(row.get("group") or "").casefold())
            self.batches[row["id"]] = _made(Batch, given, project=self.project, group=group).pk

    def _roles(self) -> None:
        """Only members have them; the others' are counted as they were, for nothing of theirs is lost."""
        members = dict(Membership.objects.filter(organization=self.project.organization).values_list("user", "role"))
        for row in self._rows("roles"):
            user = self.people.found(row.get("user_id"))
            self.result.counts["roles"] += 1
            if user in members and members[user] != Role.OWNER:
                _made(ProjectRole, values_of(ProjectRole, row) | {"user_id": user}, project=self.project)

    def _comparisons(self, documents: Documents) -> None:
        if not self.backup.has("comparisons.jsonl"):
            return
        for row in self.backup.lines("comparisons.jsonl"):
            given = values_of(Comparison, row)
            image, other = documents.images.get(row["image_id"]), documents.images.get(row["other_id"])
            if image is None or other is None:
                self.result.problem("comparisons.jsonl", "an image of a comparison was not restored")
                continue
            given |= {name: self.people.found(row.get(name)) for name in ("person_id", "other_person_id")}
            per_label = {str(self.labels.get(int(key), "")) if key else "": n for key, n in given["per_label"].items()}
            given |= {"image_id": image, "other_id": other, "per_label": per_label}
            Comparison.objects.create(project=self.project, **given)
            self.result.counts["comparisons"] += 1


def _made(model: type[Model], given: Row, **more: Any) -> Any:
    """A new row, with the times that it had."""
    given = {name: value for name, value in given.items() if name != "id"}
    made = model._default_manager.create(**given, **more)
    times = {name: given[name] for name in ("created", "updated") if name in given}
    if times:
        model._default_manager.filter(pk=made.pk).update(**times)
    return made
