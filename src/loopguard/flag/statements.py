"""The statement around a call, with other code in the place of the call: for examples."""

from __future__ import annotations

import re

import libcst as cst

from loopguard.domain.summary import Site
from loopguard.flag.visitor import BlockedNode
from loopguard.summarize.text import SourceText

_ITEM = re.compile(r"(?P<margin>[ \t\f]*)with\b")


def statement_with(
    source: SourceText, site: Site, node: BlockedNode, code: str, *, is_entered: bool = False
) -> str:
    """The statement (of a compound one, its head) with `code` in the place of a call, dedented.

    With `is_entered`, `code` is the head of an `async with` in place of the `with`, up to its
    `as`. Empty where that cannot be shown: in a `with` of several items.
    """
    span = node.span(node.node)
    first, last = min(site.statement, span.line), max(site.statement_end, span.end_line)
    lines = [source.line(number) for number in range(first, last + 1)]
    at = span.line - first
    before = "\n".join([*lines[:at], lines[at][: span.column - 1]])
    end = span.end_line - first
    after = "\n".join([lines[end][span.end_column - 1 :], *lines[end + 1 :]])
    if is_entered:
        head = _ITEM.match(before)
        if not isinstance(node.parent, cst.WithItem) or head is None:
            return ""
        if before[head.end() :].strip() or not re.match(r"\s*(as\b[^,]*)?:", after):
            return ""
        before = f"{head['margin']}async with "
    text = f"{before}{code}{after}".split("\n")
    margin = len(text[0]) - len(text[0].lstrip(" \t\f"))
    shown = [line[margin:] if not line[:margin].strip() else line.lstrip() for line in text]
    if shown[-1].rstrip().endswith(":") and not shown[-1].lstrip().startswith("#"):
        shown.append("    ...")
    return "\n".join(shown)
