"""Reports: each format is a pure function from a result to text, one file each."""

from __future__ import annotations

from collections.abc import Callable

from loopguard.domain.result import CheckResult
from loopguard.reporters.options import ReportOptions

FORMATS = ("text", "concise", "json")


def render(format_name: str, result: CheckResult, options: ReportOptions) -> str:
    """The report in one of `FORMATS`; ends with a line break unless it is empty."""
    return _reporter(format_name)(result, options)


def _reporter(format_name: str) -> Callable[[CheckResult, ReportOptions], str]:
    # Imported one at a time: the text report is the only one that needs rich.
    if format_name == "text":
        from loopguard.reporters.text import render_text

        return render_text
    if format_name == "concise":
        from loopguard.reporters.concise import render_concise

        return render_concise
    from loopguard.reporters.json import render_json

    return render_json


__all__ = ["FORMATS", "ReportOptions", "render"]
