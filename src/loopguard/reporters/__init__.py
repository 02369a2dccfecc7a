"""Reports: each format is a pure function from a result to text, one file each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from loopguard.domain.result import CheckResult
from loopguard.reporters.options import ReportOptions

FORMATS = (
    "text",
    "concise",
    "json",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "markdown",
    "html",
)


def render(format_name: str, result: CheckResult, options: ReportOptions) -> str:
    """The report in one of `FORMATS`; ends with a line break unless it is empty."""
    # Imported one at a time: a run loads what its own format needs, and the text report needs rich.
    module = import_module(f"loopguard.reporters.{format_name}")
    reporter = cast(
        Callable[[CheckResult, ReportOptions], str], getattr(module, f"render_{format_name}")
    )
    return reporter(result, options)


__all__ = ["FORMATS", "ReportOptions", "render"]
