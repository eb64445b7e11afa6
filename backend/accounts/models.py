"""People and teams: users, organizations, memberships with a role, invitations, personal tokens, the audit log."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from backend.accounts.roles import Role
from backend.accounts.scopes import CHOICES, Scope

COLORS = ("#e64980", "#228be6", "#40c057", "#fab005", "#7950f2", "#fd7e14", "#15aabf", "#fa5252", "#82c91e", "#be4bdb")
LARGEST_ID = 2**63 - 1


def is_id(value: object) -> bool:
    """Whether a number can be the key of a row at all; databases raise on integers that do not fit theirs."""
    return isinstance(value, int) and 0 < value <= LARGEST_ID


class User(AbstractUser):
    """A person; ``name`` is what others read, ``color`` (derived) marks the person's cursor, ``language``
    (a BCP 47 tag, or empty) is what new devices show the pages in, ``preferences`` what the editor keeps for the
    person (preferences.py)."""

    email = models.EmailField(blank=True)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=16, blank=True)
    preferences = models.JSONField(default=dict, blank=True)
    token_scope: Scope = Scope.MANAGE
    """How far the personal token reaches by which the person came (scopes.py); no column."""

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_unique_ci"),
            models.UniqueConstraint(Lower("email"), name="user_email_unique_ci", condition=~models.Q(email="")),
        ]

    @property
    def display_name(self) -> str:
        return self.name or self.username

    @property
    def color(self) -> str:
        return COLORS[(self.pk or 0) % len(COLORS)]


class Organization(models.Model):
    name = models.CharField(max_length=150)
    created = models.DateTimeField(auto_now_add=True)
    requires_mfa = models.BooleanField(default=False, help_text="Members without two-step login have no role.")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organizations")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="membership_once")]


class Group(models.Model):
    """People of a team who are given work together."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=100)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="work_groups", blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("organization", Lower("name"), name="group_name_unique_ci")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """A link into a team; only the SHA-256 of its token is kept. One for ``email`` works once, for that address."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, choices=Role.choices)
    email = models.EmailField(blank=True)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    max_uses = models.PositiveSmallIntegerField(null=True, blank=True)
    """Null: as many as come before it expires."""
    uses = models.PositiveIntegerField(default=0)
    revoked = models.DateTimeField(null=True, blank=True)
    accepted = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    inviter_role: str
    """What who made it holds in the team now (invitation_states.py); no column."""

    class Meta:
        indexes = [models.Index(fields=["organization", "-created", "-id"], name="invitation_by_team")]

    def __str__(self) -> str:
        return f"{self.prefix}… to {self.organization}"


class PersonalToken(models.Model):
    """A token for programs; only its SHA-256 is kept, ``prefix`` lets its owner recognise it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=16, choices=CHOICES, default=Scope.MANAGE)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)


class UsedCode(models.Model):
    """A code of an authenticator app that has been used: it is not taken again. ``counter`` is its time step."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    counter = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "counter"], name="code_used_once")]


class LoginAttempt(models.Model):
    """One try to log in or to reset a password; ``key`` is a digest of where from and as whom."""

    key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)


class AuditEntry(models.Model):
    """Something that somebody did in a team (audit.py); never changed. Names are kept, for rows go."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="audit")
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="audit"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=40)
    target = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    address = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["organization", "-at", "-id"], name="audit_by_team")]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.target}"
