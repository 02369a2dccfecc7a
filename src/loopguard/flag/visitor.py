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
    """A scope around a node, or another place in which an `await` does not stand as elsewhere.

    "async", "sync", "lambda", "generator", "class", "comprehension", "default", "annotation" or
    "printed" (in an f-string that shows its own text).
    """

    kind: str
    name: str


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

    `scopes` are the scopes around it and `ancestors` the nodes, outermost first; `lines` are those
    of the piece of source that was parsed, `positions` where its nodes are in them. A line number
    there plus `offset` is one in the file.
    """

    node: cst.BaseExpression
    ancestors: tuple[cst.CSTNode, ...]
    scopes: tuple[Scope, ...]
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
        kinds = [scope.kind for scope in self.scopes]
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


class OnLoopVisitor(cst.CSTVisitor):
    """Walks a function body with the stack of scopes and picks the expression at a given span."""

    def __init__(
        self, wanted: Span, piece: Segment, positions: Mapping[cst.CSTNode, CodeRange]
    ) -> None:
        super().__init__()
        start = CodePosition(wanted.line - piece.offset, wanted.column - 1)
        end = CodePosition(wanted.end_line - piece.offset, wanted.end_column - 1)
        self._wanted = CodeRange(start, end)
        self._offset = piece.offset
        self._lines = tuple(split_lines(piece.code))
        self._positions = positions
        self._scopes: list[Scope] = []
        self._parents: list[cst.CSTNode] = []
        self._iterables: list[Scope | None] = []
        self.found: BlockedNode | None = None

    # Decorators and defaults belong to the scope around a definition, so the scope opens with the
    # body. So does the first iterable of a comprehension or generator expression: it is evaluated
    # before that runs.

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

    def visit_ListComp(self, node: cst.ListComp) -> None:
        """Opens the scope of a comprehension, which can await what the scope around it can."""
        self._scopes.append(Scope("comprehension", "<listcomp>"))

    def leave_ListComp(self, original_node: cst.ListComp) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_SetComp(self, node: cst.SetComp) -> None:
        """Opens the scope of a comprehension."""
        self._scopes.append(Scope("comprehension", "<setcomp>"))

    def leave_SetComp(self, original_node: cst.SetComp) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_DictComp(self, node: cst.DictComp) -> None:
        """Opens the scope of a comprehension."""
        self._scopes.append(Scope("comprehension", "<dictcomp>"))

    def leave_DictComp(self, original_node: cst.DictComp) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_StarredDictComp(self, node: cst.StarredDictComp) -> None:
        """Opens the scope of a comprehension."""
        self._scopes.append(Scope("comprehension", "<dictcomp>"))

    def leave_StarredDictComp(self, original_node: cst.StarredDictComp) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_CompFor_iter(self, node: cst.CompFor) -> None:
        """Leaves the comprehension for its first iterable."""
        is_first = not isinstance(self._parents[-2], cst.CompFor)
        self._iterables.append(self._scopes.pop() if is_first else None)

    def leave_CompFor_iter(self, node: cst.CompFor) -> None:
        """Enters it again."""
        scope = self._iterables.pop()
        if scope is not None:
            self._scopes.append(scope)

    def visit_Param_default(self, node: cst.Param) -> None:
        """A default value is evaluated once, where nobody looks for an `await`."""
        self._scopes.append(Scope("default", ""))

    def leave_Param_default(self, node: cst.Param) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_Annotation(self, node: cst.Annotation) -> None:
        """An annotation may never be evaluated."""
        self._scopes.append(Scope("annotation", ""))

    def leave_Annotation(self, original_node: cst.Annotation) -> None:
        """Closes it."""
        self._scopes.pop()

    def visit_FormattedStringExpression_expression(
        self, node: cst.FormattedStringExpression
    ) -> None:
        """`f"{f()=}"` shows the text of the call."""
        if node.equal is not None:
            self._scopes.append(Scope("printed", ""))

    def leave_FormattedStringExpression_expression(
        self, node: cst.FormattedStringExpression
    ) -> None:
        """Closes it."""
        if node.equal is not None:
            self._scopes.pop()

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Compares each expression's place with the wanted one."""
        if (
            self.found is None
            and isinstance(node, cst.BaseExpression)
            and self._positions.get(node) == self._wanted
        ):
            self.found = BlockedNode(
                node,
                tuple(self._parents),
                tuple(self._scopes),
                self._lines,
                self._positions,
                self._offset,
            )
        self._parents.append(node)
        return super().on_visit(node)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Keeps the way down to the current node."""
        super().on_leave(original_node)
        self._parents.pop()


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
