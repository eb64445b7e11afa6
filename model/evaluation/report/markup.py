"""HTML and SVG from nested calls. Text is escaped unless it is ``Html``, so no name of an image can become markup."""

from __future__ import annotations

from html import escape

VOID = frozenset({"meta", "br", "img", "input", "wbr", "hr"})


class Html(str):
    """Text that is markup already; only this module and constants of the package make it."""

    __slots__ = ()


Child = str | int | None


def element(name: str, /, *children: Child, **attributes: str | float | bool | None) -> Html:
    """``<name …>children</name>``.

    A trailing underscore of an attribute's name falls away and the others become hyphens: ``class_``,
    ``stroke_width``. None and False leave an attribute out, True writes it without a value. A child None is nothing.
    """
    opened = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{opened}>")
    return Html(f"<{opened}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """``children`` one after the other, each escaped unless it is ``Html``."""
    return Html("".join(_child(child) for child in children if child is not None))


def _child(child: str | int) -> str:
    return child if isinstance(child, Html) else escape(str(child))


def _attribute(key: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return f' {name}="{escape(_number(value) if isinstance(value, float) else str(value), quote=True)}"'


def _number(value: float) -> str:
    """A coordinate to a hundredth, without trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
