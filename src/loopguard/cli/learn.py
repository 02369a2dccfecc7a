"""`loopguard learn`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from loopguard.cli.help import examples
from loopguard.cli.output import write
from loopguard.cli.progress import watched
from loopguard.domain.errors import Complaint, ConfigError


@click.command(
    "learn",
    epilog=examples(
        "loopguard learn our_sdk --output our_sdk.toml",
        "loopguard learn our_sdk --path src",
    ),
)
@click.argument("package")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the entries to a file."
)
@click.option(
    "--path",
    "places",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Look for the package in this directory (repeatable), not on this Python's path.",
)
def command(package: str, output: Path | None, places: tuple[Path, ...]) -> int:
    """Write blocklist entries for an installed PACKAGE, from its source.

    Reads the package as if an event loop called every public function and method of it, and writes
    an entry for each that reaches a call of the blocklist that blocks, with the way there. The
    package is not imported. What it needs of other packages is known by their entries alone.
    """
    from loopguard.learn import blocklist_text, find_source, learn

    with watched(sys.stderr) as progress:
        learned = learn(find_source(package, places), progress)
    text = blocklist_text(learned)
    if output is None:
        write(text)
    else:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            reason = f"cannot be written: {error.strerror or error}"
            raise ConfigError((Complaint(str(output), "", reason),)) from error
    blocking = sum(1 for _ in learned.blocking())
    subject = f"{learned.source.distribution} {learned.source.version}".rstrip()
    click.echo(f"{subject}: {blocking} blocking call{'s' if blocking != 1 else ''}.", err=True)
    return 0
