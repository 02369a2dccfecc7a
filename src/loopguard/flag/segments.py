"""The pieces of a file's text that LibCST has to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loopguard.domain.summary import FunctionSummary, Site
from loopguard.summarize.text import SourceText

_CASE = re.compile(r"[ \t\f]*case\b")
_INDENT = re.compile(r"[ \t\f]*")


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
    is_case = bool(lines) and _CASE.match(lines[0]) is not None  # alone, an annotation perhaps
    if lines and not is_case and not function.is_lambda and function.name.isidentifier():
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
