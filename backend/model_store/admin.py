"""Models for operators: to look up; they are added and deleted where their files follow, not here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from backend.model_store.models import StoredModel


@admin.register(StoredModel)
class StoredModelAdmin(admin.ModelAdmin):
    list_display = ("name", "title", "preset", "state", "is_enabled", "is_builtin", "created")
    search_fields = ("name", "title", "digest")
    fields = ("name", "title", "preset", "digest", "state", "detail", "engines", "source", "card", "is_enabled")
    readonly_fields = ("name", "preset", "digest", "state", "detail", "engines", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
