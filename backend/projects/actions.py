"""What happens to projects and labels; names are unique whatever the case of their letters."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.http import Http404

from backend.accounts.audit import Event, record
from backend.config.problems import Code, Problem
from backend.model_store.folders import default_name
from backend.projects.models import Label, Project
from backend.projects.roles import release_who_lost_access
from backend.webhooks.emitting import emit
from backend.webhooks.events import Happening
from backend.work.redealing import do_deal_anew

MAXIMUM_LABELS = 5000


def create_project(**values: Any) -> Project:
    values.setdefault("model", default_name())
    with transaction.atomic():
        project = _stored(Project(**values))
        record(Event.PROJECT_CREATED, project.organization_id, project_id=project.pk, target=project.name)
        emit(Happening.PROJECT_CREATED, project, project_id=project.pk)
    return project


def change_project(project: Project, **values: Any) -> Project:
    """Write the given fields only: another person may be changing the others. Http404 when it was deleted meanwhile."""
    for name, value in values.items():
        setattr(project, name, value)
    with transaction.atomic():
        before = Project.objects.select_for_update().filter(pk=project.pk).first()
        if before is None:
            raise Http404
        _stored(project, update_fields=[*values, "updated"])
        changed = [name for name, value in values.items() if getattr(before, name) != value]
        if changed:
            event = Event.PROJECT_CHANGED
            record(event, project.organization_id, project_id=project.pk, target=project.name, fields=changed)
            changes = {name: [getattr(before, name), values[name]] for name in changed}
            emit(Happening.PROJECT_UPDATED, project, project_id=project.pk, changes=changes)
        if "is_private" in changed and project.is_private:
            release_who_lost_access(project)
        if "replicas" in changed:
            do_deal_anew(project)
    return project


def delete_project(project: Project) -> None:
    """Delete the project with all its images, annotations and files."""
    with transaction.atomic():
        record(Event.PROJECT_DELETED, project.organization_id, target=project.name)
        emit(Happening.PROJECT_DELETED, project, organization_id=project.organization_id)
        project.delete()


def _stored(project: Project, **options: Any) -> Project:
    """Store a new or changed project; Problem 409 when the team has another of that name."""
    try:
        with transaction.atomic():
            project.save(**options)
    except IntegrityError:
        detail = f"This team has a project called {project.name!r} already; choose another name."
        raise Problem(Code.CONFLICT, detail, 409, errors={"name": [detail]}) from None
    return project


def create_label(project: Project, **values: Any) -> Label:
    """Add a label at the end of the list, unless ``position`` says otherwise."""
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        found = project.labels.aggregate(count=Count("pk"), last=Max("position"))
        if found["count"] >= MAXIMUM_LABELS:
            raise Problem(Code.TOO_MANY, f"A project holds at most {MAXIMUM_LABELS} labels; this one is full.")
        if found["last"] is not None:
            values.setdefault("position", found["last"] + 1)
        label = _saved(Label(project=project, **values))
        emit(Happening.LABEL_CREATED, label, project_id=project.pk)
        return label


def change_label(label: Label, **values: Any) -> Label:
    """Change the label as it is now, not as it was read; Http404 when it was deleted meanwhile."""
    with transaction.atomic():
        Project.objects.select_for_update().filter(pk=label.project_id).first()
        try:
            label.refresh_from_db()
        except Label.DoesNotExist:
            raise Http404 from None
        changes = {name: [getattr(label, name), value] for name, value in values.items()}
        changes = {name: change for name, change in changes.items() if change[0] != change[1]}
        for name, value in values.items():
            setattr(label, name, value)
        label = _saved(label)
        if changes:
            emit(Happening.LABEL_UPDATED, label, project_id=label.project_id, changes=changes)
        return label


def delete_label(label: Label) -> None:
    """Delete the label; what becomes of its objects is settled before."""
    with transaction.atomic():
        emit(Happening.LABEL_DELETED, label, project_id=label.project_id)
        label.delete()


def _saved(label: Label) -> Label:
    """Store the label; Problem 409 names the label that is in the way. The project's row is locked."""
    others = Label.objects.filter(project_id=label.project_id).exclude(pk=label.pk)
    same_name = others.filter(name__iexact=label.name).first()
    if same_name is not None:
        detail = f"This project has a label called {same_name.name!r} already; choose another name."
        raise Problem(Code.CONFLICT, detail, 409, errors={"name": [detail]})
    same_key = others.filter(hotkey=label.hotkey).first() if label.hotkey else None
    if same_key is not None:
        detail = f"The hot key {label.hotkey!r} belongs to the label {same_key.name!r}; choose another one."
        raise Problem(Code.CONFLICT, detail, 409, errors={"hotkey": [detail]})
    try:
        with transaction.atomic():
            label.save()
    except IntegrityError:
        raise Problem(Code.CONFLICT, "Another label has this name or hot key; choose another one.", 409) from None
    return label
