"""The command line: reads options, runs the engine, prints, and chooses the exit code."""

from __future__ import annotations

from loopguard.cli.main import main

__all__ = ["main"]
