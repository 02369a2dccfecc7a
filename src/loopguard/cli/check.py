"""`loopguard check`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from loopguard import config
from loopguard.cache.place import cache_directory
from loopguard.cli.adoption import Adoption, adoption_options, held_back, tell_held_back
from loopguard.cli.completion import complete_codes
from loopguard.cli.help import SectionedCommand, examples
from loopguard.cli.main import ExitCode
from loopguard.cli.output import color_wanted, write
from loopguard.cli.progress import watched
from loopguard.cli.sources import SourceFiles
from loopguard.domain.errors import Complaint, ConfigError
from loopguard.domain.finding import SEVERITIES
from loopguard.domain.result import CheckResult
from loopguard.engine import Resources, check
from loopguard.reporters import FORMATS, ReportOptions, render

if TYPE_CHECKING:
    from loopguard.cli.stdin import StandardInput


def split_codes(
    ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Splits `LG101,LG102` and repeated options into single codes."""
    return tuple(code.strip().upper() for text in value for code in text.split(",") if code.strip())


_SECTIONS = {
    "What to check": (
        *("select", "extend_select", "ignore", "exclude", "confidence", "offload"),
        *("stdin_filename", "config_file", "isolated", "explain_config"),
    ),
    "What to report": (
        *("format_name", "output", "statistics", "fail_on", "baseline", "no_baseline", "diff_base"),
        *("show_unresolved", "color", "quiet", "verbose"),
    ),
    "What to change": ("fix", "unsafe_fixes", "diff", "add_ignores", "reason"),
    "How to run": ("no_cache", "cache_dir", "jobs", "summaries"),
}
"""The headings of the help."""


@click.command(
    "check",
    cls=SectionedCommand,
    sections=_SECTIONS,
    epilog=examples(
        "loopguard check src/",
        "loopguard check --select LG101,LG102 --fail-on error src/ tests/",
        "loopguard check --diff src/                 # show the fixes",
        "loopguard check --diff-base main            # what this branch adds",
        "loopguard check --format sarif --output loopguard.sarif",
        "loopguard check - --stdin-filename app.py   # for editors",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="text",
    help="How to report.",
    show_default=True,
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file."
)
@click.option(
    "--select",
    multiple=True,
    callback=split_codes,
    shell_complete=complete_codes,
    metavar="CODES",
    help="Check these rules only (codes or prefixes, comma-separated).",
)
@click.option(
    "--extend-select",
    multiple=True,
    callback=split_codes,
    shell_complete=complete_codes,
    metavar="CODES",
    help="Check these rules too.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=split_codes,
    shell_complete=complete_codes,
    metavar="CODES",
    help="Leave these rules out.",
)
@click.option(
    "--fail-on",
    type=click.Choice(config.FAIL_ON),
    help="The mildest severity that fails the run.  [default: warning]",
)
@click.option(
    "--confidence",
    type=click.Choice(config.CONFIDENCES),
    help="Report findings that are but likely, too.  [default: certain]",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave out files that fit (as in .gitignore), besides those in the settings.",
)
@click.option(
    "--offload",
    type=click.Choice(config.OFFLOADS),
    help="How suggested fixes leave the loop.  [default: auto]",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the settings from this file.",
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    help="When to color the report.",
    show_default=True,
)
@click.option(
    "--show-unresolved",
    is_flag=True,
    help="List the calls on the loop whose target is unknown, and why.",
)
@click.option("--fix", is_flag=True, help="Apply the safe fixes, then report what is left.")
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff: also fixes that can change what the code does.",
)
@click.option(
    "--diff", is_flag=True, help="Write nothing, print what --fix would change; exit code 1 if any."
)
@click.option(
    "--add-ignores",
    is_flag=True,
    help="Write a comment that silences it at each finding, then report what is left.",
)
@click.option(
    "--reason",
    default="TODO",
    help="With --add-ignores: what the comments give as the reason.",
    show_default=True,
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs read.")
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to keep what was read.  [default: .loopguard_cache in the project]",
)
@click.option(
    "--from-summaries",
    "summaries",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Check what `loopguard summarize` has written into this file or directory.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    help="The most processes.  [default: as many as pay]",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Count by rule, library and cause in place of listing (text; json has it anyway).",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing where there is nothing to report.")
@click.option("-v", "--verbose", is_flag=True, help="List every place that shares a cause.")
@click.option(
    "--stdin-filename",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With `-` as PATHS: the file whose text standard input gives.",
)
@click.option(
    "--explain-config",
    is_flag=True,
    help="Check nothing, show the settings and where each comes from.",
)
@adoption_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    format_name: str,
    output: Path | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    confidence: str | None,
    exclude: tuple[str, ...],
    offload: str | None,
    config_file: Path | None,
    isolated: bool,
    color: str,
    show_unresolved: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    add_ignores: bool,
    reason: str,
    no_cache: bool,
    cache_dir: Path | None,
    summaries: tuple[Path, ...],
    jobs: int | None,
    statistics: bool,
    quiet: bool,
    verbose: bool,
    stdin_filename: Path | None,
    explain_config: bool,
    adoption: Adoption,
) -> int:
    """Find calls that block the event loop in the Python files at and below PATHS.

    Without PATHS the current directory is checked; `-` is standard input. Exit code 0: clean, 1:
    findings at or above --fail-on, 2: the command could not run.
    """
    _refuse_odd_combinations(fix, unsafe_fixes, diff, add_ignores, reason)
    if statistics and format_name not in ("text", "json"):
        raise click.UsageError("--statistics goes with --format text or json")
    paths = paths or (Path("."),)
    given = None
    if stdin_filename is not None or Path("-") in paths:
        given = _standard_input(paths, stdin_filename, fix or diff or add_ignores)
        paths = (given.file,)
    start = Path(os.path.realpath(paths[0]))
    start = start if start.is_dir() else start.parent
    settings = config.read_settings(start, config=config_file, isolated=isolated)
    settings = config.with_options(
        settings,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        fail_on=fail_on,
        confidence=confidence,
        extend_exclude=(*settings.extend_exclude, *exclude),
        offload=offload,
    )
    if explain_config:
        from loopguard.cli.config import options_given, show_settings

        settings = config.with_options(
            settings, unsafe_fixes=unsafe_fixes or None, baseline=adoption.baseline_option
        )
        show_settings(settings, options_given(ctx))
        return ExitCode.CLEAN
    with watched(sys.stderr) as progress:
        cache = None if no_cache else cache_directory(settings.root, cache_dir)
        resources = Resources(jobs or 0, cache)
        shards = None
        if summaries:
            from loopguard.shards import Shards  # imported here: few runs have any

            shards = Shards.read(summaries, settings.root)
        run: Callable[..., CheckResult] = partial(
            check,
            paths,
            settings,
            progress,
            show_unresolved=show_unresolved,
            resources=resources,
            shards=shards,
        )
        if given is not None:
            run = partial(run, edited=given.edited)
        run = held_back(run, adoption, settings, paths, progress, resources)
        if fix or diff or add_ignores:
            from loopguard.cli.fixing import Wish, carry_out  # imported here: most runs fix nothing

            unsafe = unsafe_fixes or settings.unsafe_fixes
            wish = Wish(unsafe, add_ignores, reason, diff, color, quiet)
            done = carry_out(paths, settings, run, wish)
            if isinstance(done, ExitCode):
                return done
            result = done
        else:
            result = run()
    quoted = {} if given is None else given.lines
    options = report_options(color, output, verbose, quoted)
    if statistics and format_name == "text":
        from loopguard.reporters.statistics import render_statistics

        report = render_statistics(result, options)
    else:
        report = render(format_name, result, options)
    silent = quiet and not (result.findings or result.problems or result.unresolved)
    if output is not None:
        write_file(output, report)
    elif not silent:
        write(report)
    if not quiet:
        tell_held_back(result, format_name)
    return exit_code(result, settings.fail_on)


def _refuse_odd_combinations(
    fix: bool, unsafe_fixes: bool, diff: bool, add_ignores: bool, reason: str
) -> None:
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if add_ignores and (fix or unsafe_fixes):
        raise click.UsageError("--add-ignores goes without --fix: first fix, then silence the rest")
    if "#" in reason or not reason.isprintable():
        raise click.UsageError("--reason is one line of text without `#`")


def _standard_input(
    paths: tuple[Path, ...], filename: Path | None, changing: bool
) -> StandardInput:
    if paths != (Path("-"),):
        raise click.UsageError("--stdin-filename goes with `-` as the only path, and `-` alone")
    if changing:
        raise click.UsageError("`-` goes without --fix, --diff and --add-ignores")
    from loopguard.cli.stdin import read_standard_input  # imported here: most runs read files

    return read_standard_input(filename)


def exit_code(result: CheckResult, fail_on: str) -> ExitCode:
    """FINDINGS where something is at least as grave as `fail_on`; unread files count as errors."""
    if fail_on == "never":
        return ExitCode.CLEAN
    grave = SEVERITIES[SEVERITIES.index(fail_on) :]
    found = bool(result.problems) or any(f.severity in grave for f in result.findings)
    return ExitCode.FINDINGS if found else ExitCode.CLEAN


def write_file(output: Path, report: str) -> None:
    """Writes a report; raises ConfigError where that is not possible."""
    try:
        output.write_text(report, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise ConfigError((Complaint(str(output), "", reason),)) from error


def report_options(
    color: str = "auto",
    output: Path | None = None,
    verbose: bool = False,
    quoted: Mapping[str, list[str]] = MappingProxyType({}),
) -> ReportOptions:
    """How to report here: what the terminal shows, and what the user wants.

    `quoted` are the lines of files, by displayed path, that are not read from the disk.
    """
    sources = SourceFiles(quoted)
    wanted = output is None and color_wanted()
    encoding = "utf-8" if output is not None else (sys.stdout.encoding or "ascii")
    return ReportOptions(
        color=wanted if color == "auto" else color == "always",
        unicode=encoding.lower().replace("-", "").startswith("utf"),
        verbose=verbose,
        width=shutil.get_terminal_size().columns,
        lines_of=sources.lines_of,
        changes_of=sources.changes_of,
    )
