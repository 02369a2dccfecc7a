"""Whether a name that a rewrite uses means what it should where it is used."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator

_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def introduced_names(replacement: str, original: str) -> list[str]:
    """The names that a replacement brings in, in their order."""
    known = set(_NAME.findall(original)) | set(keyword.kwlist)
    return [name for name in dict.fromkeys(_NAME.findall(replacement)) if name not in known]


def local_meaning(tree: ast.Module, name: str, line: int) -> str:
    """What a name is in the functions around a line: "", "imported" by them, or "other"."""
    for function in reversed(list(_functions_around(tree, line))):
        binders = list(_binders(function, name))
        if not binders:
            continue
        if any(isinstance(binder, ast.Global) for binder in binders):
            return ""
        is_import = all(
            isinstance(binder, ast.Import)
            and binder in function.body  # type: ignore[operator]
            and binder.lineno < line
            and any(a.asname is None and a.name.partition(".")[0] == name for a in binder.names)
            for binder in binders
        )
        return "imported" if is_import else "other"
    return ""


def _functions_around(tree: ast.Module, line: int) -> Iterator[Function]:
    """The functions whose bodies hold the line, outermost first."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        for child in ast.iter_child_nodes(node):
            first = getattr(child, "lineno", line)
            last = getattr(child, "end_lineno", line)
            if not first <= line <= last:
                continue
            if isinstance(child, ast.expr) and not isinstance(child, ast.Lambda):
                inner = [n for n in ast.walk(child) if isinstance(n, ast.Lambda)]
                yield from (n for n in inner if n.lineno <= line <= (n.end_lineno or line))
                continue
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                yield child
            pending.append(child)


def _binders(function: Function, name: str) -> Iterator[ast.AST]:
    """The nodes of a function, without those nested in it, that bind the name there."""
    arguments = function.args
    for argument in (
        *arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs,
        *filter(None, (arguments.vararg, arguments.kwarg)),
    ):  # fmt: skip
        if argument.arg == name:
            yield argument
    body = function.body if isinstance(function.body, list) else [function.body]
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if name in _bound_by(node):
            yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            pending.extend(ast.iter_child_nodes(node))


def _bound_by(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name):
        return set() if isinstance(node.ctx, ast.Load) else {node.id}
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        return {node.name} if node.name else set()
    if isinstance(node, ast.MatchMapping):
        return {node.rest} if node.rest else set()
    return set(node.names) if isinstance(node, (ast.Global, ast.Nonlocal)) else set()
