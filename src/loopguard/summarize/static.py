"""What can be said of a condition, or of assigned names, from the syntax alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

GROWING = frozenset({"append", "appendleft", "add", "insert"})
"""Methods that put their last argument into a container."""

EXTENDING = frozenset({"extend", "extendleft"})
"""Methods that put into a list what their argument gives when it is iterated."""

TRY_STATEMENTS: tuple[type[ast.Try], ...] = (ast.Try,)
"""The node types of `try`, `except*` included where the interpreter has it."""
if sys.version_info >= (3, 11):
    TRY_STATEMENTS = (ast.Try, ast.TryStar)  # type: ignore[assignment]


def truth(test: ast.expr) -> bool | None:
    """True or False where the condition always has that value at run time, None otherwise.

    `TYPE_CHECKING` is false when code runs, and what stands under
    `if __name__ == "__main__"` runs before any loop does.
    """
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if is_type_checking(test) or _is_main_guard(test):
        return False
    if isinstance(test, ast.Name) and test.id == "__debug__":
        return True
    if isinstance(test, ast.Compare):
        return _version_truth(test)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = truth(test.operand)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        values = [truth(value) for value in test.values]
        decisive = isinstance(test.op, ast.Or)
        if decisive in values:
            return decisive
        return None if None in values else not decisive
    return None


_OLDEST_PYTHON = (3, 10)
"""Code for interpreters older than this is dead: no async code of today runs on them."""


def _version_truth(test: ast.Compare) -> bool | None:
    """What `sys.version_info >= (3, 8)` and `< (3, 8)` say on every interpreter of today."""
    left = test.left
    if not (
        isinstance(left, ast.Attribute)
        and left.attr == "version_info"
        and len(test.ops) == 1
        and isinstance(test.comparators[0], ast.Tuple)
    ):
        return None
    numbers = [part.value for part in test.comparators[0].elts if isinstance(part, ast.Constant)]
    version = tuple(number for number in numbers if isinstance(number, int))
    if len(version) != len(test.comparators[0].elts) or version > _OLDEST_PYTHON:
        return None
    return {ast.GtE: True, ast.Lt: False}.get(type(test.ops[0]))


def is_type_checking(test: ast.expr) -> bool:
    """Whether the condition is `TYPE_CHECKING` under any module name."""
    if isinstance(test, ast.Name):
        return test.id == "TYPE_CHECKING"
    return isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"


def _is_main_guard(test: ast.expr) -> bool:
    if not (
        isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)
    ):
        return False
    sides = (test.left, test.comparators[0])
    return any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides) and any(
        isinstance(side, ast.Constant) and side.value == "__main__" for side in sides
    )


def assigned_names(body: list[ast.stmt]) -> set[str]:
    """Names that the statements bind in their own scope (not those bound by a walrus)."""
    names: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.partition(".")[0])
        else:
            pending.extend(_binding_parts(node))
    return names


def grown_names(body: list[ast.stmt]) -> set[str]:
    """Names of containers that the statements may add to: `x.append(…)`, `x[k] = …`, `x += […]`."""
    names: set[str] = set()
    for statement in body:
        for node in ast.walk(statement):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if (
                    method in GROWING or method in EXTENDING
                ):
                    names.add(name)
                case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                    names.add(name)
                case ast.AugAssign(target=ast.Name(id=name), value=ast.List() | ast.ListComp()):
                    names.add(name)
    return names


def _binding_parts(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a statement or target in which names can be bound."""
    if isinstance(node, TRY_STATEMENTS):
        yield from node.body
        yield from (statement for handler in node.handlers for statement in handler.body)
        yield from node.orelse
        yield from node.finalbody
        return
    match node:
        case ast.Assign(targets=targets):
            yield from targets
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            yield target
        case (
            ast.For(target=target, body=body, orelse=orelse)
            | ast.AsyncFor(target=target, body=body, orelse=orelse)
        ):
            yield target
            yield from body
            yield from orelse
        case ast.While(body=body, orelse=orelse) | ast.If(body=body, orelse=orelse):
            yield from body
            yield from orelse
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            yield from (item.optional_vars for item in items if item.optional_vars)
            yield from body
        case ast.Match(cases=cases):
            yield from (statement for case in cases for statement in case.body)
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from names
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            yield from elts
        case ast.Starred(value=value):
            yield value


def is_stub(body: list[ast.stmt]) -> bool:
    """Whether a function's body does nothing: a docstring, `pass`, `...`, NotImplementedError."""
    for statement in body:
        match statement:
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                continue
            case (
                ast.Raise(exc=ast.Name(id="NotImplementedError"))
                | ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError")))
            ):
                continue
        return False
    return True


def holds_across_await(manager: ast.expr, body: list[ast.stmt]) -> bool:
    """Whether something is awaited in the body of `with manager:` before it is released there."""
    release = ast.dump(ast.Attribute(manager, "release", ast.Load()))
    for statement in body:
        for node in _own_nodes(statement):
            if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
                return True
            if isinstance(node, ast.Call) and ast.dump(node.func) == release:
                return False
    return False


def yields(body: list[ast.stmt]) -> bool:
    """Whether a body hands control to whoever goes through the generator that it is part of."""
    nodes = (node for statement in body for node in _own_nodes(statement))
    return any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in nodes)


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement in the order of the code, without those of nested functions."""
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        yield node
        pending.extend(reversed(list(ast.iter_child_nodes(node))))
