"""People in a backup: names and addresses, found again among the members of the team that it is restored into."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models.functions import Lower

from backend.accounts.models import Membership, Organization, User

Json = dict[str, Any]


def described(ids: Collection[int]) -> list[Json]:
    rows = User.objects.filter(pk__in=ids).order_by("pk").values("id", "username", "name", "email")
    return [dict(row) for row in rows]


class People:
    """``found``: the id here of somebody in the backup, None where no member has the address."""

    def __init__(self, listed: Sequence[Any], organization: Organization) -> None:
        people = [each for each in listed if isinstance(each, dict) and isinstance(each.get("id"), int)]
        emails = {str(each.get("email") or "").lower() for each in people} - {""}
        members = Membership.objects.filter(organization=organization).annotate(address=Lower("user__email"))
        here = dict(members.filter(address__in=emails).values_list("address", "user"))
        self.names = {each["id"]: str(each.get("name") or each.get("username") or "") for each in people}
        self._ids = {each["id"]: here.get(str(each.get("email") or "").lower()) for each in people}

    def found(self, key: Any) -> int | None:
        return self._ids.get(key)

    def name(self, key: Any) -> str:
        return self.names.get(key, "")

    @property
    def missing(self) -> list[str]:
        return sorted(self.names[key] for key, here in self._ids.items() if here is None)
