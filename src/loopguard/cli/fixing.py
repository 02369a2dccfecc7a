"""`loopguard check --fix`, `--add-ignores` and `--diff`: what is printed, written and returned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from loopguard.cli.main import ExitCode
from loopguard.cli.output import color_wanted, write
from loopguard.config import Settings
from loopguard.domain.result import CheckResult
from loopguard.fixes import (
    add_ignores,
    fix_findings,
    summarize_fixes,
    unified_diff,
    write_files,
)
from loopguard.fixes.summary import FIXING, IGNORING


@dataclass(frozen=True, slots=True)
class Wish:
    """What to do about the findings.

    `unsafe` allows unsafe fixes; `ignores` asks for comments with `reason` in place of fixes;
    `diff` for a patch, with nothing written.
    """

    unsafe: bool
    ignores: bool
    reason: str
    diff: bool
    color: str
    quiet: bool


def carry_out(
    paths: Sequence[Path], settings: Settings, run: Callable[..., CheckResult], wish: Wish
) -> CheckResult | ExitCode:
    """Changes the files, says so on standard error, and gives what is left to report.

    With `wish.diff`, prints the changes instead, and gives the exit code. `run` checks the
    project; it takes `edited`, as `engine.check` does.
    """

    def check(texts: Mapping[str, str]) -> CheckResult:
        return run(edited=texts)

    if wish.ignores:
        outcome = add_ignores(paths, settings, check, reason=wish.reason)
    else:
        outcome = fix_findings(paths, settings, check, unsafe=wish.unsafe)
    failed: dict[str, str] = {}
    if wish.diff:
        wanted = color_wanted() if wish.color == "auto" else wish.color == "always"
        write(unified_diff(outcome.changed, color=wanted))
    else:
        failed = write_files(outcome.changed)
    if failed or outcome.changed or outcome.left or not wish.quiet:
        verbs = IGNORING if wish.ignores else FIXING
        summary = summarize_fixes(outcome, failed, written=not wish.diff, verbs=verbs)
        click.echo(summary, err=True, nl=False)
    if wish.diff:
        return ExitCode.FINDINGS if outcome.changed else ExitCode.CLEAN
    return run() if failed else outcome.result
