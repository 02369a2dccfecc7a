"""What commands say of themselves, besides what click says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click


def examples(*lines: str) -> str:
    """The end of a command's help (click's `epilog`): lines to copy."""
    text = "\n".join(f"  {line}" for line in lines)
    return f"\b\nExamples:\n{text}"  # the \b keeps click from filling the lines


class SectionedCommand(click.Command):
    """A command with so many options that its help lists them under headings.

    `sections` gives the names of the options under each heading; the others come last.
    """

    def __init__(
        self, *arguments: Any, sections: Mapping[str, Sequence[str]], **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self._sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options under their headings."""
        left = {
            parameter.name: row
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option)
            if (row := parameter.get_help_record(ctx)) is not None
        }
        for title, names in self._sections.items():
            rows = [left.pop(name) for name in names if name in left]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        if left:
            with formatter.section("Other options"):
                formatter.write_dl(list(left.values()))
