"""A console that writes into memory, with the looks that the options ask for."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from loopguard.reporters.options import ReportOptions


def open_console(buffer: StringIO, options: ReportOptions) -> Console:
    """The console; escape codes for color are written only where `options.color` is set."""
    return Console(
        file=buffer,
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        width=options.width,
        soft_wrap=True,
        highlight=False,
    )
