"""`loopguard baseline create|prune`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from loopguard import config
from loopguard.baseline import (
    Entry,
    entries_of,
    hold_back,
    path_from_root,
    read_baseline,
    stale_entries,
    write_baseline,
)
from loopguard.cache.place import cache_directory
from loopguard.cli.help import examples
from loopguard.cli.main import ExitCode
from loopguard.cli.progress import watched
from loopguard.config import Settings
from loopguard.domain.result import CheckResult
from loopguard.engine import Resources, check
from loopguard.files import display_path

DEFAULT_NAME = "loopguard-baseline.json"

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Project:
    """What a baseline is made for: the paths to check, the settings, and the file.

    `is_set` tells whether the settings name the file, so that `loopguard check` uses it.
    """

    paths: tuple[Path, ...]
    settings: Settings
    file: Path
    is_set: bool

    def check(self, resources: Resources) -> CheckResult:
        """All findings, old and new."""
        with watched(sys.stderr) as progress:
            return check(self.paths, self.settings, progress, resources=resources)


def project_here(
    paths: Sequence[Path], file: Path | None, config_file: Path | None, isolated: bool
) -> Project:
    """The project that the first of the paths belongs to; without paths, the directory here."""
    paths = tuple(paths) or (Path("."),)
    start = Path(os.path.realpath(paths[0]))
    start = start if start.is_dir() else start.parent
    settings = config.read_settings(start, config=config_file, isolated=isolated)
    own = settings.baseline_file
    chosen = file or own or settings.root / DEFAULT_NAME
    return Project(paths, settings, chosen, own is not None and _same(chosen, own))


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _options(function: _Function) -> _Function:
    """What both commands take."""
    options = (
        click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
        click.option(
            "--file",
            "file",
            type=click.Path(dir_okay=False, path_type=Path),
            help="The baseline.  [default: that of the settings, else loopguard-baseline.json "
            "in the project]",
        ),
        click.option(
            "--config",
            "config_file",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Read the settings from this file.",
        ),
        click.option("--isolated", is_flag=True, help="Read no settings file."),
        click.option("--no-cache", is_flag=True, help="Neither use nor keep what runs read."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _resources(settings: Settings, no_cache: bool) -> Resources:
    return Resources(0, None if no_cache else cache_directory(settings.root))


@click.group(
    "baseline",
    epilog=examples(
        "loopguard baseline create src/",
        "loopguard check --baseline loopguard-baseline.json src/",
        "loopguard baseline prune src/",
    ),
)
def command() -> None:
    """Keep a list of old findings, so that `loopguard check` reports new ones only.

    The list is a JSON file to be committed. It names functions and calls, not lines: it holds when
    code moves inside a file and when files are renamed.
    """


@command.command(
    "create",
    short_help="Write all findings to the baseline.",
    epilog=examples("loopguard baseline create src/", "loopguard baseline create --file old.json"),
)
@_options
def create(
    paths: tuple[Path, ...],
    file: Path | None,
    config_file: Path | None,
    isolated: bool,
    no_cache: bool,
) -> int:
    """Write all findings at and below PATHS to the baseline, in place of what it held."""
    project = project_here(paths, file, config_file, isolated)
    result = project.check(_resources(project.settings, no_cache))
    write_baseline(project.file, entries_of(result.findings, project.settings.root))
    shown = display_path(str(project.file))
    click.echo(f"Wrote {number_of_findings(len(result.findings))} to {shown}.", err=True)
    if result.problems:
        unread = len(result.problems)
        files = "1 file that cannot be read is" if unread == 1 else f"{unread} unread files are"
        click.echo(f"{files} not held back: see `loopguard check`.", err=True)
    if not project.is_set:
        name = path_from_root(str(project.file), project.settings.root)
        click.echo(
            f"`loopguard check --baseline {shown}` leaves them out; so does `loopguard check` "
            f'with the setting baseline = "{name}".',
            err=True,
        )
    return ExitCode.CLEAN


@command.command(
    "prune",
    short_help="Take out of the baseline what is gone.",
    epilog=examples(
        "loopguard baseline prune src/",
        "loopguard baseline prune --check src/   # for CI",
    ),
)
@_options
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; exit code 1 if there is something to take out.",
)
def prune(
    paths: tuple[Path, ...],
    file: Path | None,
    config_file: Path | None,
    isolated: bool,
    no_cache: bool,
    only_check: bool,
) -> int:
    """Take out of the baseline what is not found any more at and below PATHS.

    New findings are not added. Entries of renamed files get the new name.
    """
    project = project_here(paths, file, config_file, isolated)
    settings = project.settings
    entries = read_baseline(project.file)
    result = project.check(_resources(settings, no_cache))
    held = hold_back(result, entries, settings.root)
    stale = stale_entries(held.left, settings, project.paths)
    kept = held.known + (held.left - stale)
    shown = display_path(str(project.file))
    if kept == entries:
        click.echo(f"{shown} is up to date: {number_of_findings(kept.total())}.", err=True)
        return ExitCode.CLEAN
    if only_check:
        click.echo(f"{shown} is out of date: {_gone(stale)}.", err=True)
        return ExitCode.FINDINGS
    write_baseline(project.file, kept)
    click.echo(f"{shown}: {_gone(stale)}; {number_of_findings(kept.total())} left.", err=True)
    return ExitCode.CLEAN


def _gone(stale: Counter[Entry]) -> str:
    if not stale:
        return "files have other names"
    return f"{number_of_findings(stale.total())} no longer there"


def number_of_findings(count: int) -> str:
    """How many findings, in words."""
    return f"{count} finding{'' if count == 1 else 's'}"
