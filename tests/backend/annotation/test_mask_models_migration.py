"""Logs written before masks named their model: the column is filled from them, and the replay finds no difference."""

from __future__ import annotations

import importlib
import uuid
from typing import Any

import pytest
from django.apps import apps

from backend.annotation.models import Object

A, B = uuid.UUID(int=1), uuid.UUID(int=2)

pytestmark = pytest.mark.database


def test_masks_get_the_model_that_the_log_says_made_them(desk: Any, bob: Any, rectangle: Any) -> None:
    desk.click(bob, A, 16, 24)
    desk.answer()
    desk.click(bob, B, 44, 24)
    desk.answer()
    desk.paint(bob, B, rectangle(40, 10, 4, 4))
    Object.objects.update(model=None)
    importlib.import_module("backend.annotation.migrations.0004_mask_models").name_models(apps, None)
    assert desk.object(A).model == {"name": "discs", "digest": "d" * 64, "engine": "fake/cpu"}
    assert desk.object(B).model is None
    desk.check()
