"""The LibCST visitor: finds the blocked calls in the functions that an event loop runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import libcst as cst
from libcst.metadata import CodePosition, CodeRange, MetadataWrapper, PositionProvider

from loopguard.domain.finding import Span
from loopguard.flag.segments import Segment


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
    """Walks a function body with the stack of scopes and picks the expression at a given span."""

    METADATA_DEPENDENCIES: ClassVar = (PositionProvider,)

    def __init__(self, wanted: Span, offset: int, module: cst.Module) -> None:
        super().__init__()
        start = CodePosition(wanted.line - offset, wanted.column - 1)
        end = CodePosition(wanted.end_line - offset, wanted.end_column - 1)
        self._wanted = CodeRange(start, end)
        self._module = module
        self._scopes: list[Scope] = []
        self.found: BlockedNode | None = None

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
        """Compares each expression's place with the wanted one."""
        if self.found is not None:
            return False
        if (
            isinstance(node, cst.BaseExpression)
            and self.get_metadata(PositionProvider, node, None) == self._wanted
        ):
            self.found = BlockedNode(node, self._module, tuple(self._scopes))
        return super().on_visit(node)


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
        visitor = OnLoopVisitor(span, piece.offset, wrapper.module)
        wrapper.visit(visitor)
        if visitor.found is not None:
            return visitor.found
    return None
