"""Source text by lines, and the piece of it that one function takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loopguard.domain.finding import Span
from loopguard.domain.summary import FunctionSummary, Site
from loopguard.summarize.source import split_lines

_INDENT = re.compile(r"[ \t\f]*")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file as lines with their ends."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> SourceText:
        """The lines of `text`; a byte order mark does not count as a column."""
        return cls(tuple(split_lines(text.removeprefix("\ufeff"))))

    def character(self, line: int, column: int) -> int:
        """The 1-based column in characters of a 0-based column in UTF-8 bytes."""
        if line > len(self.lines):
            return column + 1
        text = self.lines[line - 1]
        if text.isascii():
            return column + 1
        return len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace")) + 1

    def span(self, site: Site) -> Span:
        """The range of a site, 1-based and in characters."""
        return Span(
            site.line,
            self.character(site.line, site.column),
            site.end_line,
            self.character(site.end_line, site.end_column),
        )

    def line(self, number: int) -> str:
        """One line without its end."""
        known = 1 <= number <= len(self.lines)
        return self.lines[number - 1].rstrip("\r\n") if known else ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a function, made into a module that can be parsed by itself.

    A line number in the segment plus `offset` is one in the file; columns are the same.
    """

    code: str
    offset: int


def segments(source: SourceText, function: FunctionSummary, site: Site) -> Iterator[Segment]:
    """Ever larger pieces of the function around a site; the first that parses will do.

    LibCST reads about 0.3 MB/s and computes positions slower still, so a statement is cut out of
    its function where it can stand alone, and the function out of its file where it cannot.
    """
    header = f"{'async ' if function.is_async else ''}def {function.name}():\n"
    lines = list(source.lines[site.statement - 1 : site.statement_end])
    if lines and not function.is_lambda and function.name.isidentifier():
        indent = _INDENT.match(lines[0])
        margin = indent[0] if indent is not None else ""
        lines[0] = re.sub(r"^(\s*)elif\b", r"\1  if", lines[0])  # stands alone, same columns
        code = "".join(lines)
        ended = code if code.endswith(("\n", "\r")) else code + "\n"
        if margin:
            if code.rstrip().endswith(":"):
                yield Segment(f"{header}{ended}{margin}      pass\n", site.statement - 2)
            else:
                yield Segment(header + ended, site.statement - 2)
    yield _whole(source, function)


def _whole(source: SourceText, function: FunctionSummary) -> Segment:
    """All lines of a function; an indented one is put under an `if`, so that no text moves."""
    lines = source.lines[function.start - 1 : function.end_line]
    code = "".join(lines)
    if lines and lines[0][:1] in " \t\f":
        return Segment(f"if True:\n{code}", function.start - 2)
    return Segment(code, function.start - 1)
