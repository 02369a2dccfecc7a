"""`loopguard rules`."""

from __future__ import annotations

import click

from loopguard.cli.help import examples
from loopguard.cli.output import heading, write_line
from loopguard.rules import RULES


@click.command("rules", epilog=examples("loopguard rules", "loopguard explain LG102"))
def command() -> int:
    """List the rules: code, name, and whether a rule is on without being selected."""
    for rule in RULES:
        state = "" if rule.default else "  (off until selected)"
        write_line(f"{heading(rule.code)}  {rule.name}{state}")
    write_line("\n`loopguard explain CODE` tells more about one of them.")
    return 0
