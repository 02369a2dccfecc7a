"""Reads syntax that is newer than the running interpreter, as far as LibCST reads it.

Each newer construct is blanked in place, so that no other token moves, and `ast` reads the rest.
Where a construct has a meaning, an empty tuple of the same extent holds its place in the text,
and the node that a newer `ast` would give is put there afterwards: a file says the same on every
interpreter. LibCST is loaded here only, and only for a file that `ast` has refused.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from libcst import CSTNode

_LINE_END = re.compile(rb"\r\n?|\n")
_CLOSING = re.compile(rb"(?:#[^\r\n]*|[^)#])*\)")
_NOT_LINE_END = re.compile(rb"[^\r\n\0]")
_JOINT = b"\0"
"""Stands for a line end to be escaped; no source that can be parsed holds one."""

_SPACE_AFTER_CONVERSION = re.compile(r"(![ars])([ \t]+)(?=[:}])")
"""`{x!r }`, where LibCST 1.9 loses the space; it keeps it in `{x !r}`."""

_NESTING = re.compile(
    r"(?P<skip>(?:^|(?<=\s))\#[^\n]*|\\\r?\n)|(?P<definition>^[ \t]*(?:(?:async|class|def)\b|@))"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)|(?P<end>\n)|(?P<elif>\belif\b)"
    r"|(?P<link>\b(?:else|lambda|not)\b|[-+~*/%@&|^.])",
    re.MULTILINE,
)
_DEEPEST = 400


class TypeAlias(ast.stmt):
    """`type name = value`, with the fields of `ast.TypeAlias` that matter here."""

    _fields = ("name", "value")

    def __init__(self, name: ast.expr, value: ast.expr) -> None:
        ast.AST.__init__(self, name, value)  # type: ignore[call-arg]


class TemplateString(ast.expr):
    """A t-string; `values` are the expressions in it, and the format specifications of these."""

    _fields = ("values",)

    def __init__(self, values: list[ast.expr]) -> None:
        ast.AST.__init__(self, values)  # type: ignore[call-arg]


def parse_lowered(text: str) -> ast.Module | None:
    """The syntax tree of a file that `ast` refuses, None where LibCST or lowering do not help.

    Lines and columns are those of `text`.
    """
    if _is_deep(text):
        return None
    try:
        return Lowering(text).parse()
    except Exception:  # besides its own errors LibCST raises many others on odd input
        return None


def _is_deep(text: str) -> bool:
    """Whether something may nest so deeply that LibCST's parser fills the memory or the stack.

    That would end the process. The estimate is one from above, made of brackets and of what can
    link expressions between two commas; strings are not told from code.
    """
    links = [0, 0]  # the `elif` since the last definition, then for each open bracket
    for match in _NESTING.finditer(text):
        match match.lastgroup:
            case "definition":  # nothing goes on over its start
                links = [0, 0]
            case "open":
                links.append(1)
            case "close" if len(links) > 2:
                links.pop()
                links[-1] += 1
            case "comma":
                links[-1] = min(links[-1], 1)
            case "end" if len(links) == 2:
                links[1] = 0
            case "elif":
                links[0] += 1
            case "link":
                links[-1] += 1
        if sum(links) > _DEEPEST:
            return True
    return False


class Lowering:
    """One file on the way from LibCST to `ast`.

    Takes what LibCST reads and raises whatever it raises on anything else.
    """

    def __init__(self, text: str) -> None:
        from libcst import parse_module
        from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

        text = _SPACE_AFTER_CONVERSION.sub(r"\2\1", text)
        module = parse_module(text)
        if module.code != text:
            raise ValueError("LibCST has lost a part of the text, so that its positions are wrong")
        wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
        self._spans = wrapper.resolve(ByteSpanPositionProvider)
        self._data = bytearray(text.encode())
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(self._data))]
        self._nodes: dict[tuple[int, int], ast.expr | ast.stmt] = {}
        lowerers = {
            "Annotation": self._annotation,
            "ConcatenatedString": self._concatenation,
            "ExceptHandler": self._handler,
            "ExceptStarHandler": self._star_handler,
            "FormattedString": self._formatted,
            "GeneratorExp": self._comprehension,
            "LazyImport": self._lazy_import,
            "LazyImportFrom": self._lazy_import,
            "ListComp": self._comprehension,
            "SetComp": self._comprehension,
            "StarredDictComp": self._unpacked_dicts,
            "Subscript": self._subscript,
            "TemplatedString": self._template,
            "TypeAlias": self._type_alias,
            "TypeParameters": self._type_parameters,
        }
        newer = [item for item in self._spans.items() if type(item[0]).__name__ in lowerers]
        for node, _ in sorted(newer, key=lambda item: item[1].length):  # inner ones first
            lowerers[type(node).__name__](node)

    @property
    def text(self) -> str:
        """The source without newer syntax; all tokens left are where they were."""
        return self._data.replace(_JOINT, b"\\\n").decode()

    def parse(self) -> ast.Module:
        """The syntax tree of the file, with a node for each construct that `text` leaves out."""
        tree: ast.Module = _Restorer(self._nodes).visit(ast.parse(self.text))
        return ast.fix_missing_locations(tree)

    # the text

    def _place(self, offset: int) -> tuple[int, int]:
        """The line, 1-based, and the column in bytes, 0-based."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1]

    def _extent(self, node: CSTNode) -> tuple[int, int]:
        """Where a node starts and ends, without the parentheses around it."""
        span = self._spans[node]
        return span.start, span.start + span.length

    def _end(self, expression: Any) -> int:
        """Where an expression ends, its parentheses included."""
        _, end = self._extent(expression)
        for _ in expression.rpar:
            closing = _CLOSING.match(self._data, end)
            end = closing.end() if closing is not None else end
        return end

    def _blank(self, start: int, end: int) -> None:
        self._data[start:end] = _NOT_LINE_END.sub(b" ", self._data[start:end])

    def _replace(self, start: int, end: int, node: ast.expr | ast.stmt) -> None:
        """Lets `node` stand for the bytes from `start` to `end`, of which there are two or more."""
        self._blank(start, end)
        self._data[start : start + 1] = b"("
        self._data[end - 1 : end] = b")"
        self._nodes[self._place(start)] = node

    def _expression(self, start: int, end: int) -> ast.expr:
        """The syntax tree of the expression from `start` to `end`."""
        line, column = self._place(start)
        code = self._data[start:end].decode()
        # Inside parentheses it may begin anywhere and go on over lines.
        tree = ast.parse(f"(\n{' ' * column}{code}\n)", mode="eval").body
        ast.increment_lineno(tree, line - 2)
        if tree.lineno < line:  # a tuple without parentheses took these for its own
            tree.lineno, tree.col_offset = line, column
            tree.end_lineno, tree.end_col_offset = self._place(end)
        return tree

    # strings

    def _formatted(self, node: Any) -> None:
        values = self._fields(node.parts)
        self._replace(*self._extent(node), ast.JoinedStr(values))

    def _template(self, node: Any) -> None:
        fields = self._fields(node.parts)
        values = [part for field in fields for part in (field.value, field.format_spec) if part]
        self._replace(*self._extent(node), TemplateString(values))

    def _fields(self, parts: Sequence[CSTNode]) -> list[Any]:
        """The `{…}` among the parts of a string or of a format specification."""
        return [self._field(part) for part in parts if hasattr(part, "expression")]

    def _field(self, field: Any) -> ast.FormattedValue:
        start, _ = self._extent(field)
        value = self._expression(start + len("{"), self._end(field.expression))
        shows_source = field.equal is not None and field.format_spec is None
        conversion = field.conversion or ("r" if shows_source else "")
        spec = None if field.format_spec is None else ast.JoinedStr(self._fields(field.format_spec))
        return ast.FormattedValue(value, ord(conversion) if conversion else -1, spec)

    def _concatenation(self, node: Any) -> None:
        """`"…" f"…"`: one string, whose parts have been read."""
        places = [self._place(self._spans[part].start) for part in (node.left, node.right)]
        parts: list[Any] = [self._nodes.pop(place) for place in places if place in self._nodes]
        if parts:
            values = list(chain.from_iterable(part.values for part in parts))
            whole = type(parts[0])(values)
            self._replace(*self._extent(node), whole)

    # stars

    def _starred(self, starred: Any) -> tuple[int, int, ast.Starred]:
        """Where `*value` is, and its node."""
        start, end = self._extent(starred)
        value = self._expression(start + len("*"), end)
        return start, end, ast.Starred(value, ast.Load())

    def _subscript(self, node: Any) -> None:
        """`a[*b]`."""
        from libcst import Comma

        alone = len(node.slice) == 1 and not isinstance(node.slice[0].comma, Comma)
        for element in node.slice:
            if getattr(element.slice, "star", None):
                start, end, starred = self._starred(element.slice)
                star = ast.Tuple([starred], ast.Load()) if alone else starred
                self._replace(start, end, star)

    def _annotation(self, node: Any) -> None:
        """`*args: *Ts`."""
        self._star_alone(node.annotation)

    def _comprehension(self, node: Any) -> None:
        """`[*row for row in rows]`."""
        self._star_alone(node.elt)

    def _star_alone(self, node: CSTNode) -> None:
        from libcst import StarredElement

        if isinstance(node, StarredElement):
            self._replace(*self._starred(node))

    def _unpacked_dicts(self, node: Any) -> None:
        """`{**row for row in rows}`, which becomes a set of them."""
        start, _ = self._extent(node)
        stars = self._data.index(b"**", start)
        self._blank(stars, stars + len("**"))

    # statements

    def _handler(self, node: Any) -> None:
        """`except A, B:`."""
        from libcst import Tuple

        if isinstance(node.type, Tuple) and not node.type.lpar:
            start, end = self._extent(node.type)
            self._replace(start, end, self._expression(start, end))

    def _star_handler(self, node: Any) -> None:
        """`except* A:`."""
        start, _ = self._extent(node)
        star = self._data.index(b"*", start)
        self._blank(star, star + len("*"))
        self._handler(node)

    def _type_parameters(self, node: CSTNode) -> None:
        """`def f[T](…)`, `class A[T]`: nothing that runs depends on them."""
        start, end = self._extent(node)
        self._blank(start, end)
        self._data[start:end] = _LINE_END.sub(
            lambda match: _JOINT.rjust(len(match[0])), self._data[start:end]
        )

    def _type_alias(self, node: Any) -> None:
        """`type X = …`; its own parameters are blank by now."""
        start, _ = self._extent(node)
        end = self._end(node.value)
        value = self._expression(self._data.index(b"=", start) + len("="), end)
        name = ast.Name(node.name.value, ast.Store())
        self._replace(start, end, TypeAlias(name, value))

    def _lazy_import(self, node: CSTNode) -> None:
        """`lazy import x`."""
        start, _ = self._extent(node)
        self._data[start : start + len("lazy ")] = b"pass;"


class _Restorer(ast.NodeTransformer):
    """Puts the nodes of newer constructs where empty tuples hold their places."""

    def __init__(self, nodes: dict[tuple[int, int], ast.expr | ast.stmt]) -> None:
        self._nodes = nodes

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        newer = None if node.elts else self._nodes.get((node.lineno, node.col_offset))
        return self.generic_visit(node if newer is None else ast.copy_location(newer, node))

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        node.value = self.visit(node.value)
        return node.value if isinstance(node.value, ast.stmt) else node
