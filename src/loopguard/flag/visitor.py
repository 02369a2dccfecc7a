"""The LibCST visitor: finds the blocked calls in the functions that an event loop runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from loopguard.domain.finding import Span
from loopguard.flag.segments import Segment

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope around a node: "async", "sync", "lambda", "generator" or "class"."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class BlockedNode:
    """A blocked expression as it stands in the code.

    `scopes` are the scopes around it, outermost first; `is_awaitable_here` tells whether an
    `await` could stand in its place.
    """

    node: cst.BaseExpression
    module: cst.Module
    scopes: tuple[Scope, ...]

    @property
    def is_awaitable_here(self) -> bool:
        """Whether the innermost scope is an `async def`."""
        return bool(self.scopes) and self.scopes[-1].kind == "async"

    def code(self, node: cst.CSTNode) -> str:
        """The source of a node inside, exactly as written."""
        return self.module.code_for_node(node)


class OnLoopVisitor(cst.CSTVisitor):
    """Walks a function body with the stack of scopes and picks the expressions at given spans."""

    METADATA_DEPENDENCIES: ClassVar = (PositionProvider,)

    def __init__(self, wanted: Iterable[Span], offset: int, module: cst.Module) -> None:
        super().__init__()
        self._wanted = {
            (span.line - offset, span.column - 1, span.end_line - offset, span.end_column - 1): span
            for span in wanted
        }
        self._lines = {place[0] for place in self._wanted}
        self._module = module
        self._scopes: list[Scope] = []
        self.found: dict[Span, BlockedNode] = {}

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        """Opens the scope of a function."""
        kind = "async" if node.asynchronous is not None else "sync"
        self._scopes.append(Scope(kind, node.name.value))

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        """Opens the scope of a class body."""
        self._scopes.append(Scope("class", node.name.value))

    def leave_ClassDef(self, original_node: cst.ClassDef) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_Lambda(self, node: cst.Lambda) -> None:
        """Opens the scope of a lambda, in which nothing can be awaited."""
        self._scopes.append(Scope("lambda", "<lambda>"))

    def leave_Lambda(self, original_node: cst.Lambda) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_GeneratorExp(self, node: cst.GeneratorExp) -> None:
        """Opens the scope of a generator expression: an `await` would make it another thing."""
        self._scopes.append(Scope("generator", "<genexpr>"))

    def leave_GeneratorExp(self, original_node: cst.GeneratorExp) -> None:
        """Closes it."""
        self._scopes.pop()

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Compares each expression's place with the wanted ones."""
        if isinstance(node, cst.BaseExpression):
            place = self.get_metadata(PositionProvider, node, None)
            if isinstance(place, CodeRange) and place.start.line in self._lines:
                span = self._wanted.get(_place(place))
                if span is not None and span not in self.found:
                    self.found[span] = BlockedNode(node, self._module, tuple(self._scopes))
        return super().on_visit(node)


def _place(place: CodeRange) -> Place:
    return (place.start.line, place.start.column, place.end.line, place.end.column)


def find_nodes(segment: Segment, spans: Iterable[Span]) -> Mapping[Span, BlockedNode]:
    """The expressions of a segment at the given spans of the file.

    A span whose expression is not found (text that LibCST cannot read) is left out: the finding
    stands on the summary's facts, only its rewrite needs the tree.
    """
    try:
        wrapper = MetadataWrapper(cst.parse_module(segment.code), unsafe_skip_copy=True)
    except (cst.ParserSyntaxError, RecursionError):
        return {}
    visitor = OnLoopVisitor(spans, segment.offset, wrapper.module)
    wrapper.visit(visitor)
    return visitor.found
