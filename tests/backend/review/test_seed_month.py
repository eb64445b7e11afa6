"""The made-up month: the same for the same seed, consistent in itself, and never mixed into a project that exists."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F

from backend.annotation.models import Annotation
from backend.annotation.replay import differences
from backend.images import storage
from backend.images.models import Image
from backend.projects.models import Project
from backend.review.models import Comparison, Consensus, Submission


def seed(owner: Any, name: str = "Month", images: int = 120) -> Project:
    out = StringIO()
    command = {"project": name, "people": 6, "images": images, "seed": 3, "owner": owner.username}
    call_command("seed_month", stdout=out, **command)
    assert "Made-up data" in out.getvalue()
    return Project.objects.get(name=name)


def test_a_month_holds_together(alice: Any, media_root: Path, client_of: Any) -> None:
    project = seed(alice)
    images = Image.objects.filter(project=project, replica=0)
    assert images.count() == 120
    assert {"new", "accepted", "submitted"} <= set(images.values_list("state", flat=True))
    assert storage.thumbnail(images[0].sha256).exists()
    assert not Submission.objects.filter(verdict_at__lt=F("at")).exists()
    open_twice = Submission.objects.filter(verdict="").values("image").annotate(n=Count("pk")).filter(n__gt=1)
    assert not open_twice.exists()
    assert Comparison.objects.filter(kind="gold").exists()
    assert Consensus.objects.count() == Comparison.objects.filter(kind="pair").count() / 3 > 0
    documents = Annotation.objects.filter(image__project=project)
    assert documents.count() > 20
    assert [differences(row.pk) for row in documents[:10]] == [[]] * 10
    figures = client_of(alice).get(f"/api/v1/projects/{project.pk}/statistics/").json()
    assert figures["totals"]["images"] >= 100
    assert len(figures["people"]) == 5
    assert 0.4 < figures["totals"]["gold_score"] < 1


def test_the_same_seed_makes_the_same_month(alice: Any, media_root: Path) -> None:
    rows = []
    for name in ("One", "Two"):
        project = seed(alice, name, 40)
        found = Submission.objects.filter(project=project).order_by("image__name", "image__replica", "attempt")
        rows.append(list(found.values_list("image__name", "annotator__name", "seconds", "clicks", "objects_in_effect")))
    assert rows[0] == rows[1]


def test_a_project_that_exists_is_left_alone(alice: Any, project: Project, media_root: Path) -> None:
    with pytest.raises(CommandError, match="never mixed"):
        seed(alice, project.name)
    assert not Image.objects.filter(project=project).exists()
