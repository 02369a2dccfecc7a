"""The options of `loopguard check` that leave out what was there before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from loopguard.config import Settings
from loopguard.domain.finding import Finding
from loopguard.domain.result import CheckResult
from loopguard.engine import Progress, Resources

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Adoption:
    """What the user wants to hear of old findings.

    `baseline` is a file that holds back its entries, `no_baseline` lets the one of the settings be,
    `diff_base` is a revision of git whose findings are held back.
    """

    baseline: Path | None = None
    no_baseline: bool = False
    diff_base: str | None = None

    @property
    def baseline_option(self) -> str | None:
        """What the options say in the place of the setting `baseline`; None: nothing."""
        chosen = None if self.baseline is None else str(self.baseline)
        return "" if self.no_baseline else chosen

    def file(self, settings: Settings) -> Path | None:
        """The baseline that counts, if any."""
        return None if self.no_baseline else self.baseline or settings.baseline_file


def adoption_options(function: _Function) -> _Function:
    """Adds the options to a command, which gets them as one argument `adoption`."""

    @wraps(function)
    def with_adoption(
        *arguments: Any,
        baseline: Path | None,
        no_baseline: bool,
        diff_base: str | None,
        **others: Any,
    ) -> Any:
        if baseline is not None and no_baseline:
            raise click.UsageError("--baseline and --no-baseline exclude each other")
        adoption = Adoption(baseline, no_baseline, diff_base)
        return function(*arguments, adoption=adoption, **others)

    options = (
        click.option(
            "--baseline",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Report only what is not in this file (see `loopguard baseline`).",
        ),
        click.option(
            "--no-baseline",
            is_flag=True,
            help="Report also what is in the baseline of the settings.",
        ),
        click.option(
            "--diff-base",
            metavar="REV",
            help="Report only what was added since the branch left this revision of git.",
        ),
    )
    command: Any = with_adoption
    for option in reversed(options):
        command = option(command)
    return command  # type: ignore[no-any-return]


def held_back(
    run: Callable[..., CheckResult],
    adoption: Adoption,
    settings: Settings,
    paths: Sequence[Path],
    progress: Progress | None,
    resources: Resources,
) -> Callable[..., CheckResult]:
    """The run, without the findings that were there before."""
    file = adoption.file(settings)
    if file is None and adoption.diff_base is None:
        return run
    from loopguard.baseline import hold_back, read_baseline  # most runs have no baseline

    known = [read_baseline(file)] if file is not None else []
    is_old: Callable[[Finding], bool] | None = None
    if adoption.diff_base is not None:
        from loopguard.baseline.history import findings_at

        former = findings_at(adoption.diff_base, paths, settings, progress, resources)
        known.append(former.entries)
        is_old = former.has_line_of

    def only_new(**options: Any) -> CheckResult:
        result = run(**options)
        findings = result.findings
        for entries in known:  # each looks at all: two that know the same finding hold back one
            new = hold_back(result, entries, settings.root, is_old).result.findings
            kept = set(map(id, new))
            findings = tuple(finding for finding in findings if id(finding) in kept)
        held_back = len(result.findings) - len(findings)
        return replace(result, findings=findings, held_back=held_back)

    return only_new


_SAID_IN_REPORT = ("text", "json", "markdown", "html")


def tell_held_back(result: CheckResult, format_name: str) -> None:
    """Says on standard error how many findings are held back, where the report does not."""
    if result.held_back and format_name not in _SAID_IN_REPORT:
        plural = "s" * (result.held_back > 1)
        click.echo(f"{result.held_back} old finding{plural} held back.", err=True)
