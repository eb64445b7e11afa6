"""Projects for operators: to look up, to rename, and their roles; labels and images are the teams' own affair.

What an operator changes leaves an entry in the log of the project's team.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.audit import Event, record
from backend.accounts.departure import do_release_work
from backend.projects.models import Project, ProjectRole
from backend.projects.roles import release_who_lost_access


class ProjectRoleInline(admin.TabularInline):
    model = ProjectRole
    extra = 0
    raw_id_fields = ("user",)


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ("name", "organization", "created")
    search_fields = ("name", "organization__name")
    raw_id_fields = ("organization",)
    inlines = (ProjectRoleInline,)

    def save_model(self, request: HttpRequest, obj: Project, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            _record(Event.PROJECT_CREATED, obj)
        elif form.changed_data:
            _record(Event.PROJECT_CHANGED, obj, fields=form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Project) -> None:
        record(Event.PROJECT_DELETED, obj.organization_id, target=obj.name, by_operator=True)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Project]) -> None:
        for project in queryset:
            self.delete_model(request, project)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Roles are told to the team; whoever may not annotate in the project any more gives up what they hold."""
        super().save_related(request, form, formsets, change)
        project = form.instance
        for formset in formsets:
            given = [*formset.new_objects, *(role for role, _ in formset.changed_objects)]
            events = [(Event.PROJECT_ROLE_GIVEN, role) for role in given]
            events += [(Event.PROJECT_ROLE_TAKEN, role) for role in formset.deleted_objects]
            for event, role in events:
                do_release_work(role.user_id, project.organization_id)
                _record(event, project, role.user.username, role=role.role)
        release_who_lost_access(project)


def _record(event: Event, project: Project, target: str = "", **detail: Any) -> None:
    name = target or project.name
    record(event, project.organization_id, project_id=project.pk, target=name, by_operator=True, **detail)
