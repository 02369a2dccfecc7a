"""Turns blocked call sites into findings: exact ranges, and the rewrite for that very call."""

from loopguard.flag.findings import FlagContext, flag_module

__all__ = ["FlagContext", "flag_module"]
