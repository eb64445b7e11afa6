"""Teams in the operators' pages: their members, groups and invitations, and the audit log, which nobody edits there.

An operator who changes who is in a team leaves an entry in that team's log, like everybody else, and whoever may not
annotate any more by that gives up what they hold.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from backend.accounts.audit import Event, record
from backend.accounts.departure import do_release_work
from backend.accounts.models import AuditEntry, Group, Invitation, Membership, Organization


class MembershipForm(forms.ModelForm):
    """A membership stays that of its person and team: another one is a new row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("user", "organization"):
            if self.instance.pk and name in self.fields:
                self.fields[name].disabled = True


class MembershipInline(admin.TabularInline):
    model = Membership
    form = MembershipForm
    extra = 0
    raw_id_fields = ("user", "organization")


class RecordsMembers(admin.ModelAdmin):
    """A page with ``MembershipInline``: what is changed there is told to the team."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is not Membership:
            return
        for membership in formset.new_objects:
            _record(Event.MEMBER_ADDED, membership, role=membership.role)
        for membership, _ in formset.changed_objects:
            _record(Event.ROLE_CHANGED, membership, to=membership.role)
            do_release_work(membership.user_id, membership.organization_id)
        for membership in formset.deleted_objects:
            _record(Event.MEMBER_REMOVED, membership, role=membership.role)
            do_release_work(membership.user_id, membership.organization_id)


def _record(event: Event, membership: Membership, **detail: Any) -> None:
    record(event, membership.organization_id, target=membership.user.username, by_operator=True, **detail)


class LookOnly(admin.ModelAdmin):
    """Rows that are read here and written elsewhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organization)
class OrganizationAdmin(RecordsMembers):
    list_display = ("name", "created")
    search_fields = ("name",)
    inlines = (MembershipInline,)


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    list_display = ("name", "organization", "created")
    search_fields = ("name", "organization__name")
    raw_id_fields = ("organization", "people")


@admin.register(Invitation)
class InvitationAdmin(LookOnly):
    """To look up and to delete; they are made by the people of the team."""

    list_display = ("prefix", "organization", "role", "email", "created_by", "expires", "uses", "revoked")
    search_fields = ("prefix", "email", "organization__name")
    exclude = ("digest",)


@admin.register(AuditEntry)
class AuditEntryAdmin(LookOnly):
    list_display = ("at", "organization", "actor_name", "action", "target", "address")
    list_filter = ("action",)
    search_fields = ("actor_name", "target", "organization__name")
    date_hierarchy = "at"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
