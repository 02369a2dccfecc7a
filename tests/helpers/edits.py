"""Random edits of Python source: such as leave the facts, and such as may change them."""

from __future__ import annotations

import ast
import io
import random
import tokenize
from collections.abc import Callable

Edit = Callable[[str, random.Random], str]


def _statements(text: str) -> list[ast.stmt]:
    """The statements that begin a line, decorated ones left out."""
    lines = text.splitlines()
    return [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.stmt)
        and not getattr(node, "decorator_list", None)
        and not lines[node.lineno - 1][: node.col_offset].strip()
    ]


def _insert(text: str, line: int, new: str) -> str:
    """The text with a further line above the given one (1-based)."""
    lines = text.splitlines(keepends=True)
    return "".join([*lines[: line - 1], f"{new}\n", *lines[line - 1 :]])


def _append(text: str, line: int, new: str) -> str:
    lines = text.splitlines()
    lines[line - 1] += new
    return "\n".join([*lines, ""])


def comment(text: str, chance: random.Random) -> str:
    """A comment in a line of its own."""
    node = chance.choice(_statements(text))
    return _insert(text, node.lineno, " " * node.col_offset + "# why")


def blank_lines(text: str, chance: random.Random) -> str:
    """Empty lines above a statement."""
    return _insert(text, chance.choice(_statements(text)).lineno, "\n")


def comment_behind(text: str, chance: random.Random) -> str:
    """A comment behind a statement."""
    node = chance.choice(_statements(text))
    return _append(text, node.end_lineno or node.lineno, "  # ä")


def docstring(text: str, chance: random.Random) -> str:
    """A docstring where a function begins."""
    bodies = {node.lineno: node for node in _statements(text)}
    starts = [
        bodies[node.body[0].lineno]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body[0].lineno in bodies
        and node.body[0].lineno > node.lineno
    ]
    if not starts:
        return comment(text, chance)
    node = chance.choice(starts)
    return _insert(text, node.lineno, " " * node.col_offset + '"""Says what it does."""')


def _at_token(text: str, chance: random.Random, wanted: str, new: str) -> str:
    """Puts something behind a random token."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    places = [token.end for token in tokens if token.type == tokenize.OP and token.string == wanted]
    if not places:
        return text
    line, column = chance.choice(places)
    lines = text.splitlines(keepends=True)
    lines[line - 1] = lines[line - 1][:column] + new + lines[line - 1][column:]
    return "".join(lines)


def broken_line(text: str, chance: random.Random) -> str:
    """A line break inside parentheses."""
    return _at_token(text, chance, "(", "\n    ")


def wide(text: str, chance: random.Random) -> str:
    """More space than needed."""
    return _at_token(text, chance, chance.choice("(=,"), "  ")


def call(text: str, chance: random.Random) -> str:
    """A blocking call more."""
    node = chance.choice(_statements(text))
    return _insert(
        text, node.lineno, " " * node.col_offset + "__import__('time').sleep(1); input()"
    )


def ignore(text: str, chance: random.Random) -> str:
    """A comment that silences."""
    node = chance.choice(_statements(text))
    return _append(text, node.end_lineno or node.lineno, "  # loopguard: ignore")


def less(text: str, chance: random.Random) -> str:
    """Nothing in the place of a statement in one line."""
    simple = [node for node in _statements(text) if node.lineno == node.end_lineno]
    node = chance.choice(simple)
    lines = text.splitlines()
    lines[node.lineno - 1] = " " * node.col_offset + "pass"
    return "\n".join([*lines, ""])


def joined(text: str, chance: random.Random) -> str:
    """Two statements in one line."""
    simple = [node for node in _statements(text) if isinstance(node, (ast.Expr, ast.Assign))]
    ends = {node.end_lineno: node for node in simple}
    pairs = [
        (ends[node.lineno - 1], node)
        for node in simple
        if node.lineno - 1 in ends and ends[node.lineno - 1].col_offset == node.col_offset
    ]
    if not pairs:
        return less(text, chance)
    _, second = chance.choice(pairs)
    lines = text.splitlines()
    above = lines[second.lineno - 2]
    if "#" in above:
        return less(text, chance)
    lines[second.lineno - 2 : second.lineno] = [f"{above}; {lines[second.lineno - 1].strip()}"]
    return "\n".join([*lines, ""])


def flipped(text: str, chance: random.Random) -> str:
    """Another flag, or another `await`."""
    old, new = chance.choice([("True", "False"), ("await ", ""), ("async with", "with")])
    return text.replace(old, new, 1)


MOVES: tuple[Edit, ...] = (comment, blank_lines, comment_behind, docstring, broken_line, wide)
"""Edits that leave the facts as they are."""

CHANGES: tuple[Edit, ...] = (call, ignore, less, joined, flipped)
"""Edits after which another program may stand there; not all of them leave one that can be read."""
