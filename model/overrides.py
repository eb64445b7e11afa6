"""``part.field=value`` on a command line: a frozen configuration with some fields set otherwise.

Values are read as the type of their field says, so that a typing error is an error and not a new field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from model.config import BACKBONE_CONFIGS, ModelConfig

T = TypeVar("T")
TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def overridden(config: T, assignments: Sequence[str]) -> T:
    """``config``, a dataclass of dataclasses, after every ``name.name=value`` of ``assignments``, in their order.

    ``backbone.kind=swin`` of a :class:`ModelConfig` takes that kind's own defaults. Raises ValueError that names what
    exists, or what a value must look like.
    """
    for assignment in assignments:
        path, equals, text = assignment.partition("=")
        if not equals:
            raise ValueError(f"{assignment!r} has no '='; expected name=value, as in transformer.position=none")
        if path == "backbone.kind" and isinstance(config, ModelConfig):
            if text not in BACKBONE_CONFIGS:
                raise ValueError(f"backbone.kind={text!r} does not exist; choose one of {', '.join(BACKBONE_CONFIGS)}")
            config = replace(config, backbone=BACKBONE_CONFIGS[text]())
        else:
            config = _set(config, path.strip().split("."), text.strip(), path)
    return config


def _set(part: T, names: list[str], text: str, path: str) -> T:
    name, *rest = names
    existing = [each.name for each in fields(part)] if is_dataclass(part) else []
    if name not in existing:
        raise ValueError(f"{path} does not exist: {type(part).__name__} has {', '.join(existing) or 'no parts'}")
    value = getattr(part, name)
    if rest:
        new = _set(value, rest, text, path)
    elif is_dataclass(value):
        inner = ", ".join(f"{path}.{each.name}" for each in fields(value))
        raise ValueError(f"{path} is a whole part; set one of {inner}")
    else:
        new = _parsed(text, get_type_hints(type(part))[name], path)
    return replace(part, **{name: new})  # type: ignore[type-var]


def _parsed(text: str, kind: Any, path: str) -> Any:
    """``text`` as ``kind``: bool, int, float, str, a Literal, a tuple (comma-separated), or a union of them."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _first_fitting(text, arguments, path)
    if origin is Literal:
        for choice in arguments:
            if text == str(choice):
                return choice
        raise ValueError(f"{path}={text!r}; choose one of {', '.join(str(choice) for choice in arguments)}")
    if origin is tuple:
        return _tuple(text, arguments, path)
    if kind is NoneType and text.lower() in ("none", "null"):
        return None
    if kind is bool and text.lower() in TRUE + FALSE:
        return text.lower() in TRUE
    if kind in (int, float, str):
        try:
            return kind(text)
        except ValueError:
            pass
    raise ValueError(f"{path}={text!r} is no {getattr(kind, '__name__', kind)}")


def _first_fitting(text: str, kinds: tuple[Any, ...], path: str) -> Any:
    told = []
    for kind in kinds:
        try:
            return _parsed(text, kind, path)
        except ValueError as error:
            told.append(str(error))
    raise ValueError("; or ".join(told))


def _tuple(text: str, kinds: tuple[Any, ...], path: str) -> tuple[Any, ...]:
    parts = [part.strip() for part in text.strip("()").split(",") if part.strip()]
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_parsed(part, kinds[0], path) for part in parts)
    if len(parts) != len(kinds):
        raise ValueError(f"{path}={text!r} has {len(parts)} values; expected {len(kinds)}, separated by commas")
    return tuple(_parsed(part, kind, path) for part, kind in zip(parts, kinds, strict=True))
