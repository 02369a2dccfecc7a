"""Turns coroutines into plain functions, to see that the same code off the loop is silent."""

from __future__ import annotations

import io
import tokenize


def strip_async(source: str) -> str:
    """The code without its `async` and `await` words, line for line."""
    lines = source.splitlines(keepends=True)
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    for token in reversed(tokens):  # from the end, so that the places before stay true
        if token.type != tokenize.COMMENT and token.string in ("async", "await"):
            row, column = token.start
            line = lines[row - 1]
            lines[row - 1] = line[:column] + line[token.end[1] :].lstrip(" ")
    return "".join(lines)
