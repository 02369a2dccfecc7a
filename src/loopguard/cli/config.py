"""`loopguard config`, and `loopguard check --explain-config`: every setting and its origin."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from loopguard import config
from loopguard.cli.help import examples
from loopguard.cli.main import ExitCode
from loopguard.cli.output import heading, write, write_line
from loopguard.config import Settings
from loopguard.files import display_path
from loopguard.rules import RULES

OPTIONS = {
    "select": "select",
    "extend_select": "extend_select",
    "ignore": "ignore",
    "fail_on": "fail_on",
    "confidence": "confidence",
    "exclude": "extend_exclude",
    "offload": "offload",
    "unsafe_fixes": "unsafe_fixes",
    "baseline": "baseline",
    "no_baseline": "baseline",
}
"""The options of `check` that go over a setting, and the setting."""

_NOT_SET = ("root", "config_file")


@click.command(
    "config",
    epilog=examples(
        "loopguard config", "loopguard config services/api", "loopguard config --isolated"
    ),
)
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the settings from this file.",
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
def command(path: Path, config_file: Path | None, isolated: bool) -> int:
    """Show the settings that hold for PATH, and where each comes from.

    PATH is a file or a directory, by default the current one. To see what options change, add
    --explain-config to `loopguard check`.
    """
    start = Path(os.path.realpath(path))
    start = start if start.is_dir() else start.parent
    show_settings(config.read_settings(start, config=config_file, isolated=isolated), {})
    return ExitCode.CLEAN


def show_settings(settings: Settings, given: Mapping[str, str]) -> None:
    """Prints all settings; `given` are the options that changed one, by the name of the setting."""
    file = settings.config_file
    write_line(f"{heading('project')}  {settings.root}")
    write_line(f"{heading('file')}     {display_path(str(file)) if file else 'none'}")
    write("\n")
    lines = _lines_of_keys(file) if file is not None else {}
    rows = [
        (key, _origin(name, key, file, lines, given), _value(name, settings))
        for name, key in sorted((f.name, _key(f.name)) for f in fields(Settings))
        if name not in _NOT_SET
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for key, origin, value in rows:
        write_line(f"{heading(f'{key:<{widths[0]}}')}  {origin:<{widths[1]}}  {value}")


def options_given(ctx: click.Context) -> dict[str, str]:
    """The options on the command line that go over a setting, by its name."""
    return {
        setting: f"--{option.replace('_', '-')}"
        for option, setting in OPTIONS.items()
        if ctx.get_parameter_source(option) is click.core.ParameterSource.COMMANDLINE
    }


def _key(name: str) -> str:
    return name.replace("_", "-")


def _origin(
    name: str, key: str, file: Path | None, lines: Mapping[str, int], given: Mapping[str, str]
) -> str:
    """Where a setting comes from: an option, a line of the file, or nowhere."""
    in_file = f"{display_path(str(file))}:{lines[key]}" if key in lines else ""
    if name in given:
        adds = name == "extend_exclude" and in_file
        return f"{in_file}, {given[name]}" if adds else given[name]
    return in_file or "default"


def _value(name: str, settings: Settings) -> str:
    value = getattr(settings, name)
    if name == "select" and not value:
        off = " and ".join(rule.code for rule in RULES if not rule.default)
        return f"all rules but {off}"
    if name == "baseline" and not value:
        return "none"
    if name == "blocklist":
        return "a table" if value else "{}"
    if name in ("per_file_ignores", "severity"):
        inside = ", ".join(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in value)
        return f"{{ {inside} }}" if inside else "{}"
    return json.dumps(value, ensure_ascii=False)


def _lines_of_keys(file: Path) -> dict[str, int]:
    """The line (1-based) of each setting in its file, or of the header of its table.

    TOML readers do not tell lines, so they are looked for; those that are written in an unusual
    way have the line of the first header that is ours, or 1.
    """
    text = file.read_text(encoding="utf-8")
    prefix = ("tool", "loopguard") if file.name == "pyproject.toml" else ()
    found: dict[str, int] = {}
    header: tuple[str, ...] = ()
    first = 1
    for number, line in enumerate(text.splitlines(), start=1):
        opened = re.match(r"\s*\[\[?([^\[\]]+)\]", line)
        if opened:
            header = tuple(_parts(opened[1]))
            if header[: len(prefix)] == prefix and prefix:
                first = number if first == 1 else first
            key = header[len(prefix) :][:1] if header[: len(prefix)] == prefix else ()
        else:
            assigned = re.match(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[\w-]+)*)\s*=", line)
            whole = (*header, *_parts(assigned[1])) if assigned else ()
            key = whole[len(prefix) :][:1] if whole[: len(prefix)] == prefix else ()
        for name in key:
            found.setdefault(name, number)
    return {key: found.get(key, first) for key in _keys_in(file, prefix)}


def _keys_in(file: Path, prefix: Iterable[str]) -> list[str]:
    import tomli

    table: Any = tomli.loads(file.read_text(encoding="utf-8"))
    for part in prefix:
        table = table.get(part, {})
    return list(table)


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
