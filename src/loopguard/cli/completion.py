"""What the shell offers besides commands, options and files, which click knows by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loopguard.rules import RULES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_codes(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The rules whose code begins as the last of the comma-separated words does."""
    from click.shell_completion import CompletionItem  # the shell alone asks for it

    before, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{rule.code}", help=rule.name)
        for rule in RULES
        if rule.code.startswith(last.upper())
    ]


def complete_topics(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The rules whose code or name begins so; files, where none does."""
    from click.shell_completion import CompletionItem

    found = [
        CompletionItem(word, help=help_text)
        for rule in RULES
        for word, help_text in ((rule.code, rule.name), (rule.name, rule.code))
        if word.startswith(incomplete)
    ]
    return found or [CompletionItem(incomplete, type="file")]
