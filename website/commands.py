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
        depth = "#" * min(2 + path.count(" ") - 1, 3) if " " in path else "##"
        parts += [f"{depth} {path}", block("text", text)]
    return page(*parts)


def helps() -> Iterator[tuple[str, str]]:
    """Each command with the words that call it and its help, at a width of 90 columns."""
    yield from _helps(cli, click.Context(cli, info_name="loopguard", **_CONTEXT))


_CONTEXT = {"help_option_names": ["-h", "--help"], "terminal_width": 90, "max_content_width": 90}


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from _helps(child, click.Context(child, context, info_name=name, **_CONTEXT))
