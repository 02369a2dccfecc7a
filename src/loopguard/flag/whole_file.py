"""Reading or writing a file in one step: an `open` and its only use become one call in a thread."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loopguard.domain.finding import Span
from loopguard.domain.summary import FunctionSummary, ModuleSummary, Site, TypeName
from loopguard.flag.names import ModuleNames
from loopguard.flag.pieces import Piece
from loopguard.summarize.text import SourceText

_READS = {"r": "read_text", "rt": "read_text", "rb": "read_bytes"}
_WRITES = {"w": "write_text", "wt": "write_text", "wb": "write_bytes"}
_KEPT_KEYWORDS = frozenset({"encoding", "errors"})
_MAYBE_NOT_RUN = (
    ast.IfExp, ast.BoolOp, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp
)  # fmt: skip
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Expr)

DESCRIPTOR = "what is opened may be a file descriptor, which has no path"
LATER = "the file is then opened after what is written has been computed"


@dataclass(frozen=True, slots=True)
class WholeFile:
    """An `open` with its only use: the range, and what its parts become.

    `method` of the path is to be called with `arguments`; `before` and `after` are the code around
    that call in the range. `path` is the code of the path, which `is_path` tells to be a Path
    already. `reason` is why this is unsafe, or empty.
    """

    span: Span
    before: str
    after: str
    path: str
    is_path: bool
    method: str
    arguments: str
    has_keywords: bool
    is_primary: bool
    reason: str


def whole_file(
    source: SourceText,
    summary: ModuleSummary,
    names: ModuleNames,
    function: FunctionSummary,
    site: Site,
) -> WholeFile | None:
    """The reading or writing of a whole file at a site; None where more is done with the file."""
    piece = Piece.around(source, function, site)
    return None if piece is None else _Reader(piece, summary, names, function, site).read()


@dataclass(frozen=True, slots=True)
class _Reader:
    piece: Piece
    summary: ModuleSummary
    names: ModuleNames
    function: FunctionSummary
    site: Site

    def read(self) -> WholeFile | None:
        statement = self.piece.statement
        opening = next((n for n in ast.walk(statement) if self._is_site(n)), None)
        if not isinstance(opening, ast.Call):
            return None
        if isinstance(statement, ast.With):
            return self._block(statement, opening)
        if not isinstance(statement, _SIMPLE):
            return None
        return self._use(statement, opening, lambda node: node is opening, None)

    def _is_site(self, node: ast.AST) -> bool:
        site = self.site
        return isinstance(node, ast.Call) and (
            node.lineno + self.piece.offset,
            node.col_offset,
            (node.end_lineno or 0) + self.piece.offset,
            node.end_col_offset,
        ) == (site.line, site.column, site.end_line, site.end_column)

    def _block(self, block: ast.With, opening: ast.Call) -> WholeFile | None:
        item, body = block.items[0], block.body[0]
        name = item.optional_vars
        if (
            len(block.items) != 1
            or len(block.body) != 1
            or item.context_expr is not opening
            or not isinstance(name, ast.Name)
            or not isinstance(body, _SIMPLE)
            or "#" in self.piece.text(self.piece.end(name), self.piece.start(body))
            or self._is_used_later(name.id, block)
        ):
            return None
        uses = [n for n in ast.walk(body) if isinstance(n, ast.Name) and n.id == name.id]
        if len(uses) != 1:
            return None
        return self._use(body, opening, lambda node: node is uses[0], block)

    def _is_used_later(self, name: str, block: ast.With) -> bool:
        last = (block.end_lineno or 0) + self.piece.offset
        rest = "".join(self.piece.source.lines[last : self.function.end_line])
        found = re.search(rf"(?<![\w.])(as\s+)?{re.escape(name)}(?!\w)", rest)
        return found is not None and not found[1]  # `as file` binds it anew

    def _use(
        self,
        statement: ast.stmt,
        opening: ast.Call,
        is_handle: Callable[[ast.AST], bool],
        block: ast.With | None,
    ) -> WholeFile | None:
        """The call that uses the handle, in a statement that does nothing else with it."""
        for way in _ways_to(statement, is_handle):
            if any(isinstance(node, _MAYBE_NOT_RUN) for node in way):
                return None
            handle, parent, user = way[-1], way[-2], way[-3] if len(way) > 2 else None
            if isinstance(parent, ast.Attribute) and isinstance(user, ast.Call):
                outer = way[-4] if len(way) > 3 else None
                if user.func is parent and not user.keywords:
                    return self._method(statement, opening, user, parent.attr, outer, block)
            elif isinstance(parent, ast.Call) and parent.args == [handle] and not parent.keywords:
                return self._load(statement, opening, parent, block)
        return None

    def _method(
        self,
        statement: ast.stmt,
        opening: ast.Call,
        user: ast.Call,
        name: str,
        outer: ast.AST | None,
        block: ast.With | None,
    ) -> WholeFile | None:
        if name == "read" and not user.args:
            is_primary = (
                (isinstance(outer, (ast.Attribute, ast.Subscript)) and outer.value is user)
                or (isinstance(outer, ast.Call) and outer.func is user)
                or isinstance(outer, ast.Await)
            )
            return self._made(statement, opening, user, "", "", None, is_primary, block)
        is_whole = isinstance(statement, ast.Expr) and statement.value is user
        if name == "write" and is_whole and len(user.args) == 1:
            written = user.args[0]
            if not isinstance(written, ast.Starred):
                return self._made(statement, opening, user, "", "", written, False, block)
        return None

    def _load(
        self, statement: ast.stmt, opening: ast.Call, user: ast.Call, block: ast.With | None
    ) -> WholeFile | None:
        """`json.load(file)` is `json.loads` of what is in the file."""
        function = user.func
        if not (
            isinstance(function, ast.Attribute)
            and function.attr == "load"
            and isinstance(function.value, ast.Name)
            and self.names.imported_as(function.value.id) == "json"
        ):
            return None
        before = f"{self.piece.code(function.value)}.loads("
        return self._made(statement, opening, user, before, ")", None, False, block)

    def _made(
        self,
        statement: ast.stmt,
        opening: ast.Call,
        user: ast.Call,
        before: str,
        after: str,
        written: ast.expr | None,
        is_primary: bool,
        block: ast.With | None,
    ) -> WholeFile | None:
        piece = self.piece
        opened = self._opened(opening, writes=written is not None)
        if opened is None or any("#" in piece.code(node) for node in (opening, user)):
            return None
        path, is_path, method, keywords, reason = opened
        arguments = ", ".join(([piece.code(written)] if written is not None else []) + keywords)
        if written is not None and not isinstance(written, (ast.Name, ast.Constant)):
            reason = reason or LATER
        if block is None:
            start, end = piece.start(user), piece.end(user)
        else:
            start, end = piece.start(block), piece.end(statement)
            before = piece.text(piece.start(statement), piece.start(user)) + before
            after += piece.text(piece.end(user), piece.end(statement))
        span = Span(*start, *end)
        return WholeFile(
            span,
            before,
            after,
            path,
            is_path,
            method,
            arguments,
            bool(keywords),
            is_primary,
            reason,
        )

    def _opened(
        self, opening: ast.Call, *, writes: bool
    ) -> tuple[str, bool, str, list[str], str] | None:
        """Path, whether it is a Path, method, keywords, and why a Path may not do."""
        function, arguments = opening.func, list(opening.args)
        receiver: ast.expr | None = None
        if isinstance(function, ast.Attribute):
            base = function.value
            if not isinstance(base, ast.Name) or not self.names.imported_as(base.id):
                receiver = base  # `path.open()`, and not `io.open(path)`
        path = receiver if receiver is not None else (arguments.pop(0) if arguments else None)
        mode = arguments.pop(0) if arguments else None
        keywords: list[str] = []
        for keyword in opening.keywords:
            if keyword.arg == "mode" and mode is None:
                mode = keyword.value
            elif keyword.arg in _KEPT_KEYWORDS:
                keywords.append(f"{keyword.arg}={self.piece.code(keyword.value)}")
            else:
                return None
        known = mode.value if isinstance(mode, ast.Constant) else "r" if mode is None else None
        method = (_WRITES if writes else _READS).get(known) if isinstance(known, str) else None
        if method is None or path is None or arguments or isinstance(path, ast.Starred):
            return None
        if receiver is not None:
            code = self.piece.code(path)
            return (code if isinstance(path, _PRIMARY) else f"({code})"), True, method, keywords, ""
        reason = "" if self._is_surely_named(path) else DESCRIPTOR
        return self.piece.code(path), self._is_path(path), method, keywords, reason

    def _is_surely_named(self, path: ast.expr) -> bool:
        if isinstance(path, ast.JoinedStr) or self._is_path(path):
            return True
        if isinstance(path, ast.Constant):
            return isinstance(path.value, str)
        return isinstance(path, ast.Name) and self._annotation(path.id) in ("str", "pathlib.Path")

    def _is_path(self, path: ast.expr) -> bool:
        if isinstance(path, ast.Call) and isinstance(path.func, (ast.Name, ast.Attribute)):
            return self._qualified(self.piece.code(path.func)) == "pathlib.Path"
        return isinstance(path, ast.Name) and self._annotation(path.id) == "pathlib.Path"

    def _annotation(self, name: str) -> str:
        for parameter in self.function.parameters:
            row = self.summary.expressions[parameter.annotation]
            if parameter.name == name and isinstance(row, TypeName):
                return self._qualified(row.name)
        return ""

    def _qualified(self, name: str) -> str:
        first, _, rest = name.partition(".")
        source = self.names.imported_as(first) or first
        return f"{source}.{rest}" if rest else source


_PRIMARY = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)


def _ways_to(statement: ast.stmt, is_wanted: Callable[[ast.AST], bool]) -> Iterator[list[ast.AST]]:
    """The nodes from a statement down to each wanted one, both included."""
    pending: list[list[ast.AST]] = [[statement]]
    while pending:
        way = pending.pop()
        if is_wanted(way[-1]):
            yield way
            continue
        pending += [[*way, child] for child in ast.iter_child_nodes(way[-1])]
