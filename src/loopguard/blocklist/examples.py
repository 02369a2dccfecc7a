"""Reads the examples and sentences of advice for the names of libraries in them."""

from __future__ import annotations

import ast
import importlib.util
import re

_QUALIFIED = re.compile(r"\b[a-z_]\w*(?:\.\w+)*\.[A-Z]\w*")


def faults_in_example(example: str) -> tuple[list[str], list[str]]:
    """What is wrong with the code, and the qualified names of installed libraries that it uses.

    Names count where the example imports them, and where a class is written with its module
    (`asyncio.Queue`); other names may be variables.
    """
    try:
        tree = ast.parse(example)
    except SyntaxError as error:
        return [f"the example is no Python: {error.msg}, line {error.lineno}"], []
    imported = dict(_imports(tree))
    names = {name for name in imported.values() if name}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            written = ast.unparse(node)
            root, _, rest = written.partition(".")
            if not re.fullmatch(r"[\w.]+", written):
                continue
            if root in imported:
                names.add(f"{imported[root]}.{rest}")
            elif _QUALIFIED.fullmatch(written):
                names.add(written)
    return [], sorted(name for name in names if _is_installed(name))


def names_in_prose(text: str) -> list[str]:
    """The classes that a sentence names with their modules, of installed libraries."""
    return [name for name in _QUALIFIED.findall(text) if _is_installed(name)]


def _imports(tree: ast.Module) -> list[tuple[str, str]]:
    """The names that the example binds by importing, with what they stand for."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                found.append((alias.asname or top, alias.name if alias.asname else top))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [(a.asname or a.name, f"{node.module}.{a.name}") for a in node.names]
    return found


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name.partition(".")[0]) is not None
    except (ImportError, ValueError):
        return False
