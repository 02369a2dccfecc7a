"""`loopguard blocklist verify`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import StringIO
from itertools import groupby
from pathlib import Path

import click

from loopguard.blocklist import load_files
from loopguard.blocklist.distributions import requirements_of
from loopguard.blocklist.load import shipped_directory
from loopguard.blocklist.models import LibraryFile
from loopguard.blocklist.verify import Outcome
from loopguard.blocklist.verify_run import VerifiedFile, verify_files
from loopguard.cli.help import examples
from loopguard.cli.output import write, write_line

_OUTCOMES = (Outcome.VERIFIED, Outcome.UNVERIFIABLE, Outcome.FAILED)
_TITLES = ("Library", "Installed", "Checked with", "Entries", "Verified", "Unverifiable", "Failed")
_STYLES = ("bold", "", "dim", "", "green", "yellow", "bold red")
_WIDE_ENOUGH = 200
_LONGEST_CELL = 32


@click.command(
    "verify",
    short_help="Prove the blocklist against the libraries installed here.",
    epilog=examples(
        "loopguard blocklist verify",
        "loopguard blocklist verify --library python",
        "loopguard blocklist verify our_sdk.toml",
    ),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--library", "libraries", multiple=True, metavar="NAME", help="Only this library (repeatable)."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How to print the results.",
)
@click.option("--requirements", is_flag=True, hidden=True)
def verify(
    files: tuple[Path, ...], libraries: tuple[str, ...], form: str, requirements: bool
) -> int:
    """Prove the blocklist against the libraries that are installed here.

    Imports each library in a process of its own and looks whether every name exists, whether what
    is said to block is not async, whether the async twins are, and whether types agree. FILES are
    blocklist files to verify in place of those that LoopGuard ships.

    Exit code 1 tells that an entry is wrong, or that a library ends the process that imports it.
    What cannot be known is not wrong.
    """
    paths = files or tuple(sorted(shipped_directory().glob("*.toml")))
    chosen = _chosen(load_files(paths).files, libraries)
    if requirements:
        for line in sorted({str(one) for file in chosen for one in requirements_of(file)}):
            write_line(line)
        return 0
    results = verify_files(chosen, paths, os.cpu_count() or 1)
    write(_RENDERERS[form](results))
    return 1 if any(r.problem or r.count(Outcome.FAILED) for r in results) else 0


def _chosen(files: Iterable[LibraryFile], libraries: Sequence[str]) -> list[LibraryFile]:
    """The files of the wanted libraries, sorted by library."""
    ordered = sorted(files, key=lambda file: (file.name.lower(), file.path))
    wanted = {name.lower() for name in libraries}
    unknown = wanted - {file.name.lower() for file in ordered}
    if unknown:
        raise click.UsageError(
            f"No blocklist file describes {', '.join(sorted(unknown))}; "
            "`loopguard blocklist list` lists what there is."
        )
    return [file for file in ordered if not wanted or file.name.lower() in wanted]


def _render_text(results: list[VerifiedFile]) -> str:
    """A table with a line for each library, then what is wrong, then what was left out."""
    # Imported here: only this format is for people, and rich takes its time.
    from rich.table import Table
    from rich.text import Text

    from loopguard.cli.check import report_options
    from loopguard.reporters.console import open_console

    buffer = StringIO()
    console = open_console(buffer, replace(report_options(), width=_WIDE_ENOUGH))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in _TITLES:
        table.add_column(title, justify="left" if title in _TITLES[:3] else "right", no_wrap=True)
    for row in _rows(results):
        cells = zip(map(_short, row), _STYLES, strict=True)
        table.add_row(*(Text(cell, "dim" if cell == "0" else style) for cell, style in cells))
    if table.row_count:
        console.print(table)
        console.print()
    for result in results:
        for name, detail in _failures(result):
            place = Text.assemble((result.file.path, "bold"), ": ", (name, "bold red"))
            console.print(place.append(f": {detail}", ""))
    for line in _notes(results):
        console.print(Text(line, "dim"))
    console.print(Text(_summary(results)))
    lines = (line.rstrip() for line in buffer.getvalue().splitlines())
    return "".join(f"{line}\n" for line in lines)


def _short(cell: str) -> str:
    """A cell of a width that leaves room for the others."""
    return cell if len(cell) <= _LONGEST_CELL else f"{cell[: _LONGEST_CELL - 3]}..."


def _rows(results: list[VerifiedFile]) -> list[tuple[str, ...]]:
    """The cells of a line for each installed library; files of one library make one line."""
    rows = []
    installed = [result for result in results if result.installed]
    for name, group in groupby(installed, key=lambda result: result.file.name):
        parts = list(group)
        counts = [sum(part.count(outcome) for part in parts) for outcome in _OUTCOMES]
        checked = next((part.file.verified for part in parts if part.file.verified), "")
        rows.append((name, parts[0].installed, checked, *map(str, [sum(counts), *counts])))
    return rows


def _failures(result: VerifiedFile) -> list[tuple[str, str]]:
    """Names and what is wrong with them."""
    return [(e.name, e.detail) for e in result.entries if e.outcome is Outcome.FAILED]


def _notes(results: list[VerifiedFile]) -> list[str]:
    """What could not be looked at."""
    notes = [
        f"{result.file.path}: cannot be verified: {result.problem}"
        for result in results
        if result.problem
    ]
    missing = list(dict.fromkeys(r.file.name for r in results if not r.installed))
    return notes + ([f"Not installed: {', '.join(missing)}."] if missing else [])


def _summary(results: list[VerifiedFile]) -> str:
    counts = {outcome: sum(result.count(outcome) for result in results) for outcome in _OUTCOMES}
    libraries = len(_rows(results))
    shown = ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items())
    return f"{libraries} {'library' if libraries == 1 else 'libraries'}: {shown}."


def _render_markdown(results: list[VerifiedFile]) -> str:
    """The table of docs/blocklist.md."""
    lines = [_TITLES[:1] + _TITLES[2:], tuple("---" for _ in _TITLES[:1] + _TITLES[2:])]
    lines += [row[:1] + row[2:] for row in _rows(results)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _render_json(results: list[VerifiedFile]) -> str:
    """Every entry with its outcome."""
    libraries = [
        {
            "file": result.file.path,
            "library": result.file.name,
            "installed": result.installed or None,
            "checked_with": result.file.verified,
            "problem": result.problem or None,
            **{outcome.value: result.count(outcome) for outcome in _OUTCOMES},
            "entries": [
                {"name": e.name, "outcome": e.outcome.value, "detail": e.detail}
                for e in result.entries
            ],
        }
        for result in results
    ]
    return json.dumps({"version": 1, "files": libraries}, indent=2) + "\n"


_RENDERERS = {"text": _render_text, "json": _render_json, "markdown": _render_markdown}
