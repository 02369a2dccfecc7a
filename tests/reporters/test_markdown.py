"""The Markdown report fits into a comment and reads back as what was meant."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from loopguard.domain.errors import FileProblem
from loopguard.domain.result import CheckResult
from loopguard.reporters import ReportOptions, render
from loopguard.reporters.markdown import LIMIT

from .conftest import unused_suppression

TAGS = {"code", "details", "h2", "h3", "li", "ol", "p", "pre", "summary", "ul"}
TAGS |= {"table", "tbody", "td", "th", "thead", "tr"}


def page_of(text: str) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def shown(text: str) -> str:
    """What a reader sees, without the markup."""
    return html.unescape(re.sub(r"</?[a-z][^>]*>", "", page_of(text)))


def test_counts_and_witnesses_are_shown(result: CheckResult, plain: ReportOptions) -> None:
    page = shown(render("markdown", result, plain))
    assert "LG107 blocking-sdk\n2\n0\n1" in page
    assert "error LG107 stripe.Charge.create in Gateway.send holds up 2 places" in page
    assert "shop/payments.py:30:12 payments.charge calls Gateway.send" in page


ODD = ["a|b", "a`b``c", "*bold* _x_ __init__", "<script>", "[x](y)", "@team #1", "\\", "~~x~~"]


@pytest.mark.parametrize("odd", ODD)
def test_marks_in_the_code_are_no_markup(
    odd: str, result: CheckResult, plain: ReportOptions
) -> None:
    finding = replace(
        result.findings[0],
        path=f"x/{odd}.py",
        callee=odd,
        library=odd,
        function=f"m.{odd}",
        trace=(replace(result.findings[0].trace[0], path=f"x/{odd}.py", callee=odd),),
    )
    problem = FileProblem(f"{odd}.py", 1, 1, odd)
    text = render("markdown", replace(result, findings=(finding,), problems=(problem,)), plain)
    assert shown(text).count(odd) >= 6
    assert set(re.findall(r"</?([a-z0-9]+)", page_of(text))) <= TAGS


def test_a_large_report_fits_and_says_what_was_cut(
    result: CheckResult, plain: ReportOptions
) -> None:
    first = result.findings[1]
    many = tuple(
        replace(
            first,
            fingerprint=f"{number:016x}",
            trace=(*first.trace[:-1], replace(first.trace[-1], line=number + 1)),
        )
        for number in range(2000)
    )
    text = render("markdown", replace(result, findings=many), plain)
    assert LIMIT - 3000 < len(text) <= LIMIT
    assert text.count("<details>") == text.count("</details>")
    sections = text.count("<code>stripe")
    assert f"**Cut: {2000 - sections + 1:,} more sections left out.**" in text


def test_unused_suppressions_have_a_place(result: CheckResult, plain: ReportOptions) -> None:
    page = shown(render("markdown", replace(result, findings=(unused_suppression(),)), plain))
    assert "1 unused suppression" in page
    assert "shop/gone.py:70:1 # loopguard: ignore silences nothing" in page
