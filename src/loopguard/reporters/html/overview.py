"""The upper part of the page: counts, totals by what they go by, and the filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import Cause
from loopguard.reporters.html.markup import Markup, element, joined, short
from loopguard.reporters.totals import (
    Tally,
    blocking_calls,
    by_entry_point,
    by_library,
    by_package,
    by_rule,
    library_label,
)
from loopguard.rules import BY_CODE

_SHOWN = 8
"""Rows of a table before the rest folds away."""


def tiles(result: CheckResult, causes: Sequence[Cause]) -> Markup:
    """The counts of the run."""
    calls = blocking_calls(result)
    errors = sum(finding.severity == "error" for finding in calls)
    stats = result.stats
    known = f"{stats.resolved / stats.calls:.0%}" if stats.calls else "all"
    counts = [
        ("Errors", f"{errors:,}", "error"),
        ("Warnings", f"{len(calls) - errors:,}", "warning"),
        ("Causes", f"{len(causes):,}", ""),
        ("Entry points held up", f"{len({e for c in causes for e in c.entry_points}):,}", ""),
        ("Functions on the loop", f"{stats.functions_on_loop:,}", ""),
        ("Files", f"{stats.files:,}", ""),
        ("Calls understood", known, ""),
    ]
    return element(
        "dl",
        *(
            element(
                "div", element("dt", label), element("dd", value), class_=f"tile {kind}".strip()
            )
            for label, value, kind in counts
        ),
        class_="tiles",
    )


def totals(result: CheckResult) -> Markup:
    """A table for each thing to count by; its rows are buttons that filter."""
    calls = blocking_calls(result)
    cards = [
        _card("By rule", "rule", by_rule(calls), lambda code: f"{code} {BY_CODE[code].name}"),
        _card("By library", "library", by_library(calls), library_label),
        _card("By package", "package", by_package(calls), str),
        _card("By entry point", "entry", by_entry_point(calls), short),
    ]
    return element("section", *cards, class_="totals", aria_label="Totals")


def toolbar(result: CheckResult) -> Markup:
    """The filter; the script shows it."""
    severities = element(
        "select",
        element("option", "errors and warnings", value=""),
        element("option", "errors only", value="error"),
        element("option", "warnings only", value="warning"),
        id="severity",
        aria_label="Severity",
    )
    search = Markup(
        '<input type="search" id="search" placeholder="Search files, functions, calls"'
        ' aria-label="Search" aria-keyshortcuts="/" autocomplete="off" spellcheck="false">'
    )
    buttons = joined(
        element("button", "Open all", type="button", id="open"),
        element("button", "Close all", type="button", id="close"),
        element("button", "Clear filter", type="button", id="clear", hidden=True),
    )
    return element(
        "form",
        search,
        severities,
        element("span", id="chips"),
        buttons,
        element("output", id="count", aria_live="polite"),
        class_="toolbar",
        role="search",
        hidden=True,
    )


def _card(title: str, facet: str, tallies: Sequence[Tally], label: Callable[[str], str]) -> Markup:
    most = max((tally.findings for tally in tallies), default=1)
    rows = [_row(facet, tally, label(tally.name), most) for tally in tallies]
    head, rest = rows[:_SHOWN], rows[_SHOWN:]
    shown: list[str] = [element("h2", title), element("ul", *head)]
    if rest:
        more = element("summary", f"{len(rest):,} more")
        shown.append(element("details", more, element("ul", *rest)))
    return element("div", *shown, class_="card")


def _row(facet: str, tally: Tally, label: str, most: int) -> Markup:
    bar = element("span", class_="bar", style=f"--share:{tally.findings / most:.1%}")
    noun = "cause" if tally.causes == 1 else "causes"
    hint = f"{tally.errors} errors, {tally.warnings} warnings, {tally.causes} {noun}"
    button = element(
        "button",
        element("span", element("bdi", label, dir="ltr"), class_="label"),
        element("span", f"{tally.findings:,}", class_="number"),
        bar,
        type="button",
        title=f"{label}: {hint}",
        data_facet=facet,
        data_value=tally.name,
        aria_pressed="false",
    )
    return element("li", button)
