"""`loopguard cache clean`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from loopguard import config
from loopguard.cache.place import clean_cache, find_cache
from loopguard.cli.help import examples
from loopguard.cli.main import ExitCode
from loopguard.domain.errors import Complaint, ConfigError
from loopguard.files import display_path


@click.group("cache", epilog=examples("loopguard cache clean"))
def command() -> None:
    """Look after what LoopGuard keeps between runs (`.loopguard_cache` in the project)."""


@command.command(
    "clean",
    short_help="Remove what was kept.",
    epilog=examples("loopguard cache clean", "loopguard cache clean services/api"),
)
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where it is kept.  [default: .loopguard_cache in the project]",
)
def clean(path: Path, cache_dir: Path | None) -> int:
    """Remove what was kept for the project that PATH belongs to, by default the current one.

    Only LoopGuard's own files are removed. The next run reads the whole project anew.
    """
    start = Path(os.path.realpath(path))
    settings = config.read_settings(start if start.is_dir() else start.parent)
    directory = find_cache(settings.root, cache_dir)
    shown = display_path(str(directory))
    try:
        count, size = clean_cache(directory)
    except OSError as error:
        reason = f"cannot be removed: {error.strerror or error}"
        raise ConfigError((Complaint(str(error.filename or shown), "", reason),)) from error
    if count:
        click.echo(f"Removed {_size(size)} from {shown}.", err=True)
    else:
        click.echo(f"Nothing is kept in {shown}.", err=True)
    return ExitCode.CLEAN


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 50_000 else f"{count / 1_000:.1f} kB"
