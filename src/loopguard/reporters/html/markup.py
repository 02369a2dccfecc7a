"""HTML from text, so that nothing is put into the page unescaped."""

from __future__ import annotations

import html

from loopguard.reporters.links import posix

_ILLEGAL = dict.fromkeys(
    (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), "\ufffd"
)


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(content: str) -> Markup:
    """Plain text as HTML; what HTML cannot hold is replaced."""
    return (
        content if isinstance(content, Markup) else Markup(html.escape(content.translate(_ILLEGAL)))
    )


def joined(*parts: str) -> Markup:
    """Pieces of HTML, one behind the other; they are not escaped."""
    return Markup("".join(parts))


def element(tag: str, *content: str, **attributes: str | bool) -> Markup:
    """An element; text is escaped, markup is not.

    A trailing `_` of an attribute's name is left out and others become `-`; one that is true has
    no value, one that is false is left out.
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    return Markup(f"<{tag}{written}>{''.join(map(text, content))}</{tag}>")


def _attribute(name: str, value: str | bool) -> str:
    name = name.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{text(value)}"'


def place(path: str, line: int, column: int) -> Markup:
    """Where something is."""
    return element("span", f"{posix(path)}:{line}:{column}", class_="place")


def short(qualified: str, parts: int = 2) -> str:
    """A qualified name by its last parts."""
    return ".".join(qualified.replace(".<locals>", "").split(".")[-parts:])


def name(qualified: str, parts: int = 2) -> Markup:
    """A qualified name by its last parts; the whole of it shows when pointed at."""
    shown = short(qualified, parts)
    if shown == qualified:
        return element("code", shown)
    return element("code", shown, title=qualified)


def prose(sentence: str) -> Markup:
    """Text in which code stands between backticks."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return text(sentence)
    return joined(*(element("code", p) if n % 2 else text(p) for n, p in enumerate(parts)))
