"""Keywords that a function takes out of its `**kwargs` by name (`kwargs.get("client")`).

A caller passes them as it passes parameters, so they are read as if they were some.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_READING = frozenset({"copy", "items", "keys", "values"})
_ABSENT = ast.Constant(None)
"""What `get` gives for a keyword that was not passed, where it is not told anything else."""

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


def taken_keyword(node: ast.Call, keywords: str) -> tuple[str, ast.Constant] | None:
    """The keyword that a call takes out of the dict of this name, and what it gives without it.

    None for other calls, and where that is no constant.
    """
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="get" | "pop"),
            args=[ast.Constant(value=str() as key), *rest],
            keywords=[],
        ) if name == keywords and len(rest) <= 1:
            default = rest[0] if rest else _ABSENT
            return (key, default) if isinstance(default, ast.Constant) else None
    return None


def taken_keywords(function: AnyFunction) -> dict[str, ast.Constant]:
    """The keywords that a function takes by name, each with what it is where it was not passed.

    Those are left out that may have another value by then: the function has set them in the dict,
    or takes them with two defaults, or again after a `pop`. Where the dict is used in any other
    way, none is left.
    """
    if function.args.kwarg is None:
        return {}
    keywords = function.args.kwarg.arg
    uses = 0
    takings: dict[str, list[ast.Call]] = {}
    changes: list[tuple[str, int]] = []
    loops: list[ast.stmt] = []
    for node in _nodes(function):
        if isinstance(node, ast.Name) and node.id == keywords:
            uses += 1
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            loops.append(node)
        elif (key := _taken_key(node, keywords)) is not None:
            assert isinstance(node, ast.Call)
            takings.setdefault(key, []).append(node)
            uses -= 1
        elif (changed := _changed_key(node, keywords)) is not None:
            changes.append(changed)
            uses -= 1
        elif _is_harmless(node, keywords):
            uses -= 1
    if uses:
        return {}
    first_changes: dict[str, int] = {}
    for key, line in changes:
        around = [loop.lineno for loop in loops if loop.lineno <= line <= (loop.end_lineno or 0)]
        first_changes[key] = min(line, *around, first_changes.get(key, line))
    found: dict[str, ast.Constant] = {}
    for key, calls in takings.items():
        default = _only_default(calls, keywords)
        last = max(call.lineno for call in calls)
        if default is not None and last < first_changes.get(key, last + 1):
            found[key] = default
    return found


def _only_default(calls: list[ast.Call], keywords: str) -> ast.Constant | None:
    """What all the calls give for a keyword that is not there; None where they differ."""
    popping = [call for call in calls if _method(call) == "pop"]
    taken = [taken_keyword(call, keywords) for call in calls]
    defaults = {ast.dump(each[1]) for each in taken if each is not None}
    if len(defaults) != 1 or None in taken or (popping and len(calls) > 1):
        return None
    return taken[0][1] if taken[0] is not None else None


def _nodes(function: AnyFunction) -> Iterator[ast.AST]:
    for statement in function.body:
        yield from ast.walk(statement)


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _taken_key(node: ast.AST, keywords: str) -> str | None:
    """The key that a call takes out of the dict, whatever it gives without it."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="get" | "pop"),
            args=[ast.Constant(value=str() as key), *_],
        ):
            return key if name == keywords else None
    return None


def _changed_key(node: ast.AST, keywords: str) -> tuple[str, int] | None:
    """The key that a statement or call sets or deletes in the dict, if it is a text, and where."""
    match node:
        case ast.Subscript(
            value=ast.Name(id=name),
            slice=ast.Constant(value=str() as key),
            ctx=ast.Store() | ast.Del(),
        ):
            return (key, node.lineno) if name == keywords else None
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="setdefault"),
            args=[ast.Constant(value=str() as key), *_],
        ):
            return (key, node.lineno) if name == keywords else None
    return None


def _is_harmless(node: ast.AST, keywords: str) -> bool:
    """Whether a use leaves the dict as it is: `f(**kwargs)`, `"a" in kwargs`, `kwargs["a"]`."""
    match node:
        case ast.keyword(arg=None, value=ast.Name(id=name)):
            return name == keywords
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Load()):
            return name == keywords
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=name)]):
            return name == keywords
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
            return name == keywords and method in _READING
        case ast.Dict(keys=keys, values=values):
            return any(
                key is None and isinstance(value, ast.Name) and value.id == keywords
                for key, value in zip(keys, values, strict=True)
            )
    return False
