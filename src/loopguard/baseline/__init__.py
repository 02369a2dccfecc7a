"""Gradual adoption: findings that were there before are held back, new ones are reported."""

from loopguard.baseline.entries import Entry, entries_of, entry_of, path_from_root
from loopguard.baseline.file import read_baseline, write_baseline
from loopguard.baseline.match import Held, hold_back, stale_entries

__all__ = [
    "Entry",
    "Held",
    "entries_of",
    "entry_of",
    "hold_back",
    "path_from_root",
    "read_baseline",
    "stale_entries",
    "write_baseline",
]
