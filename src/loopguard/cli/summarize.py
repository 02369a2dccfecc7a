"""`loopguard summarize`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from loopguard import config
from loopguard.cache.place import cache_directory
from loopguard.cli.help import examples
from loopguard.cli.main import ExitCode
from loopguard.discover import discover_files
from loopguard.domain.errors import Complaint, ConfigError
from loopguard.reader import SummaryReader
from loopguard.shards import SUFFIX, Shared, write_shard
from loopguard.summarize.source import Unreadable


@click.command(
    "summarize",
    epilog=examples(
        "loopguard summarize services/api --output api.summaries",
        "loopguard summarize src/ --output summaries/",
        "loopguard check --from-summaries summaries/",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output",
    required=True,
    metavar="FILE|DIRECTORY/",
    help="The file to write; or, ending with a slash, a directory: one file for each source file.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="What the paths in the summaries are relative to.  [default: the project's root]",
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs read.")
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to keep what was read.  [default: .loopguard_cache in the project]",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    help="The most processes.  [default: as many as pay]",
)
def command(
    paths: tuple[Path, ...],
    output: str,
    root: Path | None,
    no_cache: bool,
    cache_dir: Path | None,
    jobs: int | None,
) -> int:
    """Write down what the Python files at and below PATHS do, for `check --from-summaries`.

    Summaries depend on these files alone: shards of a large project can be made on separate
    machines, and are made again only where a file has changed.
    """
    paths = paths or (Path("."),)
    start = Path(os.path.realpath(paths[0]))
    settings = config.read_settings(start if start.is_dir() else start.parent)
    home = os.path.realpath(root or settings.root)
    cache = None if no_cache else cache_directory(settings.root, cache_dir)
    reader = SummaryReader(cache, jobs or 0)
    files: dict[str, Shared] = {}
    for path, outcome in reader.read(discover_files(paths, settings).given):
        name = os.path.relpath(path, home).replace(os.sep, "/")
        if name.startswith("../"):
            raise ConfigError((Complaint(str(path), "", f"lies outside of the root {home}"),))
        seen = reader.files.get(path)
        content = b"" if seen is None else seen.content
        problem = outcome if isinstance(outcome, Unreadable) else None
        files[name] = Shared(content, None if isinstance(outcome, Unreadable) else outcome, problem)
    reader.finish()
    try:
        if output.endswith(("/", os.sep)) or os.path.isdir(output):
            for name, shared in files.items():
                write_shard(Path(output, f"{name}{SUFFIX}"), {name: shared})
        else:
            write_shard(Path(output), files)
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise ConfigError((Complaint(output, "", reason),)) from error
    click.echo(f"Summarized {len(files)} files.", err=True)
    return ExitCode.CLEAN
