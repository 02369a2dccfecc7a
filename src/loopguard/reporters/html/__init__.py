"""One self-contained page for people: totals, causes by weight, every witness with its source.

It loads nothing and works without a network; `style.css` and `script.js` beside this file are put
into it. Without JavaScript everything is there but the filter and the lines around a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import loopguard
from loopguard.domain.result import CheckResult
from loopguard.reporters.causes import ABOUT_COMMENTS, ranked_causes
from loopguard.reporters.html.chains import CauseWriter
from loopguard.reporters.html.excerpts import Excerpts
from loopguard.reporters.html.markup import element, joined, place
from loopguard.reporters.html.overview import tiles, toolbar, totals
from loopguard.reporters.options import ReportOptions
from loopguard.reporters.totals import headline

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def render_html(result: CheckResult, options: ReportOptions) -> str:
    """The page. It is plain ASCII with character references, and so the same in every encoding."""
    causes = ranked_causes(result.findings)
    excerpts = Excerpts(options.lines_of)
    writer = CauseWriter(excerpts, max((len(cause.places) for cause in causes), default=1))
    listed = [writer.cause(number, cause) for number, cause in enumerate(causes, 1)]
    summary = headline(result)
    body: list[str] = [
        element(
            "header",
            element("h1", "LoopGuard"),
            element("p", f"{summary[:1].upper()}{summary[1:]}."),
        ),
        tiles(result, causes),
    ]
    if causes:
        body += [
            totals(result),
            toolbar(result),
            element(
                "main",
                element("h2", "Causes"),
                element(
                    "p",
                    "Each is one call that blocks. Errors come first, and among them those that "
                    "hold up the most places.",
                    class_="hint",
                ),
                joined(*listed),
                element("p", "Nothing fits the filter.", class_="none", hidden=True),
            ),
        ]
    body += [_problems(result), _comments(result), _unresolved(result)]
    made = f"Made by LoopGuard {loopguard.__version__}."
    body.append(element("footer", element("p", made)))
    page = joined(
        "<!doctype html>\n",
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="color-scheme" content="light dark">\n',
        "<title>LoopGuard report</title>\n",
        f"<style>\n{_asset('style.css')}</style>\n</head>\n<body>\n",
        *(f"{part}\n" for part in body if part),
        f'<script type="application/json" id="sources">{excerpts.as_json()}</script>\n',
        f"<script>\n{_asset('script.js')}</script>\n</body>\n</html>\n",
    )
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _problems(result: CheckResult) -> str:
    rows = [
        element("li", place(p.path, p.line, p.column), " ", element("span", p.reason))
        for p in result.problems
    ]
    return _list("Files that could not be checked (LG001)", rows, opened=True)


def _comments(result: CheckResult) -> str:
    rows = [
        element("li", place(f.path, f.span.line, f.span.column), " ", element("span", f.message))
        for f in result.findings
        if f.code in ABOUT_COMMENTS
    ]
    return _list("Unused suppressions (LG002)", rows)


def _unresolved(result: CheckResult) -> str:
    rows = [
        element(
            "li",
            place(c.path, c.line, c.column),
            " ",
            element("code", f"{c.callee}()"),
            " ",
            element("span", c.reason),
        )
        for c in result.unresolved
    ]
    return _list("Calls on the loop whose target is unknown", rows)


def _list(title: str, rows: Sequence[str], *, opened: bool = False) -> str:
    if not rows:
        return ""
    head = element("summary", element("h2", f"{title}: {len(rows)}"))
    return element("details", head, element("ul", joined(*rows)), class_="more", open=opened)


@cache
def _asset(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
