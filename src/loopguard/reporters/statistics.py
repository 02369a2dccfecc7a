"""What `--statistics` prints: counts by rule, library and cause in place of the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import Cause, ranked_causes
from loopguard.reporters.links import posix
from loopguard.reporters.options import ReportOptions
from loopguard.reporters.totals import (
    Tally,
    blocking_calls,
    by_library,
    by_rule,
    headline,
    library_label,
)
from loopguard.rules import BY_CODE

_MOST_CAUSES = 20

Row = tuple[str, ...]


def render_statistics(result: CheckResult, options: ReportOptions) -> str:
    """The counts as tables, the largest first; `options.verbose` lists every cause."""
    calls = blocking_calls(result)
    rules = [
        (*_numbers(tally), f"{tally.name} {BY_CODE[tally.name].name}")
        for tally in by_rule(result.findings)
    ]
    libraries = [(*_numbers(tally), library_label(tally.name)) for tally in by_library(calls)]
    causes = ranked_causes(calls)
    shown = causes if options.verbose else causes[:_MOST_CAUSES]
    tables = [
        _table(("errors", "warnings", "causes", "rule"), rules),
        _table(("errors", "warnings", "causes", "library"), libraries),
        _table(("places", "functions", "cause"), map(_cause, shown)),
    ]
    left = len(causes) - len(shown)
    if left:
        dots = "…" if options.unicode else "..."
        tables[-1] += f"{dots} {left} more (--verbose)\n"
    summary = headline(result)
    lead = f"{summary[:1].upper()}{summary[1:]}.\n"
    return "\n".join([*filter(None, tables), lead])


def _numbers(tally: Tally) -> Row:
    return (str(tally.errors), str(tally.warnings), str(tally.causes))


def _cause(cause: Cause) -> Row:
    step = cause.step
    where = f"{cause.callee}  {posix(step.path)}:{step.line}  ({cause.gravest.code})"
    return (str(len(cause.places)), str(len(cause.entry_points)), where)


def _table(head: Row, rows: Iterable[Row]) -> str:
    """Columns of numbers, and a last one of text; empty without rows."""
    listed = [head, *rows]
    if len(listed) == 1:
        return ""
    widths = [max(len(row[column]) for row in listed) for column in range(len(head) - 1)]
    return "".join(f"{line}\n" for line in _lines(listed, widths))


def _lines(rows: Iterable[Row], widths: list[int]) -> Iterator[str]:
    for row in rows:
        numbers = (text.rjust(width) for text, width in zip(row, widths, strict=False))
        yield "  ".join((*numbers, row[-1]))
