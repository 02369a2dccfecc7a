"""`loopguard init`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import tomli

from loopguard import config
from loopguard.baseline import entries_of, write_baseline
from loopguard.cache.place import cache_directory
from loopguard.cli.baseline import DEFAULT_NAME, number_of_findings
from loopguard.cli.help import examples
from loopguard.cli.main import ExitCode
from loopguard.cli.progress import watched
from loopguard.config import Settings
from loopguard.domain.errors import Complaint, ConfigError
from loopguard.engine import Resources, check
from loopguard.files import display_path, replace_file

_SETTINGS = """\
# `loopguard config` shows all settings, and where each comes from.
{baseline}
# fail-on = "error"            # let warnings pass
# extend-select = ["LG120"]    # report CPU-bound calls, too
# per-file-ignores = {{ "tests/**" = ["LG105"] }}
"""


@click.command(
    "init",
    epilog=examples("loopguard init", "loopguard init src/", "loopguard init --no-baseline"),
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--no-baseline", is_flag=True, help="Write settings only, and check nothing.")
def command(paths: tuple[Path, ...], no_baseline: bool) -> int:
    """Write a starting configuration, and a baseline of what is found at and below PATHS.

    The settings are added to the end of pyproject.toml, which is kept as it is otherwise, or
    written to a new loopguard.toml where the project has none. Without findings there is no
    baseline. Nothing is overwritten: a project with settings of LoopGuard is left alone.
    """
    start = Path(os.path.realpath(paths[0] if paths else "."))
    start = start if start.is_dir() else start.parent
    _refuse_known_project(start)
    settings = Settings(root=config.find_root(start))
    baseline = settings.root / DEFAULT_NAME
    if not no_baseline and os.path.lexists(baseline):
        raise _error(baseline, "is there already; take it away, or give --no-baseline")
    count = 0 if no_baseline else _write_baseline(paths or (Path("."),), settings, baseline)
    line = f'baseline = "{DEFAULT_NAME}"'
    file = _write_settings(settings.root, _SETTINGS.format(baseline=line if count else f"# {line}"))
    click.echo(f"Wrote settings to {display_path(str(file))}.", err=True)
    if count:
        shown = display_path(str(baseline))
        click.echo(f"Wrote {number_of_findings(count)} to {shown}.", err=True)
    click.echo("Next: `loopguard check`" + (" reports what is new." if count else "."), err=True)
    return ExitCode.CLEAN


def _refuse_known_project(start: Path) -> None:
    known = config.find_config(start)
    if known is not None:
        raise _error(known[0], "has settings of LoopGuard already; nothing was changed")


def _write_baseline(paths: tuple[Path, ...], settings: Settings, file: Path) -> int:
    """Writes the baseline where there is something to hold back; how many findings there are."""
    with watched(sys.stderr) as progress:
        resources = Resources(0, cache_directory(settings.root))
        result = check(paths, settings, progress, resources=resources)
    if result.findings:
        write_baseline(file, entries_of(result.findings, settings.root))
    return len(result.findings)


def _write_settings(root: Path, text: str) -> Path:
    """Adds the settings to pyproject.toml, or writes a loopguard.toml; gives the file."""
    shared = root / "pyproject.toml"
    file = root / "loopguard.toml"
    content = text.encode()
    mode_of = None
    if shared.is_file():
        extended = _extended(shared.read_bytes(), f"[tool.loopguard]\n{text}")
        if extended is not None:
            file = mode_of = shared.resolve()  # a link goes on leading to it
            content = extended
    try:
        replace_file(file, [content], mode_of)
    except OSError as error:
        raise _error(file, f"cannot be written: {error.strerror or error}") from error
    return file


def _extended(content: bytes, table: str) -> bytes | None:
    """The content with a table at its end; None where that would not be TOML, or change more."""
    newline = "\r\n" if b"\r\n" in content else "\n"
    gap = "" if not content else newline if content.endswith(b"\n") else newline * 2
    extended = content + (gap + table.replace("\n", newline)).encode()
    try:
        before, after = tomli.loads(content.decode()), tomli.loads(extended.decode())
        own = after["tool"].pop("loopguard")
    except (ValueError, KeyError, TypeError):
        return None
    if "tool" not in before and not after["tool"]:
        del after["tool"]
    return extended if after == before and isinstance(own, dict) else None


def _error(file: Path, reason: str) -> ConfigError:
    return ConfigError((Complaint(display_path(str(file)), "", reason),))
