"""The LibCST visitor: finds the blocked calls in the functions that an event loop runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import CodePosition, CodeRange, MetadataWrapper, PositionProvider

from loopguard.domain.finding import Span
from loopguard.flag.segments import Segment
from loopguard.summarize.source import split_lines


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope around a node: "async", "sync", "lambda", "generator" or "class"."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class BlockedNode:
    """A blocked expression as it stands in the code.

    `scopes` are the scopes around it, outermost first; `lines` are those of the piece of source
    that was parsed, `positions` where its nodes are in them.
    """

    node: cst.BaseExpression
    scopes: tuple[Scope, ...]
    lines: tuple[str, ...]
    positions: Mapping[cst.CSTNode, CodeRange]

    @property
    def is_awaitable_here(self) -> bool:
        """Whether an `await` could stand in its place: the innermost scope is an `async def`."""
        return bool(self.scopes) and self.scopes[-1].kind == "async"

    def code(self, node: cst.CSTNode) -> str:
        """The source of a node inside, exactly as written, with the parentheses around it."""
        place = self.positions[node]
        if isinstance(node, cst.BaseExpression) and node.lpar:  # LibCST leaves them out
            return self._between(
                self.positions[node.lpar[0]].start, self.positions[node.rpar[-1]].end
            )
        return self._between(place.start, place.end)

    def code_with(self, part: cst.CSTNode, text: str) -> str:
        """The source of the blocked expression with `text` in the place of one part of it."""
        whole, place = self.positions[self.node], self.positions[part]
        before = self._between(whole.start, place.start)
        return f"{before}{text}{self._between(place.end, whole.end)}"

    def _between(self, start: CodePosition, end: CodePosition) -> str:
        lines = list(self.lines[start.line - 1 : end.line])
        lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        return "".join(lines)


class OnLoopVisitor(cst.CSTVisitor):
    """Walks a function body with the stack of scopes and picks the expression at a given span."""

    def __init__(
        self, wanted: Span, piece: Segment, positions: Mapping[cst.CSTNode, CodeRange]
    ) -> None:
        super().__init__()
        start = CodePosition(wanted.line - piece.offset, wanted.column - 1)
        end = CodePosition(wanted.end_line - piece.offset, wanted.end_column - 1)
        self._wanted = CodeRange(start, end)
        self._lines = tuple(split_lines(piece.code))
        self._positions = positions
        self._scopes: list[Scope] = []
        self.found: BlockedNode | None = None

    # Decorators, defaults and annotations belong to the scope around a definition, so the scope
    # opens with the body. A generator expression counts as a whole: an `await` in it would make
    # it another thing.

    def visit_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        """Opens the scope of a function."""
        kind = "async" if node.asynchronous is not None else "sync"
        self._scopes.append(Scope(kind, node.name.value))

    def leave_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_ClassDef_body(self, node: cst.ClassDef) -> None:
        """Opens the scope of a class body."""
        self._scopes.append(Scope("class", node.name.value))

    def leave_ClassDef_body(self, node: cst.ClassDef) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_Lambda_body(self, node: cst.Lambda) -> None:
        """Opens the scope of a lambda, in which nothing can be awaited."""
        self._scopes.append(Scope("lambda", "<lambda>"))

    def leave_Lambda_body(self, node: cst.Lambda) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_GeneratorExp(self, node: cst.GeneratorExp) -> None:
        """Opens the scope of a generator expression."""
        self._scopes.append(Scope("generator", "<genexpr>"))

    def leave_GeneratorExp(self, original_node: cst.GeneratorExp) -> None:
        """Closes it."""
        self._scopes.pop()

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Compares each expression's place with the wanted one."""
        if (
            self.found is None
            and isinstance(node, cst.BaseExpression)
            and self._positions.get(node) == self._wanted
        ):
            self.found = BlockedNode(node, tuple(self._scopes), self._lines, self._positions)
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
        visitor = OnLoopVisitor(span, piece, wrapper.resolve(PositionProvider))
        wrapper.module.visit(visitor)
        if visitor.found is not None:
            return visitor.found
    return None
