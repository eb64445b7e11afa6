"""Projects for operators: to look up, to rename, and their roles; labels and images are the teams' own affair."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whoever may not annotate in the project any more gives up what they hold."""
        super().save_related(request, form, formsets, change)
        project = form.instance
        for formset in formsets:
            changed = [role for role, _ in formset.changed_objects]
            for role in (*formset.new_objects, *changed, *formset.deleted_objects):
                do_release_work(role.user_id, project.organization_id)
        release_who_lost_access(project)
