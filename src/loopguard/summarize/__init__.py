"""Turns the source of one file into a `ModuleSummary` of facts."""

from loopguard.summarize.module import summarize_source

__all__ = ["summarize_source"]
