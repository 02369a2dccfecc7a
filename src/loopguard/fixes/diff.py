"""Changes as a unified diff, as `patch` and `git apply` read it."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable

from loopguard.fixes.files import FileText
from loopguard.summarize.source import split_lines

_COLORS = (("+++", "1"), ("---", "1"), ("@@", "36"), ("+", "32"), ("-", "31"))


def unified_diff(changed: Iterable[tuple[FileText, str]], *, color: bool) -> str:
    """The diff of all files; empty where nothing changes."""
    return "".join(
        _colored(line) if color else line
        for file, text in changed
        for line in _file_diff(file.display, file.text, text)
    )


def _file_diff(name: str, before: str, after: str) -> Iterable[str]:
    shown = name.replace(os.sep, "/")
    lines = difflib.unified_diff(
        split_lines(before), split_lines(after), f"a/{shown}", f"b/{shown}", n=3
    )
    for line in lines:
        if line.endswith("\n") or line.endswith("\r"):
            yield line
        else:
            yield f"{line}\n\\ No newline at end of file\n"


def _colored(line: str) -> str:
    for start, code in _COLORS:
        if line.startswith(start):
            body = line.rstrip("\r\n")
            return f"\x1b[{code}m{body}\x1b[0m{line[len(body) :]}"
    return line
