"""Every change of many images that there is, by name."""

from __future__ import annotations

from backend.bulk.change import Change
from backend.bulk.dealing import ASSIGN, BATCH
from backend.bulk.deleting import DELETE
from backend.bulk.describing import METADATA
from backend.bulk.flagging import FLAG, UNFLAG
from backend.bulk.reopening import REOPEN
from backend.bulk.tagging import TAG

CHANGES: dict[str, Change] = {
    "tag": TAG,
    "metadata": METADATA,
    "flag": FLAG,
    "unflag": UNFLAG,
    "assign": ASSIGN,
    "batch": BATCH,
    "reopen": REOPEN,
    "delete": DELETE,
}
