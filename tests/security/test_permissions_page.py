"""docs/permissions.md says what the table in the code says."""

from __future__ import annotations

import re
from pathlib import Path

from backend.accounts.roles import LEAST_ROLE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


def test_the_page_lists_every_action_with_its_least_role() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(action.value, role.value) for action, role in LEAST_ROLE.items()]
