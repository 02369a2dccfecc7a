"""`loopguard graph`."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from loopguard import config
from loopguard.cache.place import cache_directory
from loopguard.cli.check import split_codes, write_file
from loopguard.cli.completion import complete_codes
from loopguard.cli.help import examples
from loopguard.cli.output import write
from loopguard.cli.progress import watched
from loopguard.engine import Resources, check
from loopguard.reporters.graph import (
    build_graph,
    functions_of,
    is_too_large,
    render_dot,
    render_mermaid,
)


@click.command(
    "graph",
    epilog=examples(
        "loopguard graph src/",
        "loopguard graph --function Shop.pay src/",
        "loopguard graph --format svg --output blocking.svg src/",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--function",
    default="",
    metavar="NAME",
    help="Only the chains through this function: its qualified name, or the last parts of it.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("mermaid", "dot", "svg")),
    default="mermaid",
    help="What to write; svg needs Graphviz.",
    show_default=True,
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=15,
    help="The most blocking calls, the gravest first; 0 for all.",
    show_default=True,
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the graph to a file."
)
@click.option(
    "--select",
    multiple=True,
    callback=split_codes,
    shell_complete=complete_codes,
    metavar="CODES",
    help="Draw these rules only (codes or prefixes, comma-separated).",
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
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the settings from this file.",
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs read.")
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to keep what was read.  [default: .loopguard_cache in the project]",
)
def command(
    paths: tuple[Path, ...],
    function: str,
    format_name: str,
    limit: int,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config_file: Path | None,
    isolated: bool,
    no_cache: bool,
    cache_dir: Path | None,
) -> int:
    """Draw the chains from entry points to blocking calls in the files at and below PATHS.

    Entry points are functions that the event loop runs. Without PATHS the current directory is
    drawn. Exit code 0: drawn, also where nothing blocks; 2: the command could not run.
    """
    dot = _graphviz() if format_name == "svg" else ""
    paths = paths or (Path("."),)
    start = Path(os.path.realpath(paths[0]))
    start = start if start.is_dir() else start.parent
    settings = config.read_settings(start, config=config_file, isolated=isolated)
    settings = config.with_options(settings, select=select, ignore=ignore)
    with watched(sys.stderr) as progress:
        cache = None if no_cache else cache_directory(settings.root, cache_dir)
        result = check(paths, settings, progress, resources=Resources(0, cache))
    for problem in result.problems:
        place = f"{problem.path}:{problem.line}:{problem.column}"
        click.echo(f"{place}: cannot be checked: {problem.reason}", err=True)
    graph = build_graph(result, function=function, limit=limit)
    if function and not graph.nodes:
        raise click.UsageError(_unknown(function, functions_of(result)))
    drawn = render_mermaid(graph) if format_name == "mermaid" else render_dot(graph)
    if format_name == "mermaid" and is_too_large(graph, drawn):
        hint = "lower --limit, or use --format dot or svg"
        click.echo(f"This is more than Mermaid draws by itself: {hint}", err=True)
    if dot:
        drawn = _as_svg(dot, drawn)
    if output is not None:
        write_file(output, drawn)
    else:
        write(drawn)
    return 0


def _graphviz() -> str:
    dot = shutil.which("dot")
    if dot is None:
        raise click.UsageError(
            "--format svg needs the command `dot` of Graphviz, which is not installed here "
            "(https://graphviz.org/download); --format mermaid and dot need nothing"
        )
    return dot


def _as_svg(dot: str, text: str) -> str:
    """The drawing, in plain ASCII with character references, so the same in every encoding."""
    done = subprocess.run([dot, "-Tsvg"], input=text.encode(), capture_output=True, check=False)
    if done.returncode != 0:
        raise click.ClickException(f"dot: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode().encode("ascii", "xmlcharrefreplace").decode()


def _unknown(function: str, known: list[str]) -> str:
    parts = function.count(".") + 1
    ends = {".".join(name.split(".")[-parts:]): name for name in known}
    close = difflib.get_close_matches(function, ends, n=1, cutoff=0.7)
    hint = f" Did you mean {ends[close[0]]}?" if close else ""
    return (
        f"no chain to a blocking call leads through a function {function!r}.{hint} "
        "`loopguard explain FILE:LINE` tells of a call why it is not reported."
    )
