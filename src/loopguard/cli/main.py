"""The `loopguard` command and its subcommands, each loaded when it is used."""

from __future__ import annotations

import gc
import importlib
import sys
from enum import IntEnum
from typing import Any

import click

import loopguard
from loopguard.domain.errors import UserError

_COMMANDS = {
    "check": "Find calls that block the event loop.",
    "graph": "Draw the chains from entry points to blocking calls.",
    "rules": "List the rules.",
    "explain": "Explain a rule, a library call or a line of code.",
    "baseline": "Keep a list of old findings, to be told of new ones only.",
    "blocklist": "Look into what LoopGuard knows about libraries.",
    "init": "Write a starting configuration and a baseline.",
    "config": "Show the settings, and where each comes from.",
    "cache": "Remove what is kept between runs.",
    "summarize": "Write summaries, for `check --from-summaries`.",
    "learn": "Write blocklist entries for an installed package.",
}


class ExitCode(IntEnum):
    """What the process tells its caller."""

    CLEAN = 0
    FINDINGS = 1
    ERROR = 2


class LazyGroup(click.Group):
    """Imports a subcommand's module when it is run, and lists all without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The subcommands in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"loopguard.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names. Raises UsageError where there is none."""
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # a mistake alone pays for it

            close = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of subcommands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


_EXAMPLES = """\b
Examples:
  loopguard check src/                 # report what blocks
  loopguard check --diff src/          # show the fixes
  loopguard check --format html --output report.html
  loopguard graph --function app.main.pay
  loopguard explain LG102              # tell about a rule
  loopguard explain app/main.py:12     # tell about a line
  loopguard init                       # settings and a baseline
"""  # the \b keeps click from filling the lines


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXAMPLES,
)
@click.version_option(loopguard.__version__, prog_name="loopguard")
def cli() -> None:
    """Find the calls that block your event loop, and what to write instead."""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command and ends the process.

    Exit codes: 0 clean, 1 findings, 2 a mistake of the user's or a fault of LoopGuard's.
    """
    # What a run makes lives to its end: looking for garbage took 30 % of the time and found none.
    gc.disable()
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Runs the command; returns the exit code."""
    try:
        outcome: Any = cli.main(arguments, prog_name="loopguard", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return ExitCode.ERROR
    except click.ClickException as error:
        error.show()
        return ExitCode.ERROR
    except UserError as error:
        for complaint in error.complaints:
            click.echo(f"error: {complaint}", err=True)
        return ExitCode.ERROR
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone; Python would complain about it at exit
        return ExitCode.ERROR
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo(
            "\nThis is a bug in LoopGuard. Please report it with the text above and, if you can, "
            "the file that it was reading.",
            err=True,
        )
        return ExitCode.ERROR
    return outcome if isinstance(outcome, int) else ExitCode.CLEAN
