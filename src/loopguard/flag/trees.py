"""Walks over LibCST's trees without making any node anew.

LibCST's visitors rebuild and validate each node that they come through, and importing its matchers
takes as long as reading a hundred files; neither is needed to look at a tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import libcst as cst

_BETWEEN = ("whitespace", "leading", "lines_", "header", "footer", "trailing", "lpar", "rpar")
"""How the fields begin that hold white space, comments and parentheses."""

_PARTS: dict[type[cst.CSTNode], tuple[str, ...]] = {}
"""The other fields of each kind of node that was met."""


def children(node: cst.CSTNode) -> Iterator[tuple[str, cst.CSTNode]]:
    """The nodes right below one, each with the field that holds it."""
    kind = type(node)
    if kind not in _PARTS:
        names = (field.name for field in fields(kind))
        _PARTS[kind] = tuple(name for name in names if not name.startswith(_BETWEEN))
    for part in _PARTS[kind]:
        value = getattr(node, part)
        for inner in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(inner, cst.CSTNode):
                yield part, inner


def holds(node: cst.CSTNode, *kinds: type[cst.CSTNode]) -> bool:
    """Whether the node or one below it is of one of these kinds."""
    return any(isinstance(inner, kinds) for inner in nodes_in(node))


def nodes_in(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and all below it, in no order."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(inner for _, inner in children(current))
