"""The operators' pages at /admin/. Only a superuser gives out power: staff cannot raise themselves or others."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from backend.accounts.departure import do_release_work
from backend.accounts.models import User
from backend.accounts.team_admin import MembershipInline, RecordsMembers

POWERS = ("is_superuser", "is_staff", "groups", "user_permissions")

# Whoever may change an identity or a second factor is that person; nobody gets them here, superusers have commands.
admin.site.unregister((Group, Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken))
admin.site.site_header = "Stipple: operators"


@admin.register(User)
class PersonAdmin(RecordsMembers, UserAdmin):
    list_display = ("username", "email", "name", "is_staff", "is_active")
    search_fields = ("username", "email", "name")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("name", "email")}),
        ("Power", {"fields": ("is_active", *POWERS)}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),)
    inlines = (MembershipInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        dates = ("last_login", "date_joined")
        return dates if request.user.is_superuser else (*dates, *POWERS)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever is switched off gives up what they hold in each of their teams."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            for organization_id in obj.memberships.values_list("organization_id", flat=True):
                do_release_work(obj.pk, organization_id)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, obj: Any) -> bool:
    """Staff may not change other staff or superusers: a new password for one of them would be their power."""
    if request.user.is_superuser or obj is None or obj.pk == request.user.pk:
        return True
    return not (obj.is_superuser or obj.is_staff)
