"""Whether something may be done with a model: who may do it, and whether what was asked for makes sense."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any
from urllib.parse import urlparse

from backend.accounts.models import User
from backend.accounts.scopes import Scope, check_scope_reaches
from backend.annotation.models import Annotation
from backend.config.problems import Code, Problem
from backend.config.text import cleaned
from backend.images.models import Image
from backend.model_store.models import StoredModel
from backend.model_store.published import PublishedModel, published_models
from backend.model_store.sync import NAME
from backend.projects.models import Project

SUFFIXES = (".pth", ".pt", ".pkl", ".safetensors", ".zip")
SCHEMES = ("https", "http")
PRESET = re.compile(r"[a-z0-9_]{1,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
NAMED_PROJECTS = 20


def check_operator(user: User) -> None:
    """Models belong to the installation; Problem 403 for who does not run it."""
    if not (user.is_active and user.is_staff):
        raise Problem(Code.FORBIDDEN, "Only operators (staff) add and change models. Ask who runs this Stipple.", 403)
    check_scope_reaches(user, Scope.MANAGE)


def check_usable(name: str) -> StoredModel:
    """The model called ``name``, which answers clicks or may be chosen to; Problem 400 names those that can be."""
    found = StoredModel.objects.filter(name=name).first()
    if found is not None and found.is_usable:
        return found
    usable = StoredModel.objects.filter(state=StoredModel.State.READY, is_enabled=True).values_list("name", flat=True)
    names = ", ".join(usable[:NAMED_PROJECTS]) or "none is installed"
    why = "does not exist here" if found is None else "is disabled" if found.state == "ready" else f"is {found.state}"
    detail = f"The model {name!r} {why}. Models that can be chosen: {names}."
    raise Problem(Code.INVALID, detail, errors={"model": [detail]})


def check_name(name: str) -> str:
    """Problem 400 unless ``name`` can be a folder, 409 when there is a model of that name."""
    if not NAME.fullmatch(name):
        detail = f"{name!r} cannot be a model's name: use at most 64 small letters, digits, '.', '_' and '-'."
        raise Problem(Code.INVALID, detail, errors={"name": [detail]})
    if StoredModel.objects.filter(name=name).exists():
        detail = f"There is a model called {name!r} already; choose another name, or delete that one."
        raise Problem(Code.CONFLICT, detail, 409, errors={"name": [detail]})
    return name


def check_published(name: str) -> PublishedModel:
    found = published_models().get(name)
    if found is None:
        names = ", ".join(published_models()) or "none in this process"
        detail = f"There is no published model {name!r}. Published: {names}."
        raise Problem(Code.INVALID, detail, errors={"published": [detail]})
    return found


def check_url(url: str) -> str:
    parts = urlparse(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        detail = f"{url!r} cannot be fetched: give an address that starts with https:// or http://."
        raise Problem(Code.INVALID, detail, errors={"url": [detail]})
    return url


def check_preset(preset: str) -> str:
    if preset and not PRESET.fullmatch(preset):
        detail = f"{preset!r} is not the name of a preset; leave it out to have it found from the weights."
        raise Problem(Code.INVALID, detail, errors={"preset": [detail]})
    return preset


def check_sha256(sha256: str) -> str:
    if sha256 and not SHA256.fullmatch(sha256.lower()):
        detail = "sha256 must be 64 hexadecimal digits."
        raise Problem(Code.INVALID, detail, errors={"sha256": [detail]})
    return sha256.lower()


def check_file_name(name: str) -> str:
    """A file's own name without folders and strange characters; Problem 415 unless it can hold weights."""
    name = re.sub(r"[^\w.-]", "_", cleaned(name).replace("\\", "/").rsplit("/", 1)[-1], flags=re.ASCII).lstrip(".")
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        detail = f"{name or 'This'!r} holds no model: send {', '.join(SUFFIXES[:-1])}, or a .zip of a model folder."
        raise Problem(Code.UNSUPPORTED_MEDIA_TYPE, detail, 415, errors={"file": [detail]})
    return name[-120:]


def check_deletable(model: StoredModel) -> None:
    """Problem 409 for a built-in model, and while a project or an image that is not accepted answers with it."""
    if model.is_builtin:
        raise Problem(Code.CONFLICT, f"{model.name} is built in and cannot be deleted; disable it instead.", 409)
    projects = list(Project.objects.filter(model=model.name).order_by("name").values("id", "name"))
    if projects:
        names = ", ".join(repr(project["name"]) for project in projects[:NAMED_PROJECTS])
        use = "1 project uses" if len(projects) == 1 else f"{len(projects)} projects use"
        detail = f"{use} {model.name}: {names}. Choose another model there first."
        raise Problem(Code.MODEL_IN_USE, detail, 409, errors={"projects": projects})
    if count := pinned_images(model):
        images = "1 image that is" if count == 1 else f"{count} images that are"
        detail = f"{model.name} answers the clicks on {images} not accepted yet."
        advice = "Choose another model there, accept, or disable this model so that nobody chooses it again."
        raise Problem(Code.MODEL_IN_USE, f"{detail} {advice}", 409, errors={"images": [count]})


def pinned_images(model: StoredModel) -> int:
    """Images whose later clicks would be answered by exactly these weights."""
    if not model.digest:
        return 0
    if StoredModel.objects.filter(digest=model.digest, state=StoredModel.State.READY).exclude(pk=model.pk).exists():
        return 0
    open_images = Annotation.objects.filter(model_digest=model.digest).exclude(image__state=Image.State.ACCEPTED)
    return open_images.count()


def check_state(model: StoredModel, allowed: tuple[Any, ...], what: str) -> None:
    if model.state not in allowed:
        raise Problem(Code.CONFLICT, f"This model is {model.state}; it cannot be {what} now.", 409)
