"""Finds the tree of a blocked expression, with all that stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import libcst as cst
from libcst.metadata import CodePosition, CodeRange, MetadataWrapper, PositionProvider

from loopguard.domain.finding import Span
from loopguard.flag.segments import Segment
from loopguard.flag.trees import children
from loopguard.summarize.source import split_lines

_COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.DictComp, cst.StarredDictComp)

OBSTACLES = {
    "sync": "a plain function cannot await",
    "lambda": "a lambda cannot await",
    "generator": "a generator expression that awaits would be an async one",
    "class": "the body of a class cannot await",
    "default": "a default value should not await",
    "annotation": "an annotation cannot await",
    "printed": "the f-string would show another text",
    "inner comprehension": "an inner comprehension can await from Python 3.11 on only",
    "module": "code outside of functions cannot await",
}
"""Why no `await` is written in a place, by its kind."""


@dataclass(frozen=True, slots=True)
class BlockedNode:
    """A blocked expression as it stands in the code.

    `ancestors` are the nodes around it, outermost first, and `scopes` the scopes, or other places
    in which an `await` does not stand as elsewhere: "async", "sync", "comprehension" and the kinds
    of `OBSTACLES` ("printed" is an f-string that shows its own text). `lines` are those of the
    piece of source that was parsed, `positions` where its nodes are in them. A line number there
    plus `offset` is one in the file.
    """

    node: cst.BaseExpression
    ancestors: tuple[cst.CSTNode, ...]
    scopes: tuple[str, ...]
    lines: tuple[str, ...]
    positions: Mapping[cst.CSTNode, CodeRange]
    offset: int

    @property
    def parent(self) -> cst.CSTNode | None:
        """The node around it."""
        return self.ancestors[-1] if self.ancestors else None

    @property
    def is_awaitable_here(self) -> bool:
        """Whether an `await` could stand in its place: the innermost scope is an `async def`."""
        return not self.obstacle

    @property
    def obstacle(self) -> str:
        """Why no `await` can stand in its place, or an empty text."""
        kinds = list(self.scopes)
        depth = 0
        while kinds and kinds[-1] == "comprehension":
            kinds.pop()
            depth += 1
        kind = kinds[-1] if kinds else "module"
        if kind == "async":
            return OBSTACLES["inner comprehension"] if depth > 1 else ""
        return OBSTACLES[kind]

    def in_place(self, code: str) -> str:
        """An `await` with the parentheses that it needs in the place of the expression.

        `await` binds less than calls, attributes and subscripts: `(await f()).x`.
        """
        parent, node = self.parent, self.node
        is_primary = (
            (isinstance(parent, (cst.Attribute, cst.Subscript)) and parent.value is node)
            or (isinstance(parent, cst.Call) and parent.func is node)
            or isinstance(parent, cst.Await)
        )
        return f"({code})" if is_primary and not node.lpar else code

    def span(self, node: cst.CSTNode) -> Span:
        """Where a node is in the file, without parentheses around it."""
        start, end = self.positions[node].start, self.positions[node].end
        lines = start.line + self.offset, end.line + self.offset
        return Span(lines[0], start.column + 1, lines[1], end.column + 1)

    def code(self, node: cst.CSTNode) -> str:
        """The source of a node inside, exactly as written, with the parentheses around it."""
        return self._between(self._start(node), self._end(node))

    def bare(self) -> str:
        """The source of the blocked expression without parentheses around it."""
        return self._between(self.positions[self.node].start, self.positions[self.node].end)

    def code_with(self, part: cst.CSTNode, text: str) -> str:
        """The source of the blocked expression with `text` in the place of one part of it."""
        whole, place = self.positions[self.node], self.positions[part]
        before = self._between(whole.start, place.start)
        return f"{before}{text}{self._between(place.end, whole.end)}"

    def between(self, before: cst.CSTNode, after: cst.CSTNode | None = None) -> str:
        """The source from the end of one part to the start of another, or to the end of all."""
        whole = self.positions[self.node]
        end = self._start(after) if after is not None else whole.end
        return self._between(self._end(before), end)

    def _start(self, node: cst.CSTNode) -> CodePosition:
        if isinstance(node, cst.BaseExpression) and node.lpar:
            return self.positions[node.lpar[0]].start
        return self.positions[node].start

    def _end(self, node: cst.CSTNode) -> CodePosition:
        if isinstance(node, cst.BaseExpression) and node.lpar:
            return self.positions[node.rpar[-1]].end
        return self.positions[node].end

    def _between(self, start: CodePosition, end: CodePosition) -> str:
        lines = list(self.lines[start.line - 1 : end.line])
        lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        return "".join(lines)


_SCOPES: dict[tuple[type[cst.CSTNode], str], str] = {
    (cst.ClassDef, "body"): "class",
    (cst.Lambda, "body"): "lambda",
    (cst.Param, "default"): "default",
    (cst.Annotation, "annotation"): "annotation",
    **{(cst.GeneratorExp, part): "generator" for part in ("elt", "for_in")},
    **{(kind, "elt"): "comprehension" for kind in (cst.ListComp, cst.SetComp)},
    **{(cst.DictComp, part): "comprehension" for part in ("key", "value")},
    (cst.StarredDictComp, "value"): "comprehension",
    **{(kind, "for_in"): "comprehension" for kind in _COMPREHENSIONS},
}
"""The scope that a part of a node is in, where it is another than that of the node.

Decorators and defaults belong to the scope around a definition, which opens with the body.
"""


def _scopes(way: Iterable[tuple[cst.CSTNode, str]]) -> tuple[str, ...]:
    """The scopes that open on a way down, from each node to the part of that name."""
    found: list[str] = []
    above: cst.CSTNode | None = None
    for node, part in way:
        if isinstance(node, cst.FunctionDef) and part == "body":
            found.append("async" if node.asynchronous is not None else "sync")
        elif isinstance(node, cst.FormattedStringExpression) and part == "expression":
            found += ["printed"] if node.equal is not None else []
        elif isinstance(node, cst.CompFor) and part == "iter":
            if not isinstance(above, cst.CompFor):
                found.pop()  # the first iterable is evaluated before the comprehension runs
        elif (type(node), part) in _SCOPES:
            found.append(_SCOPES[type(node), part])
        above = node
    return tuple(found)


class _Search:
    """Looks for the expression at a given place, with the way down to it."""

    def __init__(self, wanted: CodeRange, positions: Mapping[cst.CSTNode, CodeRange]) -> None:
        self._wanted = wanted
        self._positions = positions
        self.way: list[tuple[cst.CSTNode, str]] = []

    def below(self, node: cst.CSTNode) -> cst.BaseExpression | None:
        """The expression, if it is this node or one below; `way` then holds the nodes above it."""
        if self._positions.get(node) == self._wanted and isinstance(node, cst.BaseExpression):
            return node
        for part, inner in children(node):
            self.way.append((node, part))
            found = self.below(inner)
            if found is not None:
                return found
            self.way.pop()
        return None


def find_node(pieces: Iterable[Segment], span: Span) -> BlockedNode | None:
    """The expression at a span of the file, in the first of the pieces that holds it.

    None where LibCST cannot read the text: the finding stands on the summary's facts, only its
    rewrite needs the tree.
    """
    for piece in pieces:
        try:
            wrapper = MetadataWrapper(cst.parse_module(piece.code), unsafe_skip_copy=True)
        except (cst.ParserSyntaxError, RecursionError):
            continue
        # `wrapper.resolve` gives the same, but walks once more through the tree for no provider.
        positions = cast("Mapping[cst.CSTNode, CodeRange]", PositionProvider()._gen(wrapper))
        start = CodePosition(span.line - piece.offset, span.column - 1)
        end = CodePosition(span.end_line - piece.offset, span.end_column - 1)
        search = _Search(CodeRange(start, end), positions)
        found = search.below(wrapper.module)
        if found is not None:
            ancestors = tuple(node for node, _ in search.way)
            lines = tuple(split_lines(piece.code))
            return BlockedNode(
                found, ancestors, _scopes(search.way), lines, positions, piece.offset
            )
    return None
