"""HTML elements built from text, escaped wherever they are made."""

from html import escape


class Markup(str):
    """Text that is HTML already; only `element` and `join` make it."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """One element; children that are not Markup are escaped, as are attributes (``class_`` → class)."""
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    written = "".join(f' {name}="{escape(value)}"' for name, value in names.items())
    return Markup(f"<{tag}{written}>{join(*children)}</{tag}>")


def join(*parts: str) -> Markup:
    """The parts one after the other, those that are not Markup escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
