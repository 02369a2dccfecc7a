"""Fixes applied: findings to edits of their files, each proven by checking the result again."""

from __future__ import annotations

from loopguard.fixes.diff import unified_diff
from loopguard.fixes.ignores import add_ignores
from loopguard.fixes.rounds import FixOutcome, fix_findings
from loopguard.fixes.summary import summarize_fixes
from loopguard.fixes.write import write_files

__all__ = [
    "FixOutcome",
    "add_ignores",
    "fix_findings",
    "summarize_fixes",
    "unified_diff",
    "write_files",
]
