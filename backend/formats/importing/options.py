"""What a person asks of an import, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from backend.config.problems import Code, Problem
from backend.formats.models import ImportFile
from backend.formats.table import FORMATS
from backend.projects.models import Label, Project

EXISTING = ("add", "update", "replace")
OBJECTS_AS = ("annotations", "proposals")
OTHER_LABELS = ("create", "leave_out", "unlabelled")
MOST_LABELS = 5000


@dataclass(frozen=True)
class ImportOptions:
    """``file``: the id of an ImportFile. ``format``: a name of the table; empty: by content.

    ``existing``: ``add`` leaves what is there as it is, ``update`` changes objects that came in before under the same
    id, ``replace`` takes away what earlier imports brought and nobody has changed since.
    ``labels``: a name in the files to the id of a label here, the name of one (made where there is none), or null to
    leave its objects out. ``other_labels``: what becomes of names that are neither there nor labels of the project.
    """

    file: str
    format: str = ""
    objects_as: str = "annotations"
    existing: str = "add"
    labels: dict[str, int | str | None] = field(default_factory=dict)
    other_labels: str = "create"
    add_images: bool = True
    dry_run: bool = False

    @staticmethod
    def of(params: Mapping[str, Any]) -> ImportOptions:
        return ImportOptions(**{name: params[name] for name in ImportOptions.__dataclass_fields__ if name in params})


def import_options(fields: Mapping[str, Any], project: Project) -> dict[str, Any]:
    """The stored parameters of an import job; Problem 400 with what is allowed."""
    options = ImportOptions.of({**fields, "file": str(fields.get("file") or "")})
    _check("format", options.format, ("", *(row.name for row in FORMATS if row.read)))
    _check("objects_as", options.objects_as, OBJECTS_AS)
    _check("existing", options.existing, EXISTING)
    _check("other_labels", options.other_labels, OTHER_LABELS)
    file = _file(options.file, project)
    _check_labels(options.labels, project)
    return asdict(options) | {"name": file.name}


def _check(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise Problem(Code.INVALID, f"{name}={value!r} is not allowed. Allowed: {', '.join(map(repr, allowed))}.")


def _file(value: str, project: Project) -> ImportFile:
    try:
        found = ImportFile.objects.filter(pk=UUID(value), project=project).first()
    except ValueError:
        found = None
    if found is None:
        raise Problem(Code.INVALID, f"file={value!r} is no file of this project; send it to `import-files/` first.")
    return found


def _check_labels(labels: Any, project: Project) -> None:
    if not isinstance(labels, dict) or len(labels) > MOST_LABELS:
        raise Problem(Code.INVALID, f"labels must be an object of at most {MOST_LABELS} names.")
    for name, wanted in labels.items():
        if wanted is not None and type(wanted) is not int and not (isinstance(wanted, str) and 0 < len(wanted) <= 100):
            raise Problem(Code.INVALID, f"labels[{name!r}] must be the id of a label, a name of one, or null.")
    ids = {wanted for wanted in labels.values() if type(wanted) is int}
    here = Label.objects.filter(project=project, pk__in=[key for key in ids if 0 < key < 1 << 63])
    if missing := ids - set(here.values_list("pk", flat=True)):
        raise Problem(Code.INVALID, f"label {min(missing)} is not one of this project; load its labels again.")
