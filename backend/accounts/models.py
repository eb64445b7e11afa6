"""People and teams: users, organizations, memberships with a role, personal access tokens."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from backend.accounts.roles import Role

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


class PersonalToken(models.Model):
    """A token for programs; only its SHA-256 is kept, ``prefix`` lets its owner recognise it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
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
