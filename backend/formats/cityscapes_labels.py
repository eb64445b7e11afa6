"""The labels of Cityscapes with the numbers that its maps have, and the numbers that other labels get beside them.

https://www.cityscapes-dataset.com/dataset-overview/#class-definitions. M. Cordts et al., "The Cityscapes Dataset"
(arXiv 1604.01685).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from backend.formats.exported import ExportedLabel

UNLABELED = "unlabeled"
INSTANCES = 1000
LAST_NUMBERED = 64
"""64 * 1000 + 999 still has 16 bits; labels above have no instances of their own."""
LAST = 254
"""255 stands for -1, a label without a number."""


@dataclass(frozen=True)
class CityLabel:
    """``has_instances``: its objects are told apart. ``name`` None: objects without a label."""

    id: int
    name: str | None
    color: str
    is_thing: bool
    has_instances: bool


def _standard(rows: str) -> dict[int, CityLabel]:
    found = {}
    for number, row in enumerate(rows.strip().splitlines()):
        name, kind, color = (part.strip() for part in row.split("|"))
        found[number] = CityLabel(number, name, f"#{color}", kind == "thing", kind == "thing")
    return found


STANDARD = _standard(
    """
    unlabeled|stuff|000000
    ego vehicle|stuff|000000
    rectification border|stuff|000000
    out of roi|stuff|000000
    static|stuff|000000
    dynamic|stuff|6f4a00
    ground|stuff|510051
    road|stuff|804080
    sidewalk|stuff|f423e8
    parking|stuff|faaaa0
    rail track|stuff|e6968c
    building|stuff|464646
    wall|stuff|66669c
    fence|stuff|be9999
    guard rail|stuff|b4a5b4
    bridge|stuff|966464
    tunnel|stuff|96785a
    pole|stuff|999999
    polegroup|stuff|999999
    traffic light|stuff|faaa1e
    traffic sign|stuff|dcdc00
    vegetation|stuff|6b8e23
    terrain|stuff|98fb98
    sky|stuff|4682b4
    person|thing|dc143c
    rider|thing|ff0000
    car|thing|00008e
    truck|thing|000046
    bus|thing|003c64
    caravan|thing|00005a
    trailer|thing|00006e
    train|thing|005064
    motorcycle|thing|0000e6
    bicycle|thing|770b20
    """
)


def numbered(labels: Iterable[ExportedLabel]) -> dict[int, CityLabel]:
    """By ``ExportedLabel.value``: Cityscapes' own number where the name is one of its labels, else one after them;
    things first, for only the first can have instances. Labels beyond the last number are missing."""
    own = {label.name: label.id for label in STANDARD.values() if label.id}
    free = iter(range(len(STANDARD), LAST + 1))
    found: dict[int, CityLabel] = {}
    for label in sorted(labels, key=lambda label: (not label.is_thing, label.value)):
        number = own.pop(label.name, None) or next(free, None)
        if number is not None:
            has_instances = label.is_thing and number <= LAST_NUMBERED
            name = None if label.id is None else label.name
            found[label.value] = CityLabel(number, name, label.color, label.is_thing, has_instances)
    return found


def as_entry(label: CityLabel) -> dict[str, Any]:
    return {
        "id": label.id,
        "name": label.name,
        "color": [int(label.color[at : at + 2], 16) for at in (1, 3, 5)],
        "hasInstances": label.has_instances,
        "isThing": label.is_thing,
    }


def of_entry(entry: Any) -> CityLabel | None:
    """None where ``entry`` is not as ``as_entry`` writes it."""
    if not isinstance(entry, dict) or type(entry.get("id")) is not int:
        return None
    name = entry.get("name", "")
    if name is not None and not (isinstance(name, str) and name.strip()):
        return None
    color = entry.get("color")
    is_color = isinstance(color, list) and len(color) == 3 and all(type(c) is int and 0 <= c < 256 for c in color)
    has_instances = bool(entry.get("hasInstances"))
    return CityLabel(
        entry["id"],
        name,
        "#{:02x}{:02x}{:02x}".format(*color) if is_color and color else "#868e96",
        bool(entry.get("isThing", has_instances)),
        has_instances,
    )
