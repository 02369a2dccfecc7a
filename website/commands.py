"""The reference of commands, made from what click knows of them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from loopguard.cli.main import cli
from website.markdown import block, page


def commands_page() -> str:
    """The text of the page: each command as its `--help` prints it."""
    parts = [
        "# Commands",
        "What `--help` prints of each command. [The command line](../command-line.md) tells about "
        "standard input, `init` and completion in the shell.",
    ]
    for path, text in helps():
        depth = "###" if path.count(" ") > 1 else "##"
        parts += [f"{depth} {path}", block("text", text)]
    return page(*parts)


def helps() -> Iterator[tuple[str, str]]:
    """Each command with the words that call it and its help, at a width of 90 columns."""
    yield from _helps(cli, _context(cli, None, "loopguard"))


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    return click.Context(
        command, parent, name, terminal_width=90, help_option_names=["-h", "--help"]
    )


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from _helps(child, _context(child, context, name))
