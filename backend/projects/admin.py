"""Projects for operators: to look up, to rename, and their roles; labels and images are the teams' own affair."""

from __future__ import annotations

from django.contrib import admin

from backend.projects.models import Project, ProjectRole


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
