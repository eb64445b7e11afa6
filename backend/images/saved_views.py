"""Saved views: a list of images under a name, one's own or shared with the project, and which one a list opens with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from backend.accounts.models import User
from backend.accounts.roles import Action, Role
from backend.config.problems import Code, Problem
from backend.images.listing import listed
from backend.images.models import DefaultView, ImageTag, SavedView
from backend.images.tags import key_of
from backend.projects.access import Person, check
from backend.projects.models import Label, Project
from backend.work.assigning import Filter
from backend.work.models import Batch

MOST = 200
"""Of one person in one project."""
SEE = Action.VIEW
SHARE = Action.MANAGE_PROJECT


def views_for(user: Any, project_id: int) -> QuerySet[SavedView]:
    """One's own and those that are shared, by name; ``is_default`` is that of ``user``."""
    mine = DefaultView.objects.filter(view=OuterRef("pk"), user=user)
    rows = SavedView.objects.filter(Q(owner=user) | Q(is_shared=True), project_id=project_id)
    return rows.select_related("owner").annotate(is_default=Exists(mine)).order_by("name", "id")


def view_for(user: Person, view_id: int, *, to_change: bool = False) -> SavedView:
    """The view, where the user may see it, or change it: their own, or one that is shared, for who may share some.
    Raises Http404 or Problem 403."""
    row = SavedView.objects.select_related("project", "owner").filter(pk=view_id).first()
    if row is None:
        raise Http404
    is_own = row.owner_id == user.pk
    check(user, row.project_id, SEE)
    if not is_own and not row.is_shared:
        raise Http404
    if to_change and not is_own:
        check(user, row.project_id, SHARE)
    return row


def do_save_view(view: SavedView, values: Mapping[str, Any], user: User, role: Role) -> SavedView:
    """Make the view, or change it by ``values`` (name, query, is_shared). Raises Problem 400, 403 or 409."""
    if values.get("is_shared") and not view.is_shared:
        check(user, view.project_id, SHARE)
    if "query" in values:
        _check_query(values["query"], view.project_id, user, role)
    for name, value in values.items():
        setattr(view, name, value)
    if view.pk is None and SavedView.objects.filter(project=view.project_id, owner=view.owner_id).count() >= MOST:
        raise Problem(Code.TOO_MANY, f"You have {MOST} views here; delete some first.")
    try:
        with transaction.atomic():
            view.save()
            if not view.is_shared:
                DefaultView.objects.filter(view=view).exclude(user=view.owner_id).delete()
    except IntegrityError:
        detail = f"You have a view called {view.name!r} already; choose another name, or change that one."
        raise Problem(Code.CONFLICT, detail, 409) from None
    return view


def do_choose(user: Any, view: SavedView) -> None:
    """The project's list opens with this view for the user from here on."""
    DefaultView.objects.update_or_create(project_id=view.project_id, user=user, defaults={"view": view})


def gone(view: SavedView) -> list[str]:
    """The filters of the view that name something that there is no more: such a list is empty for no other reason."""
    query, project = view.query, view.project_id
    known = {
        "label": lambda key: Label.objects.filter(pk=key, project=project),
        "batch": lambda key: Batch.objects.filter(pk=key, project=project),
        "tag": lambda name: ImageTag.objects.filter(key=key_of(name), image__project=project),
        "assignee": lambda key: get_user_model().objects.filter(pk=key, is_active=True),
        "annotator": lambda key: get_user_model().objects.filter(pk=key, is_active=True),
    }
    given = ((name, query[name]) for name in known if query.get(name) not in (None, "", "me", "none"))
    return [name for name, value in given if not known[name](value).exists()]


def _check_query(query: Mapping[str, str], project_id: int, user: User, role: Role) -> None:
    """The same names and values as in the address of the list: nothing reaches through relations."""
    if "cursor" in query or "limit" in query or "format" in query:
        raise Problem(Code.INVALID, "A view keeps filters and the ordering: leave `cursor`, `limit` and `format` out.")
    listed(Filter(query, user), project_id, role)


def project_and_role(user: Person, project_id: int) -> tuple[Project, Role]:
    role = check(user, project_id, SEE)
    project = Project.objects.filter(pk=project_id).first()
    if project is None:
        raise Http404
    return project, role
