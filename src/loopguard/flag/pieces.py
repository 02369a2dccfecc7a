"""A statement with its block, cut out of a file and parsed."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from loopguard.domain.summary import FunctionSummary, Site
from loopguard.summarize.source import Unreadable, parse_source
from loopguard.summarize.text import SourceText


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement with its block, parsed: line 1 of the tree is line `offset + 1` of the file."""

    source: SourceText
    offset: int
    statement: ast.stmt
    last_line: int

    @classmethod
    def around(cls, source: SourceText, function: FunctionSummary, site: Site) -> Piece | None:
        """The statement of a site; None where it cannot be read alone."""
        first = site.statement
        margin = _width(source.line(first))
        last = site.statement_end
        while last < function.end_line and (
            not source.line(last + 1).strip() or _width(source.line(last + 1)) > margin
        ):
            last += 1
        code = "".join(source.lines[first - 1 : last])
        tree = parse_source(f"async def f():\n{code}" if margin else code)
        if isinstance(tree, Unreadable) or not tree.body:
            return None
        body = tree.body[0].body if isinstance(tree.body[0], ast.AsyncFunctionDef) else tree.body
        offset = first - 2 if margin else first - 1
        return cls(source, offset, body[0], last) if len(body) == 1 else None

    def start(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Line and column of a node in the file, 1-based and in characters."""
        line = node.lineno + self.offset
        return line, self.source.character(line, node.col_offset)

    def end(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where a node ends."""
        line = (node.end_lineno or node.lineno) + self.offset
        return line, self.source.character(line, node.end_col_offset or 0)

    def text(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """The text between two places."""
        lines = list(self.source.lines[start[0] - 1 : end[0]])
        lines[-1] = lines[-1][: end[1] - 1]
        lines[0] = lines[0][start[1] - 1 :]
        return "".join(lines)

    def code(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        return self.text(self.start(node), self.end(node))


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" \t\f"))
